import { expect, test } from 'vitest';

import { mapAddress } from './map-address.ts';

const spot = { longitude: 111.5, latitude: 28.25 };

test('a phone’s own map opens with a named pin at the point', () => {
  expect(mapAddress(spot, '3 栋门前（东）', 'Mozilla/5.0 (Linux; Android 11)')).toBe(
    `geo:28.25,111.5?q=28.25,111.5(${encodeURIComponent('3 栋门前 东')})`,
  );
});

test('an iPhone, which knows no geo:, gets an address it opens', () => {
  expect(mapAddress(spot, '3 栋', 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X)')).toBe(
    `https://maps.apple.com/?ll=28.25,111.5&q=${encodeURIComponent('3 栋')}`,
  );
});
