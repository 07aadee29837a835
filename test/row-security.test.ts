// The second lock: what each way of acting sees of real rows. What the catalogue must show stands in catalogue.test.ts.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readCatalogue } from '../src/platform/database/catalogue.ts';
import type { Catalogue } from '../src/platform/database/catalogue.ts';
import type { Connection } from '../src/platform/database/connection.ts';
import { postgresDatabase } from '../src/platform/database/database.ts';
import type { Database } from '../src/platform/database/database.ts';
import { NO_SCOPE } from '../src/platform/database/opening.ts';
import type { Scope } from '../src/platform/database/opening.ts';
import { openTestDatabase } from './database.ts';
import { CASES, CONFIDENTIAL_CASE, layGround, SUBJECTS, WITHOUT_ROW_SECURITY } from './row-security-ground.ts';
import type { Way } from './row-security-ground.ts';

/** Seen by any scope of the district, wherever in it; the schema keeps the other districts out. */
const SEEN_BY_ANY_SCOPE: Record<string, string> = {
  organisations: 'the directory: who can be asked for what',
  direct_list: 'which of them a grid may ask directly',
  dispatch_rules: 'what was settled for everybody who sends out: class, place, organisation and clause',
  duty_items: 'the published lists of who owes what',
  map_lines: 'streets, rivers and railways as drawn: public ground',
  writes: 'ids and content hashes, to answer a repeated write alike',
};

/** Seen by the program itself alone, whatever the scope. */
const SEEN_BY_NO_SCOPE: Record<string, string> = {
  case_search: 'reached by search_cases alone',
  picture_prints: 'what pictures look like, compared by the program for whoever may see both',
  proposal_models: 'what the program has learned',
  proposal_takes: 'counted for the whole district',
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

  test('shows each such row to whoever may see all of it: what is hidden below is hidden by the scope alone', async () => {
    const everything = {
      paths: ['/yunting/'],
      confidentialPaths: ['/yunting/'],
      restrictedPaths: ['/yunting/'],
      organisationIds: [SUBJECTS.organisation],
      actorId: SUBJECTS.person,
      linkId: SUBJECTS.link,
    };
    const counts = await under(everything, (connection) => countAll(connection, secured()));
    const hidden = Object.entries(counts).filter(([, count]) => count < 1);
    expect(hidden.map(([table]) => table)).toEqual(Object.keys(SEEN_BY_NO_SCOPE));
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

  test('shows another street nothing of this one, whatever the table', async () => {
    const withPath = catalogue.tables
      .filter(({ name, columns }) => secured().includes(name) && columns.some((column) => column.name === 'path'))
      .map(({ name }) => name)
      .filter((name) => !(name in SEEN_BY_ANY_SCOPE));
    expect(withPath.length).toBeGreaterThan(20);
    const all = withPath.map((name) => `select '${name}' as name, path from ${name}`).join(' union all ');
    const seen = (paths: string[]) =>
      under({ paths }, (connection) => read<{ name: string; path: string | null }>(connection, all));
    for (const [own, others] of [
      ['/yunting/jg/', '/yunting/jt/'],
      ['/yunting/jt/', '/yunting/jg/'],
    ] as const) {
      const rows = await seen([own]);
      expect(rows.filter(({ path }) => path?.startsWith(others))).toEqual([]);
      expect(rows.filter(({ path }) => path?.startsWith(own)).length).toBeGreaterThan(8);
    }
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
