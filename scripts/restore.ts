// `npm run restore -- FILE`: an archive into an empty database, embedded or PostgreSQL, whichever it came from.

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { readSettings } from '../src/config.ts';
import type { Settings } from '../src/config.ts';
import { checkArchive } from '../src/platform/backup/archive.ts';
import { BackupRefused } from '../src/platform/backup/manifest.ts';
import { restoreBackup } from '../src/platform/backup/restore.ts';
import { embeddedDatabase, postgresDatabase } from '../src/platform/database/database.ts';
import type { Database } from '../src/platform/database/database.ts';
import { EMBEDDED_FOLDER } from '../src/platform/database/embedded-opening.ts';
import { openEmbedded } from '../src/platform/database/embedded.ts';
import { openFileStore } from '../src/platform/files.ts';
import { failWithSentence } from './sentences.ts';

try {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || file.startsWith('-') || more.length > 0)
    throw new BackupRefused('Say what to restore: npm run restore -- FILE.');
  const settings = readSettings(process.env);
  const path = resolve(file);
  await checkArchive(path); // before a directory is made for it
  await restore(settings, path);
} catch (error) {
  failWithSentence(error);
}

async function restore(settings: Settings, path: string): Promise<void> {
  const { database, undo } = await openTarget(settings);
  try {
    const files = await openFileStore(settings.filesDirectory);
    const manifest = await restoreBackup({ database, files, path });
    await database.close();
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `Restored as of ${manifest.madeAt}: ${manifest.schemas.length - 1} districts, ${rows} rows, ${manifest.files.length} files.`,
    );
    console.log('Start it with the master key it was made under (GEZHI_MASTER_KEY or GEZHI_KEY_FILE).');
    for (const { schema, sha256 } of manifest.missingFiles)
      console.error(`Was missing already: ${schema} names the file ${sha256}.`);
  } catch (error) {
    await database.close();
    await undo();
    throw error;
  }
}

async function openTarget({
  databaseUrl,
  migrationDatabaseUrl,
  dataDirectory,
}: Settings): Promise<{ database: Database; undo: () => Promise<void> }> {
  if (databaseUrl !== undefined) {
    if (migrationDatabaseUrl === undefined)
      throw new BackupRefused('A restore writes as the owner: set MIGRATION_DATABASE_URL.');
    return {
      database: postgresDatabase({ url: databaseUrl, migrationUrl: migrationDatabaseUrl, connections: 2 }),
      undo: async () => {},
    };
  }
  const folder = join(dataDirectory, EMBEDDED_FOLDER);
  if (existsSync(folder))
    throw new BackupRefused(`${dataDirectory} already holds a database; restore only goes into a new one.`);
  const database = embeddedDatabase(await openEmbedded({ directory: dataDirectory }));
  return { database, undo: () => rm(folder, { recursive: true, force: true }) };
}
