// Several processes on one PostgreSQL: two for the web and two for jobs, each with its own connections.

import { connect, createServer as createConnection } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { POSTGRES } from '../../../test/database.ts';
import { aReport, report, versionOf } from '../../../test/play.ts';
import { openStream } from '../../../test/stream-client.ts';
import type { OpenStream } from '../../../test/stream-client.ts';
import { JOB_REGISTER, openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { createApp } from '../../app.ts';
import { districtsOf } from '../../modules/areas/districts.ts';
import { inTransaction } from '../context.ts';
import { postgresDatabase } from '../database/database.ts';
import { livePostgres } from '../live.ts';
import type { Platform } from '../platform.ts';
import { startJobs } from './start.ts';
import type { JobRegister } from './register.ts';
import { sweepTimers } from './sweep.ts';

describe.skipIf(POSTGRES === undefined)(
  'several processes (PostgreSQL alone; skipped while DATABASE_URL is unset)',
  () => {
    let town: Town;
    /** What ends the processes, the last opened first. */
    const ends: (() => Promise<unknown>)[] = [];
    beforeAll(async () => {
      town = await openTown();
    });
    afterAll(async () => {
      for (const end of ends.toReversed()) await end();
      await town.close();
    });

    /** A process of its own as far as the database can tell. */
    function anotherProcess(line?: string): Platform {
      const { beneath } = town.database;
      if (!('pool' in beneath)) throw new Error('PostgreSQL only');
      const url = line ?? beneath.url;
      const database = postgresDatabase({ url, connections: 4 });
      const live = livePostgres({ pool: 'pool' in database.beneath ? database.beneath.pool : beneath.pool, url });
      ends.push(async () => (await live.close(), await database.close()));
      return { ...town.platform, database, live };
    }

    async function webProcess(line?: string) {
      const platform = anotherProcess(line);
      const { server } = await createApp(platform);
      await server.listen({ port: 0, host: '127.0.0.1' });
      ends.push(() => server.close());
      return { platform, base: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
    }

    async function jobsProcess(register: JobRegister = JOB_REGISTER, line?: string) {
      const platform = anotherProcess(line);
      const jobs = await startJobs(platform, districtsOf(platform.database), register);
      ends.push(() => jobs.stop());
      return { platform, jobs };
    }

    async function listen(base: string): Promise<OpenStream> {
      const stream = await openStream(`${base}/api/yunting/stream`, { authorization: `Bearer ${tokenOf('lin')}` });
      await stream.until((events) => events.some(({ id }) => id !== undefined));
      ends.push(() => stream.close());
      return stream;
    }

    const announce = (platform: Platform, gridId: string) =>
      inTransaction({ ...town.context(), platform }, (ctx) =>
        ctx.announce({ name: 'grid.changed', gridId, path: '/yunting/jg/cw/g03/' }),
      );

    test('what is reported through one process is seen live through the other', async () => {
      const [one, two] = [await webProcess(), await webProcess()];
      const { jobs } = await jobsProcess();
      const stream = await listen(two.base);
      const reported = aReport();
      const reply = await fetch(`${one.base}/api/yunting/cases`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf('zhou')}`, 'content-type': 'application/json' },
        body: JSON.stringify(reported),
      });
      expect(reply.status).toBe(201);
      await stream.until((events) => events.some(({ data }) => data?.includes(String(reported.id))), 3_000);
      expect(stream.data()).toContainEqual({ fact: 'case.reported', kind: 'case', id: reported.id });
      await jobs.stop();
    });

    test('what is moved through one process is seen live through the other', async () => {
      const [one, two] = [await webProcess(), await webProcess()];
      const { jobs } = await jobsProcess();
      const lamp = await report(town.as('zhou'));
      const stream = await listen(two.base);
      const reply = await fetch(`${one.base}/api/yunting/cases/${lamp.id}/confirm`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf('zhou')}`, 'content-type': 'application/json' },
        body: JSON.stringify({ moveId: newId(), seenVersion: await versionOf(town, lamp.id), outcome: 'true' }),
      });
      expect(await reply.json()).toMatchObject({ id: lamp.id });
      expect(reply.status).toBe(200);
      const isMoved = (data: unknown) =>
        (data as { id?: string; fact?: string }).id === lamp.id && (data as { fact: string }).fact !== 'case.reported';
      await stream.until(() => stream.data().some(isMoved), 3_000);
      expect(stream.data().some(isMoved)).toBe(true);
      await jobs.stop();
    });

    test('a listening connection that is killed comes back by itself and has missed nothing', async () => {
      const { base, platform } = await webProcess();
      const { jobs, platform: jobsPlatform } = await jobsProcess();
      const stream = await listen(base);
      const wanted = Array.from({ length: 20 }, () => newId());
      for (const [index, gridId] of wanted.entries()) {
        if (index % 5 === 2) await killListeners(platform);
        await announce(jobsPlatform, gridId);
        await sleep(60);
      }
      await stream.until(
        (events) => wanted.every((gridId) => events.some(({ data }) => data?.includes(gridId))),
        10_000,
      );
      expect(stream.data().map((data) => (data as { id: string }).id)).toEqual(wanted);
      expect(await listenersOf(platform)).toBeGreaterThan(0);
      await jobs.stop();
    });

    async function killListeners({ database }: Platform): Promise<void> {
      await database.transaction({ schema: null, scope: { ...NOTHING } }, ({ connection }) =>
        connection.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gezhi-live' and datname = current_database()",
          [],
        ),
      );
    }

    async function listenersOf({ database }: Platform): Promise<number> {
      const { rows } = await database.transaction({ schema: null, scope: { ...NOTHING } }, ({ connection }) =>
        connection.query(
          "select pid from pg_stat_activity where application_name = 'gezhi-live' and datname = current_database()",
          [],
        ),
      );
      return rows.length;
    }

    test('two pumps and two sets of workers run each job once', async () => {
      const ran: string[] = [];
      const register: JobRegister = {
        ...JOB_REGISTER,
        jobs: { 'test.counted': { takes: 'each', run: async (_ctx, fact) => void ran.push(fact.id) } },
        reactions: {
          ...JOB_REGISTER.reactions,
          'workOrder.issued': [],
          'attachment.received': [],
          'grid.changed': ['test.counted'],
        },
      };
      const processes = [await jobsProcess(register), await jobsProcess(register)];
      await Promise.all(Array.from({ length: 300 }, (_, index) => announce(processes[index % 2]!.platform, newId())));
      for (let waited = 0; ran.length < 300 && waited < 10_000; waited += 50) await sleep(50);
      await sleep(500);
      await Promise.all(processes.map(({ jobs }) => jobs.stop()));
      expect(ran).toHaveLength(300);
      expect(new Set(ran).size).toBe(300);
    });

    test('a stop lets the job in hand finish and loses none of those that wait', async () => {
      const ran: string[] = [];
      const register: JobRegister = {
        ...JOB_REGISTER,
        jobs: { 'test.slow': { takes: 'each', run: async (_ctx, fact) => (await sleep(100), void ran.push(fact.id)) } },
        reactions: {
          ...JOB_REGISTER.reactions,
          'workOrder.issued': [],
          'attachment.received': [],
          'grid.changed': ['test.slow'],
        },
      };
      const first = await jobsProcess(register);
      await Promise.all(Array.from({ length: 30 }, () => announce(first.platform, newId())));
      for (let waited = 0; ran.length < 3 && waited < 5_000; waited += 20) await sleep(20);
      await first.jobs.stop();
      const before = ran.length;
      expect(before).toBeLessThan(30);
      await town.database.asOwner((connection) =>
        connection.query("update jobs.job set start_after = now() where state < 'active'", []),
      );

      const second = await jobsProcess(register);
      for (let waited = 0; ran.length < 30 && waited < 10_000; waited += 50) await sleep(50);
      await second.jobs.stop();
      expect(new Set(ran).size).toBe(30);
      expect(ran).toHaveLength(30);
    });

    test('a database that is gone for a while: jobs and streams go on by themselves when it is back', async () => {
      const ran: string[] = [];
      const register: JobRegister = {
        ...JOB_REGISTER,
        jobs: { 'test.afterwards': { takes: 'each', run: async (_ctx, fact) => void ran.push(fact.id) } },
        reactions: {
          ...JOB_REGISTER.reactions,
          'workOrder.issued': [],
          'attachment.received': [],
          'grid.changed': ['test.afterwards'],
        },
      };
      const line = await openLine();
      const { base } = await webProcess(line.url);
      const { platform, jobs } = await jobsProcess(register, line.url);
      const stream = await listen(base);
      const [before, meanwhile] = [newId(), newId()];
      await announce(platform, before);
      await stream.until((events) => events.some(({ data }) => data?.includes(before)));

      await line.cut();
      await expect(announce(platform, newId())).rejects.toThrow();
      await inTransaction(town.context(), (ctx) =>
        ctx.announce({ name: 'grid.changed', gridId: meanwhile, path: '/yunting/jg/' }),
      );
      await sleep(1_500);
      await line.mend();

      await stream.until((events) => events.some(({ data }) => data?.includes(meanwhile)), 10_000);
      for (let waited = 0; ran.length < 2 && waited < 90_000; waited += 50) await sleep(50);
      expect(ran).toHaveLength(2);
      expect(stream.isOver()).toBe(false);
      await jobs.stop();
    }, 150_000);

    /** The way to the database for one process, which can be cut and mended. */
    async function openLine() {
      const { beneath } = town.database;
      if (!('pool' in beneath)) throw new Error('PostgreSQL only');
      const target = new URL(beneath.url);
      const sockets = new Set<Socket>();
      const server = createConnection((near) => {
        const far = connect(Number(target.port), target.hostname);
        for (const [one, other] of [
          [near, far],
          [far, near],
        ] as const) {
          sockets.add(one);
          one.pipe(other);
          one.on('error', () => other.destroy());
          one.on('close', () => (sockets.delete(one), other.destroy()));
        }
      });
      const open = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      await open(0);
      const { port } = server.address() as AddressInfo;
      const cut = async () => {
        server.close();
        for (const socket of sockets) socket.destroy();
      };
      ends.push(cut);
      const url = new URL(target);
      url.host = `127.0.0.1:${port}`;
      return { url: url.href, cut, mend: () => open(port) };
    }

    test('two sweeps at once ring every timer once', async () => {
      const register: JobRegister = {
        ...JOB_REGISTER,
        timers: {
          'test.timer': async (_ctx, timers) =>
            timers.map(({ subjectId, path }) => ({ name: 'grid.changed', gridId: subjectId, path })),
        },
      };
      const subjects = Array.from({ length: 1_000 }, () => newId());
      const row = { kind: 'test.timer', path: '/yunting/', due_at: town.now() };
      await inTransaction(town.context(), ({ db }) =>
        db
          .insertInto('timers')
          .values(subjects.map((subject_id) => ({ ...row, id: newId(), subject_id })))
          .execute(),
      );
      const platforms = [anotherProcess(), anotherProcess()];
      const fired = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          sweepTimers({ ...town.context(), platform: platforms[index % 2]! }, register),
        ),
      );
      expect(fired.reduce((sum, count) => sum + count, 0)).toBe(1_000);
      const facts = await inTransaction(town.context(), ({ db }) =>
        db.selectFrom('facts').select('body').where('name', '=', 'grid.changed').execute(),
      );
      const rung = facts
        .map(({ body }) => (body as { gridId: string }).gridId)
        .filter((gridId) => subjects.includes(gridId));
      expect(rung.sort()).toEqual(subjects.sort());
    });
  },
);

const NOTHING = {
  paths: [],
  confidentialPaths: [],
  restrictedPaths: [],
  organisationIds: [],
  actorId: null,
  linkId: null,
  writer: 'system',
};
