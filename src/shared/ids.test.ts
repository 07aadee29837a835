import { expect, test, vi } from 'vitest';
import { isId, newId } from './ids.ts';

test('a new id is a UUID of version 7 that carries the time it was made', () => {
  const before = Date.now();
  const id = newId();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const milliseconds = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  expect(milliseconds - before).toBeGreaterThanOrEqual(0);
  expect(milliseconds - before).toBeLessThan(1000);
});

test('twenty thousand ids made in a row are all different and already sorted', () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(new Set(ids).size).toBe(20_000);
  expect(ids.toSorted()).toEqual(ids);
});

test('ids keep their order when the clock is set back', () => {
  const first = newId();
  vi.useFakeTimers({ now: Date.now() - 3_600_000 });
  const second = newId();
  vi.useRealTimers();
  expect(second > first).toBe(true);
});

test('an id has one spelling: lower case, with hyphens, of a known version', () => {
  expect(isId('01936d3c-7f00-7abc-8def-0123456789ab')).toBe(true);
  expect(isId('01936D3C-7F00-7ABC-8DEF-0123456789AB')).toBe(false);
  expect(isId('01936d3c7f007abc8def0123456789ab')).toBe(false);
  expect(isId('00000000-0000-0000-0000-000000000000')).toBe(false);
  expect(isId("01936d3c-7f00-7abc-8def-0123456789ab'")).toBe(false);
  expect(isId(42)).toBe(false);
});
