import { expect, test } from 'vitest';

import { sharedWords, similarity } from './similarity.ts';

test.each([
  ['3栋门前井盖松了，车一过就响', '3 栋门前井盖响 井盖松动'],
  ['楼道灯不亮', '2单元楼道的灯三天不亮了 楼道灯不亮'],
  ['菜场门口自来水管爆了', '包子店门口自来水管破裂 供水管破裂'],
])('%s is like %s', (one, other) => {
  expect(similarity(one, other)).toBeGreaterThan(0);
});

test.each([
  ['3栋门前井盖松了', '3 栋楼道灯不亮 楼道灯不亮'],
  ['小区门口有人乱停车', '小区门口垃圾没有收 暴露垃圾'],
  ['', '3 栋门前井盖响 井盖松动'],
  ['井盖', '3 栋门前井盖响 井盖松动'],
])('%s is not like %s', (one, other) => {
  expect(similarity(one, other)).toBe(0);
});

test('more in common comes first', () => {
  const words = '门前井盖松了，车过就响';
  expect(similarity(words, '井盖松了车过就响')).toBeGreaterThan(similarity(words, '后门的井盖松了，怕有人掉下去'));
});

test('why they are alike: the words both say, as runs, without house numbers and empty ones', () => {
  expect(sharedWords('3栋门前井盖松了，小区的', '门前井盖松动 3栋 小区')).toEqual(['门前井盖松']);
  expect(sharedWords('楼道灯不亮', '井盖松了')).toEqual([]);
});
