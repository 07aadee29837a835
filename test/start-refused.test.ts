// What the program cannot start with is one sentence and a code that is not 0; every test runs it as a process of its own.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import ts from 'typescript';
import { afterAll, expect, test, vi } from 'vitest';

// A process takes a second or two to start, and many times that while the machine does other things.
vi.setConfig({ testTimeout: 60_000 });

const ROOT = join(import.meta.dirname, '..');
/** Nobody listens on port 1: a database that is away, so that none is made for a start that is refused. */
const NOWHERE = 'postgres://gezhi_app@127.0.0.1:1/gezhi';
const directory = mkdtempSync(join(tmpdir(), 'gezhi-refused-'));
const file = join(directory, 'file');
writeFileSync(file, '');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What it says and the code it ends with; a process that hangs is ended after half a minute and has no code. */
function refused(
  args: readonly string[],
  environment: Record<string, string>,
): Promise<{ code: unknown; said: string }> {
  const { DATABASE_URL: _, MIGRATION_DATABASE_URL: __, ...inherited } = process.env;
  const env = { ...inherited, DATA_DIR: join(directory, 'data'), PORT: '0', HOST: '127.0.0.1', ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, env, timeout: 30_000 }, (error, _out, said) =>
      resolve({ code: error?.code, said }),
    );
  });
}

const LOOK = 'look at DATA_DIR, FILES_DIR and GEZHI_KEY_FILE.';

test.each([
  [
    'a HOST that is not of this machine',
    { HOST: '192.0.2.1', DATABASE_URL: NOWHERE },
    '192.0.2.1 is not an address of this machine: set HOST to one that is.',
  ],
  ['a DATA_DIR that is a file', { DATA_DIR: file }, `${file} is not a directory (EEXIST): ${LOOK}`],
  [
    'a FILES_DIR below a file',
    { FILES_DIR: join(file, 'below'), DATABASE_URL: NOWHERE },
    `${file} is not a directory (EEXIST): ${LOOK}`,
  ],
])('%s', async (_, environment, sentence) => {
  expect(await refused(['src/main.ts'], environment)).toEqual({ code: 1, said: `${sentence}\n` });
});

test.runIf(process.platform === 'linux').each([
  ['a DATA_DIR', { DATA_DIR: '/proc/gezhi/data' }],
  ['a FILES_DIR', { FILES_DIR: '/proc/gezhi/files', DATABASE_URL: NOWHERE }],
])('%s where nothing can be made', async (_, environment) => {
  expect(await refused(['src/main.ts'], environment)).toEqual({
    code: 1,
    said: `/proc/gezhi cannot be made (ENOENT): ${LOOK}\n`,
  });
});

test('a Node too old', async () => {
  const asIfOld = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '16.20.2' } })`;
  const launch = ['--import', `data:text/javascript,${encodeURIComponent(asIfOld)}`, 'scripts/run.mjs', 'start'];
  expect(await refused(launch, {})).toEqual({
    code: 1,
    said: 'Gezhi needs Node 18 or newer to install itself, and this is Node 16.20.2: get a newer one from https://nodejs.org.\n',
  });
});

test('the launcher is written so that a Node too old can read the sentence', () => {
  const launcher = readFileSync(join(ROOT, 'scripts/run.mjs'), 'utf8');
  const written = (text: string, target: ts.ScriptTarget) =>
    ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText;
  // Node 12 reads ES2019 and import(); what had to be rewritten for it would differ.
  const asOld = (text: string) => written(text, ts.ScriptTarget.ES2019) === written(text, ts.ScriptTarget.ESNext);
  expect(asOld('const port = settings?.port ?? 8080;')).toBe(false);
  expect(asOld(launcher)).toBe(true);
  expect(launcher).not.toMatch(/^\s*import\s[^(]|^await\b/m);
});
