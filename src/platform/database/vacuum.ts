// Clears what updates leave behind in the embedded database, which has no autovacuum.

import { setTimeout as sleep } from 'node:timers/promises';

import type { Database } from './database.ts';

// Statements wait for the one that runs: requests have their turn between two tables.
const PAUSE_MS = 50;

export interface Vacuumed {
  readonly tables: number;
  /** The longest statement: for so long nothing else ran. */
  readonly longestMs: number;
}

/** As the owner and outside a transaction, one table at a time. PostgreSQL does this by itself: nothing is done there. */
export async function vacuumEmbedded(database: Database): Promise<Vacuumed> {
  if (!('embedded' in database.beneath)) return { tables: 0, longestMs: 0 };
  const { pool } = database.beneath.embedded;
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
     where c.relkind = 'r' and (n.nspname in ('shared', 'jobs') or n.nspname like 'd\\_%')
     order by 1`,
  );
  let longestMs = 0;
  for (const { name } of rows) {
    const before = performance.now();
    await pool.query(`vacuum (analyze) ${name}`);
    longestMs = Math.max(longestMs, performance.now() - before);
    await sleep(PAUSE_MS);
  }
  return { tables: rows.length, longestMs: Math.round(longestMs) };
}
