// A database of its own for every test file, cloned from a migrated template with the town in it.

import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import pg from 'pg';

import { embeddedDatabase, postgresDatabase } from '../src/platform/database/database.ts';
import type { Database } from '../src/platform/database/database.ts';
import { openEmbedded } from '../src/platform/database/embedded.ts';
import { buildTown } from './town-build.ts';

const ROOT = join(import.meta.dirname, '..');
const CACHE = join(ROOT, '.cache');

/** Where tests run on PostgreSQL: the application's address and the owner's. */
export const POSTGRES =
  process.env.DATABASE_URL === undefined || process.env.MIGRATION_DATABASE_URL === undefined
    ? undefined
    : { url: process.env.DATABASE_URL, migrationUrl: process.env.MIGRATION_DATABASE_URL };

export async function openTestDatabase(): Promise<Database> {
  return POSTGRES === undefined ? openEmbeddedClone() : openPostgresClone(POSTGRES);
}

/** One with nothing in it, for a restore. */
export async function openEmptyDatabase(): Promise<Database> {
  if (POSTGRES === undefined) return embeddedDatabase(await openEmbedded({ directory: 'memory' }));
  return openPostgresClone(POSTGRES, 'template1');
}

/** Changes whenever a template made before would differ from one made now. */
function templateKey(): string {
  const hash = createHash('sha256');
  for (const folder of ['migrations/shared', 'migrations/district']) {
    for (const name of readdirSync(join(ROOT, folder)).sort())
      hash.update(name).update(readFileSync(join(ROOT, folder, name)));
  }
  for (const name of ['town.ts', 'town-ground.ts', 'town-build.ts'])
    hash.update(readFileSync(join(ROOT, 'test', name)));
  hash.update(readFileSync(join(ROOT, 'package-lock.json')));
  return hash.digest('hex').slice(0, 16);
}

async function openEmbeddedClone(): Promise<Database> {
  const file = join(CACHE, `town-${templateKey()}.tar`);
  if (!existsSync(file)) await makeEmbeddedTemplate(file);
  return embeddedDatabase(await openEmbedded({ directory: 'memory', loadFrom: new Blob([readFileSync(file)]) }));
}

async function makeEmbeddedTemplate(file: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const embedded = await openEmbedded({ directory: 'memory' });
  const database = embeddedDatabase(embedded);
  await buildTown(database);
  const archive = Buffer.from(await (await embedded.dump()).arrayBuffer());
  await database.close();
  // Two test processes may make it at once: each under its own name, and the last rename wins.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, archive);
  renameSync(unfinished, file);
}

async function openPostgresClone(
  { url, migrationUrl }: { url: string; migrationUrl: string },
  template = `gezhi_town_${templateKey()}`,
): Promise<Database> {
  const clone = `gezhi_test_${randomBytes(6).toString('hex')}`;
  const owner = new pg.Client({ connectionString: migrationUrl });
  await owner.connect();
  try {
    // One process makes the template, the others wait for it here.
    await owner.query('select pg_advisory_lock(472001)');
    const { rowCount } = await owner.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) await makePostgresTemplate(owner, template, migrationUrl);
    await owner.query(`create database ${clone} template ${template}`);
    await owner.query('select pg_advisory_unlock(472001)');
  } finally {
    await owner.end();
  }
  const database = postgresDatabase({
    url: withName(url, clone),
    migrationUrl: withName(migrationUrl, clone),
    connections: 6,
  });
  return { ...database, close: async () => (await database.close(), await dropDatabase(migrationUrl, clone)) };
}

async function makePostgresTemplate(owner: pg.Client, template: string, migrationUrl: string): Promise<void> {
  const unfinished = `${template}_${process.pid}`;
  await owner.query(`create database ${unfinished}`);
  // The template is filled as its owner: row security is not what is tested here.
  const database = postgresDatabase({
    url: withName(migrationUrl, unfinished),
    migrationUrl: withName(migrationUrl, unfinished),
    connections: 2,
  });
  await buildTown(database);
  await database.close();
  await owner.query(`alter database ${unfinished} rename to ${template}`);
}

async function dropDatabase(migrationUrl: string, name: string): Promise<void> {
  const owner = new pg.Client({ connectionString: migrationUrl });
  await owner.connect();
  await owner.query(`drop database if exists ${name} with (force)`);
  await owner.end();
}

export function withName(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
