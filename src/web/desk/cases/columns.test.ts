import { expect, test } from 'vitest';

import { COLUMNS, viewFrom } from './columns.ts';

test('a first visit has the usual columns, in their order', () => {
  const { columns, isDense } = viewFrom(undefined);
  expect(columns).toEqual(COLUMNS.filter((column) => columns.includes(column)));
  expect(columns).toContain('due');
  expect(isDense).toBe(false);
});

test('what was chosen comes back, what is no column does not', () => {
  const kept = JSON.stringify({ columns: ['closed', 'state', 'cats'], isDense: true });
  expect(viewFrom(kept)).toEqual({ columns: ['state', 'closed'], isDense: true });
  expect(viewFrom('{"columns":[]}').columns).toEqual([]);
  expect(viewFrom('not json')).toEqual(viewFrom(undefined));
});
