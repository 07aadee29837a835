// The pools of 受理台 as rules: who works in which, and what stands first.

import { expect, test } from 'vitest';

import { byTimeLeft, deskLevel, levelsHeld, POOL_KEYS, poolRow, takesVacantGrids, waitedFor } from './pools.ts';
import { OFFICE_WEEK } from '#shared/working-time.ts';
import { DEFAULT_STAGE_LIMITS } from '../clocks/stages.ts';
import { transition } from '../moves/transitions.ts';

const settings = {
  firstLookWithin: { unit: 'workHour', amount: 4 } as const,
  stageLimits: DEFAULT_STAGE_LIMITS,
  calendar: { timeZone: 'Asia/Shanghai', week: OFFICE_WEEK, holidays: new Set<string>(), workdays: new Set<string>() },
};
const waited = {
  status: 'collected',
  reportedAt: '2026-11-19T01:14:00.000Z',
  isUrgent: false,
  handedDownDueAt: null,
  dueAt: null,
  stoppedAt: null,
  enteredAt: null,
};

test('a post works at the level of its area when its role acts for that, and a lead of a grid for the community', () => {
  expect(deskLevel('streetDispatcher', 'street')).toBe('street');
  expect(deskLevel('dutyChief', 'street')).toBe('street');
  expect(deskLevel('dutyChief', 'district')).toBe('district');
  expect(deskLevel('communityOfficer', 'village')).toBe('community');
  expect(deskLevel('gridLead', undefined)).toBe('community');
  expect(deskLevel('gridWorker', undefined)).toBeUndefined();
  expect(deskLevel('callbackOfficer', 'district')).toBeUndefined();
});

test('the act a pool proposes is one its own statuses allow', () => {
  for (const pool of POOL_KEYS) {
    const { act, statuses } = poolRow(pool);
    const from: readonly string[] = transition(act).from;
    expect(
      statuses.some((status) => from.includes(status)),
      pool,
    ).toBe(true);
  }
});

test('what the grid did is closed by the community; an empty grid post is stood in for by it alone', () => {
  expect(levelsHeld('toClose', 'community')).toEqual(['microGrid', 'grid', 'community']);
  expect(levelsHeld('toAccept', 'community')).toEqual(['community']);
  expect(levelsHeld('toClose', 'street')).toEqual(['street']);
  expect(takesVacantGrids('toAccept', 'community')).toBe(true);
  expect(takesVacantGrids('toAccept', 'street')).toBe(false);
  expect(takesVacantGrids('toClose', 'community')).toBe(false);
});

test('a new voice is due when the resident was told, an urgent one in half an hour, one handed down as it was said', () => {
  expect(waitedFor('toAccept', waited, settings).dueAt).toBe('2026-11-19T07:14:00.000Z');
  expect(waitedFor('toAccept', { ...waited, isUrgent: true }, settings).dueAt).toBe('2026-11-19T01:44:00.000Z');
  const handedDownDueAt = '2026-11-20T01:00:00.000Z';
  expect(waitedFor('toAccept', { ...waited, handedDownDueAt }, settings).dueAt).toBe(handedDownDueAt);
});

test('what is filed is to be sent out, from the filing on; looked at on site, from when somebody was asked', () => {
  const enteredAt = '2026-11-19T02:00:00.000Z';
  expect(waitedFor('toDispatch', { ...waited, enteredAt }, settings)).toEqual({
    since: enteredAt,
    dueAt: '2026-11-19T04:00:00.000Z',
    stage: 'dispatch',
  });
  expect(waitedFor('confirming', { ...waited, enteredAt }, settings)).toMatchObject({
    since: enteredAt,
    stage: 'confirm',
  });
  expect(waitedFor('toDispatch', { ...waited, isUrgent: true, enteredAt }, settings).dueAt).toBe(
    '2026-11-19T02:30:00.000Z',
  );
});

test('what an organisation says is done waits from that moment, within the limit of verifying', () => {
  const stoppedAt = '2026-11-19T03:00:00.000Z';
  expect(waitedFor('toVerify', { ...waited, dueAt: '2026-11-20T01:00:00.000Z', stoppedAt }, settings)).toEqual({
    since: stoppedAt,
    dueAt: '2026-11-20T09:30:00.000Z',
    stage: 'verify',
  });
  expect(waitedFor('toClose', { ...waited, stoppedAt }, settings)).toEqual({
    since: stoppedAt,
    dueAt: null,
    stage: null,
  });
});

test('least time left stands first; without a limit the urgent, then what has waited longest', () => {
  const row = (id: string, dueAt: string | null, since = '2026-11-19T01:00:00.000Z', isUrgent = false) => ({
    id,
    dueAt,
    since,
    isUrgent,
  });
  const sorted = [
    row('c', null, '2026-11-19T02:00:00.000Z'),
    row('d', null, '2026-11-19T01:00:00.000Z'),
    row('b', null, '2026-11-19T03:00:00.000Z', true),
    row('a2', '2026-11-19T05:00:00.000Z'),
    row('a1', '2026-11-19T04:00:00.000Z'),
  ].sort(byTimeLeft);
  expect(sorted.map(({ id }) => id)).toEqual(['a1', 'a2', 'b', 'd', 'c']);
});
