import { expect, test } from 'vitest';

import { laterMoments } from './later-moments.ts';

test('in the morning all three moments lie ahead, in the district’s own time', () => {
  expect(laterMoments('2026-11-19T01:14:32.123Z')).toEqual([
    { key: 'afternoon', at: '2026-11-19T10:00:00.000Z' },
    { key: 'tomorrowMorning', at: '2026-11-20T04:00:00.000Z' },
    { key: 'tomorrowAfternoon', at: '2026-11-20T10:00:00.000Z' },
  ]);
});

test('in the evening this afternoon is no choice any more', () => {
  expect(laterMoments('2026-11-19T12:00:00.000Z').map(({ key }) => key)).toEqual([
    'tomorrowMorning',
    'tomorrowAfternoon',
  ]);
});
