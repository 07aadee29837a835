// One table of values for both databases: each is asked for, sent as a parameter, stored and read back, and must be the same.

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Connection } from '../src/platform/database/connection.ts';
import { makeHandle } from '../src/platform/database/connection.ts';
import { embeddedDatabase, postgresDatabase } from '../src/platform/database/database.ts';
import type { Database } from '../src/platform/database/database.ts';
import { openEmbedded } from '../src/platform/database/embedded.ts';
import { POSTGRES } from './database.ts';

interface Value {
  readonly type: string;
  /** What is sent as a parameter. */
  readonly sent: unknown;
  /** What comes back, as an expression's value and from a column. */
  readonly read: unknown;
}

const ID = '0193b4c0-0000-7000-8000-000000000000';

const VALUES: readonly Value[] = [
  { type: 'timestamptz(3)', sent: '2026-11-22T01:02:03.004Z', read: '2026-11-22T01:02:03.004Z' },
  { type: 'timestamptz(3)', sent: '2026-11-22T09:02:03.004+08:00', read: '2026-11-22T01:02:03.004Z' },
  { type: 'timestamptz(3)', sent: '1969-12-31T23:59:59.999Z', read: '1969-12-31T23:59:59.999Z' },
  { type: 'timestamptz(3)', sent: null, read: null },
  { type: 'date', sent: '2026-11-22', read: '2026-11-22' },
  { type: 'date', sent: '2024-02-29', read: '2024-02-29' },
  { type: 'int8', sent: 9_007_199_254_740_991, read: 9_007_199_254_740_991 },
  { type: 'int8', sent: '-12', read: -12 },
  { type: 'int4', sent: 7, read: 7 },
  { type: 'numeric', sent: '12345678901234567890.10', read: '12345678901234567890.10' },
  { type: 'numeric', sent: 0.5, read: '0.5' },
  { type: 'float8', sent: 121.487_299_999_999_98, read: 121.487_299_999_999_98 },
  { type: 'float8', sent: -0.1, read: -0.1 },
  { type: 'bool', sent: true, read: true },
  { type: 'bool', sent: false, read: false },
  { type: 'uuid', sent: ID.toUpperCase(), read: ID },
  { type: 'text', sent: '𠮷野家 云汀 "’\\n', read: '𠮷野家 云汀 "’\\n' },
  { type: 'text', sent: '', read: '' },
  { type: 'jsonb', sent: '{"b": [1, null, "水"], "a": 0.1}', read: { a: 0.1, b: [1, null, '水'] } },
  { type: 'jsonb', sent: '"a word"', read: 'a word' },
  { type: 'jsonb', sent: '[]', read: [] },
  { type: 'text[]', sent: ['a,b', '"', '', '云汀', 'null'], read: ['a,b', '"', '', '云汀', 'null'] },
  { type: 'text[]', sent: [], read: [] },
  { type: 'uuid[]', sent: [ID], read: [ID] },
  { type: 'int4[]', sent: [3, 0, -1], read: [3, 0, -1] },
];

const onServer = POSTGRES;
const DRIVERS: { name: string; open: () => Promise<Database> }[] = [
  { name: 'embedded', open: async () => embeddedDatabase(await openEmbedded({ directory: 'memory' })) },
  ...(onServer === undefined
    ? []
    : [{ name: 'PostgreSQL', open: async () => postgresDatabase({ ...onServer, connections: 1 }) }]),
];

describe.each(DRIVERS)('$name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const ask = (work: (connection: Connection) => Promise<unknown>) =>
    database.asOwner(async (connection) => {
      await connection.exec("set local time zone 'Asia/Shanghai'");
      return work(connection);
    });

  test.each(VALUES)('$type: $sent as a parameter is $read as a result', async ({ type, sent, read }) => {
    const answer = await ask((connection) => connection.query(`select $1::${type} as value`, [sent]));
    expect(answer).toMatchObject({ rows: [{ value: read }] });
  });

  test.each(VALUES)('$type: $sent stored is $read, through the builder too', async ({ type, sent, read }) => {
    const rows = await ask(async (connection) => {
      await connection.exec(`create temporary table kept (value ${type}) on commit drop`);
      const { db } = makeHandle(connection);
      await sql`insert into kept (value) values (${sent})`.execute(db);
      return (await sql`select value from kept`.execute(db)).rows;
    });
    expect(rows).toEqual([{ value: read }]);
  });

  test('counts, sums and averages have one type each', async () => {
    const answer = await ask((connection) =>
      connection.query(
        'select count(*) as count, sum(n) as sum, avg(n) as average, max(n) as most, array_agg(n) as all from (values (1), (2)) as numbers (n)',
        [],
      ),
    );
    expect(answer).toMatchObject({ rows: [{ count: 2, sum: 3, average: '1.5000000000000000', most: 2, all: [1, 2] }] });
  });

  test('the number of rows a statement touched is told', async () => {
    const affected = await ask(async (connection) => {
      await connection.exec('create temporary table kept (n int4) on commit drop');
      await connection.query('insert into kept (n) values (1), (2), (3)', []);
      return (await connection.query('update kept set n = 0 where n > $1', [1])).affected;
    });
    expect(affected).toBe(2);
  });

  test('a failure carries the same code and constraint', async () => {
    const failing = ask(async (connection) => {
      await connection.exec('create temporary table kept (n int4 constraint kept_once unique) on commit drop');
      await connection.query('insert into kept (n) values (1), (1)', []);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'kept_once' });
  });
});
