// The list of what the browser floor lacks: each is seen in a built file, and its harmless neighbour is not.

import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { NAMES, lackingInScript, lackingInStyle, polyfilledNames } from './floor.ts';

const NONE = new Set();
const inScript = (text) => lackingInScript(text, NONE).map(({ name }) => name);
const inStyle = (text) => lackingInStyle(text).map(({ name }) => name);

test.each(Object.entries(NAMES))('%s is seen where it is used', (name, { as }) => {
  expect(inScript(as === 'call' ? `x.${name}(1)` : `new ${name}(1)`)).toEqual([name]);
  expect(inScript(as === 'call' ? `x.${name} = 1` : `typeof ${name}`)).toEqual([]);
});

test.each([
  ['AbortSignal.timeout(5)', 'AbortSignal.timeout'],
  ['navigator.locks.request("a", f)', 'navigator.locks'],
  ['/(?<=a)b/.test(x)', 'look-behind in a pattern'],
  ['/a/v.test(x)', 'flag d or v of a pattern'],
  ['class A { static { f() } }', 'static block of a class'],
  ['class A { #m() {} }', 'private method'],
  ['class A { #m; has(o) { return #m in o } }', '#x in y'],
  ['await f()', 'await outside a function'],
  // As Vue has it, which is excused, and a call of our own beside it, which is not.
  ['a={toSorted(e){return r(this).toSorted(e)}};x.toSorted(f)', 'toSorted'],
])('%s is seen', (text, name) => {
  expect(inScript(text)).toEqual([name]);
});

test.each([
  'x.timeout(5)',
  '/(?<name>a)b/.test(x)',
  'class A { #m; get() { return this.#m } }',
  'async () => { await f() }',
  'a?.b ?? c',
])('%s passes', (text) => {
  expect(inScript(text)).toEqual([]);
});

test('what our own polyfills define is no lack, and nothing else is excused', () => {
  const names = polyfilledNames(readFileSync(new URL('../src/web/parts/polyfills.ts', import.meta.url), 'utf8'));
  expect(names).toContain('at');
  expect(lackingInScript('x.at(-1); structuredClone(x)', names).map(({ name }) => name)).toEqual(['structuredClone']);
});

test.each([
  ['a:has(b){color:red}', ':has()'],
  ['a{height:100dvh}', 'dvh, svh, lvh'],
  ['a{aspect-ratio:1}', 'aspect-ratio'],
  ['@container (min-width:1px){a{color:red}}', '@container'],
  ['a{color:color-mix(in srgb,red,blue)}', 'color-mix()'],
  ['@media (width>=600px){a{color:red}}', 'ranges in media queries'],
  ['@font-face{font-family:x}', 'a font of our own'],
])('%s is seen', (text, name) => {
  expect(inStyle(text)).toEqual([name]);
});

test('plain style passes', () => {
  expect(inStyle('a{height:100vh;gap:4px}@media (min-width:600px){a>b{transform:scale(2)}}')).toEqual([]);
});
