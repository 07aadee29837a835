import { expect, test } from 'vitest';

import { addressOf, route } from './route.ts';

const readCase = route('GET', '/cases/:id');
const session = route('GET', '/session', true);

test('an address carries the district, its parameters escaped, and only the query that was given', () => {
  expect(addressOf(readCase, 'yunting', { params: { id: 'a/b?' } })).toBe('/api/yunting/cases/a%2Fb%3F');
  expect(addressOf(readCase, 'yunting', { params: { id: '1' }, query: { limit: 5, after: undefined } })).toBe(
    '/api/yunting/cases/1?limit=5',
  );
});

test('a city-wide operation names no district', () => {
  expect(addressOf(session, undefined)).toBe('/api/session');
  expect(addressOf(session, 'yunting')).toBe('/api/session');
});

test('a missing parameter or district is a mistake of the page, not an address with a hole', () => {
  expect(() => addressOf(readCase, 'yunting')).toThrow('needs id');
  expect(() => addressOf(readCase, undefined, { params: { id: '1' } })).toThrow('none is known');
});
