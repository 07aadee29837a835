// Opens the embedded database (PGlite) in the calling thread: durably in a directory, or in memory for tests.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DURABLE_START_PARAMS, DurableFiles, syncPath, syncTree } from './embedded-fsync.ts';
import type { OnFatal } from './embedded-fsync.ts';
import { DirectoryRefused } from './embedded-lock.ts';

// The database has a folder of its own, built under another name: a half-made one is never taken for a database.
export const EMBEDDED_FOLDER = 'postgres';
const UNFINISHED_FOLDER = 'postgres.unfinished';

/** The caller holds the lock of the directory.
 *
 * @param loadFrom what `dump` returned: the new database begins with it
 * @throws {DirectoryRefused} when the directory already holds a database and `loadFrom` is given, or when commits would not be
 * durable
 */
export async function openHere(directory: string, loadFrom: Blob | undefined, onFatal: OnFatal): Promise<PGlite> {
  const folder = join(directory, EMBEDDED_FOLDER);
  if (!existsSync(folder)) await createDatabase(directory, loadFrom, onFatal);
  else if (loadFrom) throw new DirectoryRefused(`The data directory ${directory} already holds a database.`);

  const files = new DurableFiles(folder, onFatal);
  const pglite = await PGlite.create({ fs: files, startParams: DURABLE_START_PARAMS });
  try {
    await refuseUnlessDurable(pglite, files);
    return pglite;
  } catch (error) {
    await pglite.close();
    throw error;
  }
}

async function createDatabase(directory: string, loadFrom: Blob | undefined, onFatal: OnFatal): Promise<void> {
  const unfinished = join(directory, UNFINISHED_FOLDER);
  rmSync(unfinished, { recursive: true, force: true });
  const files = new DurableFiles(unfinished, onFatal);
  const pglite = await PGlite.create({ fs: files, startParams: DURABLE_START_PARAMS, loadDataDir: loadFrom });
  await pglite.close();
  syncTree(unfinished); // PGlite copies the new database in without syncing it
  renameSync(unfinished, join(directory, EMBEDDED_FOLDER));
  syncPath(directory);
}

/** Settings can be on while nothing reaches the disk, so one real commit has to be seen syncing the log. */
async function refuseUnlessDurable(pglite: PGlite, files: DurableFiles): Promise<void> {
  const { rows } = await pglite.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_sync_method')",
  );
  const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  const areRight =
    settings.fsync === 'on' &&
    settings.full_page_writes === 'on' &&
    settings.synchronous_commit === 'on' &&
    settings.wal_sync_method === 'fsync';

  const before = files.walSyncs;
  await pglite.query("select pg_logical_emit_message(true, 'gezhi', 'is a commit synced?')");
  if (areRight && files.walSyncs > before) return;
  throw new DirectoryRefused(
    'The embedded database would not keep its commits over a power cut (this version of PGlite does not sync its files), so it is not opened.',
  );
}
