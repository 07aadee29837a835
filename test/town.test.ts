// The town itself stands, and its two districts see nothing of each other.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { inTransaction } from '../src/platform/context.ts';
import { openTown } from './town.ts';
import type { Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('each district has its own grids', async () => {
  const grids = (where = town.district) =>
    inTransaction(town.context(undefined, where), ({ db }) =>
      db.selectFrom('grids').select('name').orderBy('path').execute(),
    );
  expect((await grids()).length).toBe(7);
  expect(await grids(town.otherDistrict)).toEqual([{ name: '石桥第1网格' }]);
});
