// The second lock: what the catalogue of the migrated schemas must show, and what each way of acting sees of real rows.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readCatalogue } from '../src/platform/database/catalogue.ts';
import type { Catalogue } from '../src/platform/database/catalogue.ts';
import type { Connection } from '../src/platform/database/connection.ts';
import { postgresDatabase } from '../src/platform/database/database.ts';
import type { Database } from '../src/platform/database/database.ts';
import { readMigrations } from '../src/platform/database/migrations.ts';
import { NO_SCOPE } from '../src/platform/database/opening.ts';
import type { Scope } from '../src/platform/database/opening.ts';
import { openTestDatabase } from './database.ts';
import { forbiddenWords, tablesWithoutSentence, unnamedConstraints } from './migration-rules.ts';
import { CASES, CONFIDENTIAL_CASE, layGround, SECURITY_DEFINERS, SUBJECTS } from './row-security-ground.ts';
import type { Way } from './row-security-ground.ts';

/** Open to every post of the district, and to no other: nothing in them belongs to an area or a person. */
const WITHOUT_ROW_SECURITY: Record<string, string> = {
  settings: 'settings of the whole district',
  role_permissions: 'what roles hold here; read before any scope exists',
  work_calendar: 'working and free days',
  classes: 'the public catalogue',
  class_versions: 'earlier and coming versions of the public catalogue',
  case_numbers: 'the last serial of a day, a number alone',
  grid_revision: 'one counter',
  fact_batches: 'one counter',
  indicators: 'published formulas',
  indicator_state: 'until when figures are counted',
};

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

/** Seen by any scope of the district, wherever in it; the schema keeps the other districts out. */
const SEEN_BY_ANY_SCOPE: Record<string, string> = {
  organisations: 'the directory: who can be asked for what',
  direct_list: 'which of them a grid may ask directly',
  dispatch_rules: 'what was settled for everybody who sends out: class, place, organisation and clause',
  duty_items: 'the published lists of who owes what',
  map_lines: 'streets, rivers and railways as drawn: public ground',
  writes: 'ids and content hashes, to answer a repeated write alike',
};

const SCHEMA = 'd_yunting';

let database: Database;
let catalogue: Catalogue;
let seenUnset: Record<string, number>;
let settingUnset: unknown;

beforeAll(async () => {
  database = await openTestDatabase();
  catalogue = await database.asOwner((connection) => readCatalogue(connection, SCHEMA));
  await database.asOwner((connection) => layGround(connection, SCHEMA));
  // Only before the first transaction with a scope is the setting unset on the embedded database's one connection.
  await database.asOwner(async (connection) => {
    await connection.exec(`set local search_path = ${SCHEMA}, shared; set local role gezhi_app`);
    settingUnset = (
      await read<{ value: unknown }>(connection, "select current_setting('gezhi.scope', true) as value")
    )[0]?.value;
    seenUnset = await countAll(connection, secured());
  });
});
afterAll(() => database.close());

const secured = () => catalogue.tables.filter(({ name }) => !(name in WITHOUT_ROW_SECURITY)).map(({ name }) => name);

async function read<Row>(connection: Connection, text: string): Promise<Row[]> {
  return (await connection.query(text, [])).rows as Row[];
}

async function countAll(connection: Connection, tables: readonly string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    counts[table] =
      (await read<{ count: number }>(connection, `select count(*) as count from ${table}`))[0]?.count ?? -1;
  }
  return counts;
}

const under = <T>(scope: Partial<Scope>, work: (connection: Connection) => Promise<T>, where = database) =>
  where.transaction({ schema: SCHEMA, scope: { ...NO_SCOPE, ...scope } }, ({ connection }) => work(connection));

const none = (tables: readonly string[]) => Object.fromEntries(tables.map((table) => [table, 0]));

