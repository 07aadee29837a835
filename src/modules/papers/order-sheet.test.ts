// The sheet of an order as a function of plain facts: also with a directive, which another module will bring.

import { expect, test } from 'vitest';

import { orderRows, orderSheet } from './order-sheet.ts';
import type { OrderFacts } from './order-sheet.ts';

const FACTS: OrderFacts = {
  number: '2611190412',
  issuer: '旧港街道',
  organisation: '市政养护所',
  role: 'leadHandler',
  isUrgent: false,
  secrecy: 'open',
  summary: '井盖松动',
  placeWords: '3栋门前',
  class: null,
  issuedAt: '2026-11-19T01:55:00.000Z',
  dueAt: '2026-11-23T09:30:00.000Z',
  sendBackUntil: '2026-11-20T09:30:00.000Z',
  instruction: [],
  call: [],
  qr: null,
  directive: null,
};
const AT = { now: '2026-11-19T02:00:00.000Z', timeZone: 'Asia/Shanghai', isDemo: false, terms: {} };

const textOf = (facts: OrderFacts, label: string) =>
  orderRows(orderSheet(facts, AT)).find((row) => row.label === label)?.text;

test('without a class it names no limit and no clause, and asks to handle it by what closes it', () => {
  expect(orderRows(orderSheet(FACTS, AT)).map(({ label }) => label)).toEqual([
    '承办单位',
    '事项',
    '地点',
    '交办时间',
    '办理时限',
    '交办要求',
  ]);
  expect(textOf(FACTS, '办理时限')).toBe('2026-11-23 17:30');
  expect(textOf(FACTS, '交办要求')).toBe(
    '按办结标准办理\n不属本单位职责或信息不全的，请在 2026-11-20 17:30 前申请退回，写明依据。',
  );
});

test('with a directive it is a 督办单: its words, whose it is and until when to reply, without what points to a person', () => {
  const directed: OrderFacts = {
    ...FACTS,
    directive: {
      number: '督 26-003',
      from: '旧港街道 分管领导',
      words: '请三日内办结，反映人电话 10012345678',
      issuedAt: '2026-11-21T01:00:00.000Z',
      replyUntil: '2026-11-24T09:30:00.000Z',
    },
  };
  expect(orderSheet(directed, AT).kind).toBe('directive');
  const inLocal = orderRows(orderSheet(directed, { ...AT, terms: { supervision: '督查督办' } }));
  expect(inLocal.map(({ label }) => label)).toContain('督查督办意见');
  expect(textOf(directed, '督办意见')).toBe(
    '请三日内办结，反映人电话 〔电话〕\n旧港街道 分管领导　2026-11-21 09:00\n请在 2026-11-24 17:30 前书面回复',
  );
  const restricted = orderSheet({ ...directed, secrecy: 'restricted' }, AT);
  expect(restricted.directive?.words).toBe('按规定不在纸上写明，请在系统内查看');
});

test('what was said twice with the order is printed once', () => {
  const facts = { ...FACTS, instruction: ['带备用井盖', '带备用井盖', '先围挡'] };
  expect(textOf(facts, '交办要求')).toMatch(/^带备用井盖\n先围挡\n/);
});
