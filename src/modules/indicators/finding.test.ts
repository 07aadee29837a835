// 派遣及时率, 漏报率, 监督举报率 and 挂账率: counted from what was played in the town, and made anew for rows of earlier rules.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { asked } from '../cases/clocks/time-moves-for-tests.ts';
import { dispatched, filed, road, rows } from '../cases/played-for-tests.ts';
import { figureIn } from './ground-for-tests.ts';

const street = ground.areas['/yunting/jg/']!.id;
const page = () => town.as('lin').get(`/indicators?areaId=${street}&cycle=month`);
const figure = async (code: string) => {
  const { numerator, denominator } = figureIn(await page(), code);
  return [numerator, denominator];
};
const count = () => town.as('lin').post('/indicators/count', {});

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('dispatched in time is counted of what was filed, a late one and one still waiting past the limit are not in time', async () => {
  await dispatched(town);
  const late = await filed(town);
  const waiting = await filed(town);
  await report(town.stranger());
  town.pass(60 * 24 * 2);
  await move(town, 'lin', late.id, 'dispatch', { organisationId: road.id, newWorkOrderId: newId() });
  await count();
  expect(await figure('dispatchedOnTimeRate')).toEqual([1, 3]);
  const { json } = await town
    .as('lin')
    .get(`/indicator-rows/toDispatch?areaId=${street}&cycle=month&part=dispatchedOnTime&only=without`);
  expect(json.rows.map(({ caseId }: { caseId: string }) => caseId).toSorted()).toEqual(
    [late.id, waiting.id].toSorted(),
  );
});

test('what a mobile reporter finds in a grid its own people missed; what they or residents told is not missed', async () => {
  const place = { ...ground.pointInG03, crs: 'CGCS2000' };
  const missed = await report(town.as('ma'), { words: '路边井盖缺了', place });
  const found = await report(town.as('wu'), { words: '路边井盖响', place });
  for (const { id } of [missed, found]) await move(town, 'lin', id, 'file', { classCode: 'manholeCover' });
  const quarrel = await report(town.as('ma'), { words: '两家在楼下吵架', place });
  await move(town, 'lin', quarrel.id, 'file', { classCode: 'quarrel' });
  await count();
  expect(await figure('missRate')).toEqual([1, 2]);
  // Three told by residents in the test above, three found by staff.
  expect(await figure('staffToPublicRate')).toEqual([3, 6]);
  await move(town, 'lin', missed.id, 'merge', { targetId: found.id });
  await count();
  expect(await figure('missRate')).toEqual([0, 1]);
});

test('a suspended order is in no rate of closing, and in the rate of suspension once it has fallen due', async () => {
  const played = await asked(town, 'askSuspension');
  await move(town, 'leader', played.id, 'suspend', { workOrderId: played.orderId, words: '天暖了再铺' });
  await count();
  const [, before] = await figure('handledRate');
  const [, all] = await figure('suspensionRate');
  town.pass(60 * 24 * 7);
  await count();
  const [suspended, due] = await figure('suspensionRate');
  expect(suspended).toBe(1);
  const [, after] = await figure('handledRate');
  expect(due! - after!).toBe(1);
  expect(due!).toBeGreaterThan(all!);
  expect(after!).toBeGreaterThanOrEqual(before!);
});

test('rows that were made by earlier rules are made again when everything is counted, and not before', async () => {
  const figures = async () => [await figure('dispatchedOnTimeRate'), await figure('suspensionRate')];
  const before = await figures();
  await rows(
    town,
    'update d_yunting.indicator_rows set is_dispatched_on_time = null, suspension_count = 0, row_rules = 1',
  );
  await count();
  const stale = 'select count(*)::int as n from d_yunting.indicator_rows where row_rules = 1';
  expect((await rows<{ n: number }>(town, stale))[0]?.n).toBeGreaterThan(0);
  await rows(town, 'update d_yunting.indicator_state set seen_until = null');
  await count();
  expect(await rows(town, stale)).toEqual([{ n: 0 }]);
  expect(await figures()).toEqual(before);
});
