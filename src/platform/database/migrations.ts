// Brings the schemas up to the numbered SQL files: forward only, each file in a transaction, under one lock.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { APPLICATION_ROLE } from './opening.ts';

export type Room = 'shared' | 'district';

export interface Migration {
  readonly number: number;
  readonly title: string;
  readonly sql: string;
  readonly checksum: string;
}

const FOLDER = join(import.meta.dirname, '../../../migrations');
const FILE_FORM = /^(\d{4})_([a-z0-9_]+)\.sql$/;

// Any number will do, as long as every version of the program takes the same one.
const LOCK_NUMBER = 4_720_001;

/** The migrations of a room in order. @throws {Error} on a wrong file name or a gap in the numbers */
export async function readMigrations(room: Room): Promise<Migration[]> {
  const names = (await readdir(join(FOLDER, room))).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const [, digits, title] = FILE_FORM.exec(name) ?? [];
      if (digits === undefined || title === undefined || Number(digits) !== index + 1) {
        throw new Error(`migrations/${room}/${name}: expected ${String(index + 1).padStart(4, '0')}_title.sql`);
      }
      const sql = await readFile(join(FOLDER, room, name), 'utf8');
      return { number: index + 1, title, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Migrates the shared schema and every district's. Returns what it ran, as `schema/0001_title`. */
export async function migrate(database: Database): Promise<string[]> {
  const [shared, district] = await Promise.all([readMigrations('shared'), readMigrations('district')]);
  const ran: string[] = [];
  await database.asOwner((connection) => prepare(connection));
  ran.push(...(await migrateSchema(database, 'shared', shared)));

  const schemas = await database.asOwner(async (connection) => {
    const { rows } = await connection.query('select schema_name from shared.districts order by key', []);
    return (rows as { schema_name: string }[]).map((row) => row.schema_name);
  });
  for (const schema of schemas) ran.push(...(await migrateSchema(database, schema, district)));
  return ran;
}

/** Brings an empty database to where a backup was taken: each schema, `shared` first, to a number of its own. */
export async function migrateTo(
  database: Database,
  targets: readonly { schema: string; upTo: number }[],
): Promise<void> {
  await database.asOwner((connection) => prepare(connection));
  for (const { schema, upTo } of targets) {
    if (schema !== 'shared') await database.asOwner((connection) => connection.exec(`create schema ${schema}`));
    const migrations = await readMigrations(schema === 'shared' ? 'shared' : 'district');
    await migrateSchema(database, schema, migrations.slice(0, upTo));
  }
}

export interface NewDistrict {
  id: string;
  key: string;
  name: string;
  regionCode: string;
  isDemo: boolean;
  at: string;
  /** Wrapped keys: see platform/crypto.ts. */
  keys: { id: string; purpose: 'field' | 'index'; wrapped: string }[];
}

/** Registers a district and makes its schema. */
export async function createDistrictSchema(database: Database, wanted: NewDistrict): Promise<void> {
  const schema = schemaOf(wanted.key);
  await database.asOwner(async (connection) => {
    await connection.query(
      `insert into shared.districts (id, key, schema_name, name, region_code, is_demo, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [wanted.id, wanted.key, schema, wanted.name, wanted.regionCode, wanted.isDemo, wanted.at],
    );
    for (const key of wanted.keys) {
      await connection.query(
        'insert into shared.field_keys (id, district_id, purpose, wrapped, created_at) values ($1, $2, $3, $4, $5)',
        [key.id, wanted.id, key.purpose, key.wrapped, wanted.at],
      );
    }
    await connection.exec(`create schema ${schema}`);
  });
  await migrateSchema(database, schema, await readMigrations('district'));
}

/** An empty district of its own beside another, which goes on working: see replacing.ts. One that was left there is dropped. */
export async function createSchemaAside(database: Database, schema: string): Promise<string> {
  const aside = `${schema}_aside`;
  await database.asOwner(async (connection) => {
    await connection.exec(`drop schema if exists ${aside} cascade`);
    await connection.query('delete from shared.migrations where schema_name = $1', [aside]);
    await connection.exec(`create schema ${aside}`);
  });
  await migrateSchema(database, aside, await readMigrations('district'));
  return aside;
}

/** First parts of city-wide addresses: `/api/docs` is no district. */
const RESERVED_KEYS = new Set(['activations', 'districts', 'docs', 'health', 'password', 'session']);

/** The schema of a district's short name. */
export function schemaOf(districtKey: string): string {
  if (RESERVED_KEYS.has(districtKey))
    throw new Error(`${districtKey} is an address of the program, not a district's short name`);
  if (!/^[a-z][a-z0-9]{1,30}$/.test(districtKey)) throw new Error(`not a district's short name: ${districtKey}`);
  return `d_${districtKey}`;
}

/** Where a schema stands compared with the code: its last migration, and the last one the code knows. */
export interface Standing {
  schema: string;
  has: number;
  wants: number;
}

export async function standings(connection: Connection): Promise<Standing[]> {
  const [shared, district] = await Promise.all([readMigrations('shared'), readMigrations('district')]);
  const { rows } = await connection.query(
    `select s.schema_name as schema, coalesce(max(m.number), 0) as has
     from (select 'shared' as schema_name union all select schema_name from shared.districts) as s
     left join shared.migrations as m on m.schema_name = s.schema_name
     group by s.schema_name order by s.schema_name`,
    [],
  );
  return (rows as { schema: string; has: number }[]).map(({ schema, has }) => ({
    schema,
    has: Number(has),
    wants: schema === 'shared' ? shared.length : district.length,
  }));
}

async function prepare(connection: Connection): Promise<void> {
  await connection.exec(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then create role ${APPLICATION_ROLE} login; end if;
    end $$;
    do $$ begin
      -- A superuser needs no membership; an ordinary owner does, to set up as the application would.
      if not pg_has_role(current_user, '${APPLICATION_ROLE}', 'member') then grant ${APPLICATION_ROLE} to current_user; end if;
    end $$;
    create schema if not exists shared;
    create table if not exists shared.migrations (
      schema_name text not null,
      number integer not null,
      title text not null,
      checksum text not null,
      ran_at timestamptz(3) not null default now(),
      constraint migrations_pkey primary key (schema_name, number)
    );
    comment on table shared.migrations is 'Which numbered SQL file has run in which schema';
  `);
}

async function migrateSchema(database: Database, schema: string, migrations: Migration[]): Promise<string[]> {
  const ran: string[] = [];
  for (const migration of migrations) {
    const isNew = await database.asOwner(async (connection) => {
      await connection.exec(`select pg_advisory_xact_lock(${LOCK_NUMBER})`);
      const { rows } = await connection.query(
        'select checksum from shared.migrations where schema_name = $1 and number = $2',
        [schema, migration.number],
      );
      const known = rows[0] as { checksum: string } | undefined;
      if (known !== undefined) {
        if (known.checksum === migration.checksum) return false;
        throw new Error(
          `migration ${migration.number}_${migration.title} was changed after it ran in ${schema}; add a new one instead`,
        );
      }
      await connection.exec(`set local search_path = ${schema === 'shared' ? 'shared' : `${schema}, shared`}`);
      await connection.exec(migration.sql.replaceAll(':schema', schema));
      await connection.query(
        'insert into shared.migrations (schema_name, number, title, checksum) values ($1, $2, $3, $4)',
        [schema, migration.number, migration.title, migration.checksum],
      );
      return true;
    });
    if (isNew) ran.push(`${schema}/${String(migration.number).padStart(4, '0')}_${migration.title}`);
  }
  return ran;
}
