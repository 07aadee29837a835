// The third reopening through HTTP: the street reviews, and the district where everybody of the street had a part in it.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { move, rowOf } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { PEOPLE } from '../../../../test/town-ground.ts';
import { drawn, rows } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** Closed for the third time and drawn; whoever is named has moved it before. */
async function closedThrice(involved: readonly string[]) {
  const played = await drawn(town);
  await rows(
    town,
    'update d_yunting.cases set reopen_count = 2, involved_account_ids = involved_account_ids || $2::uuid[] where id = $1',
    [played.id, [...involved]],
  );
  return played;
}

test('somebody of the street is left: the street reviews', async () => {
  const { id } = await closedThrice([]);
  await move(town, 'callback', id, 'recheck', { outcome: 'notSolved' });
  expect(await rowOf(town, id)).toMatchObject({ review: 'neverInvolved', held_level: 'street' });
});

test('everybody of the street had a part in it: the district reviews', async () => {
  const { id } = await closedThrice([PEOPLE.lin.id, PEOPLE.streetChief.id]);
  await move(town, 'callback', id, 'recheck', { outcome: 'notSolved' });
  expect(await rowOf(town, id)).toMatchObject({ review: 'neverInvolved', held_level: 'district' });
  const lin = await town.as('lin').get(`/cases/${id}`);
  expect(lin.json.allowed).not.toContain('dispatch');
  expect((await town.as('districtDispatcher').get(`/cases/${id}`)).json.allowed).toContain('dispatch');
});
