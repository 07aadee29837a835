import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTown } from '../../test/town.ts';
import type { Town } from '../../test/town.ts';
import { keptFor } from './kept.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('it is loaded once for a district while it is kept, and again when it was forgotten or is old', async () => {
  const loaded: string[] = [];
  const kept = keptFor(200, async ({ district }) => loaded.push(district.key));
  const [here, there] = [town.context(), town.context(undefined, town.otherDistrict)];
  expect(await Promise.all([kept.of(here), kept.of(here), kept.of(there)])).toEqual([1, 1, 2]);
  kept.forget(here);
  expect([await kept.of(here), await kept.of(there)]).toEqual([3, 2]);
  await sleep(250);
  expect(await kept.of(there)).toBe(4);
});

test('a load that failed is not kept', async () => {
  let tries = 0;
  const kept = keptFor(60_000, async () => {
    if ((tries += 1) === 1) throw new Error('away');
    return tries;
  });
  await expect(kept.of(town.context())).rejects.toThrow('away');
  expect(await kept.of(town.context())).toBe(2);
});
