// The thread in which the embedded database lives: each message of PostgreSQL's protocol gets one answer.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { Notice } from './embedded-line.ts';
import { DirectoryRefused } from './embedded-lock.ts';
import { openHere } from './embedded-opening.ts';

export interface ThreadData {
  readonly directory: string | 'memory';
  readonly loadFrom: Blob | undefined;
}

const STARTUP = 0; // the one message of the protocol that begins with its length
// What an earlier connection may have left: `pg` opens another one after an error outside a transaction.
const FORGET = ['rollback', 'discard all'].map(asQueryMessage);

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
  port.on('message', (asked: Uint8Array | 'dump' | 'close') => {
    if (asked === 'dump') return void pglite.dumpDataDir('none').then((archive) => port.postMessage(archive));
    if (asked === 'close') return void close(pglite);
    if (asked[0] === STARTUP) for (const message of FORGET) answer(pglite, message);
    port.postMessage(answer(pglite, asked));
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
