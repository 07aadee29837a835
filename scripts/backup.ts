// `npm run backup -- FILE`: one archive of everything but the master key, also while the server runs.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import packageJson from '../package.json' with { type: 'json' };
import { readSettings } from '../src/config.ts';
import type { Settings } from '../src/config.ts';
import { requestCopy } from '../src/platform/backup/copy.ts';
import { BackupRefused } from '../src/platform/backup/manifest.ts';
import type { Manifest } from '../src/platform/backup/manifest.ts';
import { takeBackup } from '../src/platform/backup/take.ts';
import { embeddedDatabase, postgresDatabase } from '../src/platform/database/database.ts';
import type { Database } from '../src/platform/database/database.ts';
import { DirectoryRefused } from '../src/platform/database/embedded-lock.ts';
import { EMBEDDED_FOLDER } from '../src/platform/database/embedded-opening.ts';
import { openEmbedded } from '../src/platform/database/embedded.ts';
import { openFileStore } from '../src/platform/files.ts';
import { failWithSentence } from './sentences.ts';

try {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || file.startsWith('-') || more.length > 0)
    throw new BackupRefused('Say where to: npm run backup -- FILE (for instance gezhi.tar.gz).');
  const path = resolve(file);
  if (existsSync(path)) throw new BackupRefused(`${file} exists already; a backup never replaces one.`);
  await backUp(readSettings(process.env), path);
} catch (error) {
  failWithSentence(error);
}

async function backUp(settings: Settings, path: string): Promise<void> {
  const manifest = await take(settings, path);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`${path}: ${manifest.schemas.length - 1} districts, ${rows} rows, ${manifest.files.length} files.`);
  console.log('The master key is not in it: keep it too, elsewhere. Without it names and phones cannot be read.');
  for (const { schema, sha256 } of manifest.missingFiles)
    console.error(`Missing: ${schema} names the file ${sha256}, which is not there.`);
  if (manifest.missingFiles.length > 0) process.exitCode = 1;
}

async function take(settings: Settings, path: string): Promise<Manifest> {
  const files = await openFileStore(settings.filesDirectory);
  // A picture may be made ready, and its original dropped, between the reading of the rows and that of the files they name.
  const release = await files.holdRemovals();
  try {
    const { database, close } = await openSource(settings);
    try {
      return await takeBackup({ database, files, path, madeAt: new Date().toISOString(), madeBy: packageJson.version });
    } finally {
      await close();
    }
  } finally {
    await release();
  }
}

async function openSource({
  databaseUrl,
  migrationDatabaseUrl,
  dataDirectory,
}: Settings): Promise<{ database: Database; close: () => Promise<void> }> {
  if (databaseUrl !== undefined) {
    if (migrationDatabaseUrl === undefined)
      throw new BackupRefused('A backup reads as the owner: set MIGRATION_DATABASE_URL.');
    const database = postgresDatabase({ url: databaseUrl, migrationUrl: migrationDatabaseUrl, connections: 2 });
    return { database, close: () => database.close() };
  }
  if (!existsSync(join(dataDirectory, EMBEDDED_FOLDER)))
    throw new BackupRefused(`There is no database in ${dataDirectory}.`);
  try {
    const database = embeddedDatabase(await openEmbedded({ directory: dataDirectory }));
    return { database, close: () => database.close() };
  } catch (error) {
    if (!(error instanceof DirectoryRefused)) throw error;
  }
  const copy = await requestCopy(dataDirectory);
  console.log(`The running server held its work for ${copy.heldMs} ms.`);
  const database = embeddedDatabase(await openEmbedded({ directory: copy.path }));
  return {
    database,
    async close() {
      await database.close();
      await copy.remove();
    },
  };
}
