// Puts a demo district that was made beside the old one into its place, in one transaction: whoever asks meanwhile sees the one or the other.

import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { RemovalRefused, filesOf, removeAccounts } from './removal.ts';

export interface Replacement {
  readonly key: string;
  /** Where the new one was made, see `createSchemaAside`. */
  readonly aside: string;
  /** What belongs to the district as it was made: other areas and other demo people of it go. */
  readonly areaIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly at: string;
}

/**
 * The old one is dropped, the new one takes its name, and its clock shows the real time. Answers the hashes of files that no
 * district names any more; the caller removes them.
 *
 * @throws {RemovalRefused} for a real district, whatever stands beside it
 */
export function replaceDemoDistrict(database: Database, wanted: Replacement): Promise<string[]> {
  return database.asOwner(async (connection) => {
    const { key, aside, areaIds, at } = wanted;
    const { rows } = await connection.query(
      'select id, schema_name as schema, is_demo from shared.districts where key = $1 for update',
      [key],
    );
    const found = rows[0] as { id: string; schema: string; is_demo: boolean } | undefined;
    if (found === undefined) throw new RemovalRefused(`There is no district ${key}.`);
    if (!found.is_demo) throw new RemovalRefused(`${key} is a real district; only demo districts can be made anew.`);
    const { id, schema } = found;

    const named = await filesOf(connection, [schema]);
    const gone = await peopleOnlyIn(connection, schema, wanted.accountIds);
    await connection.exec(`drop schema ${schema} cascade`);
    await connection.exec(`alter schema ${aside} rename to ${schema}`);
    await pointFunctionsAt(connection, schema);
    await connection.query('delete from shared.migrations where schema_name = $1', [aside]);

    await connection.query('delete from shared.invitations where district_id = $1', [id]);
    await connection.query(`delete from shared.areas where district_id = $1 and not id = any ($2::uuid[])`, [
      id,
      areaIds,
    ]);
    await removeAccounts(connection, gone);
    // A clock that ran ahead has put the next runs far off.
    await connection.query('delete from shared.schedule_runs where district_key = $1', [key]);
    await connection.query(
      `insert into shared.demo_districts (district_id, remade_at) values ($1, $2)
       on conflict (district_id) do update set ahead_ms = 0, moved_at = null, remaking_since = null, remade_at = excluded.remade_at`,
      [id, at],
    );
    const kept = new Set(await filesOf(connection, await allSchemas(connection)));
    return named.filter((hash) => !kept.has(hash));
  });
}

/** Demo people with a post here and in no other district, besides those who stay. */
async function peopleOnlyIn(connection: Connection, schema: string, staying: readonly string[]): Promise<string[]> {
  const others = (await allSchemas(connection)).filter((other) => other !== schema);
  const elsewhere = others.map(
    (other) => `and not exists (select from ${other}.posts where posts.account_id = accounts.id)`,
  );
  const { rows } = await connection.query(
    `select accounts.id from shared.accounts
     where is_demo and not accounts.id = any ($1::uuid[])
       and exists (select from ${schema}.posts where posts.account_id = accounts.id) ${elsewhere.join(' ')}`,
    [staying],
  );
  return (rows as { id: string }[]).map(({ id }) => id);
}

/** A function that keeps its search path has kept the name under which its schema was made. */
async function pointFunctionsAt(connection: Connection, schema: string): Promise<void> {
  const { rows } = await connection.query(
    `select oid::regprocedure::text as signature from pg_proc
     where pronamespace = $1::regnamespace and exists (select from unnest(proconfig) as setting where setting ^@ 'search_path=')`,
    [schema],
  );
  for (const { signature } of rows as { signature: string }[])
    await connection.exec(`alter function ${signature} set search_path = ${schema}, shared`);
}

async function allSchemas(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query('select schema_name from shared.districts', []);
  return (rows as { schema_name: string }[]).map((row) => row.schema_name);
}
