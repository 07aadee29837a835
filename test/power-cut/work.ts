// The work that the power-cut, kill and full-disk tests interrupt, and the question what of it is left.
import { openEmbedded } from '#platform/database/embedded.ts';

/** The embedded database in this thread, or through the line to its own. */
export interface Asked {
  query(text: string, parameters?: unknown[]): Promise<unknown>;
}

export interface Acknowledged {
  reports: number[];
  notes: number[];
}

/**
 * Two tables, one made after the last checkpoint; rows added, changed and moved over several log segments.
 * `acknowledged` holds only ids whose commit has been answered.
 */
export async function workThroughCheckpoints(asked: Asked, acknowledged: Acknowledged): Promise<void> {
  const report = async (id: number): Promise<void> => {
    await asked.query('insert into reports (id, words) values ($1, $2)', [id, 'street lamp out '.repeat(20)]);
    acknowledged.reports.push(id);
  };
  await asked.query('create table reports (id integer primary key, words text not null)');
  for (let id = 1; id <= 20; id += 1) await report(id);

  await asked.query(
    'create table fillers as select repeat(md5(n::text), 40) as words from generate_series(1, 16000) as n',
  );
  await asked.query('checkpoint');
  for (let id = 21; id <= 30; id += 1) await report(id);
  await asked.query('drop table fillers');
  await asked.query('checkpoint');

  await asked.query('create table notes (id integer primary key)');
  for (let id = 1; id <= 20; id += 1) {
    await asked.query('insert into notes (id) values ($1)', [id]);
    acknowledged.notes.push(id);
    await report(30 + id);
  }
}

/** A checkpoint is the last thing: every row depends on its file alone, none on the log. */
export async function workUpToCheckpoint(asked: Asked, acknowledged: Acknowledged): Promise<void> {
  await workThroughCheckpoints(asked, acknowledged);
  await asked.query('checkpoint');
}

/** What cannot be found again, as `table id`; everything when the database does not open. */
export async function findLost(directory: string, acknowledged: Acknowledged): Promise<string[]> {
  const all = [...acknowledged.reports.map((id) => `reports ${id}`), ...acknowledged.notes.map((id) => `notes ${id}`)];
  const found = new Set<string>();
  try {
    const embedded = await openEmbedded({ directory, onFatal: () => undefined });
    for (const table of ['reports', 'notes'] as const) {
      if (acknowledged[table].length === 0) continue; // interrupted before the table was made
      const { rows } = await embedded.pool.query<{ id: number }>(`select id from ${table} order by id`);
      for (const { id } of rows) found.add(`${table} ${id}`);
    }
    await embedded.close();
  } catch (error) {
    return [...all.filter((row) => !found.has(row)), `(${(error as Error).message})`];
  }
  return all.filter((row) => !found.has(row));
}
