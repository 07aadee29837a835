// Reads the migrated schema back from the database, for docs/schema.sql, the row types and the architecture test.

import type { Connection } from './connection.ts';

export interface Column {
  table: string;
  name: string;
  type: string;
  isNullable: boolean;
  /** Has a default or is computed: may be left out of an insert. */
  hasDefault: boolean;
  default: string | null;
  isComputed: boolean;
}

export interface Table {
  schema: string;
  name: string;
  isView: boolean;
  isInvokerView: boolean;
  hasRowSecurity: boolean;
  columns: Column[];
  constraints: { name: string; definition: string }[];
  indexes: { name: string; definition: string }[];
  policies: { name: string; command: string; using: string | null; check: string | null }[];
}

export interface SqlFunction {
  name: string;
  definition: string;
  comment: string | null;
}

export interface Catalogue {
  tables: Table[];
  functions: SqlFunction[];
}

export async function readCatalogue(connection: Connection, schema: string): Promise<Catalogue> {
  const rows = async <T>(text: string) => (await connection.query(text, [schema])).rows as T[];
  const tables = await rows<Table>(`
    select $1::text as schema, c.relname as name, c.relkind = 'v' as "isView", c.relrowsecurity as "hasRowSecurity",
      coalesce('security_invoker=true' = any (c.reloptions), false) as "isInvokerView"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1 and c.relkind in ('r', 'v', 'm', 'p') order by c.relname`);
  const columns = await rows<Column>(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as "isNullable",
      a.atthasdef or a.attidentity <> '' as "hasDefault", pg_get_expr(d.adbin, d.adrelid) as default, a.attgenerated <> '' as "isComputed"
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where n.nspname = $1 and c.relkind in ('r', 'v', 'm', 'p') and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`);
  const constraints = await rows<{ table: string; name: string; definition: string }>(`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1 and k.contype <> 'n' order by c.relname, k.contype desc, k.conname`);
  const indexes = await rows<{ table: string; name: string; definition: string }>(`
    select tablename as table, indexname as name, indexdef as definition from pg_indexes i
    where schemaname = $1 and not exists (
      select from pg_constraint k join pg_namespace n on n.oid = k.connamespace where n.nspname = $1 and k.conname = i.indexname)
    order by tablename, indexname`);
  const policies = await rows<{
    table: string;
    name: string;
    command: string;
    using: string | null;
    check: string | null;
  }>(`
    select tablename as table, policyname as name, cmd as command, qual as using, with_check as check
    from pg_policies where schemaname = $1 order by tablename, policyname`);
  const functions = await rows<SqlFunction>(`
    select p.proname as name, pg_get_functiondef(p.oid) as definition, obj_description(p.oid) as comment
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = $1 and p.prokind = 'f' order by p.proname, pg_get_function_identity_arguments(p.oid)`);

  return {
    tables: tables.map((table) => ({
      ...table,
      columns: columns.filter((column) => column.table === table.name),
      constraints: constraints.filter((constraint) => constraint.table === table.name),
      indexes: indexes.filter((index) => index.table === table.name),
      policies: policies.filter((policy) => policy.table === table.name),
    })),
    functions,
  };
}

/** The schema as SQL that reads the same from either database. */
export function printSchema({ tables, functions }: Catalogue, schema: string, sentences: Map<string, string>): string {
  const plain = (text: string) =>
    text.replaceAll(`${schema}.`, '').replaceAll('shared.', '').replaceAll(`'${schema}'`, "':schema'");
  const printed = tables.map((table) => {
    const columns = table.columns.map((column) => {
      const computed = column.isComputed
        ? ` generated always as ${column.default} stored`
        : ` default ${column.default}`;
      const given = column.default === null ? '' : computed;
      return `  ${column.name} ${column.type}${column.isNullable ? '' : ' not null'}${given}`;
    });
    const constraints = table.constraints.map(({ name, definition }) => `  constraint ${name} ${definition}`);
    const policies = table.policies.map(
      ({ name, command, using, check }) =>
        `create policy ${name} on ${table.name} for ${command.toLowerCase()}${using === null ? '' : `\n  using ${tidy(using)}`}${check === null ? '' : `\n  with check ${tidy(check)}`};`,
    );
    return plain(
      [
        `-- ${sentences.get(table.name) ?? ''}`.trimEnd(),
        `create ${table.isView ? 'view' : 'table'} ${table.name} (\n${[...columns, ...constraints].join(',\n')}\n);`,
        ...table.indexes.map(({ definition }) => `${definition};`),
        ...(table.hasRowSecurity ? [`alter table ${table.name} enable row level security;`] : []),
        ...policies,
      ].join('\n'),
    );
  });
  const doors = functions.map(({ definition, comment }) => plain(`-- ${comment ?? ''}\n${tidyBody(definition)};`));
  return [...printed, ...doors].join('\n\n');
}

// The two servers wrap expressions over lines differently.
function tidy(expression: string): string {
  return expression.replaceAll(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')');
}

function tidyBody(definition: string): string {
  return definition.trimEnd().replaceAll(/ +$/gm, '');
}

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
  'integer[]': 'number[]',
  date: 'string',
  boolean: 'boolean',
  integer: 'number',
  bigint: 'number',
  'double precision': 'number',
  numeric: 'string',
  jsonb: 'unknown',
  tsvector: 'string',
  bytea: 'Buffer',
};

/** Row types for Kysely, one interface a table. @throws {Error} on a column type no value is fixed for */
export function printRowTypes(tables: Table[]): string {
  const interfaces = tables.map((table) => {
    const columns = table.columns.map((column) => {
      const type = column.type.startsWith('timestamp') ? 'string' : TYPES[column.type];
      if (type === undefined) throw new Error(`${table.name}.${column.name}: no value is fixed for ${column.type}`);
      const nullable = column.isNullable && type !== 'unknown' ? `${type} | null` : type;
      if (column.isComputed) return `  ${column.name}: GeneratedAlways<${nullable}>;`;
      return `  ${column.name}: ${column.hasDefault ? `Generated<${nullable}>` : nullable};`;
    });
    return `export interface ${pascal(table.name)} {\n${columns.join('\n')}\n}`;
  });
  const register = `export interface Tables {\n${tables.map((table) => `  ${table.name}: ${pascal(table.name)};`).join('\n')}\n}`;
  const header =
    "// Generated by `npm run docs` from the migrated schema: the row of every table.\n\nimport type { Generated, GeneratedAlways } from 'kysely';";
  return `${[header, ...interfaces, register].join('\n\n')}\n`;
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