describe('the catalogue', () => {
  test('every table has row security, but for a named list', () => {
    const without = catalogue.tables
      .filter(({ isView, hasRowSecurity }) => !isView && !hasRowSecurity)
      .map(({ name }) => name);
    expect(without.sort()).toEqual(Object.keys(WITHOUT_ROW_SECURITY).sort());
  });

  test('every table with row security has a policy', () => {
    expect(secured().length).toBeGreaterThan(18);
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

  test('history and audit take no change and no removal from the application', async () => {
    const grants = await database.asOwner((connection) =>
      read(
        connection,
        `select table_name, privilege_type from information_schema.role_table_grants
         where table_schema = '${SCHEMA}' and grantee = 'gezhi_app' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
           and table_name in ('case_moves', 'audit', 'case_texts')`,
      ),
    );
    expect(grants).toEqual([]);
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
  });

  test('every migration keeps them', async () => {
    const [shared, district] = await Promise.all([readMigrations('shared'), readMigrations('district')]);
    const all = [...shared, ...district];
    expect(all.length).toBeGreaterThan(8);
    expect(all.flatMap(({ sql }) => tablesWithoutSentence(sql))).toEqual([]);
    expect(all.flatMap(({ sql }) => unnamedConstraints(sql))).toEqual([]);
    // 0004_grants names the schema it grants on.
    expect(district.flatMap(({ sql }) => forbiddenWords(sql))).toEqual([]);
    expect(shared.flatMap(({ sql }) => forbiddenWords(sql))).toEqual([]);
  });
});

describe('every table and view under the application role', () => {
  test('has a row to hide', async () => {
    const counts = await database.asOwner((connection) =>
      countAll(
        connection,
        secured().map((table) => `${SCHEMA}.${table}`),
      ),
    );
    expect(Object.entries(counts).filter(([, count]) => count < 1)).toEqual([]);
  });

  test('shows none while the setting is unset', () => {
    expect(settingUnset).toBeNull();
    expect(seenUnset).toEqual(none(secured()));
  });

  test('shows none while the settings are empty', async () => {
    const seen = await under({}, async (connection) => {
      expect(
        await read(connection, "select current_setting('gezhi.scope', true) as value, current_user as role"),
      ).toEqual([{ value: '', role: 'gezhi_app' }]);
      return countAll(connection, secured());
    });
    expect(seen).toEqual(none(secured()));
  });

  test('shows none after a committed transaction that saw the whole district on the same connection', async () => {
    // One connection only, so that the second transaction must take the one the first has left.
    const single =
      'url' in database.beneath
        ? postgresDatabase({ url: database.beneath.url, connections: 1 })
        : { ...database, close: async () => {} };
    const whole = { paths: ['/yunting/'], confidentialPaths: ['/yunting/'], restrictedPaths: ['/yunting/'] };
    const before = await under(whole, (connection) => countAll(connection, ['cases', 'facts', 'grids']), single);
    const after = await under({}, (connection) => countAll(connection, secured()), single);
    await single.close();
    expect(Object.values(before).every((count) => count > 0)).toBe(true);
    expect(after).toEqual(none(secured()));
  });

  test('shows another district nothing', async () => {
    const narrow = secured().filter((table) => !(table in SEEN_BY_ANY_SCOPE));
    const seen = await under(
      { paths: ['/chengan/'], confidentialPaths: ['/chengan/'], restrictedPaths: ['/chengan/'] },
      (connection) => countAll(connection, narrow),
    );
    expect(seen).toEqual(none(narrow));
  });

  test('shows another street nothing of this one', async () => {
    const count = (path: string, others: string) =>
      under({ paths: [path] }, async (connection) => {
        const rows = await read<{ path: string }>(
          connection,
          'select path from cases union all select path from grids union all select path from facts',
        );
        return {
          own: rows.filter((row) => row.path.startsWith(path)).length,
          others: rows.filter((row) => row.path.startsWith(others)).length,
          all: rows.length,
        };
      });
    const [old, brocade] = [await count('/yunting/jg/', '/yunting/jt/'), await count('/yunting/jt/', '/yunting/jg/')];
    expect(old).toMatchObject({ others: 0, own: old.all });
    expect(brocade).toMatchObject({ others: 0, own: brocade.all });
    expect(old.all).toBeGreaterThan(5);
    expect(brocade.all).toBeGreaterThan(3);
  });
});

describe('the four ways in', () => {
  const scopes: Record<Way, Partial<Scope>> = {
    area: { paths: ['/yunting/jg/'] },
    organisation: { organisationIds: [SUBJECTS.organisation] },
    person: { actorId: SUBJECTS.person },
    link: { linkId: SUBJECTS.link },
  };
  const ids = async (way: Way, text: string) =>
    (await under(scopes[way], (connection) => read<{ id: string }>(connection, text))).map(({ id }) => id).sort();

  test.each(Object.keys(CASES) as Way[])('%s shows exactly its case', async (way) => {
    expect(await ids(way, 'select id from cases')).toEqual([CASES[way].id]);
    expect(await ids(way, 'select case_id as id from case_moves')).toEqual([CASES[way].id]);
    expect(await ids(way, 'select case_id as id from work_orders')).toEqual([CASES[way].id]);
  });

  test('only the area and the reporter see the report and its contact', async () => {
    expect(await ids('area', 'select case_id as id from case_reports')).toEqual([CASES.area.id]);
    expect(await ids('person', 'select case_id as id from case_reports')).toEqual([CASES.person.id]);
    expect(await ids('link', 'select case_id as id from case_reports')).toEqual([CASES.link.id]);
    expect(await ids('organisation', 'select case_id as id from case_reports')).toEqual([]);
    expect(await ids('organisation', 'select report_id as id from case_contacts')).toEqual([]);
    expect(await ids('organisation', 'select id from links')).toEqual([]);
  });

  test('words and pictures for staff stay with the area', async () => {
    const audiences = (way: Way) => ids(way, 'select distinct audience as id from case_texts');
    expect(await audiences('area')).toEqual(['organisation', 'reporter', 'staff']);
    expect(await audiences('organisation')).toEqual(['organisation']);
    expect(await audiences('link')).toEqual(['organisation', 'reporter']);
    expect(await ids('organisation', 'select distinct audience as id from attachments')).toEqual(['organisation']);
  });

  test('a confidential matter needs a scope of its own', async () => {
    expect(await ids('area', 'select id from cases')).not.toContain(CONFIDENTIAL_CASE);
    const seen = await under({ confidentialPaths: ['/yunting/jg/'] }, (connection) =>
      read(connection, 'select id from cases'),
    );
    expect(seen).toEqual([{ id: CONFIDENTIAL_CASE }]);
  });
});

describe('in_scope', () => {
  // The settings as no opening writes them, to see that the functions themselves fail closed.
  const answer = (scope: string | null, path: string | null) =>
    database.asOwner(async (connection) => {
      await connection.exec('set local search_path = shared; set local role gezhi_app');
      if (scope !== null) await connection.exec(`set local gezhi.scope = '${scope}'`);
      const { rows } = await connection.query('select in_scope($1) as plain, in_scope($1, $2) as secret', [
        path,
        'open',
      ]);
      return rows[0];
    });
  const no = { plain: false, secret: false };

  test.each([
    [null, '/yunting/jg/'],
    ['', '/yunting/jg/'],
    ['|', '/yunting/jg/'],
    ['||', ''],
    ['', ''],
    ['/yunting/jg/', ''],
    ['/yunting/jg/', null],
    ['', null],
    ['/yunting/jg/', '/yunting/jg'],
    ['/yunting/jg/', '/yunting/jgx/'],
    ['/yunting/jg/', '/chengan/'],
    ['/yunting/jg/|/yunting/jt/', '/yunting/'],
  ])('the scope %j does not hold %j', async (scope, path) => {
    expect(await answer(scope, path)).toEqual(no);
  });

  test('a scope holds itself and what lies below', async () => {
    expect(await answer('/yunting/jg/', '/yunting/jg/')).toEqual({ plain: true, secret: true });
    expect(await answer('/chengan/|/yunting/jg/', '/yunting/jg/cw/g03/')).toEqual({ plain: true, secret: true });
  });

  test('an unknown secrecy is held by nobody', async () => {
    const [row] = await under({ paths: ['/yunting/'] }, (connection) =>
      read(connection, "select in_scope('/yunting/', 'odd') as odd, in_scope('/yunting/', null) as missing"),
    );
    expect(row).toEqual({ odd: false, missing: false });
  });
});
