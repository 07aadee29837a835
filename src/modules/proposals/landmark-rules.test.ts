// Which place the words speak of.

import { expect, test } from 'vitest';

import { learnAliases, phrasesIn, placeIn } from './landmark-rules.ts';
import type { Landmark } from './landmark-rules.ts';

const named = (id: string, name: string, also: string | null = null): Landmark => ({
  id,
  name,
  also,
  longitude: 95,
  latitude: 40,
});
const GROUND = [
  named('buns', '老街口包子店'),
  named('market', '船坞菜场', '重阳路 8 号'),
  named('b3', '3 栋', '船坞新村 3 栋'),
  named('b13', '13 栋', '船坞新村 13 栋'),
];

test.each([
  ['船坞菜场里面水管爆了', 'market', '船坞菜场'],
  ['重阳路8号积水', 'market', '重阳路8号'],
  ['船坞新村13栋楼道灯不亮', 'b13', '船坞新村13栋'],
  ['就在包子店门口，井盖松了', 'buns', '包子店'],
  ['包子店的对面有垃圾', 'buns', '包子店'],
])('%s names %s', (words, id, because) => {
  expect(placeIn(words, GROUND, {})).toMatchObject({ landmark: { id }, because, isLearned: false });
});

test('nothing is proposed where none is named or two could be meant', () => {
  expect(placeIn('井盖松了', GROUND, {})).toBeUndefined();
  expect(placeIn('楼房门口有垃圾', GROUND, {})).toBeUndefined();
  const two = [...GROUND, named('other', '新村包子店')];
  expect(placeIn('包子店门口', two, {})).toBeUndefined();
});

test('what two closed matters called a place is learned; one is chance, a household is none, two places are nobody’s', () => {
  const of = (words: string, placeId: string) => ({ words, placeId });
  const aliases = learnAliases([
    of('大槐树旁边垃圾没收', 'market'),
    of('就在大槐树附近', 'market'),
    of('李阿婆家门口', 'b3'),
    of('李阿婆家门口', 'b3'),
    of('老水塔旁边', 'b3'),
    of('岔路口旁边', 'b3'),
    of('岔路口旁边', 'b13'),
  ]);
  expect(aliases).toEqual({ 大槐树: 'market' });
  expect(placeIn('大槐树对面井盖响', GROUND, aliases)).toMatchObject({
    landmark: { id: 'market' },
    because: '大槐树',
    isLearned: true,
  });
  expect(placeIn('大槐树对面', [], aliases)).toBeUndefined();
});

test('what stands before the door is cut from what leads to it', () => {
  expect(phrasesIn('我家就在包子店门口')[0]).toBe('包子店');
  expect(phrasesIn('井盖松了')).toEqual([]);
});
