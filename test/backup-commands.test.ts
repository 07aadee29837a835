// Backup and restore with the commands an operator runs: taken from a running server while people report, into either database, and
// the restored one serves what was acknowledged before.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { newId } from '../src/shared/ids.ts';
import { newToken } from '../src/shared/short-code.ts';
import { POSTGRES, withName } from './database.ts';
import { freePort, runCommand, startProcess } from './processes.ts';
import type { Process } from './processes.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

interface Told {
  readonly number: string;
  readonly queryCode: string;
  readonly words: string;
  readonly pictureId: string | undefined;
}
type Environment = Record<string, string>;

const directory = mkdtempSync(join(tmpdir(), 'gezhi-moving-'));
const masterKey = randomBytes(32).toString('base64');
const onPostgres: string[] = [];
/** What it lies on: a directory of its own, or an empty database of the server that tests run on. */
const GROUNDS: Record<string, (name: string) => Promise<Environment>> = {
  'the embedded database': async (name) => embedded(name),
  ...(POSTGRES === undefined ? {} : { PostgreSQL: emptyPostgres }),
};

afterAll(async () => {
  for (const name of onPostgres) await asOwner(`drop database if exists ${name} with (force)`);
  rmSync(directory, { recursive: true, force: true });
});

function areasFile(): string {
  const path = join(directory, 'areas.csv');
  writeFileSync(
    path,
    'level,key,name,code,parent\nstreet,hx,河西街道,990103001,\ncommunity,bq,白桥社区,990103001001,hx\n',
  );
  return path;
}

function embedded(name: string): Environment {
  return { DATA_DIR: join(directory, name), GEZHI_MASTER_KEY: masterKey };
}

async function emptyPostgres(name: string): Promise<Environment> {
  const { url, migrationUrl } = POSTGRES!;
  const database = `gezhi_moving_${randomBytes(6).toString('hex')}`;
  onPostgres.push(database);
  await asOwner(`create database ${database}`);
  const addresses = { DATABASE_URL: withName(url, database), MIGRATION_DATABASE_URL: withName(migrationUrl, database) };
  return { ...embedded(name), ...addresses };
}

async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: POSTGRES!.migrationUrl });
  await owner.connect();
  await owner.query(sql);
  await owner.end();
}

async function serve(environment: Environment): Promise<Process> {
  return startProcess({ parts: 'web,jobs', port: await freePort(), environment });
}

async function call(method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
  const isBytes = Buffer.isBuffer(body);
  const sent = isBytes ? 'image/png' : 'application/json';
  const reply = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': sent }) },
    ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, any> };
}

/** People who report one after the other, every third with a picture, until they are told to stop. */
function keepReporting(base: string) {
  const told: Told[] = [];
  const over = new AbortController();
  const reportOne = async (turn: number) => {
    const pictureId = turn % 3 === 0 ? newId() : undefined;
    if (pictureId !== undefined) {
      const background = { r: turn % 256, g: 80, b: 90 };
      const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background } })
        .png()
        .toBuffer();
      const kept = await call('PUT', `${base}/api/hexi/attachments/${pictureId}`, picture);
      expect(kept.status).toBeLessThan(300);
    }
    const words = `第 ${turn} 盏路灯不亮`;
    const { status, body } = await call('POST', `${base}/api/hexi/cases`, {
      id: newId(),
      reportId: newId(),
      secret: newToken(),
      words,
      place: { longitude: 95.1, latitude: 40.1, crs: 'CGCS2000' },
      ...(pictureId === undefined ? {} : { attachmentIds: [pictureId] }),
    });
    expect(status).toBe(201);
    told.push({ number: body.number, queryCode: body.queryCode, words, pictureId });
  };
  const working = (async () => {
    for (let turn = 0; !over.signal.aborted; turn += 1) await reportOne(turn);
  })();
  return {
    told,
    async until(count: number) {
      while (told.length < count) await Promise.race([new Promise((resolve) => setTimeout(resolve, 20)), working]);
    },
    async end() {
      over.abort();
      await working;
    },
  };
}

describe.each(Object.keys(GROUNDS))('taken from %s', (from) => {
  const archive = join(directory, `${from}.tar.gz`);
  let before: Told[];
  beforeAll(async () => {
    const source = await GROUNDS[from]!(`${from} source`);
    if (source.DATABASE_URL !== undefined) await runCommand(['scripts/migrate.ts'], source);
    const about = ['--key', 'hexi', '--name', '河西区', '--region-code', '990103', '--areas', areasFile()];
    await runCommand(['scripts/district.ts', 'create', ...about], source);
    const server = await serve(source);
    const people = keepReporting(server.base);
    await people.until(7);
    before = [...people.told];
    const said = await runCommand(['scripts/backup.ts', archive], source);
    expect(said).toMatch(/1 districts, \d+ rows, \d+ files\./);
    // Nobody had to stop for it, and nobody was refused.
    const during = people.told.length;
    expect(during).toBeGreaterThan(before.length);
    await people.until(during + 2);
    await people.end();
    expect((await server.stop()).code).toBe(0);
  });

  test.each(Object.keys(GROUNDS))(
    'and restored into %s, everybody finds what was acknowledged before',
    async (into) => {
      const target = await GROUNDS[into]!(`${from} to ${into}`);
      expect(await runCommand(['scripts/restore.ts', archive], target)).toMatch(/^Restored as of .+: 1 districts/m);
      await expect(runCommand(['scripts/restore.ts', archive], target)).rejects.toThrow(/already holds|not empty/);

      const server = await serve(target);
      const api = `${server.base}/api/hexi`;
      for (const { number, queryCode, words, pictureId } of before) {
        const { body: found } = await call('POST', `${api}/case-lookups`, { number, queryCode });
        const headers = { authorization: `Link ${found.link}` };
        const { body: trace } = await call('GET', `${api}/trace`, undefined, headers);
        expect(trace).toMatchObject({ number, mine: { words: [words] } });
        expect(trace.mine.attachments.map(({ id }: { id: string }) => id)).toEqual(pictureId ? [pictureId] : []);
        if (pictureId === undefined) continue;
        // Made ready before or after the move: the job goes on where it was.
        const look = async () => (await fetch(`${api}/attachments/${pictureId}`, { headers })).status;
        await expect.poll(look, { timeout: 20_000 }).toBe(200);
      }
      const next = keepReporting(server.base);
      await next.until(1);
      await next.end();
      expect(before.map(({ number }) => number)).not.toContain(next.told[0]?.number);
      expect((await server.stop()).code).toBe(0);
    },
  );
});
