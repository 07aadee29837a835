// What is built: its weight beside the limits, no Zod and no map on a phone, and nothing that the oldest browser lacks.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

test('the built pages keep their limits and the browser floor', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/bundles.ts')], { cwd: ROOT });
  expect(stdout).toContain('resident: place page');
});
