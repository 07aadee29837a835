// How a backup is taken from the embedded database of a running server: on request the server copies its database folder
// while no statement runs, and the asking process opens the copy. Whoever can write into the data directory may ask.

import { constants, existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { newId } from '#shared/ids.ts';

import type { Embedded } from '../database/embedded.ts';
import { EMBEDDED_FOLDER } from '../database/embedded-opening.ts';
import { BackupRefused } from './manifest.ts';

const REQUEST = 'copy.request';
const LOOK_EVERY_MS = 500;
const ANSWER_PATIENCE_MS = 10_000;
const COPY_PATIENCE_MS = 10 * 60_000;
const STALE_AFTER_MS = 24 * 60 * 60_000;
const OWNER_ONLY = 0o600;

export interface Answer {
  readonly isDone: boolean;
  /** How long no statement could run. */
  readonly heldMs: number;
  readonly sentence: string;
}

/** For the server: looks for requests until stopped. `report` is told what happened, for the log. */
export function answerCopyRequests(
  embedded: Embedded,
  directory: string,
  report: (answer: Answer) => void,
): () => Promise<void> {
  let working: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (working !== undefined || !existsSync(join(directory, REQUEST))) return;
    working = answerOne(embedded, directory)
      .then(report, (error: Error) => report({ isDone: false, heldMs: 0, sentence: error.message }))
      .finally(() => (working = undefined));
  }, LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await working;
  };
}

async function answerOne(embedded: Embedded, directory: string): Promise<Answer> {
  const request = join(directory, REQUEST);
  const { uid } = await stat(request);
  const { uid: owner } = await stat(directory);
  const id = (await readFile(request, 'utf8')).trim();
  await rm(request);
  if (!/^[0-9a-f-]{36}$/.test(id) || (uid !== owner && uid !== 0))
    return { isDone: false, heldMs: 0, sentence: 'a request to copy was ignored: it is not of the owner' };
  await removeStaleCopies(directory);
  const answer = await copy(embedded, directory, id).catch((error: Error) => ({
    isDone: false,
    heldMs: 0,
    sentence: error.message,
  }));
  await writeWhole(answerPath(directory, id), JSON.stringify(answer));
  return answer;
}

async function copy({ pool, whileIdle }: Embedded, directory: string, id: string): Promise<Answer> {
  const target = copyPath(directory, id);
  await mkdir(target, { mode: 0o700 });
  // Little is left to recover in the copy after this; what is committed meanwhile is in the log, which is copied too.
  await pool.query('checkpoint');
  const heldMs = await whileIdle(async () => {
    const since = performance.now();
    // Where the file system can share blocks the copy costs nothing.
    await cp(join(directory, EMBEDDED_FOLDER), join(target, EMBEDDED_FOLDER), {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
    });
    return Math.round(performance.now() - since);
  });
  return { isDone: true, heldMs, sentence: 'the database was copied for a backup' };
}

async function removeStaleCopies(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.startsWith('copy-'));
  const newest = newId().slice(0, 13);
  for (const name of names) {
    // The first 48 bits of the id are the time it was made.
    const age = millisecondsOf(newest) - millisecondsOf(name.slice('copy-'.length));
    if (age > STALE_AFTER_MS) await rm(join(directory, name), { recursive: true, force: true });
  }
}

function millisecondsOf(id: string): number {
  return Number.parseInt(id.slice(0, 13).replace('-', ''), 16);
}

/**
 * For the asking process: a copy of a running server's database, to be opened like any data directory and removed afterwards.
 *
 * @throws {BackupRefused} when no server answers, or it could not copy
 */
export async function requestCopy(
  directory: string,
  patienceMs = ANSWER_PATIENCE_MS,
): Promise<{ path: string; heldMs: number; remove: () => Promise<void> }> {
  const id = newId();
  const request = join(directory, REQUEST);
  await writeWhole(request, `${id}\n`);
  await waitUntil(
    () => !existsSync(request),
    patienceMs,
    async () => {
      await rm(request, { force: true });
      throw new BackupRefused(
        `The data directory ${directory} is in use, but no server answers in it; is another backup or restore running?`,
      );
    },
  );
  const path = copyPath(directory, id);
  const remove = async () => {
    await rm(path, { recursive: true, force: true });
    await rm(answerPath(directory, id), { force: true });
  };
  await waitUntil(
    () => existsSync(answerPath(directory, id)),
    COPY_PATIENCE_MS,
    async () => {
      throw new BackupRefused('The server began to copy its database and did not finish.');
    },
  );
  const answer = JSON.parse(await readFile(answerPath(directory, id), 'utf8')) as Answer;
  if (answer.isDone) return { path, heldMs: answer.heldMs, remove };
  await remove();
  throw new BackupRefused(`The server could not copy its database: ${answer.sentence}`);
}

async function waitUntil(isTrue: () => boolean, patienceMs: number, giveUp: () => Promise<never>): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!isTrue()) {
    if (performance.now() > until) await giveUp();
    await sleep(50);
  }
}

/** Under another name first, so that nobody reads half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${newId()}`;
  await writeFile(unfinished, text, { mode: OWNER_ONLY });
  await rename(unfinished, path);
}

function copyPath(directory: string, id: string): string {
  return join(directory, `copy-${id}`);
}

function answerPath(directory: string, id: string): string {
  return join(directory, `copy-${id}.answer`);
}
