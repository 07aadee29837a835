// When like matters become an early warning.

import { expect, test } from 'vitest';

import { DEFAULT_WARNING_RULE } from '#modules/cases/reports/warning-rule.ts';

import { classOf, gather } from './rules.ts';
import type { Matter } from './rules.ts';

const matter = (id: string, words: string, classCode: string | null = null): Matter => ({ id, words, classCode });
const ids = (groups: Matter[][]) => groups.map((group) => group.map(({ id }) => id));
const RULE = DEFAULT_WARNING_RULE;

test('three of one class warn, two do not', () => {
  const two = [matter('a', '井盖松了', 'manholeCover'), matter('b', '盖子响', 'manholeCover')];
  expect(gather(two, RULE)).toEqual([]);
  expect(ids(gather([...two, matter('c', '路边那个', 'manholeCover')], RULE))).toEqual([['a', 'b', 'c']]);
});

test('without a class the words have to say it; two settled classes are two things', () => {
  const said = [
    matter('a', '下水道堵了，污水冒出来'),
    matter('b', '污水冒出来了，臭'),
    matter('c', '下水道的污水冒出来'),
  ];
  expect(ids(gather(said, RULE))).toEqual([['a', 'b', 'c']]);
  expect(gather([...said.slice(0, 2), matter('c', '楼道灯不亮')], RULE)).toEqual([]);
  const settled = said.map((each, at) => ({ ...each, classCode: `class${at}` }));
  expect(gather(settled, RULE)).toEqual([]);
});

test('the rule is data: how many, which classes', () => {
  const covers = ['a', 'b', 'c'].map((id) => matter(id, '井盖', 'manholeCover'));
  expect(gather(covers, { ...RULE, least: 4 })).toEqual([]);
  expect(gather(covers, { ...RULE, classCodes: ['litter'] })).toEqual([]);
  expect(ids(gather(covers, { ...RULE, least: 2, classCodes: ['manholeCover'] }))).toEqual([['a', 'b', 'c']]);
});

test('a matter stands in one group, and the group is of the class most have', () => {
  const mixed = [
    ...['a', 'b', 'c'].map((id) => matter(id, '下水道堵了污水外溢', 'sewer')),
    matter('d', '下水道堵了污水外溢'),
    ...['e', 'f', 'g'].map((id) => matter(id, '楼道灯', 'stairLamp')),
  ];
  const groups = gather(mixed, RULE);
  expect(ids(groups)).toEqual([
    ['a', 'b', 'c', 'd'],
    ['e', 'f', 'g'],
  ]);
  expect(classOf(groups[0]!)).toBe('sewer');
});
