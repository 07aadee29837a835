import { expect, test } from 'vitest';

import { readWanted } from './wanted.ts';

const KNOWN = ['grids', 'lists', 'moves'];
const parts = (...args: string[]) => readWanted(args, KNOWN).parts;

test('all parts, or those named behind --only: one after the other, with commas, or each with its own --only', () => {
  expect(parts()).toEqual(KNOWN);
  expect(parts('--quick')).toEqual(KNOWN);
  expect(parts('--only', 'moves', 'grids')).toEqual(['moves', 'grids']);
  expect(parts('--only', 'moves,grids')).toEqual(['moves', 'grids']);
  expect(parts('--only', 'moves', '--only', 'grids', '--only', 'moves')).toEqual(['moves', 'grids']);
  expect(readWanted(['--only', 'lists', '--quick'], KNOWN)).toEqual({ parts: ['lists'], isQuick: true });
});

test('an unknown part, or a part without --only, is a sentence that says what there is', () => {
  expect(() => parts('--only', 'walls', 'grids')).toThrow(
    'There is no part walls; use --only with one of grids, lists, moves.',
  );
  expect(() => parts('grids')).toThrow('Parts are named behind --only, as in: npm run bench -- --only grids');
});
