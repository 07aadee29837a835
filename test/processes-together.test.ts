// Two processes for the web and one for jobs on one database, each started as an operator starts it: what is counted, ended, drawn or
// moved through one holds in the other, and nothing is done twice. PostgreSQL alone: the embedded database has one process.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '../src/shared/ids.ts';
import { POSTGRES } from './database.ts';
import { aReport } from './play.ts';
import { freePort, startProcess } from './processes.ts';
import type { Process } from './processes.ts';
import { openStream } from './stream-client.ts';
import { TEST_MASTER_KEY, ground, openTown, tokenOf } from './town.ts';
import type { Town } from './town.ts';
import type { PersonName } from './town-ground.ts';

describe.skipIf(POSTGRES === undefined)(
  'two web processes and one for jobs (PostgreSQL alone; skipped while DATABASE_URL is unset)',
  () => {
    let town: Town;
    let directory: string;
    let one: Process;
    let two: Process;
    let jobs: Process;
    beforeAll(async () => {
      town = await openTown();
      directory = mkdtempSync(join(tmpdir(), 'gezhi-together-'));
      const { beneath } = town.database;
      if (!('pool' in beneath)) throw new Error('PostgreSQL only');
      const environment = {
        DATABASE_URL: beneath.url,
        DATA_DIR: join(directory, 'data'),
        GEZHI_MASTER_KEY: TEST_MASTER_KEY.toString('base64'),
        PUBLIC_URL: 'http://town.test',
      };
      const ports = [await freePort(), await freePort()];
      [one, two, jobs] = await Promise.all([
        startProcess({ parts: 'web', port: ports[0]!, environment }),
        startProcess({ parts: 'web', port: ports[1]!, environment }),
        startProcess({ parts: 'jobs', environment }),
      ]);
    }, 120_000);
    afterAll(async () => {
      for (const each of [one, two, jobs]) await each?.stop();
      await town.close();
      rmSync(directory, { recursive: true, force: true });
    });

    async function call({ base }: Process, method: string, path: string, body?: unknown, token?: string) {
      const reply = await fetch(`${base}/api${path}`, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await reply.text();
      return { status: reply.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, any>) };
    }
    const post = (where: Process, path: string, body: unknown, who?: PersonName) =>
      call(where, 'POST', path, body, who === undefined ? undefined : tokenOf(who));

    test('wrong passwords and wrong 查询码 count in both, and so does waiting', async () => {
      const wrong = { signInName: 'tang', password: 'nobody knows this' };
      const statuses = [];
      for (const where of [one, two, one, two]) statuses.push((await post(where, '/session', wrong)).status);
      expect(statuses).toEqual([401, 401, 401, 429]);

      const { json: voice } = await post(one, '/yunting/cases', aReport());
      const queryCode = String((Number(voice.queryCode) + 1) % 10_000).padStart(4, '0');
      const looked = [];
      for (const where of [one, two, one, two, one, two])
        looked.push((await post(where, '/yunting/case-lookups', { number: voice.number, queryCode })).status);
      expect(looked).toEqual([404, 404, 404, 404, 404, 429]);
      const right = { number: voice.number, queryCode: voice.queryCode };
      for (const where of [one, two]) expect((await post(where, '/yunting/case-lookups', right)).status).toBe(429);
    });

    test('a session begun in one works in the other, and ended in one it is over in both', async () => {
      const { json } = await post(one, '/session/demo', { signInName: 'he' });
      const mine = (where: Process) => call(where, 'GET', '/session', undefined, json.token);
      expect([(await mine(one)).status, (await mine(two)).status]).toEqual([200, 200]);
      expect((await call(two, 'DELETE', '/session', undefined, json.token)).status).toBe(204);
      expect([(await mine(one)).status, (await mine(two)).status]).toEqual([401, 401]);
    });

    test('a grid drawn through one places a point right in the other, and closed through one no more', async () => {
      const point = { longitude: 95.001, latitude: 40.801, crs: 'CGCS2000' };
      const place = async (where: Process) =>
        (await post(where, '/yunting/places', { id: newId(), kind: 'gate', name: '门', point }, 'admin')).json.gridId;
      for (const where of [one, two]) expect(await place(where)).toBeNull();
      const ring = [[95, 40.8], [95.002, 40.8], [95.002, 40.802], [95, 40.802], [95, 40.8]]; // prettier-ignore
      const grid = {
        id: newId(),
        kind: 'general',
        areaId: ground.areas['/yunting/jg/cw/']!.id,
        key: 'far',
        code: '990101003012877',
        name: '远网格',
        crs: 'CGCS2000',
        boundary: { type: 'Polygon', coordinates: [ring] },
      };
      expect((await post(one, '/yunting/grids', grid, 'admin')).status).toBe(201);
      for (const where of [one, two]) await expect.poll(() => place(where), { timeout: 5_000 }).toBe(grid.id);
      expect((await post(two, `/yunting/grids/${grid.id}/close`, { version: 1 }, 'admin')).status).toBe(200);
      for (const where of [one, two]) await expect.poll(() => place(where), { timeout: 5_000 }).toBeNull();
    });

    test('a move made through one is seen live through the other, and the duty phone gets one message', async () => {
      const stream = await openStream(`${two.base}/api/yunting/stream`, { authorization: `Bearer ${tokenOf('lin')}` });
      await stream.until((events) => events.some(({ id }) => id !== undefined));
      const wanted = aReport({ words: '三圣里 12 号门前地下水管爆了', classCode: 'pipeBurst' });
      expect((await post(one, '/yunting/cases', wanted, 'zhou')).status).toBe(201);
      const order = {
        moveId: newId(),
        seenVersion: 1,
        newWorkOrderId: newId(),
        words: '已电话通知',
        organisationId: ground.organisation('waterCrew2').id,
      };
      const path = `/yunting/cases/${String(wanted.id)}/dispatchDirect`;
      const answers = await Promise.all([one, two, one, two].map((where) => post(where, path, order, 'zhou')));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const told = () => stream.data().filter((data) => (data as { id?: string }).id === wanted.id);
      await expect.poll(() => told().length, { timeout: 5_000 }).toBeGreaterThan(1);
      await stream.close();

      const messages = () => [one, two, jobs].flatMap((each) => each.said().match(/新工单/g) ?? []);
      await expect.poll(messages, { timeout: 10_000 }).toHaveLength(1);
      // The sweep looks each second: whoever sent it again would have by now.
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      expect(messages()).toHaveLength(1);
    });
  },
);
