// The small model of words: what it learns, what it keeps silent about, what it forgets.

import { expect, test } from 'vitest';

import { measure, propose, train } from './rules.ts';
import type { Sample } from './rules.ts';

const CATALOGUE: readonly Sample[] = [
  { label: 'manholeCover', words: '井盖松动 井盖缺失、破损、移位' },
  { label: 'stairLamp', words: '楼道灯不亮 楼道公共照明损坏' },
  { label: 'litter', words: '暴露垃圾 垃圾未及时清运' },
];
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const lamps = times(20, (at) => ({ label: 'stairLamp', words: `${at}栋楼梯间黑漆漆的看不见` }));
const covers = times(20, (at) => ({ label: 'manholeCover', words: `路上的窨井盖子响，第${at}天了` }));

test('the catalogue alone proposes, and says by which words', () => {
  const model = train([], CATALOGUE);
  const found = propose(model, '3栋门前的井盖松了，车一过就响');
  expect(found).toMatchObject({ label: 'manholeCover' });
  expect(found?.because[0]).toContain('井盖');
});

test('what closed matters called it is learned', () => {
  const words = '我们楼梯间晚上黑漆漆的';
  expect(propose(train([], CATALOGUE), words)).toBeUndefined();
  expect(propose(train([...lamps, ...covers], CATALOGUE), words)).toMatchObject({
    label: 'stairLamp',
    because: expect.arrayContaining([expect.stringContaining('黑漆漆')]),
  });
});

test('it keeps silent about words it never had, and where two classes fit alike', () => {
  const model = train([...lamps, ...covers], CATALOGUE);
  expect(propose(model, '有人半夜唱歌')).toBeUndefined();
  expect(propose(model, '')).toBeUndefined();
  const twins = train(
    [],
    [
      { label: 'one', words: '绿化带' },
      { label: 'other', words: '绿化带' },
    ],
  );
  expect(propose(twins, '绿化带里')).toBeUndefined();
});

test('only classes that are asked for are proposed', () => {
  const model = train([...lamps, ...covers], CATALOGUE);
  expect(propose(model, '楼道灯不亮', new Set(['litter', 'manholeCover']))?.label).not.toBe('stairLamp');
});

test('a name that stands in two matters is forgotten, and numbers are never learned', () => {
  const model = train(
    [...lamps, { label: 'litter', words: '欧阳建国家门口 13800001111' }, { label: 'litter', words: '欧阳建国又来了' }],
    CATALOGUE,
  );
  const text = JSON.stringify(model);
  expect(text).not.toContain('欧阳');
  expect(text).not.toMatch(/"[^"]*138[^"]*"/);
  expect(text).toContain('楼梯');
});

test('accuracy comes from matters the model never saw; a class without any is not in it', () => {
  const found = measure([...lamps, ...covers], CATALOGUE);
  expect(found.map(({ label }) => label).toSorted()).toEqual(['manholeCover', 'stairLamp']);
  expect(found.reduce((sum, { heldOut }) => sum + heldOut, 0)).toBe(8);
  expect(found).toContainEqual({ label: 'stairLamp', heldOut: 4, right: 4, wrong: 0 });
  const nonsense = times(20, (at) => ({ label: at % 2 === 0 ? 'litter' : 'stairLamp', words: '这里黑漆漆的看不见' }));
  expect(measure(nonsense, []).every(({ right, heldOut }) => right < heldOut)).toBe(true);
});
