// Levels up and down, closing, reopening and rating.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, rowOf, tryMove } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { allowedTo, closed, filed, mistakes, property, rows, sanitation } from './played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => {
  expect(mistakes(town)).toEqual([]);
  town.setClock('2026-11-19T01:14:00.000Z');
});
afterAll(() => town.close());

test('minor classes close by a passed verification', async () => {
  const { id } = await filed(town, {}, 'litter');
  const orderId = newId();
  await move(town, 'lin', id, 'dispatch', { organisationId: property.id, newWorkOrderId: orderId });
  await move(town, 'cao', id, 'feedback', { workOrderId: orderId, evidence: ['partyConfirmation'] });
  expect(await move(town, 'zhou', id, 'verify', { outcome: 'solved' })).toMatchObject({
    status: 'closed',
    resolvedLevel: 'street',
  });
});

test('reopened once it goes back to the same hands under the same number; twice, the community calls; thrice, fresh eyes', async () => {
  const { id, orderId, link, number } = await closed(town);
  const reporter = town.withLink(link);
  const first = await move(town, reporter, id, 'reopen', { words: '又响了' });
  expect(first).toMatchObject({
    id,
    number,
    status: 'handling',
    orders: [{ id: orderId, status: 'rework' }],
    closedAt: null,
  });
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['photo'] });
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  await move(town, 'lin', id, 'close');
  expect(await move(town, reporter, id, 'reopen')).toMatchObject({ id, number, status: 'filed' });
  expect((await reporter.get('/trace')).json.sentence.words).toBe('您说没解决，社区会打电话联系您');
  const again = () => ({ organisationId: sanitation.id, newWorkOrderId: newId() });
  expect(await tryMove(town, 'lin', id, 'dispatch', again())).toMatchObject({
    json: { type: '/problems/community-call-first' },
  });
  await move(town, 'shen', id, 'contactReporter', { channel: 'phone', contactOutcome: 'reached' });
  await move(town, 'lin', id, 'close', { evidence: ['partyConfirmation'] });
  await move(town, reporter, id, 'reopen');
  expect(await tryMove(town, 'lin', id, 'dispatch', again())).toMatchObject({
    json: { type: '/problems/reviewer-involved' },
  });
  expect(await allowedTo(town, 'lin', id)).not.toContain('dispatch');
  expect(await move(town, 'streetChief', id, 'dispatch', again())).toMatchObject({ status: 'dispatched' });
});

test('reopening has its period', async () => {
  const { id, link } = await closed(town);
  town.setClock('2026-12-05T02:00:00.000Z');
  expect(await tryMove(town, town.withLink(link), id, 'reopen')).toMatchObject({
    json: { type: '/problems/reopen-late' },
  });
});

test('a matter is rated once; unrated it stays closed and says nothing', async () => {
  const { id, link } = await closed(town);
  const [timer] = await rows(
    town,
    "select due_at from d_yunting.timers where subject_id = $1 and kind = 'case.ratingLapse' and dropped_at is null",
    [id],
  );
  expect(timer).toEqual({ due_at: '2026-11-26T01:14:00.000Z' });
  await move(town, town.withLink(link), id, 'evaluate', { isSolved: true, manner: 'fair' });
  expect(await tryMove(town, town.withLink(link), id, 'evaluate', { isSolved: false })).toMatchObject({ status: 409 });
  expect(await rowOf(town, id)).toMatchObject({ status: 'evaluated', is_solved: true, manner_rating: 'fair' });
  const unrated = await closed(town);
  expect(await rowOf(town, unrated.id)).toMatchObject({
    status: 'closed',
    is_solved: null,
    manner_rating: null,
    rated_at: null,
  });
});

test('a case goes up exactly one level and down to a lower one, and remembers where it was settled', async () => {
  const place = { place: { ...ground.pointInMicro, crs: 'CGCS2000' } };
  const played = await report(town.as('wu'), place);
  expect(await tryMove(town, 'wu', played.id, 'escalate', { reason: 'beyondPowers', level: 'street' })).toMatchObject({
    status: 422,
  });
  const levels: string[] = [];
  for (const who of ['wu', 'zhou'] as const)
    levels.push((await move(town, who, played.id, 'escalate', { reason: 'beyondPowers' })).heldLevel);
  expect(levels).toEqual(['grid', 'community']);
  expect(await tryMove(town, 'zhou', played.id, 'escalate', { reason: 'beyondPowers' })).toMatchObject({
    json: { type: '/problems/level-holds-elsewhere' },
  });
  const up = { level: 'street', words: '不行', dueAt: '2026-11-30T00:00:00.000Z' };
  expect(await tryMove(town, 'shen', played.id, 'handDown', up)).toMatchObject({
    json: { type: '/problems/level-not-next' },
  });
  await move(town, 'shen', played.id, 'handDown', { ...up, level: 'grid' });
  expect(await move(town, 'zhou', played.id, 'resolveOnSpot', { evidence: ['writtenNote'] })).toMatchObject({
    resolvedLevel: 'gridSelf',
  });
  const atCommunity = await report(town.stranger());
  expect(await move(town, 'shen', atCommunity.id, 'resolveOnSpot', { evidence: ['writtenNote'] })).toMatchObject({
    resolvedLevel: 'community',
  });
});
