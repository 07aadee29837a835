// What the catalogue of the migrated schemas must show, and what every migration keeps.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readCatalogue } from '../src/platform/database/catalogue.ts';
import type { Catalogue } from '../src/platform/database/catalogue.ts';
import type { Connection } from '../src/platform/database/connection.ts';
import type { Database } from '../src/platform/database/database.ts';
import { readMigrations } from '../src/platform/database/migrations.ts';
import { openTestDatabase } from './database.ts';
import {
  breaksUntold,
  forbiddenWords,
  sentencesOf,
  tablesWithoutSentence,
  unnamedConstraints,
} from './migration-rules.ts';
import { SECURITY_DEFINERS, WITHOUT_ROW_SECURITY } from './row-security-ground.ts';

/** The city's own tables hold no case and no report; docs/decisions/0012-shared-without-row-security.md. */
const SHARED_WITHOUT_ROW_SECURITY: Record<string, string> = {
  accounts: 'a person may serve in several districts; phones are encrypted',
  areas: 'public: names, codes and duty phones of offices',
  attempts: 'keyed hashes of what was tried; counted before anybody is known',
  demo_districts: 'how far the clock of a demo runs ahead: read before anybody is known, and told to everybody',
  districts: 'names of districts: public',
  door_audit: 'ids and keyed hashes; read before and after any scope',
  external_identities: 'who is the same person in a system outside; asked before anybody is known',
  field_keys: 'wrapped keys of districts and city: useless without the master key',
  invitations: 'hashes of tokens; whoever joins has no scope yet',
  migrations: 'names of files',
  one_time_secrets: 'hashes of codes; whoever enters one has no scope yet',
  schedule_runs: 'when what is due next',
  sessions: 'hashes of tokens; from them the scope is made',
};

const SCHEMA = 'd_yunting';

let database: Database;
let catalogue: Catalogue;
beforeAll(async () => {
  database = await openTestDatabase();
  catalogue = await database.asOwner((connection) => readCatalogue(connection, SCHEMA));
});
afterAll(() => database.close());

async function read<Row>(connection: Connection, text: string): Promise<Row[]> {
  return (await connection.query(text, [])).rows as Row[];
}

describe('the catalogue', () => {
  test('every table has row security, but for a named list', () => {
    const without = catalogue.tables
      .filter(({ isView, hasRowSecurity }) => !isView && !hasRowSecurity)
      .map(({ name }) => name);
    expect(without.sort()).toEqual(Object.keys(WITHOUT_ROW_SECURITY).sort());
  });

  test('every table with row security has a policy', () => {
    expect(catalogue.tables.filter(({ hasRowSecurity }) => hasRowSecurity).length).toBeGreaterThan(18);
    expect(catalogue.tables.filter(({ hasRowSecurity, policies }) => hasRowSecurity && policies.length === 0)).toEqual(
      [],
    );
  });

  test('no table of the shared schema has row security, and each is named with its reason', async () => {
    const { tables } = await database.asOwner((connection) => readCatalogue(connection, 'shared'));
    const names = tables.filter(({ isView, hasRowSecurity }) => !isView && !hasRowSecurity).map(({ name }) => name);
    expect(names.sort()).toEqual(Object.keys(SHARED_WITHOUT_ROW_SECURITY).sort());
  });

  const viewsAskingAsOwner = ({ tables }: Catalogue) =>
    tables.filter(({ isView, isInvokerView }) => isView && !isInvokerView).map(({ name }) => name);

  test('a view that asks as its owner would be seen', async () => {
    const withViews = database.asOwner(async (connection) => {
      await connection.exec(
        `create view ${SCHEMA}.good_view with (security_invoker = true) as select id from ${SCHEMA}.cases`,
      );
      await connection.exec(`create view ${SCHEMA}.bad_view as select id from ${SCHEMA}.cases`);
      const found = await readCatalogue(connection, SCHEMA);
      await connection.exec(`drop view ${SCHEMA}.good_view, ${SCHEMA}.bad_view`);
      return found;
    });
    expect(viewsAskingAsOwner(await withViews)).toEqual(['bad_view']);
  });

  test('every view asks as its caller', () => {
    expect(viewsAskingAsOwner(catalogue)).toEqual([]);
  });

  test('the owner and the application are different roles, and the application cannot go around row security', async () => {
    const [role] = await database.asOwner((connection) =>
      read<Record<string, unknown>>(
        connection,
        "select rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname = 'gezhi_app'",
      ),
    );
    const owned = await database.asOwner((connection) =>
      read(connection, "select relname from pg_class where pg_get_userbyid(relowner) = 'gezhi_app'"),
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: true });
    expect(owned).toEqual([]);
  });

  test('the functions that step around row security are a named list, each with a fixed search path', async () => {
    const doors = await database.asOwner((connection) =>
      read<{ name: string; config: string[] | null }>(
        connection,
        `select p.proname as name, p.proconfig as config from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname in ('${SCHEMA}', 'shared') and p.prosecdef order by p.proname`,
      ),
    );
    expect(doors.map(({ name }) => name)).toEqual(SECURITY_DEFINERS);
    expect(
      doors.filter(({ config }) => !config?.some((setting) => setting.startsWith(`search_path=${SCHEMA}, shared`))),
    ).toEqual([]);
  });

  test('there is no trigger and no sequence', async () => {
    const found = await database.asOwner((connection) =>
      read(
        connection,
        `select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
         where not t.tgisinternal and (n.nspname = 'shared' or n.nspname like 'd\\_%')
         union all
         select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'S' and (n.nspname = 'shared' or n.nspname like 'd\\_%')`,
      ),
    );
    expect(found).toEqual([]);
  });

  test('no foreign key leaves its schema', async () => {
    const keys = await database.asOwner((connection) =>
      read<{ name: string; from: string; to: string }>(
        connection,
        `select k.conname as name, a.nspname as from, b.nspname as to from pg_constraint k
         join pg_class c on c.oid = k.conrelid join pg_namespace a on a.oid = c.relnamespace
         join pg_class d on d.oid = k.confrelid join pg_namespace b on b.oid = d.relnamespace
         where k.contype = 'f' and (a.nspname = 'shared' or a.nspname like 'd\\_%')`,
      ),
    );
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter(({ from, to }) => from !== to)).toEqual([]);
  });

  test('history and audit take no change and no removal from the application: every table whose sentence says so', async () => {
    const migrations = [...(await readMigrations('shared')), ...(await readMigrations('district'))];
    const appended = migrations
      .flatMap(({ sql }) => [...sentencesOf(sql)])
      .filter(([, sentence]) => /\bappend(ed)?[- ]only\b/i.test(sentence))
      .map(([table]) => table);
    expect(appended.toSorted()).toEqual(['audit', 'case_moves', 'door_audit', 'whistle_lines']);
    // Words are no history, but they too are replaced by the law's erasure alone.
    const closed = [...appended, 'case_texts'].map((table) => `'${table}'`).join(', ');
    const granted = (privileges: string) =>
      database.asOwner((connection) =>
        read<{ name: string }>(
          connection,
          `select distinct table_name as name from information_schema.role_table_grants
           where table_schema in ('${SCHEMA}', 'shared') and grantee = 'gezhi_app' and privilege_type in (${privileges})
             and table_name in (${closed}) order by 1`,
        ),
      );
    expect(await granted("'INSERT'")).toHaveLength(5);
    expect(await granted("'UPDATE', 'DELETE', 'TRUNCATE'")).toEqual([]);
  });
});

