// A copy of the embedded database while it is written to: whole, openable, and soon made.

import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { embeddedDatabase } from '../database/database.ts';
import { openEmbedded } from '../database/embedded.ts';
import type { Embedded } from '../database/embedded.ts';
import { answerCopyRequests, requestCopy } from './copy.ts';
import type { Answer } from './copy.ts';

let directory: string;
let server: Embedded;
let stop: () => Promise<void>;
const reported: Answer[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gezhi-copy-'));
  server = await openEmbedded({ directory });
  await server.pool.query('create table pairs (n int4, half text)');
  stop = answerCopyRequests(server, directory, (answer) => reported.push(answer));
});
afterAll(async () => {
  await stop();
  await server.close();
  await rm(directory, { recursive: true });
});

test('a copy made while rows are written holds every pair whole, and all that were acknowledged before', async () => {
  const database = embeddedDatabase(server);
  const work = { isOver: false };
  let written = 0;
  const write = async () => {
    while (!work.isOver) {
      await database.asOwner(async ({ query }) => {
        await query("insert into pairs values ($1, 'left')", [written]);
        await query("insert into pairs values ($1, 'right')", [written]);
      });
      written += 1;
      await nextTurn();
    }
  };
  const writing = write();
  await sleep(200);
  const acknowledged = written;
  const copy = await requestCopy(directory);
  work.isOver = true;
  await writing;

  const opened = await openEmbedded({ directory: copy.path });
  const { rows } = await opened.pool.query<{ lefts: number; rights: number; broken: number }>(
    `select count(*) filter (where half = 'left') as lefts, count(*) filter (where half = 'right') as rights,
       (select count(*) from (select n from pairs group by n having count(*) <> 2) as odd) as broken from pairs`,
  );
  await opened.close();
  await copy.remove();
  expect(rows[0]?.lefts).toBe(rows[0]?.rights);
  expect(rows[0]?.broken).toBe(0);
  expect(acknowledged).toBeGreaterThan(0);
  expect(rows[0]?.lefts).toBeGreaterThanOrEqual(acknowledged);
  expect(rows[0]?.lefts).toBeLessThanOrEqual(written);
  expect(reported).toMatchObject([{ isDone: true }]);
});

test('nothing of it stays in the data directory', () => {
  expect(readdirSync(directory).filter((name) => name.startsWith('copy'))).toEqual([]);
});

test('a request that is not an id is taken away and not answered', async () => {
  await writeFile(join(directory, 'copy.request'), '../../elsewhere');
  await sleep(1_200);
  expect(existsSync(join(directory, 'copy.request'))).toBe(false);
  expect(readdirSync(directory).filter((name) => name.startsWith('copy'))).toEqual([]);
  expect(reported.at(-1)).toMatchObject({ isDone: false, sentence: expect.stringContaining('ignored') });
});

test('where no server answers the asking ends with a sentence and takes its request back', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'gezhi-copy-'));
  await expect(requestCopy(empty, 300)).rejects.toThrow('is in use, but no server answers in it');
  expect(readdirSync(empty)).toEqual([]);
  await rm(empty, { recursive: true });
});
