// The main thread's side of the embedded database: starts its thread, asks it, and hears when it ends.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { OnFatal } from './embedded-fsync.ts';
import { DirectoryRefused } from './embedded-lock.ts';
import type { ThreadData } from './embedded-thread.ts';

export interface Line {
  /** One message or more of PostgreSQL's protocol. */
  send(message: Uint8Array): Promise<Uint8Array>;
  /** To be asked while nothing else is. */
  dump(): Promise<Blob>;
  /** Closes the database and ends its thread. */
  close(): Promise<void>;
}

/** What the thread says beside its answers. Errors lose their fields on the way between threads. */
export type Notice =
  | { readonly notice: 'opened' }
  | { readonly notice: 'fatal'; readonly sentence: string }
  | { readonly notice: 'failed'; readonly isRefusal: boolean; readonly message: string; readonly fields: object };

type Answer = Uint8Array | Blob | 'closed';

/** @throws {DirectoryRefused} and what else keeps the database from opening */
export async function openLine(workerData: ThreadData, onFatal: OnFatal): Promise<Line> {
  const worker = new Worker(join(import.meta.dirname, 'embedded-thread.ts'), { workerData, name: 'embedded database' });
  const opened = Promise.withResolvers<void>();
  const waiting: PromiseWithResolvers<Answer>[] = [];
  let ended: Error | undefined;

  function end(error: Error): void {
    ended ??= error;
    opened.reject(error);
    for (const { reject } of waiting.splice(0)) reject(error);
  }
  function fail(sentence: string): void {
    if (ended !== undefined) return;
    end(new Error(sentence));
    onFatal(sentence);
  }
  function notice(told: Notice): void {
    if (told.notice === 'opened') opened.resolve();
    if (told.notice === 'fatal') fail(told.sentence);
    if (told.notice === 'failed') end(asError(told));
  }
  worker.on('message', (told: Answer | Notice) => {
    if (typeof told === 'object' && 'notice' in told) return notice(told);
    if (told === 'closed') ended = new Error('The embedded database is closed.');
    waiting.shift()?.resolve(told);
    // A thread that waits must not keep the process running; one that works must.
    if (waiting.length === 0) worker.unref();
  });
  worker.on('error', ({ message }) => fail(stoppedWorking(workerData.directory, message)));
  worker.on('exit', (code) => fail(stoppedWorking(workerData.directory, `its thread ended with ${code}`)));

  function ask(asked: Uint8Array | 'dump' | 'close'): Promise<Answer> {
    if (ended !== undefined) return Promise.reject(ended);
    const answer = Promise.withResolvers<Answer>();
    if (waiting.push(answer) === 1) worker.ref();
    worker.postMessage(asked); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
    return answer.promise;
  }

  await opened.promise;
  worker.unref();
  return {
    send: ask as Line['send'],
    dump: () => ask('dump') as Promise<Blob>,
    close: async () => void (await ask('close')),
  };
}

function stoppedWorking(directory: string, why: string): string {
  return `The embedded database in ${directory} stopped working (${why}); the process stops here, and everything acknowledged so far is kept.`;
}

function asError({ isRefusal, message, fields }: Extract<Notice, { notice: 'failed' }>): Error {
  return Object.assign(isRefusal ? new DirectoryRefused(message) : new Error(message), fields);
}
