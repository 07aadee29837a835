// `npm run check`: format, lint and types side by side, then the quick tests. Everything is said, not only the first failure.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runToEnd } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const FORMATTED = ['**/*.{ts,mts,mjs,js,vue,css,html,yaml,yml}', '*.json'];

const looks = await Promise.all([
  look('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', ...FORMATTED, '!package-lock.json']),
  look('lint', 'oxlint/bin/oxlint', ['--deny-warnings']),
  look('types', 'vue-tsc/bin/vue-tsc.js', ['--noEmit']),
]);
const boundaries = existsSync(`${root}/test/boundaries.test.ts`) ? ['test/boundaries.test.ts'] : [];
// After the others: it may build the pages, and a build beside three checks takes them all longer.
const bundles = await run('bundles', [`${root}/scripts/bundles.ts`]);
const tests = await look('tests', 'vitest/vitest.mjs', [
  'run',
  '--project=unit',
  '/rules.test.ts',
  'src/shared/',
  'scripts/floor.test.mjs',
  ...boundaries,
]);

process.exitCode = [...looks, bundles, tests].every((isGood) => isGood) ? 0 : 1;

function look(name, program, args) {
  return run(name, [`${root}/node_modules/${program}`, ...args]);
}

async function run(name, args) {
  const startedAt = performance.now();
  const { code, output } = await runToEnd(process.execPath, args, { cwd: root, quiet: true });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(code === 0 ? `${name}: good (${seconds} s)` : `${output}\n${name}: FAILED (${seconds} s)`);
  return code === 0;
}
