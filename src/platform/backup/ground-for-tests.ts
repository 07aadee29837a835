// What the tests of backup and restore start from: a filled town, one archive of it, and empty databases to restore into.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openTestDatabase, withName } from '../../../test/database.ts';
import { PICTURE, layGround } from '../../../test/row-security-ground.ts';
import { DISTRICTS, idOf } from '../../../test/town-ground.ts';
import { SYSTEM, inTransaction } from '../context.ts';
import type { Context } from '../context.ts';
import { embeddedDatabase, postgresDatabase } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { openEmbedded } from '../database/embedded.ts';
import { openFileStore } from '../files.ts';
import { liveHere } from '../live.ts';
import type { FileStore } from '../files.ts';
import { readArchive } from './archive.ts';
import { takeBackup } from './take.ts';

export const MADE = { madeAt: '2026-11-19T02:00:00.000Z', madeBy: '0.0.0' };
export const SCHEMA = 'd_yunting';
const ODD_WORDS = '他说："水\u2028管"\\n 𠮷野家\r\n\t\u0001';

export let source: Database;
export let pictures: FileStore;
export let directory: string;
export let archive: string;
const opened: (() => Promise<void>)[] = [];

export async function openGround(): Promise<void> {
  directory = await mkdtemp(join(tmpdir(), 'gezhi-backup-'));
  source = await openTestDatabase();
  pictures = await freshFiles();
  await source.asOwner((connection) => layGround(connection, SCHEMA));
  await pictures.put(PICTURE);
  await inTransaction(context(), async (ctx) => {
    await ctx.db
      .insertInto('settings')
      .values([
        { key: 'odd words', value: JSON.stringify({ words: ODD_WORDS, exact: 1 }), source: ODD_WORDS },
        { key: 'nothing', value: 'null', source: '' },
      ])
      .execute();
    await ctx.announce({ name: 'grid.changed', path: '/yunting/', gridId: idOf('old') });
  });
  await source.asOwner(async (connection) => {
    // More digits than a number of JavaScript holds, and more than one page of rows.
    await connection.exec(
      `update ${SCHEMA}.settings set value = '12345678901234567890.123456789' where key = 'nothing2' or key = 'odd words'`,
    );
    await connection.exec(
      `insert into ${SCHEMA}.work_calendar (day, kind, source) select date '2001-01-01' + n, 'holiday', 'page' from generate_series(1, 1700) as n`,
    );
    await connection.exec(`update ${SCHEMA}.facts set batch = 7`);
  });
  archive = await backUp(source, pictures, 'first.tar.gz');
}
export async function closeGround(): Promise<void> {
  for (const close of opened) await close();
  await source.close();
  await rm(directory, { recursive: true });
}

export const context = (): Context => ({
  platform: { database: source, live: liveHere() } as Context['platform'], // nothing else of it is touched below HTTP
  district: {
    ...DISTRICTS.yunting,
    key: 'yunting',
    schema: SCHEMA,
    path: '/yunting/',
    timeZone: 'Asia/Shanghai',
    isDemo: true,
  },
  actor: SYSTEM,
  now: '2026-11-19T01:14:00.000Z',
});

export async function backUp(database: Database, files: FileStore, name: string): Promise<string> {
  const path = join(directory, name);
  await takeBackup({ database, files, path, ...MADE });
  return path;
}

export async function emptyEmbedded(): Promise<Database> {
  const database = embeddedDatabase(await openEmbedded({ directory: 'memory' }));
  opened.push(() => database.close());
  return database;
}

export async function emptyPostgres({ url, migrationUrl }: { url: string; migrationUrl: string }): Promise<Database> {
  const name = `gezhi_restore_${process.pid}_${opened.length}`;
  const ask = async (text: string) => {
    const owner = new pg.Client({ connectionString: migrationUrl });
    await owner.connect();
    await owner.query(text);
    await owner.end();
  };
  await ask(`create database ${name}`);
  const database = postgresDatabase({
    url: withName(url, name),
    migrationUrl: withName(migrationUrl, name),
    connections: 2,
  });
  opened.push(async () => {
    await database.close();
    await ask(`drop database ${name} with (force)`);
  });
  return database;
}

export async function freshFiles(): Promise<FileStore> {
  return openFileStore(await mkdtemp(join(directory, 'files-')));
}

/** What an archive holds, but for the facts' batches, which a restore sets back. */
export async function contentOf(path: string): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for await (const entry of readArchive(path)) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry.content as AsyncIterable<Buffer>) chunks.push(chunk);
    content[entry.name] = Buffer.concat(chunks)
      .toString('utf8')
      .replaceAll(/"batch":(7|null)/g, '"batch":?');
  }
  return { ...content, 'manifest.json': '' };
}
