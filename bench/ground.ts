// A database of its own for each part of the bench, removed afterwards, and the settings that start the server on it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { embeddedDatabase, postgresDatabase } from '#platform/database/database.ts';
import type { Database } from '#platform/database/database.ts';
import { openEmbedded } from '#platform/database/embedded.ts';

import { startPostgres } from '../scripts/postgres.mjs';
import { withName } from '../test/database.ts';
import { TEST_MASTER_KEY } from '../test/town.ts';

export type Kind = 'embedded' | 'PostgreSQL';

export interface Ground {
  readonly kind: Kind;
  /** Settings of a server on this database. */
  readonly environment: Readonly<Record<string, string>>;
  /** The database itself, as its owner; the embedded one only while no server has it. */
  open(): Promise<Database>;
  remove(): Promise<void>;
}

export interface Grounds {
  make(kind: Kind): Promise<Ground>;
  close(): Promise<void>;
}

/** PostgreSQL is started with the first database asked of it, durable: every commit reaches the disk. */
export function openGrounds(): Grounds {
  let postgres: ReturnType<typeof startPostgres> | undefined;
  let made = 0;
  const open = new Set<Ground>();
  return {
    async make(kind) {
      made += 1;
      const ground =
        kind === 'embedded'
          ? embeddedGround()
          : await postgresGround(await (postgres ??= startPostgres({ durable: true })), `bench_${made}`);
      const known: Ground = { ...ground, remove: async () => void (open.delete(known) && (await ground.remove())) };
      open.add(known);
      return known;
    },
    async close() {
      for (const each of open) await each.remove();
      await (await postgres)?.stop();
    },
  };
}

function embeddedGround(): Ground {
  const directory = mkdtempSync(join(tmpdir(), 'gezhi-bench-'));
  const data = join(directory, 'data');
  return {
    kind: 'embedded',
    environment: { ...COMMON, DATA_DIR: data },
    open: async () => embeddedDatabase(await openEmbedded({ directory: data })),
    remove: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

async function postgresGround(
  { url, migrationUrl }: { url: string; migrationUrl: string },
  name: string,
): Promise<Ground> {
  const directory = mkdtempSync(join(tmpdir(), 'gezhi-bench-'));
  await asMigrator(migrationUrl, `create database ${name}`);
  const owner = withName(migrationUrl, name);
  return {
    kind: 'PostgreSQL',
    environment: { ...COMMON, DATA_DIR: directory, DATABASE_URL: withName(url, name), MIGRATION_DATABASE_URL: owner },
    open: async () => postgresDatabase({ url: owner, migrationUrl: owner, connections: 2 }),
    async remove() {
      rmSync(directory, { recursive: true, force: true });
      await asMigrator(migrationUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

const COMMON = { GEZHI_MASTER_KEY: TEST_MASTER_KEY.toString('base64'), HOST: '127.0.0.1' };

async function asMigrator(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
