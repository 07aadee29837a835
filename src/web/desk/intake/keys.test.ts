import { expect, test } from 'vitest';

import { commandOf } from './keys.ts';

const pressed = (key: string, held: object = {}) =>
  commandOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

test('arrows and letters move, Enter acts, Space previews', () => {
  expect([pressed('ArrowDown'), pressed('j'), pressed('J')]).toEqual(['next', 'next', 'next']);
  expect([pressed('ArrowUp'), pressed('k')]).toEqual(['previous', 'previous']);
  expect([pressed('Enter'), pressed(' '), pressed('o')]).toEqual(['act', 'preview', 'open']);
  expect(pressed('Enter', { ctrlKey: true })).toBe('open');
});

test('numbers are pools, the letters of the upper row acts', () => {
  expect([pressed('1'), pressed('6')]).toEqual([{ pool: 0 }, { pool: 5 }]);
  expect([pressed('q'), pressed('u')]).toEqual([{ act: 0 }, { act: 5 }]);
});

test('with shift rows are chosen; both question marks open the sheet', () => {
  expect(pressed('ArrowDown', { shiftKey: true })).toBe('chooseDown');
  expect(pressed(' ', { shiftKey: true })).toBe('choose');
  expect([pressed('?', { shiftKey: true }), pressed('？', { shiftKey: true })]).toEqual(['keys', 'keys']);
});

test('what the browser wants for itself is left to it', () => {
  expect([pressed('r', { ctrlKey: true }), pressed('a', { metaKey: true }), pressed('j', { altKey: true })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([pressed('F5'), pressed('Tab'), pressed('z')]).toEqual([undefined, undefined, undefined]);
});
