// 演示数据说明: every figure is counted from rows at the moment it is asked for.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { ASSUMED_SHARES, PUBLISHED_SIZES } from '../../../seeds/assumed.ts';
import { move, report } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { dispatched } from '../cases/played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const read = async () => (await town.stranger().get('/demo-figures')).json;
const shareOf = (figures: any, name: string) => figures.shares.find(({ share }: { share: string }) => share === name);

test('what was assumed and published stands there as it was written down; what there is nothing of is said to be nothing', async () => {
  const figures = await read();
  expect(figures.shares.map(({ share, assumed }: any) => [share, assumed])).toEqual(Object.entries(ASSUMED_SHARES));
  expect(figures.sizes.map(({ area, size, published }: any) => ({ area, size, published }))).toEqual(
    PUBLISHED_SIZES['yunting'],
  );
  expect(shareOf(figures, 'solved')).toEqual({ share: 'solved', assumed: 0.84, measured: null, of: 0 });
});

test('what happens is counted with the next look: channel, hour, level, order, refusal', async () => {
  const before = await read();
  const { id, orderId } = await dispatched(town);
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['writtenNote'], words: '换了' });
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  await move(town, 'lin', id, 'close');
  const secret = await report(town.stranger(), { wantsSecrecy: true });
  expect(secret.number).toMatch(/^\d+$/);
  const after = await read();
  expect(after.cases).toBe(before.cases + 2);
  expect(shareOf(after, 'street')).toMatchObject({ measured: 1, of: 1 });
  expect(shareOf(after, 'onTime')).toMatchObject({ measured: 1, of: 1 });
  expect(after.channels).toEqual([{ channel: 'scan', cases: after.cases }]);
  expect(after.hours[9]).toBe(after.cases);
  expect(after.weekdays[3]).toBe(after.cases);
  expect(after.busiestDays).toEqual([{ day: '2026-11-19', reports: after.cases }]);
});

test('confidential matters are one in a share, and stand in no class and no community', async () => {
  const before = await read();
  const [told] = [await report(town.stranger())];
  await town.database.asOwner(({ query }) =>
    query("update d_yunting.cases set secrecy = 'confidential' where id = $1", [told!.id]),
  );
  const after = await read();
  expect(shareOf(after, 'confidential').measured).toBeGreaterThan(shareOf(before, 'confidential').measured);
  const cases = (figures: any) => figures.communities.reduce((sum: number, each: any) => sum + each.cases, 0);
  expect(cases(after)).toBe(cases(before));
});

test('in a real district there is no such page', async () => {
  const real = { ...town.context(), district: { ...town.district, isDemo: false } };
  const { readDemoFigures } = await import('./actions-figures.ts');
  expect(() => readDemoFigures(real)).toThrow('not-found');
});
