// Whole tables out of and into a database as lines of JSON, the same from either database; for backup and restore, as the owner.

import type { Connection } from './connection.ts';

export interface RowTable {
  readonly schema: string;
  readonly name: string;
  /** Without computed ones. `type` as `format_type` prints it. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const ROWS_AT_ONCE = 500;

// Which files have run is told by the manifest; the restored database writes its own.
const LEFT_OUT = 'shared.migrations';

export async function listRowTables(connection: Connection, schema: string): Promise<RowTable[]> {
  const { rows } = await connection.query(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     order by c.relname, a.attnum`,
    [schema],
  );
  const tables = new Map<string, { name: string; type: string }[]>();
  for (const { table, name, type } of rows as { table: string; name: string; type: string }[]) {
    tables.set(table, [...(tables.get(table) ?? []), { name, type }]);
  }
  return [...tables]
    .map(([name, columns]) => ({ schema, name, columns }))
    .filter((table) => `${schema}.${table.name}` !== LEFT_OUT);
}

/** Hands over every row as one line of JSON, page by page, always in the same order. jsonb goes as text, to come back exactly. */
export async function readRows(
  connection: Connection,
  table: RowTable,
  take: (lines: string[]) => Promise<void>,
): Promise<void> {
  const columns = table.columns.map(({ name, type }) =>
    type === 'jsonb' ? `"${name}"::text as "${name}"` : `"${name}"`,
  );
  await connection.exec(
    `declare all_rows no scroll cursor for
     select row_to_json(one)::text as line from (select ${columns.join(', ')} from ${nameOf(table)}) as one
     order by row_to_json(one)::text collate "C"`,
  );
  for (;;) {
    const { rows } = await connection.query(`fetch forward ${ROWS_AT_ONCE} from all_rows`, []);
    if (rows.length === 0) break;
    await take((rows as { line: string }[]).map(({ line }) => line));
  }
  await connection.exec('close all_rows');
}

export async function writeRows(connection: Connection, table: RowTable, lines: readonly string[]): Promise<void> {
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const values = table.columns
    .map(({ name, type }) => (type === 'jsonb' ? `"${name}"::jsonb` : `"${name}"`))
    .join(', ');
  const shape = table.columns.map(({ name, type }) => `"${name}" ${type === 'jsonb' ? 'text' : type}`).join(', ');
  for (let start = 0; start < lines.length; start += ROWS_AT_ONCE) {
    const page = `[${lines.slice(start, start + ROWS_AT_ONCE).join(',')}]`;
    await connection.query(
      `insert into ${nameOf(table)} (${names}) select ${values} from json_to_recordset($1::json) as one (${shape})`,
      [page],
    );
  }
}

/** Rows that migrations put into a fresh schema. */
export async function emptyTables(connection: Connection, tables: readonly RowTable[]): Promise<void> {
  for (const table of tables) await connection.exec(`delete from ${nameOf(table)}`);
}

/** Runs work while references are not looked at; they are all looked at when it returns. */
export async function withReferencesLast(
  connection: Connection,
  schemas: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await connection.query(
    `select n.nspname as schema, c.relname as table, k.conname as name
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and n.nspname = any ($1)`,
    [schemas],
  );
  const references = rows as { schema: string; table: string; name: string }[];
  const change = async (how: string) => {
    for (const { schema, table, name } of references)
      await connection.exec(`alter table "${schema}"."${table}" alter constraint "${name}" ${how}`);
  };
  await change('deferrable initially deferred');
  await work();
  await connection.exec('set constraints all immediate');
  await change('not deferrable');
}

/** Undoes a restore that failed: everything in these schemas came from it. */
export async function dropSchemas(connection: Connection, schemas: readonly string[]): Promise<void> {
  for (const schema of schemas) await connection.exec(`drop schema if exists "${schema}" cascade`);
}

export async function hasSchema(connection: Connection, schema: string): Promise<boolean> {
  return (await connection.query('select from pg_namespace where nspname = $1', [schema])).rows.length > 0;
}

function nameOf({ schema, name }: RowTable): string {
  return `"${schema}"."${name}"`;
}
