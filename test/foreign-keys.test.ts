// Every reference of a district can be followed backwards: looking for what refers to a row never reads a whole table.

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Database } from '../src/platform/database/database.ts';
import { openTestDatabase } from './database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Referred to are rows that are closed, never removed, and each index on a case is paid for by every move. */
const WITHOUT = ['case_reports_origin', 'cases_class', 'work_orders_assigned'];

/** References that no index begins with; one that leaves out only rows without the reference counts. */
async function withoutIndex(schema: string): Promise<string[]> {
  const { rows } = await database.asOwner((connection) =>
    connection.query(
      `select reference.conname as name
       from pg_constraint as reference
       where reference.contype = 'f' and reference.connamespace = $1::regnamespace
         and not exists (
           select from pg_index as index
           where index.indrelid = reference.conrelid and index.indisvalid
             and (string_to_array(index.indkey::text, ' ')::smallint[])[1:cardinality(reference.conkey)] @> reference.conkey
             and (index.indpred is null or pg_get_expr(index.indpred, index.indrelid) = (
               select format('(%I IS NOT NULL)', attname) from pg_attribute
               where attrelid = reference.conrelid and attnum = reference.conkey[1]
             ))
         )
       order by 1`,
      [schema],
    ),
  );
  return (rows as { name: string }[]).map(({ name }) => name);
}

test('every reference of a district has an index that begins with its columns', async () => {
  expect(await withoutIndex('d_yunting')).toEqual(WITHOUT);
});

test('a reference without one is found, also behind an index of some rows only', async () => {
  await database.asOwner((connection) =>
    connection.exec(`
      create table d_yunting.hints (
        id uuid primary key,
        is_open boolean,
        case_id uuid constraint a_case references d_yunting.cases,
        link_id uuid constraint a_link references d_yunting.links
      );
      create index on d_yunting.hints (link_id) where is_open;
      create index on d_yunting.hints (is_open, case_id);
    `),
  );
  expect(await withoutIndex('d_yunting')).toEqual(['a_case', 'a_link', ...WITHOUT]);
});
