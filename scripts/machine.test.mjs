// What the tests need from the machine: where nothing may be installed, one sentence says what to install and how.
import { afterEach, expect, test } from 'vitest';
import { installDebianPackages } from './machine.mjs';
import { Refusal } from './processes.mjs';

const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});

test('a machine without apt-get is told what is wanted, the packages by name, and the command of Debian', () => {
  process.env.PATH = '';
  const install = () => installDebianPackages(['chromium', 'fonts-noto-cjk'], 'Chromium and a font for Chinese');
  expect(install).toThrow(Refusal);
  expect(install).toThrow(
    "The tests need Chromium and a font for Chinese. On Debian or Ubuntu: sudo apt-get install chromium fonts-noto-cjk. Elsewhere: install the same by your system's means.",
  );
});
