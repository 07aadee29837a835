// Takes a demo district out of the database, whole: its schema, its rows in the shared one, and the people of the demo.

import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { schemaOf } from './migrations.ts';

/** What refuses to be removed: a district that is not there, or one that is real. The message is a sentence. */
export class RemovalRefused extends Error {
  override name = 'RemovalRefused';
}

/**
 * Removes one demo district. Answers the hashes of files that no district names any more; the caller removes them.
 *
 * @throws {RemovalRefused} for a real district: real ones are never removed by a command
 */
export function removeDemoDistrict(database: Database, key: string): Promise<string[]> {
  return database.asOwner(async (connection) => {
    const { rows } = await connection.query('select id, is_demo from shared.districts where key = $1', [key]);
    const found = rows[0] as { id: string; is_demo: boolean } | undefined;
    if (found === undefined) throw new RemovalRefused(`There is no district ${key}.`);
    if (!found.is_demo) throw new RemovalRefused(`${key} is a real district; only demo districts can be removed.`);

    const named = await filesOf(connection, [schemaOf(key)]);
    const others = await connection.query('select schema_name from shared.districts where key <> $1', [key]);
    const kept = new Set(
      await filesOf(
        connection,
        (others.rows as { schema_name: string }[]).map((row) => row.schema_name),
      ),
    );

    await dropDistrict(connection, key, found.id);
    return named.filter((hash) => !kept.has(hash));
  });
}

/** Takes back a district whose making went wrong, before anybody has worked in it. */
export function forgetNewDistrict(database: Database, key: string): Promise<void> {
  return database.asOwner(async (connection) => {
    const { rows } = await connection.query('select id from shared.districts where key = $1', [key]);
    const [found] = rows as { id: string }[];
    if (found !== undefined) await dropDistrict(connection, key, found.id);
  });
}

async function dropDistrict(connection: Connection, key: string, id: string): Promise<void> {
  await connection.exec(`drop schema if exists ${schemaOf(key)} cascade`);
  await connection.query('delete from shared.migrations where schema_name = $1', [schemaOf(key)]);
  // A clock that ran ahead has put the next runs far off.
  await connection.query('delete from shared.schedule_runs where district_key = $1', [key]);
  for (const table of ['demo_districts', 'invitations', 'field_keys', 'areas']) {
    await connection.query(`delete from shared.${table} where district_id = $1`, [id]);
  }
  await connection.query('delete from shared.districts where id = $1', [id]);
}

/** Removes every demo account with all that lets it in. Answers how many there were. */
export function removeDemoAccounts(database: Database): Promise<number> {
  return database.asOwner(async (connection) => {
    const { rows } = await connection.query('select id from shared.accounts where is_demo', []);
    const ids = (rows as { id: string }[]).map(({ id }) => id);
    await removeAccounts(connection, ids);
    return ids.length;
  });
}

/** The accounts with all that lets them in; the caller knows that no district names them any more. */
export async function removeAccounts(connection: Connection, ids: readonly string[]): Promise<void> {
  await connection.query(
    'delete from shared.invitations where invited_by = any ($1::uuid[]) or account_id = any ($1::uuid[])',
    [ids],
  );
  for (const table of ['sessions', 'one_time_secrets', 'external_identities'])
    await connection.query(`delete from shared.${table} where account_id = any ($1::uuid[])`, [ids]);
  await connection.query('delete from shared.accounts where id = any ($1::uuid[])', [ids]);
}

/** Hashes of the files that rows of these schemas name. */
export async function filesOf(connection: Connection, schemas: string[]): Promise<string[]> {
  const hashes: string[] = [];
  for (const schema of schemas) {
    // A district whose making was interrupted has no such table.
    const { rows: tables } = await connection.query('select to_regclass($1) is not null as is_there', [
      `${schema}.attachments`,
    ]);
    if (!(tables[0] as { is_there: boolean }).is_there) continue;
    const { rows } = await connection.query(
      `select distinct hash from ${schema}.attachments, unnest(array[original_hash, ready_hash, thumbnail_hash]) as hash where hash is not null`,
      [],
    );
    hashes.push(...(rows as { hash: string }[]).map(({ hash }) => hash));
  }
  return hashes;
}
