// The template of the demo: built once, whole or not at all, whoever builds at the same time.

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { fillWithDemo } from './template.ts';

let within: string;
beforeEach(() => {
  within = mkdtempSync(join(tmpdir(), 'template-test-'));
});
afterEach(() => rmSync(within, { recursive: true, force: true }));

/** Stands for the program: what it writes is whole only at the end. */
async function build(directory: string): Promise<void> {
  writeFileSync(join(directory, 'first'), 'half');
  await sleep(50);
  writeFileSync(join(directory, 'second'), 'whole');
}

function target(name: string): string {
  const directory = join(within, name);
  mkdirSync(directory);
  return directory;
}

test('whoever comes in the middle of a build gets the whole of it as well', async () => {
  const [first, second] = [target('first'), target('second')];
  const building = fillWithDemo(first, build, within);
  await sleep(20);
  await Promise.all([building, fillWithDemo(second, build, within)]);
  expect(readdirSync(second).toSorted()).toEqual(['first', 'second']);
});

test('two that build at once both get the whole of it, and one template stays', async () => {
  const [one, other] = [target('one'), target('other')];
  await Promise.all([fillWithDemo(one, build, within), fillWithDemo(other, build, within)]);
  expect(readFileSync(join(one, 'second'), 'utf8') + readFileSync(join(other, 'second'), 'utf8')).toBe('wholewhole');
  expect(readdirSync(within).filter((name) => name.startsWith('gezhi-'))).toHaveLength(1);
});

test('whoever comes later copies it and builds nothing', async () => {
  await fillWithDemo(target('one'), build, within);
  const later = target('later');
  await fillWithDemo(later, () => Promise.reject(new Error('built again')), within);
  expect(readdirSync(later).toSorted()).toEqual(['first', 'second']);
});

test('a build that fails says so, leaves nothing behind and is no template for the next', async () => {
  await expect(fillWithDemo(target('one'), () => Promise.reject(new Error('no disk')), within)).rejects.toThrow(
    'no disk',
  );
  expect(readdirSync(within)).toEqual(['one']);
  await fillWithDemo(join(within, 'one'), build, within);
  expect(readdirSync(join(within, 'one')).toSorted()).toEqual(['first', 'second']);
});

test('what a killed build left and templates of an older demo go after an hour', async () => {
  const left = ['gezhi-building-dead', 'gezhi-demo-older'].map(target);
  for (const path of left) utimesSync(path, new Date(0), new Date(0));
  target('gezhi-building-busy');
  await fillWithDemo(target('one'), build, within);
  expect(readdirSync(within).filter((name) => /dead|older|busy/.test(name))).toEqual(['gezhi-building-busy']);
});
