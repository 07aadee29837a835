// Which font is taken for PDF.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { cjkFonts } from './fonts.ts';

const directory = await mkdtemp(join(tmpdir(), 'gezhi-fonts-'));
const there = { path: join(directory, 'here.ttf'), name: null };
const missing = { path: join(directory, 'missing.ttf'), name: null };
await writeFile(there.path, 'a font');

test('of the usual places those that are there, in their order', async () => {
  expect(await cjkFonts(undefined, [missing, there])).toEqual([there]);
});

test('a configured font is the only one: the usual places are not looked through for another', async () => {
  expect(await cjkFonts(missing, [there])).toEqual([]);
  expect(await cjkFonts(there, [missing])).toEqual([there]);
});
