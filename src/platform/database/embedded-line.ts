// The main thread's side of the embedded database: starts its thread, asks it, and hears when it ends.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { OnFatal } from './embedded-fsync.ts';
import { DirectoryRefused } from './embedded-lock.ts';
import type { Said, ThreadData, Told } from './embedded-thread.ts';

/** Sends one message or more of PostgreSQL's protocol, which are no longer the sender's; fails when the thread has ended. */
export type Send = (message: Uint8Array) => Promise<Uint8Array>;

export interface Line {
  /** Another connection to the one session of the database: they take turns by transactions. */
  connect(): { readonly number: number; readonly send: Send };
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

type Waiting = Pick<PromiseWithResolvers<unknown>, 'resolve' | 'reject'>;

/** @throws {DirectoryRefused} and what else keeps the database from opening */
export async function openLine(workerData: ThreadData, onFatal: OnFatal): Promise<Line> {
  const worker = new Worker(join(import.meta.dirname, 'embedded-thread.ts'), { workerData, name: 'embedded database' });
  const opened = Promise.withResolvers<void>();
  /** What a connection, or `all`, has asked and not yet heard about, in its order. */
  const waiting = new Map<number | 'all', Waiting[]>();
  let waitingCount = 0;
  let connected = 0;
  let ended: Error | undefined;

  function end(error: Error): void {
    ended ??= error;
    opened.reject(error);
    for (const each of waiting.values()) for (const { reject } of each.splice(0)) reject(error);
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
  worker.on('message', (told: Told) => {
    if (typeof told === 'object' && 'notice' in told) return notice(told);
    if (told === 'closed') ended = new Error('The embedded database is closed.');
    const isAnswer = typeof told === 'object' && 'answer' in told;
    waiting
      .get(isAnswer ? told.from : 'all')
      ?.shift()
      ?.resolve(isAnswer ? told.answer : told);
    // A thread that waits must not keep the process running; one that works must.
    waitingCount -= 1;
    if (waitingCount === 0) worker.unref();
  });
  worker.on('error', ({ message }) => fail(stoppedWorking(workerData.directory, message)));
  worker.on('exit', (code) => fail(stoppedWorking(workerData.directory, `its thread ended with ${code}`)));

  function ask<Answer>(by: number | 'all', said: Said): Promise<Answer> {
    if (ended !== undefined) return Promise.reject(ended);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const before = waiting.get(by) ?? [];
    waiting.set(by, before);
    before.push({ resolve: resolve as (answer: unknown) => void, reject });
    waitingCount += 1;
    if (waitingCount === 1) worker.ref();
    const handedOver = typeof said === 'object' ? [said.message.buffer as ArrayBuffer] : [];
    worker.postMessage(said, handedOver); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
    return promise;
  }

  await opened.promise;
  worker.unref();
  return {
    connect() {
      connected += 1;
      const from = connected;
      return { number: from, send: (message) => ask(from, { from, message }) };
    },
    dump: () => ask('all', 'dump'),
    close: async () => void (await ask('all', 'close')),
  };
}

function stoppedWorking(directory: string, why: string): string {
  return `The embedded database in ${directory} stopped working (${why}); the process stops here, and everything acknowledged so far is kept.`;
}

function asError({ isRefusal, message, fields }: Extract<Notice, { notice: 'failed' }>): Error {
  return Object.assign(isRefusal ? new DirectoryRefused(message) : new Error(message), fields);
}
