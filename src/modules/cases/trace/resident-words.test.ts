import { expect, test } from 'vitest';

import { blanksOf, say, WORDS } from '#shared/words/say.ts';
import type { Locale, WordKey } from '#shared/words/say.ts';

import { cast, closed, dispatched, fedBack, next, reported, withFacts } from '../cast-for-tests.ts';
import { CASE_STATUSES } from '../facts.ts';
import type { Situation } from '../facts.ts';
import { residentSentence } from './resident-words.ts';

const names = {
  organisation: '市政养护所',
  gridWorker: '周敏',
  referral: '消费者协会',
  until: '12月1日',
  whySuspended: '季节原因',
};
const property = { workOrderId: 'property-1' };

function read(situation: Situation, locale: Locale = 'zh-CN'): string {
  const { key, data } = residentSentence(situation.before, situation.orders, names);
  return say(locale, key, data);
}

test('the resident reads each stage in the words of the screens', () => {
  const acknowledged = next(dispatched(), cast.propertyReceiver, 'acknowledge', property);
  const said = [
    reported(),
    next(reported(), cast.zhou, 'confirm', { outcome: 'underWay' }),
    next(reported(), cast.zhou, 'file'),
    dispatched(),
    acknowledged,
    fedBack(),
    next(fedBack(), cast.lin, 'sendToVerify'),
    closed(),
    next(closed(), cast.resident, 'evaluate', { isSolved: true }),
  ].map((situation) => read(situation));
  expect(said).toEqual([
    '已收到，网格员会先看一看',
    '网格员周敏正在去现场看',
    '已受理',
    '已交给市政养护所办理',
    '市政养护所正在办理',
    '市政养护所说办好了，等人到现场核实',
    '网格员正在现场核实',
    '已办结，请您看看解决了没有',
    '您已评价，谢谢',
  ]);
});

test('the resident reads the turns a matter takes', () => {
  const sendBack = { ...property, sendBackReason: 'otherTerritory', words: '不归我们' } as const;
  const said = [
    next(reported(), cast.officer, 'reject', { referral: 'consumerProtection' }),
    next(reported(), cast.officer, 'merge', { target: reported({ id: 'other' }).before }),
    next(dispatched(), cast.propertyReceiver, 'sendBack', sendBack),
    next(fedBack(), cast.zhou, 'verify', { outcome: 'notSolved' }),
    next(closed(), cast.resident, 'reopen'),
    next(withFacts(closed(), { reopenCount: 1 }), cast.resident, 'reopen'),
    next(reported(), cast.zhou, 'resolveOnSpot', { evidence: ['photo'] }),
    next(reported(), cast.resident, 'withdraw'),
  ].map((situation) => read(situation));
  expect(said).toEqual([
    '这件事不归我们办，您可以找：消费者协会',
    '和另一件同样的事一起办理',
    '市政养护所认为不归它办，正在重新安排',
    '核实时还没办好，已要求重办',
    '您说没解决，已重新办理',
    '您说没解决，社区会打电话联系您',
    '网格员已当场解决',
    '您已撤回',
  ]);
});

test('a failed re-check never makes the resident say that it is not solved', () => {
  const recheck = (reopenCount: number, situation = closed()) => {
    const before = withFacts(situation, { reopenCount, isDrawnForSample: true });
    return read(next(before, cast.callback, 'recheck', { outcome: 'notSolved' }));
  };
  const onSpot = next(reported(), cast.zhou, 'resolveOnSpot', { evidence: ['photo'] });
  expect([recheck(0), recheck(0, onSpot), recheck(1), recheck(2), recheck(5)]).toEqual([
    '核实时还没办好，已要求重办',
    '核实时还没办好，已要求重办',
    '复查时还没解决，社区会打电话联系您',
    '复查时还没解决，由没有经手过的人重新看',
    '复查时还没解决，由没有经手过的人重新看',
  ]);
});

test('the result of a tip-off is told without detail', () => {
  const tipOff = withFacts(closed(), { kind: 'tipOff' });
  expect(read(tipOff)).toBe('已办结，谢谢您');
});

test.each(CASE_STATUSES)('a %s case has a sentence in both languages', (status) => {
  const situation = withFacts(dispatched(), { status });
  expect(read(situation)).not.toBe('');
  expect(read(situation, 'en')).toMatch(/^[A-Za-z市政养护所周敏消费者协会,;:' -]+$/);
});

test('no office word ever reaches a resident', () => {
  const forbidden = /立案|派遣|结案|挂账|退单|返工|案件|案卷/;
  const texts = Object.entries(WORDS['zh-CN']).filter(([key]) => key.startsWith('case.trace.'));
  expect(texts.length).toBeGreaterThan(15);
  expect(texts.filter(([, text]) => forbidden.test(text))).toEqual([]);
});

test('both languages have the same blanks', () => {
  const keys = Object.keys(WORDS['zh-CN']) as WordKey[];
  expect(keys.filter((key) => blanksOf('zh-CN', key).join() !== blanksOf('en', key).join())).toEqual([]);
});

test('a sentence with a hole is not said', () => {
  expect(() => say('zh-CN', 'case.trace.handling')).toThrow('organisation');
});
