// The thread in which the embedded database lives: each message of PostgreSQL's protocol gets one answer.
//
// The database knows one session; two connections share it in turns. While one is in a transaction, what the other says waits
// here, so that its turn begins the moment the commit is done and not when the main thread has heard of it.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { Notice } from './embedded-line.ts';
import { DirectoryRefused } from './embedded-lock.ts';
import { openHere } from './embedded-opening.ts';

export interface ThreadData {
  readonly directory: string | 'memory';
  readonly loadFrom: Blob | undefined;
}

/** What is said to this thread: on which connection, or to all of it. */
export type Said = { readonly from: number; readonly message: Uint8Array } | 'dump' | 'close';
/** What it answers: to `from`, when a connection asked. */
export type Told = { readonly from: number; readonly answer: Uint8Array } | Blob | 'closed' | Notice;

const STARTUP = 0; // the one message of the protocol that begins with its length
const GOODBYE = 'X'.charCodeAt(0);
/** The end of an answer: nobody is in a transaction. */
const READY_AND_IDLE = Buffer.from('Z\x00\x00\x00\x05I');
// What an earlier connection may have left: `pg` opens another one after an error outside a transaction.
const ROLLBACK = asQueryMessage('rollback');
const DISCARD = asQueryMessage('discard all');

const { directory, loadFrom } = workerData as ThreadData;
const port = parentPort!;

await open().then(serve, (error: Error) => {
  const { name: _name, message, stack: _stack, ...fields } = error;
  say({ notice: 'failed', isRefusal: error instanceof DirectoryRefused, message, fields });
});

function open(): Promise<PGlite> {
  if (directory === 'memory') return PGlite.create({ loadDataDir: loadFrom });
  return openHere(directory, loadFrom, (sentence) => {
    say({ notice: 'fatal', sentence });
    process.exit(1); // ends this thread at once: nothing more is answered
  });
}

function serve(pglite: PGlite): void {
  const held: Extract<Said, object>[] = [];
  const present = new Set<number>();
  /** The connection that is in a transaction, or in the middle of what it says. */
  let holder: number | undefined;

  function take({ from, message }: Extract<Said, object>): void {
    const told = message[0] === GOODBYE ? leave(from) : ask(from, message);
    port.postMessage({ from, answer: told } satisfies Told, [told.buffer as ArrayBuffer]);
  }
  function ask(from: number, message: Uint8Array): Uint8Array {
    if (message[0] === STARTUP) enter(from);
    const told = answer(pglite, message);
    holder = READY_AND_IDLE.equals(told.subarray(-READY_AND_IDLE.length)) ? undefined : from;
    return told;
  }
  function enter(from: number): void {
    answer(pglite, ROLLBACK);
    if (present.size === 0) answer(pglite, DISCARD); // what another still uses stays
    present.add(from);
  }
  function leave(from: number): Uint8Array {
    present.delete(from);
    if (holder === from) {
      answer(pglite, ROLLBACK);
      holder = undefined;
    }
    return new Uint8Array();
  }

  port.on('message', (said: Said) => {
    if (said === 'dump') return void pglite.dumpDataDir('none').then((archive) => port.postMessage(archive));
    if (said === 'close') return void close(pglite);
    held.push(said);
    for (;;) {
      const next = held.findIndex(({ from }) => holder === undefined || from === holder);
      if (next === -1) return;
      take(held.splice(next, 1)[0]!);
    }
  });
  say({ notice: 'opened' });
}

function answer(pglite: PGlite, message: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  // Not execProtocolRawSync alone: PGlite would read every answer as well, and keep all it has read until the end.
  void pglite.execProtocolRawStream(message, { syncToFs: false, onRawData: (bytes) => parts.push(bytes.slice()) });
  return parts.length === 1 ? parts[0]! : new Uint8Array(Buffer.concat(parts));
}

async function close(pglite: PGlite): Promise<void> {
  await pglite.close();
  port.postMessage('closed');
  port.close();
}

function say(notice: Notice): void {
  port.postMessage(notice);
}

function asQueryMessage(sql: string): Uint8Array {
  const message = Buffer.from(`Q0000${sql}\0`);
  message.writeUInt32BE(message.length - 1, 1);
  return new Uint8Array(message);
}
