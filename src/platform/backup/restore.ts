// Puts a backup into an empty database: checks it whole, migrates to where it was taken, fills, verifies, migrates forward, and
// makes the queue of jobs.

import { createHash } from 'node:crypto';

import { passFactsOnAgain } from '../database/backup-queries.ts';
import type { Connection } from '../database/connection.ts';
import type { Database } from '../database/database.ts';
import { migrate, migrateTo, readMigrations } from '../database/migrations.ts';
import { RESTORE_SQL } from '../database/opening.ts';
import {
  dropSchemas,
  emptyTables,
  hasSchema,
  listRowTables,
  readRows,
  withReferencesLast,
  writeRows,
} from '../database/rows.ts';
import type { RowTable } from '../database/rows.ts';
import type { FileStore } from '../files.ts';
import { prepareQueue } from '../jobs/queue.ts';
import { checkArchive, linesOf, readArchive } from './archive.ts';
import { BackupRefused, fileEntry, rowsEntry } from './manifest.ts';
import type { Manifest } from './manifest.ts';

export interface RestoreOptions {
  readonly database: Database;
  readonly files: FileStore;
  readonly path: string;
}

/** The queue of jobs is not in the archive: facts of the last hour are passed on once more. Every reaction may run twice. */
const PASSED_ON_AGAIN_MS = 60 * 60 * 1000;

/** @throws {BackupRefused} and leaves the database as empty as it was */
export async function restoreBackup({ database, files, path }: RestoreOptions): Promise<Manifest> {
  const manifest = await checkArchive(path);
  await refuseUnknownMigrations(manifest);
  if (await database.asOwner((connection) => hasSchema(connection, 'shared'))) {
    throw new BackupRefused('The database is not empty; restore only goes into a new one.');
  }
  const schemas = manifest.schemas.map(({ schema }) => schema);
  await restoreFiles(files, path);
  try {
    await migrateTo(
      database,
      manifest.schemas.map(({ schema, migrations }) => ({ schema, upTo: migrations.length })),
    );
    await database.asOwner((connection) => fill(connection, manifest, path));
  } catch (error) {
    await database.asOwner((connection) => dropSchemas(connection, schemas));
    throw error;
  }
  await migrate(database);
  // Its jobs are not in the archive, but without the queue itself no process that works on jobs would start.
  await prepareQueue(database);
  return manifest;
}

async function refuseUnknownMigrations(manifest: Manifest): Promise<void> {
  const known = { shared: await readMigrations('shared'), district: await readMigrations('district') };
  for (const { schema, migrations } of manifest.schemas) {
    const own = known[schema === 'shared' ? 'shared' : 'district'];
    if (migrations.length > own.length) {
      throw new BackupRefused(
        `The archive was made by a newer program (${manifest.madeBy}): ${schema} stands at ${migrations.length}, this one knows ${own.length}.`,
      );
    }
    const other = migrations.find(
      ({ number, checksum }, index) => number !== index + 1 || own[index]?.checksum !== checksum,
    );
    if (other !== undefined) {
      throw new BackupRefused(
        `The archive was made by another program: its migration ${other.number}_${other.title} of ${schema} is not the one known here.`,
      );
    }
  }
}

async function restoreFiles(files: FileStore, path: string): Promise<void> {
  for await (const { name, content } of readArchive(path)) {
    if (!name.startsWith('files/')) {
      content.resume();
      continue;
    }
    const { hash } = await files.put(content);
    if (fileEntry(hash) !== name) throw new BackupRefused(`The archive ${path} was changed while it was being read.`);
  }
}

async function fill(connection: Connection, manifest: Manifest, path: string): Promise<void> {
  await connection.exec(RESTORE_SQL);
  const schemas = manifest.schemas.map(({ schema }) => schema);
  const tables = new Map<string, RowTable>();
  for (const schema of schemas) {
    for (const table of await listRowTables(connection, schema))
      tables.set(rowsEntry({ schema, table: table.name }), table);
  }
  refuseOtherTables(manifest, tables);
  await withReferencesLast(connection, schemas, async () => {
    await emptyTables(connection, [...tables.values()]);
    for await (const { name, content } of readArchive(path)) {
      const table = tables.get(name);
      if (table === undefined) content.resume();
      else for await (const lines of linesOf(content)) await writeRows(connection, table, lines);
    }
  });
  for (const wanted of manifest.tables) await verify(connection, tables.get(rowsEntry(wanted))!, wanted);
  const since = new Date(Date.parse(manifest.madeAt) - PASSED_ON_AGAIN_MS).toISOString();
  for (const schema of schemas.filter((name) => name !== 'shared')) {
    await passFactsOnAgain(connection, schema, since);
  }
}

function refuseOtherTables(manifest: Manifest, tables: ReadonlyMap<string, RowTable>): void {
  const wanted = new Set(manifest.tables.map(rowsEntry));
  const odd = [...wanted].find((name) => !tables.has(name)) ?? [...tables.keys()].find((name) => !wanted.has(name));
  if (odd !== undefined) throw new BackupRefused(`The archive and its migrations do not agree about ${odd}.`);
}

/** Reads the table back: what stands there now must be, byte for byte, what the archive holds. */
async function verify(connection: Connection, table: RowTable, wanted: Manifest['tables'][number]): Promise<void> {
  const hash = createHash('sha256');
  let rows = 0;
  await readRows(connection, table, async (lines) => {
    rows += lines.length;
    for (const line of lines) hash.update(`${line}\n`);
  });
  if (rows === wanted.rows && hash.digest('hex') === wanted.sha256) return;
  throw new BackupRefused(
    `${table.schema}.${table.name} did not come back as it was (${rows} of ${wanted.rows} rows); the database was left empty.`,
  );
}