describe('the migrations', () => {
  test('a table without a sentence, an unnamed constraint and a forbidden word are seen', () => {
    expect(tablesWithoutSentence('create table cats (\n  id uuid\n);')).toEqual(['cats']);
    expect(tablesWithoutSentence('-- A cat.\ncreate table cats (\n  id uuid\n);')).toEqual([]);
    expect(unnamedConstraints('  id uuid primary key,')).toEqual(['id uuid primary key,']);
    expect(unnamedConstraints('  owner_id uuid references people,')).toHaveLength(1);
    expect(unnamedConstraints('  check (id is not null)')).toHaveLength(1);
    expect(
      unnamedConstraints('  id uuid constraint cats_pkey primary key constraint cats_owner references people,'),
    ).toEqual([]);
    expect(forbiddenWords("select set_config('gezhi.scope', '/', true)")).toHaveLength(1);
    expect(forbiddenWords('create trigger t before insert on cats')).toHaveLength(1);
    expect(forbiddenWords('id bigserial')).toHaveLength(1);
    expect(forbiddenWords('select id from shared.areas')).toHaveLength(1);
    expect(breaksUntold('alter table cats drop column tail;')).toBe(true);
    expect(breaksUntold('-- breaking: nobody asks for tails.\nalter table cats drop column tail;')).toBe(false);
    expect(breaksUntold('alter table cats add column tail text;')).toBe(false);
  });

  test('every migration keeps them', async () => {
    const [shared, district] = await Promise.all([readMigrations('shared'), readMigrations('district')]);
    const all = [...shared, ...district];
    expect(all.length).toBeGreaterThan(8);
    expect(all.flatMap(({ sql }) => tablesWithoutSentence(sql))).toEqual([]);
    expect(all.flatMap(({ sql }) => unnamedConstraints(sql))).toEqual([]);
    expect(all.filter(({ sql }) => breaksUntold(sql)).map(({ title }) => title)).toEqual([]);
    // 0004_grants names the schema it grants on.
    expect(district.flatMap(({ sql }) => forbiddenWords(sql))).toEqual([]);
    expect(shared.flatMap(({ sql }) => forbiddenWords(sql))).toEqual([]);
  });
});
