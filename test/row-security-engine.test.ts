// The second lock on what the engine keeps beside its cases: proposals, early warnings and the steps of a collaboration, asked as the database is asked.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { NO_SCOPE } from '#platform/database/opening.ts';
import type { Scope } from '#platform/database/opening.ts';
import { newId } from '#shared/ids.ts';

import { report } from './play.ts';
import { openTown } from './town.ts';
import type { Town } from './town.ts';

const HERE: Partial<Scope> = { paths: ['/yunting/jg/'], writer: 'somebody' };
const NEXT_STREET: Partial<Scope> = { paths: ['/yunting/jt/'], writer: 'somebody' };
const SOMEWHERE: readonly Partial<Scope>[] = [HERE, NEXT_STREET, { writer: 'somebody' }];
const GRID = '/yunting/jg/cw/g03/';
const WARNING = newId();

let town: Town;
let caseId: string;
beforeAll(async () => {
  town = await openTown();
  caseId = (await report(town.stranger(), { words: '下水道堵了' })).id;
  await town.database.asOwner(async ({ query, exec }) => {
    await exec('set local search_path = d_yunting, shared');
    await query(
      `insert into early_warnings (id, level, path, least, hours, opened_at) values ($1, 'grid', $2, 3, 24, now())`,
      [WARNING, GRID],
    );
    await query('insert into early_warning_cases (case_id, warning_id, added_at) values ($1, $2, now())', [
      caseId,
      WARNING,
    ]);
    await query(`insert into collaboration_steps (case_id, role) values ($1, 'lead')`, [caseId]);
    await query(
      `insert into proposal_models (id, trained_at, text_count, model, accuracy) values ($1, now(), 1, '{}', '{}')`,
      [newId()],
    );
    await query(
      `insert into proposal_takes (id, part, room, was_taken, at) values ($1, 'class', 'desk', true, now())`,
      [newId()],
    );
  });
});
afterAll(() => town.close());

async function under(scope: Partial<Scope>, text: string, values: unknown[] = []): Promise<number> {
  return town.database.transaction(
    { schema: 'd_yunting', scope: { ...NO_SCOPE, ...scope } },
    async ({ connection }) => {
      const { rows } = await connection.query(text, values);
      return rows.length;
    },
  );
}
const seen = (scope: Partial<Scope>, table: string) => under(scope, `select 1 from ${table}`);
const refused = /row-level security/;

test('an early warning and its matters are seen in their area, and in no other', async () => {
  for (const table of ['early_warnings', 'early_warning_cases']) {
    expect([table, await seen(HERE, table)]).toEqual([table, 1]);
    expect([table, await seen(NEXT_STREET, table)]).toEqual([table, 0]);
    expect([table, await seen({}, table)]).toEqual([table, 0]);
  }
});

test('nobody makes a warning by hand, puts a matter into one, or acknowledges one of another area', async () => {
  const make = `insert into early_warnings (id, level, path, least, hours, opened_at) values ($1, 'grid', $2, 3, 24, now())`;
  const join = 'insert into early_warning_cases (case_id, warning_id, added_at) values ($1, $2, now())';
  for (const scope of SOMEWHERE) {
    await expect(under(scope, make, [newId(), GRID])).rejects.toThrow(refused);
    await expect(under(scope, join, [newId(), WARNING])).rejects.toThrow(refused);
  }
  const note = `update early_warnings set note = '看过了' where id = $1 returning 1`;
  expect(await under(NEXT_STREET, note, [WARNING])).toBe(0);
  expect(await under({}, note, [WARNING])).toBe(0);
  // Without a condition and without an answer nothing has to be read, so the policy of the change stands alone.
  await under(NEXT_STREET, `update early_warnings set note = '全看过了'`);
  expect(await under(HERE, `select 1 from early_warnings where note is not null`)).toBe(0);
});

test('what was learned from the words of a whole district is read by nobody’s own scope; what was taken is only added', async () => {
  for (const scope of SOMEWHERE) {
    expect(await seen(scope, 'proposal_models')).toBe(0);
    expect(await seen(scope, 'proposal_takes')).toBe(0);
    await expect(
      under(
        scope,
        `insert into proposal_models (id, trained_at, text_count, model, accuracy) values ($1, now(), 1, '{}', '{}')`,
        [newId()],
      ),
    ).rejects.toThrow(refused);
  }
  const take = `insert into proposal_takes (id, part, room, was_taken, at) values ($1, 'class', 'desk', true, now())`;
  await expect(under({ paths: ['/yunting/'] }, take, [newId()])).rejects.toThrow(refused);
  expect(await under(HERE, take, [newId()])).toBe(0);
});

test('the steps of a collaboration are seen by whom the case lies with, and changed by no scope alone', async () => {
  expect(await seen(HERE, 'collaboration_steps')).toBe(1);
  expect(await seen(NEXT_STREET, 'collaboration_steps')).toBe(0);
  expect(await seen({}, 'collaboration_steps')).toBe(0);
  const add = `insert into collaboration_steps (case_id, role) values ($1, 'decide')`;
  const change = `update collaboration_steps set filled_by = 'ownersAssembly', began_at = now() where case_id = $1 returning 1`;
  for (const scope of SOMEWHERE) {
    await expect(under(scope, add, [caseId])).rejects.toThrow(refused);
    expect(await under(scope, change, [caseId])).toBe(0);
    await under(scope, `update collaboration_steps set filled_by = 'ownersAssembly', began_at = now()`);
  }
  expect(await under(HERE, `select 1 from collaboration_steps where filled_by is not null`)).toBe(0);
});
