// Directories are made with those above them, or refused by an error that names them.

import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { makeDirectories } from './directories.ts';

const room = mkdtempSync(join(tmpdir(), 'gezhi-directories-'));
afterAll(() => rmSync(room, { recursive: true }));

test('a directory is made with those above it, and the topmost new one is named', () => {
  const deep = join(room, 'a', 'b', 'c');
  expect(makeDirectories(deep, 0o700)).toBe(join(room, 'a'));
  expect(statSync(deep).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o700);
  expect(makeDirectories(deep)).toBeUndefined();
  expect(makeDirectories(join(room, 'a', 'd'))).toBe(join(room, 'a', 'd'));
});

test('a file or a link to nowhere in the way is an error that names it', () => {
  writeFileSync(join(room, 'file'), '');
  symlinkSync(join(room, 'nowhere'), join(room, 'link'));
  expect(() => makeDirectories(join(room, 'file'))).toThrow(/^EEXIST.*file'$/);
  expect(() => makeDirectories(join(room, 'file', 'below'))).toThrow(/^EEXIST.*file'$/);
  expect(() => makeDirectories(join(room, 'link'))).toThrow(/^EEXIST.*link'$/);
});
