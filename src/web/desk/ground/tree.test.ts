// Rows with parents in the order of a tree.

import { expect, test } from 'vitest';

import { asTree } from './tree.ts';

const row = (id: string, parentId: string | null) => ({ id, parentId });

test('a crew stands below its section, the section below its department', () => {
  const rows = [row('crew', 'section'), row('other', null), row('section', 'department'), row('department', null)];
  expect(asTree(rows).map(({ row: { id }, depth }) => [id, depth])).toEqual([
    ['other', 0],
    ['department', 0],
    ['section', 1],
    ['crew', 2],
  ]);
});

test('whose parent is out of sight is not lost', () => {
  expect(asTree([row('crew', 'closed')]).map(({ depth }) => depth)).toEqual([0]);
});
