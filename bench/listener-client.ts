// A process that holds many live streams open, as browsers do, and says when each has heard of a case. Asked by messages.

import { connect } from 'node:net';
import type { Socket } from 'node:net';

export type ListenOrder =
  | { readonly ask: 'open'; readonly base: string; readonly tokens: readonly string[] }
  | { readonly ask: 'hear'; readonly caseId: string }
  | { readonly ask: 'end' };

export interface Heard {
  /** Milliseconds since 1970, with fractions: the same clock in all processes of a machine. One for each stream. */
  readonly at?: readonly number[];
}

/** So many at once: browsers of an office do not all come in the same millisecond. */
const OPENED_AT_ONCE = 20;
const PATIENCE_MS = 15_000;

const sockets: Socket[] = [];
/** Streams that have heard of the case that is waited for. */
let waiting: { caseId: string; heard: Map<Socket, number>; done: () => void } | undefined;

process.on('message', (message) => {
  const { number, question } = message as { number: number; question: ListenOrder };
  answer(question).then(
    (told) => process.send?.({ number, told }),
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
process.send?.({} satisfies Heard);

async function answer(question: ListenOrder): Promise<Heard> {
  switch (question.ask) {
    case 'open':
      return open(question.base, question.tokens);
    case 'hear':
      return hear(question.caseId);
    case 'end':
      for (const socket of sockets) socket.destroy();
      setImmediate(() => process.exit(0));
      return {};
  }
}

async function open(base: string, tokens: readonly string[]): Promise<Heard> {
  for (let from = 0; from < tokens.length; from += OPENED_AT_ONCE)
    await Promise.all(tokens.slice(from, from + OPENED_AT_ONCE).map((token) => openOne(base, token)));
  return {};
}

/** Resolves when the stream has said its first event: from then on it is told everything. */
function openOne(base: string, token: string): Promise<void> {
  const { hostname, port, host } = new URL(base);
  const ready = Promise.withResolvers<void>();
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let text = '';
  socket.on('data', (part) => {
    text += part.toString('latin1');
    if (/\nid: \d+\n/.test(text)) ready.resolve();
    if (waiting !== undefined && text.includes(waiting.caseId)) note(socket);
    // Enough to find an id that was cut in two.
    if (text.length > 4_000) text = text.slice(-200);
  });
  const failed = () => ready.reject(new Error(`a stream ended: ${text.slice(0, 200)}`));
  socket.on('error', failed);
  socket.on('close', failed);
  socket.write(`GET /api/yunting/stream HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\n\r\n`);
  sockets.push(socket);
  return ready.promise;
}

function hear(caseId: string): Promise<Heard> {
  const heard = new Map<Socket, number>();
  const told = Promise.withResolvers<Heard>();
  const done = () => {
    clearTimeout(limit);
    waiting = undefined;
    told.resolve({ at: [...heard.values()] });
  };
  const limit = setTimeout(done, PATIENCE_MS);
  waiting = { caseId, heard, done };
  return told.promise;
}

function note(socket: Socket): void {
  if (waiting === undefined || waiting.heard.has(socket)) return;
  waiting.heard.set(socket, performance.timeOrigin + performance.now());
  if (waiting.heard.size === sockets.length) waiting.done();
}
