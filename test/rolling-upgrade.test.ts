// Two processes for the web and one for jobs are exchanged one after the other while people work: nothing accepted is lost, nothing
// is done twice, and the live stream goes on. PostgreSQL alone: the embedded database has one process.

import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '../src/shared/ids.ts';
import { POSTGRES } from './database.ts';
import { aReport } from './play.ts';
import { freePort, runCommand, startProcess } from './processes.ts';
import type { Process } from './processes.ts';
import { openStream } from './stream-client.ts';
import { TEST_MASTER_KEY, openTown, tokenOf } from './town.ts';
import type { Town } from './town.ts';

const ROOT = join(import.meta.dirname, '..');
const STOP_MS = 10_000;
/** Waits between two tries, as the pages do, only shorter. */
const TRY_AGAIN_MS = 40;
const MOST_TRIES = 500;
/** A browser waits three seconds before it opens a stream again: what passes meanwhile has to be told then. */
const LISTEN_AGAIN_MS = 1_500;

interface Answer {
  status: number;
  body: any;
}

describe.skipIf(POSTGRES === undefined)(
  'rolling upgrade (PostgreSQL alone; skipped while DATABASE_URL is unset)',
  () => {
    let town: Town;
    let directory: string;
    let environment: Record<string, string>;
    let owner: Record<string, string>;
    const started = new Set<Process>();
    beforeAll(async () => {
      town = await openTown();
      directory = mkdtempSync(join(tmpdir(), 'gezhi-rolling-'));
      const { beneath } = town.database;
      if (!('pool' in beneath)) throw new Error('PostgreSQL only');
      environment = {
        DATABASE_URL: beneath.url,
        DATA_DIR: join(directory, 'data'),
        GEZHI_MASTER_KEY: TEST_MASTER_KEY.toString('base64'),
      };
      owner = { ...environment, MIGRATION_DATABASE_URL: beneath.migrationUrl ?? '' };
    });
    afterAll(async () => {
      for (const each of started) await each.stop();
      await town.close();
      rmSync(directory, { recursive: true, force: true });
    });

    async function start(parts: 'web' | 'jobs', port = 0, root = ROOT): Promise<Process> {
      const made = await startProcess({ parts, port, root, environment });
      started.add(made);
      return made;
    }
    async function stop(process: Process): Promise<void> {
      started.delete(process);
      const { code, ms } = await process.stop();
      expect(code).toBe(0);
      expect(ms).toBeLessThan(STOP_MS);
    }

    test('each web process and the jobs are exchanged under load: every report once, every move once', async () => {
      const ports = [await freePort(), await freePort()];
      let [one, two, jobs] = await Promise.all([start('web', ports[0]), start('web', ports[1]), start('jobs')]);
      const bases = [one.base, two.base];
      const work = keepWorking(bases);
      const ear = keepListening(bases);
      await work.until(5);

      await stop(one);
      await work.until(12);
      one = await start('web', ports[0]);
      await stop(jobs);
      await stop(two);
      await work.until(19);
      two = await start('web', ports[1]);
      jobs = await start('jobs');
      await work.until(26);

      const { done, wrong, interruptions } = await work.end();
      expect(wrong).toEqual([]);
      expect(interruptions).toBeGreaterThan(0);
      await expectEachOnce(done);
      await ear.until(done);
      const { reloads, connections, told } = await ear.end();
      expect(reloads).toBe(0);
      expect(connections).toBeGreaterThanOrEqual(3);
      expect(told.filter((id) => done.includes(id)).toSorted()).toEqual(done.toSorted());
      for (const each of [one, two, jobs]) await stop(each);
    }, 240_000);

    test('with a migration: the new program waits for it with a reason, the old one serves until it has run', async () => {
      const later = laterVersion();
      const ports = [await freePort(), await freePort()];
      let one = await start('web', ports[0]);
      const work = keepWorking([one.base, `http://127.0.0.1:${ports[1]}`]);
      await work.until(2);

      const two = await start('web', ports[1], later);
      expect(two.said()).toContain('Closed until they are migrated: d_chengan, d_yunting.');
      expect(await statesOf(two)).toEqual(['behind', 'behind']);
      expect(await reportTo(two)).toMatchObject({ status: 503, body: { type: '/problems/district-behind' } });
      expect(await reportTo(one)).toMatchObject({ status: 201 });
      await work.until(work.count() + 4);

      const ran = await runCommand(['scripts/migrate.ts'], owner, later);
      expect(ran).toContain('d_yunting/');
      await expect.poll(() => reportTo(two), { timeout: 15_000 }).toMatchObject({ status: 201 });
      await expect.poll(() => reportTo(one), { timeout: 15_000 }).toMatchObject({ status: 503 });
      expect(await statesOf(one)).toEqual(['newer', 'newer']);
      await work.until(work.count() + 4);

      await stop(one);
      one = await start('web', ports[0], later);
      await work.until(work.count() + 4);
      const { done, wrong } = await work.end();
      expect(wrong).toEqual([]);
      await expectEachOnce(done);
      for (const each of [one, two]) await stop(each);
    }, 240_000);

    /** Reports, confirms and files, one case after the other, until it is told to end. */
    function keepWorking(bases: readonly string[]) {
      const done: string[] = [];
      const wrong: Answer[] = [];
      let [interruptions, turn] = [0, 0];
      const over = new AbortController();

      /** The same content with the same ids until somebody answers, as the outbox of the pages does. */
      async function send(path: string, name: string, body: unknown): Promise<Answer> {
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          turn += 1;
          const answer = await post(`${bases[turn % bases.length]}/api/yunting${path}`, name, body);
          if (answer !== undefined && answer.status !== 503) return answer;
          interruptions += 1;
          await sleep(TRY_AGAIN_MS);
        }
        throw new Error(`nobody answered ${path}`);
      }
      async function workOn(): Promise<void> {
        const wanted = aReport();
        const id = String(wanted.id);
        const answers = [await send('/cases', 'zhou', wanted)];
        const confirm = { moveId: newId(), seenVersion: 1, outcome: 'true' };
        answers.push(await send(`/cases/${id}/confirm`, 'zhou', confirm));
        const file = { moveId: newId(), seenVersion: answers[1]?.body.version, classCode: 'manholeCover' };
        answers.push(await send(`/cases/${id}/file`, 'lin', file));
        const isRight = answers.every(({ status, body }, index) => status === [201, 200, 200][index] && body.id === id);
        if (!isRight || answers[2]?.body.status !== 'filed') wrong.push(...answers);
        done.push(id);
      }
      const working = (async () => {
        while (!over.signal.aborted) await workOn();
      })();
      return {
        count: () => done.length,
        async until(count: number) {
          while (done.length < count) await Promise.race([sleep(20), working]);
        },
        async end() {
          over.abort();
          await working;
          return { done, wrong, interruptions };
        },
      };
    }

    /** One live stream, opened again with the last id whenever it ends. */
    function keepListening(bases: readonly string[]) {
      const told: string[] = [];
      let [lastId, reloads, connections] = ['', 0, 0];
      const over = new AbortController();
      const headers = () => ({
        authorization: `Bearer ${tokenOf('lin')}`,
        ...(lastId === '' ? {} : { 'last-event-id': lastId }),
      });
      async function listenOnce(base: string): Promise<void> {
        const stream = await openStream(`${base}/api/yunting/stream`, headers());
        if (stream.status === 200) connections += 1;
        let read = 0;
        while (!over.signal.aborted && (!stream.isOver() || read < stream.events.length)) {
          for (const { id, event, data } of stream.events.slice(read)) {
            read += 1;
            lastId = id ?? lastId;
            if (event === 'reload') reloads += 1;
            const { fact, id: about } = JSON.parse(data ?? '{}') as { fact?: string; id?: string };
            if (fact === 'case.reported' && about !== undefined && !told.includes(about)) told.push(about);
          }
          await sleep(20);
        }
        await stream.close();
      }
      const listening = (async () => {
        for (let turn = 0; !over.signal.aborted; turn += 1) {
          await listenOnce(bases[turn % bases.length]!).catch(() => undefined); // that process is away
          await sleep(over.signal.aborted ? 0 : LISTEN_AGAIN_MS);
        }
      })();
      return {
        async until(ids: readonly string[]) {
          await expect.poll(() => ids.filter((id) => !told.includes(id)), { timeout: 20_000 }).toEqual([]);
        },
        async end() {
          over.abort();
          await listening;
          return { told, reloads, connections };
        },
      };
    }

    async function expectEachOnce(done: readonly string[]): Promise<void> {
      const rows = await town.database.asOwner(async (connection) => {
        const { rows: found } = await connection.query(
          `select cases.id, cases.version, cases.status,
           (select count(*)::int from d_yunting.case_reports where case_id = cases.id) as voices,
           (select array_agg(verb order by seq) from d_yunting.case_moves where case_id = cases.id) as verbs
         from d_yunting.cases where cases.id = any($1) order by cases.id`,
          [done],
        );
        return found;
      });
      expect(rows).toEqual(
        done
          .toSorted()
          .map((id) => ({ id, version: 3, status: 'filed', voices: 1, verbs: ['report', 'confirm', 'file'] })),
      );
    }

    /** This program with one migration more. */
    function laterVersion(): string {
      const root = join(directory, 'later');
      for (const part of ['src', 'migrations', 'scripts', 'seeds', 'docs', 'package.json', 'tsconfig.json'])
        cpSync(join(ROOT, part), join(root, part), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
      const number = readdirSync(join(root, 'migrations/district')).length + 1;
      const name = `${String(number).padStart(4, '0')}_later.sql`;
      const sql =
        '-- What a later version adds and this one does not miss.\nalter table remarks add column later text;\n';
      writeFileSync(join(root, 'migrations/district', name), sql);
      return root;
    }
  },
);

async function post(url: string, name: string, body: unknown): Promise<Answer | undefined> {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokenOf(name)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: reply.status, body: await reply.json() };
  } catch {
    return undefined; // nobody listens, or the connection ended before the answer: whether it was done is asked by sending it again
  }
}

const reportTo = ({ base }: Process) => post(`${base}/api/yunting/cases`, 'zhou', aReport());

async function statesOf({ base }: Process): Promise<string[]> {
  const { districts } = (await (await fetch(`${base}/api/health`)).json()) as { districts: { state: string }[] };
  return districts.map(({ state }) => state);
}
