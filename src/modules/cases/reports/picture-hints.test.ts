import { expect, test } from 'vitest';

import { hintsOf } from './picture-hints.ts';

const here = { longitude: 95.005, latitude: 40.001, workSince: '2026-11-19T02:00:00.000Z' };
const plain = { verb: 'feedback', takenAt: null, takenLongitude: null, takenLatitude: null };

test('a picture that says nothing of where and when is no reason to doubt anybody', () => {
  expect(hintsOf(plain, here)).toEqual([]);
  const taken = { ...plain, takenAt: '2026-11-19T03:00:00.000Z', takenLongitude: 95.006, takenLatitude: 40.001 };
  expect(hintsOf(taken, here)).toEqual([]);
});

test('taken a kilometre away, it says so; where the case has no place nothing is far', () => {
  const taken = { ...plain, takenLongitude: 95.017, takenLatitude: 40.001 };
  expect(hintsOf(taken, here)).toEqual([{ reason: 'farAway', metres: 1022 }]);
  expect(hintsOf(taken, { ...here, longitude: null })).toEqual([]);
});

test('older than the work it shows; of the problem itself a picture is older as a matter of course', () => {
  const takenAt = '2026-11-18T02:00:00.000Z';
  expect(hintsOf({ ...plain, takenAt }, here)).toEqual([{ reason: 'tooOld', takenAt, since: here.workSince }]);
  expect(hintsOf({ ...plain, takenAt, verb: undefined }, here)).toEqual([]);
  expect(hintsOf({ ...plain, takenAt, verb: 'supplement' }, here)).toEqual([]);
  // A camera that is a few minutes slow.
  expect(hintsOf({ ...plain, takenAt: '2026-11-19T01:45:00.000Z' }, here)).toEqual([]);
});
