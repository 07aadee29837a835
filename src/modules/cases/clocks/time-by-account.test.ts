// Whose minutes they were: the example of the desk's page, send-backs both ways, reworks, and the laws that hold for every history.

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addMinutes } from '#shared/time.ts';

import { stretchesOf, timeByAccount } from './time-by-account.ts';
import type { MoveTold } from './time-by-account.ts';

const START = '2026-11-19T01:14:20.000Z';
type Step = [minute: number, verb: string, to: string, about?: string];

/** Minutes after 09:14; orders are named after their organisation. */
function told(steps: readonly Step[]): MoveTold[] {
  return steps.map(([minute, verb, to, about], at) => ({
    id: `m${at}`,
    verb,
    at: addMinutes(START, minute),
    to,
    workOrderId: about === undefined ? null : `order ${about}`,
    organisationId: about ?? null,
  }));
}
const order = (organisationId: string, extra: Partial<{ role: 'coHandler'; chargedTo: 'dispatch' }> = {}) => ({
  id: `order ${organisationId}`,
  organisationId,
  role: extra.role ?? ('leadHandler' as const),
  chargedTo: extra.chargedTo ?? ('organisation' as const),
});
const minutes = (steps: readonly Step[], orders: ReturnType<typeof order>[], until: number) =>
  Object.fromEntries(
    timeByAccount(stretchesOf(told(steps), orders, addMinutes(START, until)), orders).map((each) => [
      each.account,
      each.isRunning ? `${each.minutes}+` : each.minutes,
    ]),
  );

const MANHOLE: Step[] = [
  [0, 'report', 'collected'],
  [26, 'confirm', 'confirming'],
  [36, 'file', 'filed'],
  [41, 'dispatch', 'dispatched', 'property'],
  [76, 'sendBack', 'dispatched', 'property'],
  [104, 'approveSendBack', 'filed', 'property'],
  [111, 'dispatch', 'dispatched', 'road'],
  [127, 'acknowledge', 'handling', 'road'],
];

test('the manhole of the desk: 我方 76 分 · 物业公司 35 分 · 市政养护所 16 分起', () => {
  const orders = [order('property', { chargedTo: 'dispatch' }), order('road')];
  expect(minutes(MANHOLE, orders, 127)).toEqual({ ours: 76, property: 35, road: '16+' });
  const stretches = stretchesOf(told(MANHOLE), orders, addMinutes(START, 127));
  expect(stretches.map((each) => each.minutes)).toEqual([26, 10, 5, 35, 28, 7, 16, 0]);
  const [, property, road] = timeByAccount(stretches, orders);
  expect(property).toMatchObject({ account: 'property', isChargedToDispatch: true });
  expect(road).toMatchObject({ account: 'road', isChargedToDispatch: false });
});

test('a refused send-back was the organisation’s own time, an undecided one is ours', () => {
  const asked = MANHOLE.slice(0, 5);
  expect(minutes([...asked, [104, 'refuseSendBack', 'dispatched', 'property']], [order('property')], 110)).toEqual({
    ours: 41,
    property: '69+',
  });
  expect(minutes(asked, [order('property')], 110)).toEqual({ ours: '75+', property: 35 });
});

test('verifying is ours, a rework the organisation’s again, and after closing nobody’s', () => {
  const steps: Step[] = [
    [0, 'report', 'collected'],
    [5, 'dispatchDirect', 'dispatched', 'property'],
    [65, 'feedback', 'feedback', 'property'],
    [95, 'verify', 'handling', 'property'],
    [125, 'feedback', 'feedback', 'property'],
    [135, 'verify', 'verifying', 'property'],
    [140, 'close', 'closed'],
    [200, 'note', 'closed'],
    [1000, 'reopen', 'handling'],
  ];
  expect(minutes(steps, [order('property')], 1030)).toEqual({ ours: 5 + 30 + 15, property: '120+' });
  expect(minutes(steps.slice(0, 8), [order('property')], 5000)).toEqual({ ours: 50, property: 90 });
});

test('while an order is suspended the time is nobody’s, and resumed the organisation’s again', () => {
  const steps: Step[] = [
    [0, 'file', 'filed'],
    [10, 'dispatch', 'dispatched', 'road'],
    [20, 'askSuspension', 'dispatched', 'road'],
    [30, 'suspend', 'dispatched', 'road'],
    [90, 'resume', 'dispatched', 'road'],
  ];
  expect(minutes(steps.slice(0, 4), [order('road')], 80)).toEqual({ ours: 10, road: 20 });
  expect(minutes(steps, [order('road')], 95)).toEqual({ ours: 10, road: '25+' });
});

test('a co-handler has a part, not the case; a redispatch hands it on at that minute', () => {
  const steps: Step[] = [
    [0, 'dispatch', 'dispatched', 'property'],
    [10, 'addCoHandler', 'dispatched', 'sanitation'],
    [20, 'feedback', 'dispatched', 'sanitation'],
    [30, 'redispatch', 'dispatched', 'gas'],
    [40, 'redispatch', 'dispatched', 'road'],
  ];
  const orders = [
    order('property'),
    order('sanitation', { role: 'coHandler' }),
    order('gas', { role: 'coHandler' }),
    order('road'),
  ];
  expect(minutes(steps, orders, 50)).toEqual({ ours: 0, property: 40, road: '10+' });
});

const step = fc.record({
  verb: fc.constantFrom(
    'report',
    'file',
    'dispatch',
    'sendBack',
    'approveSendBack',
    'refuseSendBack',
    'feedback',
    'close',
    'note',
  ),
  to: fc.constantFrom('collected', 'filed', 'dispatched', 'handling', 'feedback', 'closed', 'rejected'),
  about: fc.constantFrom(undefined, 'property', 'road'),
  after: fc.integer({ min: 0, max: 900 }),
});

test('whatever happened: each minute until now is on one account or on nobody’s, none is lost and none is negative', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), fc.integer({ min: 0, max: 900 }), (steps, rest) => {
      let minute = 0;
      const moves = told(steps.map(({ verb, to, about, after }) => [(minute += after), verb, to, about] as Step));
      const orders = [order('property'), order('road')];
      const until = addMinutes(START, minute + rest);
      const stretches = stretchesOf(moves, orders, until);
      const accounts = timeByAccount(stretches, orders);
      const nobody = stretches
        .filter(({ account }) => account === undefined)
        .reduce((sum, each) => sum + each.minutes, 0);
      const counted = accounts.reduce((sum, each) => sum + each.minutes, 0);
      expect(counted + nobody).toBe(minute + rest - (steps[0]?.after ?? 0));
      expect(stretches.every((each) => each.minutes >= 0)).toBe(true);
      expect(accounts.filter(({ isRunning }) => isRunning).length).toBeLessThanOrEqual(1);
      const isOver = ['closed', 'rejected'].includes(steps.at(-1)?.to ?? '');
      expect(stretches.at(-1)?.account === undefined).toBe(isOver);
    }),
  );
});
