// What the levels are called is the district's word: answers say it, and the other district keeps its own.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { report } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const NAMES = {
  microGrid: '楼组',
  grid: '三级网格',
  dedicatedGrid: '专属网格',
  community: '社区网格',
  village: '村网格',
  street: '办事处',
  township: '乡镇',
  district: '区',
};

test('answers call the levels what the district calls them', async () => {
  const levelsOf = async (where = town.district) =>
    (await town.stranger(where).get('/areas')).json.areas.map(({ level, levelName }: Record<string, string>) => [
      level,
      levelName,
    ]);
  expect(await levelsOf()).toContainEqual(['street', '街道']);
  const change = { value: NAMES, source: '区网格化工作细则', version: 0 };
  expect((await town.as('admin').put('/settings/level-names', change)).status).toBe(200);
  expect(await levelsOf()).toEqual([
    ['district', '区'],
    ['street', '办事处'],
    ['community', '社区网格'],
    ['street', '办事处'],
    ['community', '社区网格'],
  ]);
  expect(await levelsOf(town.otherDistrict)).toContainEqual(['street', '街道']);

  const { id } = await report(town.stranger());
  expect((await town.as('zhou').get(`/cases/${id}`)).json).toMatchObject({
    heldLevel: 'grid',
    heldLevelName: '三级网格',
  });
});
