// Takes a logical backup: the rows of every schema at one moment, then the files they name. Never the master key.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';

import { listNamedFiles, listSchemas } from '../database/backup-queries.ts';
import type { NamedFile } from '../database/backup-queries.ts';
import type { Connection } from '../database/connection.ts';
import type { Database } from '../database/database.ts';
import { SNAPSHOT_SQL } from '../database/opening.ts';
import { listRowTables, readRows } from '../database/rows.ts';
import type { RowTable } from '../database/rows.ts';
import type { FileStore } from '../files.ts';
import { writeArchive } from './archive.ts';
import type { Entry } from './archive.ts';
import { FORMAT, MANIFEST_ENTRY, fileEntry, rowsEntry } from './manifest.ts';
import type { Manifest } from './manifest.ts';

export interface BackupOptions {
  readonly database: Database;
  readonly files: FileStore;
  /** Where the archive is to lie; it appears there only when it is whole. */
  readonly path: string;
  readonly madeAt: string;
  readonly madeBy: string;
}

type Table = Manifest['tables'][number];
interface Spooled extends Table {
  readonly spool: string;
  readonly sizeBytes: number;
}

/** Answers the manifest. A file that rows need but nobody has is in `missingFiles`: the archive is written all the same. */
export async function takeBackup({ database, files, path, madeAt, madeBy }: BackupOptions): Promise<Manifest> {
  const directory = await mkdtemp(join(dirname(path), '.backup-'));
  try {
    const rows = await database.asOwner((connection) => readEverything(connection, directory));
    const { found, missing } = await findFiles(files, rows.named);
    const manifest: Manifest = {
      format: FORMAT,
      madeAt,
      madeBy,
      schemas: rows.schemas,
      tables: rows.tables.map(({ schema, table, rows: count, sha256 }) => ({ schema, table, rows: count, sha256 })),
      files: found,
      missingFiles: missing,
    };
    await writeArchive(path, madeAt, entriesOf(manifest, rows.tables, files));
    return manifest;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

interface Everything {
  readonly schemas: Manifest['schemas'];
  readonly tables: Spooled[];
  readonly named: NamedFile[];
}

async function readEverything(connection: Connection, directory: string): Promise<Everything> {
  await connection.exec(SNAPSHOT_SQL);
  const schemas = await listSchemas(connection);
  const tables: Spooled[] = [];
  const named: NamedFile[] = [];
  for (const { schema } of schemas) {
    for (const table of await listRowTables(connection, schema)) tables.push(await spool(connection, table, directory));
    if (schema !== 'shared') named.push(...(await listNamedFiles(connection, schema)));
  }
  return { schemas, tables, named };
}

/** The archive wants each entry's length and hash before its content, so the rows wait in a file. */
async function spool(connection: Connection, table: RowTable, directory: string): Promise<Spooled> {
  const path = join(directory, `${table.schema}.${table.name}`);
  const handle = await open(path, 'wx', 0o600);
  try {
    return { schema: table.schema, table: table.name, spool: path, ...(await writeLines(connection, table, handle)) };
  } finally {
    await handle.close();
  }
}

async function writeLines(
  connection: Connection,
  table: RowTable,
  handle: FileHandle,
): Promise<{ rows: number; sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let [rows, sizeBytes] = [0, 0];
  await readRows(connection, table, async (lines) => {
    const page = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    hash.update(page);
    rows += lines.length;
    sizeBytes += page.length;
    await handle.writeFile(page);
  });
  return { rows, sha256: hash.digest('hex'), sizeBytes };
}

async function findFiles(
  files: FileStore,
  named: readonly NamedFile[],
): Promise<{ found: Manifest['files']; missing: Manifest['missingFiles'] }> {
  const found = new Map<string, number>();
  const missing: Manifest['missingFiles'] = [];
  for (const { schema, sha256 } of named) {
    const file = found.has(sha256) ? undefined : await files.open(sha256);
    file?.stream.destroy();
    if (file !== undefined) found.set(sha256, file.sizeBytes);
    else if (!found.has(sha256)) missing.push({ schema, sha256 });
  }
  return { found: [...found].map(([sha256, sizeBytes]) => ({ sha256, sizeBytes })), missing };
}

function entriesOf(manifest: Manifest, tables: readonly Spooled[], files: FileStore): Entry[] {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  return [
    { name: MANIFEST_ENTRY, sizeBytes: text.length, content: () => Readable.from([text]) },
    ...tables.map((table) => ({
      name: rowsEntry(table),
      sizeBytes: table.sizeBytes,
      content: () => createReadStream(table.spool),
    })),
    ...manifest.files.map(({ sha256, sizeBytes }) => ({
      name: fileEntry(sha256),
      sizeBytes,
      content: async () => {
        const file = await files.open(sha256);
        if (file === undefined)
          throw new Error(`the file ${sha256} was removed while the backup was being written; take it again`);
        return file.stream;
      },
    })),
  ];
}
