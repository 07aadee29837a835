import { expect, test } from 'vitest';

import { paceOf } from './pace.ts';

const ADDRESS = '203.0.113.7';
const at = (second: number) => new Date(Date.parse('2026-11-19T01:00:00.000Z') + second * 1000).toISOString();

function twoAMinute() {
  let now = at(0);
  const platform = { clock: () => now };
  const pace = paceOf({ most: 2, minutes: 1 });
  return (second: number, address = ADDRESS) => {
    now = at(second);
    pace.check({ platform }, address);
  };
}

test('one address may do it so often and is told how long to wait', () => {
  const check = twoAMinute();
  check(0);
  check(10);
  expect(() => check(20)).toThrow(
    expect.objectContaining({ slug: 'too-many-tries', extras: { retryAfterSeconds: 40 } }),
  );
  check(20, '203.0.113.8');
});

test('waiting always ends, also for whoever went on trying', () => {
  const check = twoAMinute();
  check(0);
  check(0);
  for (const second of [20, 40, 59]) expect(() => check(second)).toThrow('one address');
  check(60);
});

test.each(['127.0.0.1', '10.3.2.1', '172.20.0.1', '192.168.1.2', '::1', '::ffff:192.168.1.2', 'fd00::1', ''])(
  'behind %s stand many people: they are not counted together',
  (address) => {
    const check = twoAMinute();
    for (let count = 0; count < 20; count += 1) check(0, address);
    check(0);
    check(0);
    expect(() => check(0)).toThrow('one address');
  },
);
