// The rows of 工作台: their order, their chips, and which home a post is shown.

import { expect, test } from 'vitest';

import { chipsOf, inOrder, joined, rowOfItem, rowOfOrder, variantOf } from './rows.ts';
import type { Order, WorkItem } from './rows.ts';

const NOW = '2026-11-19T01:00:00.000Z';

const item = (id: string, fields: Partial<WorkItem>): WorkItem => ({
  case: { id, number: id, summary: id, placeWords: null, isUrgent: false, secrecy: 'open' } as WorkItem['case'],
  reason: 'look',
  act: 'confirm',
  group: 'today',
  since: NOW,
  dueAt: null,
  stage: null,
  channel: null,
  organisationName: null,
  directive: null,
  isActing: false,
  ...fields,
});
const row = (id: string, fields: Partial<WorkItem>, variant: Parameters<typeof rowOfItem>[1] = 'street') =>
  rowOfItem(item(id, fields), variant, `/cases/${id}`, NOW);
const order = (id: string, fields: Partial<Order>) =>
  rowOfOrder({ caseId: id, caseNumber: id, summary: id, issuedAt: NOW, dueAt: NOW, ...fields } as Order, NOW);

test('overdue comes first, the longest first; then what is due next; what has no limit last', () => {
  const rows = [
    row('none', {}),
    row('later', { dueAt: '2026-11-19T09:00:00.000Z' }),
    row('over', { dueAt: '2026-11-19T00:30:00.000Z' }),
    row('soon', { dueAt: '2026-11-19T01:10:00.000Z' }),
    row('longOver', { dueAt: '2026-11-18T00:30:00.000Z' }),
  ];
  expect(inOrder(rows).map(({ key }) => key)).toEqual(['longOver', 'over', 'soon', 'later', 'none']);
});

test('each row stands under its chips, and a chip counts exactly its rows', () => {
  const rows = [
    row('a', { reason: 'dispatch', dueAt: '2026-11-18T00:00:00.000Z' }),
    row('b', { reason: 'decideSendBack' }),
    row('c', { reason: 'look', isActing: true }),
    row('d', { reason: 'close', directive: { id: 'x', kind: 'supervise', dueAt: NOW } }),
  ];
  expect(Object.fromEntries(chipsOf(rows).map(({ chip, count }) => [chip, count]))).toEqual({
    overdue: 1,
    takeIn: 1,
    dispatch: 1,
    sendBack: 1,
    close: 1,
    reply: 1,
    acting: 1,
  });
});

test('a community has 网格上报 and 待我批 where a street takes in and decides', () => {
  expect(row('a', { reason: 'decide' }).chips).toEqual(['takeIn']);
  expect(row('a', { reason: 'decide' }, 'community').chips).toEqual(['reported']);
  expect(row('a', { reason: 'decideNotTrue' }, 'community').chips).toEqual(['approve']);
});

test('an organisation signs, works, does again; while others decide nothing waits for it', () => {
  expect(order('a', { status: 'issued', dueAt: '2026-11-23T00:00:00.000Z' })?.chips).toEqual(['toSign']);
  expect(order('a', { status: 'acknowledged', dueAt: '2026-11-19T09:00:00.000Z' })?.chips).toEqual(['inHand', 'soon']);
  expect(order('a', { status: 'rework', dueAt: '2026-11-19T00:00:00.000Z' })?.chips).toEqual([
    'inHand',
    'rework',
    'overdue',
  ]);
  expect(order('a', { status: 'sendBackAsked' })).toBeUndefined();
  expect(order('a', { status: 'feedback' })).toBeUndefined();
});

test('a matter that is an order and was put on somebody stands once, under the chips of both', () => {
  const rows = joined(
    [row('a', { reason: 'handle' })],
    [order('a', { status: 'acknowledged' })!, order('b', { status: 'issued' })!],
  );
  expect(rows.map(({ key }) => key)).toEqual(['a', 'b']);
  expect(rows[0]).toMatchObject({ reason: 'handle', chips: ['inHand', 'soon', 'handle'] });
});

test('which home a post is shown', () => {
  const post = (role: string, path: string, ...permissions: string[]) => ({
    role,
    path,
    organisationId: null,
    permissions,
  });
  expect(variantOf([post('streetDispatcher', '/yunting/jg/', 'case.read')])).toBe('street');
  expect(variantOf([post('dutyChief', '/yunting/', 'case.read')])).toBe('district');
  expect(variantOf([post('gridLead', '/yunting/jg/cw/', 'case.read')])).toBe('community');
  expect(variantOf([post('approver', '/yunting/', 'case.read')])).toBe('leader');
  expect(variantOf([post('auditor', '/yunting/', 'audit.read')])).toBe('auditor');
  const receiver = { ...post('orgReceiver', '/yunting/', 'workOrder.read'), organisationId: 'road' };
  expect(variantOf([receiver])).toBe('organisation');
});
