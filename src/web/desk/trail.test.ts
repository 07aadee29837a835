// The list one came from, as the trail that J and K walk along.

import { expect, test } from 'vitest';

import { addressesIn, trailAt } from './trail.ts';

const link = (href: string) => ({ getAttribute: () => href });
const id = '01900000-0000-7000-8000-000000000001';

test('links to cases are the trail, each once and in their order; others are not', () => {
  const links = [
    link('/yunting/desk/cases/2611190412'),
    link('/yunting/desk/cases'),
    link(`/yunting/desk/cases/by-id/${id}?from=inbox`),
    link('/yunting/desk/people'),
    link('/yunting/desk/cases/2611190412#top'),
    link('/yunting/work/cases/2611190413'),
    link('tel:10000008001'),
  ];
  expect(addressesIn(links, '/yunting/desk/')).toEqual(['/cases/2611190412', `/cases/by-id/${id}`]);
});

test('a case knows the one before and the one behind, and none beyond the ends', () => {
  const kept = { from: '/cases?status=filed', addresses: ['/cases/1', '/cases/2', '/cases/3'] };
  expect(trailAt('/cases/2', kept)).toEqual({
    at: 2,
    count: 3,
    previous: '/cases/1',
    next: '/cases/3',
    from: kept.from,
  });
  expect(trailAt('/cases/1', kept)).toMatchObject({ previous: undefined, next: '/cases/2' });
  expect(trailAt('/cases/3', kept)).toMatchObject({ previous: '/cases/2', next: undefined });
  expect(trailAt('/cases/9', kept)).toBeUndefined();
  expect(trailAt('/cases/1', undefined)).toBeUndefined();
});
