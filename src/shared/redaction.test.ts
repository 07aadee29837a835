import { expect, test } from 'vitest';

import { redact } from './redaction.ts';

test.each([
  ['我是七栋的，电话13812345678，灯坏了', '我是七栋的，电话〔电话〕，灯坏了'],
  ['打１３８ １２３４ ５６７８ 找我', '打〔电话〕 找我'],
  ['+86-138-1234-5678', '〔电话〕'],
  ['座机 0571-88881234 一直没人接', '座机 〔电话〕 一直没人接'],
  ['身份证 11010519491231002X', '身份证 〔证件号〕'],
  ['3栋2单元501楼上又在敲', '3栋2单元〔门牌〕楼上又在敲'],
  ['我住302室', '我住〔门牌〕'],
  ['我叫欧阳小红，楼道堆物', '我叫〔姓名〕，楼道堆物'],
  ['写信给 a.b@example.cn', '写信给 〔邮箱〕'],
  ['微信：wx_abc123', '〔账号〕'],
])('%s', (words, redacted) => {
  expect(redact(words)).toBe(redacted);
});

test.each(['3栋2单元灯坏了三天了', '井盖响，2026年11月19日 09:14', '路灯杆 0412 不亮', '水漫到 12 号门前'])(
  'what is needed to find the place stays: %s',
  (words) => {
    expect(redact(words)).toBe(words);
  },
);
