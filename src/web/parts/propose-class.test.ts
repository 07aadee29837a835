import { expect, test } from 'vitest';

import { proposeClass } from './propose-class.ts';

const CLASSES = [
  { code: 'pipe-burst', name: '供水管破裂', filingCondition: '供水管道破裂，水漫到路面' },
  { code: 'stairway-light', name: '楼道灯不亮', filingCondition: '楼道公共照明不亮' },
  { code: 'manhole', name: '井盖松动', filingCondition: '井盖松动、缺失或破损' },
];

test('words that name the thing propose its class, with what was found in them', () => {
  expect(proposeClass('3栋2单元楼道灯又不亮了', CLASSES)).toMatchObject({
    class: { code: 'stairway-light' },
    because: expect.arrayContaining(['楼道', '不亮']),
  });
});

test('words that fit nothing, or two classes equally, propose nothing', () => {
  expect(proposeClass('有人半夜唱歌', CLASSES)).toBeUndefined();
  expect(proposeClass('', CLASSES)).toBeUndefined();
  const twins = [CLASSES[2]!, { ...CLASSES[2]!, code: 'other' }];
  expect(proposeClass('井盖松动', twins)).toBeUndefined();
});

test('one pair of characters shared with a condition is not enough', () => {
  expect(proposeClass('路面很脏', CLASSES)).toBeUndefined();
});
