// Migrations: each once however many start at once, each whole or not at all, and none changed after it ran.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { openEmptyDatabase } from '../../../test/database.ts';
import { postgresDatabase } from './database.ts';
import type { Database } from './database.ts';
import { migrate, readMigrations } from './migrations.ts';

// Some fifty files, three times: more than a busy machine does in the usual time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let database: Database;
const others: Database[] = [];
beforeAll(async () => {
  database = await openEmptyDatabase();
  await migrate(database);
});
afterAll(async () => {
  for (const other of others) await other.close();
  await database.close();
});

/** Another process, as far as the database can tell; the embedded database has one alone. */
function another(): Database {
  const { beneath } = database;
  if (!('pool' in beneath)) return database;
  const { url, migrationUrl } = beneath;
  const other = postgresDatabase({ url, connections: 2, ...(migrationUrl === undefined ? {} : { migrationUrl }) });
  others.push(other);
  return other;
}

/** A district that no migration has reached yet. */
async function register(key: string): Promise<void> {
  await database.asOwner(async (connection) => {
    await connection.query(
      `insert into shared.districts (id, key, schema_name, name, region_code, is_demo, created_at)
       values (gen_random_uuid(), $1, $2, $1, $3, false, '2026-11-19T01:14:00.000Z')`,
      [key, `d_${key}`, `99010${key.length}`],
    );
    await connection.exec(`create schema d_${key}`);
  });
}

const last = (schema: string) =>
  database.asOwner(async (connection) => {
    const sql = 'select max(number)::int as number from shared.migrations where schema_name = $1';
    return ((await connection.query(sql, [schema])).rows[0] as { number: number | null }).number;
  });

const nameOf = (schema: string, { number, title }: { number: number; title: string }) =>
  `${schema}/${String(number).padStart(4, '0')}_${title}`;

test('of several that start at once each migration is run by one', async () => {
  await register('hexi');
  const ran = await Promise.all([migrate(database), migrate(another()), migrate(another())]);
  const wanted = (await readMigrations('district')).map((each) => nameOf('d_hexi', each));
  expect(ran.flat().toSorted()).toEqual(wanted.toSorted());
});

test('one that fails leaves nothing of itself, and those before it stay', async () => {
  await register('hedong');
  const failing = (await readMigrations('district')).find(({ sql }) => /create table picture_prints/.test(sql))!;
  expect(failing.sql).toMatch(/create table picture_prints[^]*create table callbacks/);
  await database.asOwner((connection) => connection.exec('create table d_hedong.callbacks (id int4)'));
  await expect(migrate(database)).rejects.toThrow('callbacks');
  expect(await last('d_hedong')).toBe(failing.number - 1);
  const { rows } = await database.asOwner((connection) =>
    connection.query(
      "select to_regclass('d_hedong.picture_prints') as half, to_regclass('d_hedong.cases') as before",
      [],
    ),
  );
  expect(rows).toEqual([{ half: null, before: expect.stringContaining('cases') }]);

  await database.asOwner((connection) => connection.exec('drop table d_hedong.callbacks'));
  expect((await migrate(database))[0]).toBe(nameOf('d_hedong', failing));
});

test('one that was changed after it ran is refused by name', async () => {
  const change = (checksum: string) =>
    database.asOwner(async (connection) => {
      const sql = "select checksum from shared.migrations where schema_name = 'shared' and number = 2";
      const before = ((await connection.query(sql, [])).rows[0] as { checksum: string }).checksum;
      await connection.query("update shared.migrations set checksum = $1 where schema_name = 'shared' and number = 2", [
        checksum,
      ]);
      return before;
    });
  const before = await change('another');
  await expect(migrate(database)).rejects.toThrow(
    /^migration 2_districts was changed after it ran in shared; add a new one/,
  );
  await change(before);
  expect(await migrate(database)).toEqual([]);
});
