// What has happened and been said is not rewritten, not even by the program itself.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { inTransaction, SYSTEM } from '#platform/context.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { filed } from './played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('history, words and audit are append-only for the program itself', async () => {
  const played = await filed(town);
  const attempts = [
    inTransaction(town.context(SYSTEM), ({ db }) =>
      db.updateTable('case_moves').set({ verb: 'close' }).where('case_id', '=', played.id).execute(),
    ),
    inTransaction(town.context(SYSTEM), ({ db }) =>
      db.deleteFrom('case_moves').where('case_id', '=', played.id).execute(),
    ),
    inTransaction(town.context(SYSTEM), ({ db }) =>
      db.updateTable('case_texts').set({ words: '改' }).where('case_id', '=', played.id).execute(),
    ),
    inTransaction(town.context(SYSTEM), ({ db }) =>
      db.deleteFrom('case_texts').where('case_id', '=', played.id).execute(),
    ),
    inTransaction(town.context(SYSTEM), ({ db }) => db.updateTable('audit').set({ act: 'x' }).execute()),
    inTransaction(town.context(SYSTEM), ({ db }) => db.deleteFrom('audit').execute()),
  ];
  const outcomes = await Promise.allSettled(attempts);
  expect(
    outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as { code?: string }).code : 'done')),
  ).toEqual(Array(6).fill('42501'));
});
