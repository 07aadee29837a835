import { randomBytes } from 'node:crypto';
import { mkdtempSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { KeyRefused } from './crypto.ts';
import { loadMasterKey } from './master-key.ts';

const room = mkdtempSync(join(tmpdir(), 'gezhi-key-'));
const dataDirectory = join(room, 'data');
mkdirSync(dataDirectory);
afterAll(() => rmSync(room, { recursive: true }));

test('the key in the environment wins over the file', () => {
  const key = randomBytes(32);
  const source = { text: key.toString('base64'), path: join(room, 'absent'), dataDirectory };
  expect(loadMasterKey(source)).toEqual(key);
});

test('a missing file is created once, readable by its owner only, and read again afterwards', () => {
  const path = join(room, 'keys', 'master.key');
  const first = loadMasterKey({ path, dataDirectory, createIfMissing: true });
  expect(first.length).toBe(32);
  expect(loadMasterKey({ path, dataDirectory, createIfMissing: true })).toEqual(first);
  expect(loadMasterKey({ path, dataDirectory })).toEqual(first);
  expect(statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
});

test('without a key and without leave to make one the start is refused', () => {
  expect(() => loadMasterKey({ path: join(room, 'absent'), dataDirectory })).toThrow(/cannot be read/);
});

test.runIf(process.platform === 'linux')('a key file where none can be made is refused, and nobody waits', () => {
  const path = '/proc/gezhi/master.key';
  expect(() => loadMasterKey({ path, dataDirectory, createIfMissing: true })).toThrow(KeyRefused);
});

test('a key file inside the data directory is refused, also behind a link', () => {
  symlinkSync(dataDirectory, join(room, 'elsewhere'));
  const inside = [join(dataDirectory, 'master.key'), join(room, 'elsewhere', 'deep', 'master.key')];
  expect(() => loadMasterKey({ path: inside[0] ?? '', dataDirectory, createIfMissing: true })).toThrow(
    /lies in the data directory/,
  );
  expect(() => loadMasterKey({ path: inside[1] ?? '', dataDirectory, createIfMissing: true })).toThrow(
    /lies in the data directory/,
  );
});

test('a key of another length or with other characters is refused without being shown', () => {
  const path = join(room, 'short.key');
  writeFileSync(path, 'c2hvcnQ=');
  expect(() => loadMasterKey({ path, dataDirectory })).toThrow(/must be 32 bytes in base64$/);
  expect(() => loadMasterKey({ text: `${'A'.repeat(42)}*`, path, dataDirectory })).toThrow(KeyRefused);
});
