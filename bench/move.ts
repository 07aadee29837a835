// How long the move of the demo from the embedded database to PostgreSQL takes, with the commands an operator runs, and whether
// every table holds afterwards what it held before.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { listRowTables } from '#platform/database/rows.ts';
import { listSchemas } from '#platform/database/backup-queries.ts';

import type { Ground, Grounds } from './ground.ts';
import { timed } from './measure.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';

const MOVE_SECONDS = 60;
const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);

export async function benchMove(book: Book, grounds: Grounds): Promise<void> {
  const [from, to] = [await grounds.make('embedded'), await grounds.make('PostgreSQL')];
  const directory = mkdtempSync(join(tmpdir(), 'gezhi-move-'));
  const archive = join(directory, 'move.tar.gz');
  const server = await startServer(from.environment, ['--demo']);
  await server.stop();
  const before = await countRows(from);

  const backup = await timed(() => command('scripts/backup.ts', archive, from));
  const restore = await timed(() => command('scripts/restore.ts', archive, to));

  const after = await countRows(to);
  const different = [...new Set([...before.keys(), ...after.keys()])].filter(
    (table) => before.get(table) !== after.get(table),
  );
  const rows = [...before.values()].reduce((sum, count) => sum + count, 0);
  book.say(`  ${before.size} tables, ${rows} rows, an archive of ${(statSync(archive).size / 1e6).toFixed(1)} MB`);
  for (const table of different) book.say(`  ${table}: ${before.get(table)} rows before, ${after.get(table)} after`);
  const figure = { on: 'PostgreSQL', unit: 's' } as const;
  book.note({ ...figure, name: 'move of the demo: backup', value: backup.ms / 1000 });
  book.note({ ...figure, name: 'move of the demo: restore', value: restore.ms / 1000 });
  const whole = (backup.ms + restore.ms) / 1000;
  book.note({ ...figure, name: 'move of the demo from embedded', value: whole, limit: { most: MOVE_SECONDS } });
  // An empty demo would move in no time.
  book.note({ ...figure, name: 'rows moved', value: rows, unit: '', limit: { least: 10_000 } });
  book.note({
    ...figure,
    name: 'tables with other counts after the move',
    value: different.length,
    unit: '',
    limit: { most: 0 },
  });
  await (await startServer(to.environment)).stop(); // what was moved serves, or this throws
  rmSync(directory, { recursive: true });
  await from.remove();
  await to.remove();
}

async function command(script: string, archive: string, { environment }: Ground): Promise<void> {
  await run(process.execPath, [script, archive], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
}

/** Rows of every table of every schema, as the database's owner counts them. */
async function countRows(ground: Ground): Promise<Map<string, number>> {
  const database = await ground.open();
  try {
    return await database.asOwner(async (connection) => {
      const counts = new Map<string, number>();
      for (const { schema } of await listSchemas(connection)) {
        for (const { name } of await listRowTables(connection, schema)) {
          const { rows } = await connection.query(`select count(*)::int as count from ${schema}.${name}`, []);
          counts.set(`${schema}.${name}`, (rows[0] as { count: number }).count);
        }
      }
      return counts;
    });
  } finally {
    await database.close();
  }
}
