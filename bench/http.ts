// A plain HTTP client over kept connections, cheap enough not to be what is measured: one write and one read a call.

import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** What the bench reads of any answer. */
export interface Body {
  readonly link: string;
  readonly version: number;
  readonly next: string | null;
  readonly [list: string]: unknown;
}

export interface Reply {
  readonly status: number;
  readonly body: Body;
  readonly ms: number;
}

export type Send = (method: 'GET' | 'POST', path: string, authorization?: string, body?: unknown) => Promise<Reply>;

interface Waiting extends PromiseWithResolvers<Reply> {
  readonly request: Buffer;
  readonly startedAt: number;
}

/** At most so many calls at once; more wait for a free connection, and the wait counts. */
export function openClient(base: string, connections: number): { send: Send; close(): void } {
  const { hostname, port, host } = new URL(base);
  const free: Line[] = [];
  const waiting: Waiting[] = [];
  const open: Line[] = [];

  function next(): void {
    if (waiting.length === 0) return;
    const line = free.pop() ?? (open.length < connections ? addLine() : undefined);
    if (line !== undefined) line.ask(waiting.shift()!);
  }

  function addLine(): Line {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const line = openLine(socket, () => {
      free.push(line);
      next();
    });
    open.push(line);
    // The server ends a connection that was silent for long; nothing more may be asked over it.
    socket.on('close', () => {
      for (const lines of [free, open]) if (lines.includes(line)) lines.splice(lines.indexOf(line), 1);
    });
    return line;
  }

  const send: Send = (method, path, authorization, body) => {
    const content = body === undefined ? '' : JSON.stringify(body);
    const head = [
      `${method} ${path} HTTP/1.1`,
      `host: ${host}`,
      ...(authorization === undefined ? [] : [`authorization: ${authorization}`]),
      ...(content === '' ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(content)}`]),
    ];
    const request = Buffer.from(`${head.join('\r\n')}\r\n\r\n${content}`);
    const asked = { ...Promise.withResolvers<Reply>(), request, startedAt: performance.now() };
    waiting.push(asked);
    next();
    return asked.promise;
  };
  return { send, close: () => open.forEach((line) => line.close()) };
}

interface Line {
  ask(waiting: Waiting): void;
  close(): void;
}

/** One connection: one call at a time. */
function openLine(socket: Socket, whenFree: () => void): Line {
  let current: Waiting | undefined;
  let received = Buffer.alloc(0);

  socket.on('data', (part) => {
    received = received.length === 0 ? part : Buffer.concat([received, part]);
    const answer = readAnswer(received);
    if (answer === undefined || current === undefined) return;
    const { resolve, startedAt } = current;
    received = Buffer.alloc(0);
    current = undefined;
    resolve({ ...answer, ms: performance.now() - startedAt });
    whenFree();
  });
  const fail = (error: Error) => current?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server ended the connection')));

  return {
    ask(waiting) {
      current = waiting;
      socket.write(waiting.request);
    },
    close: () => socket.destroy(),
  };
}

/** Undefined until all of it is there. @throws {Error} for an answer without its length: the server under test always says it */
function readAnswer(received: Buffer): { status: number; body: Body } | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = received.toString('latin1', 0, headEnd);
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without its length:\n${head}`);
  const from = headEnd + 4;
  if (received.length < from + Number(length)) return undefined;
  return { status: Number(head.slice(9, 12)), body: JSON.parse(received.toString('utf8', from)) as Body };
}
