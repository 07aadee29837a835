// `npm test [-- --postgres] [vitest's own arguments]`: brings in what the machine lacks, then runs every test.
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './machine.mjs';
import { runWithPostgres } from './postgres.mjs';
import { runToEnd, Refusal } from './processes.mjs';

const VITEST = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

try {
  const onPostgres = process.argv.includes('--postgres');
  const args = [VITEST, 'run', ...process.argv.slice(2).filter((arg) => arg !== '--postgres')];
  process.env.CHROMIUM_PATH = ensureBrowser();
  process.exitCode = onPostgres
    ? await runWithPostgres(process.execPath, args)
    : (await runToEnd(process.execPath, args)).code;
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exitCode = 1;
}
