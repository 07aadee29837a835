// Installs what is missing, then runs one command under the exact Node that Gezhi is locked to. Node 18 syntax.
import { delimiter, dirname, join } from 'node:path';
import { addPackages, ensureNode, ensurePackages, root } from './install.mjs';
import { ensurePages } from './pages.mjs';
import { runToEnd, Refusal } from './processes.mjs';

/** The server with at most 48 MB of memory for what is young; Node's own choice is twice that, and no call is faster by it. */
export const SERVER = ['--max-semi-space-size=16', 'src/main.ts'];

/** What each `npm run` command hands to Node. */
const COMMANDS = {
  start: SERVER,
  dev: ['--watch', ...SERVER],
  test: ['scripts/test.mjs'],
  check: ['scripts/check.mjs'],
  bench: ['scripts/bench.ts'],
  docs: ['scripts/docs.ts'],
  screenshots: ['scripts/screenshots.ts'],
  backup: ['scripts/backup.ts'],
  restore: ['scripts/restore.ts'],
  migrate: ['scripts/migrate.ts'],
  district: ['scripts/district.ts'],
};

/** What `-- --help` says; the other commands say it themselves. */
export const HELP = {
  start:
    'npm start [-- --demo]\nInstalls what is missing, brings the database up to date and serves. Settings: docs/operations.md.',
  dev: 'npm run dev\nServes like `npm start` and starts again when a file changes.',
  check: 'npm run check\nTypes, style, boundaries and stale documents: the quick part of the tests.',
  bench:
    'npm run bench [-- --quick] [-- --only PART…]\nMeasures what is promised, each figure beside its limit; docs/figures.md names what is measured.',
  docs: 'npm run docs [-- --check]\nWrites everything generated, or says what is stale.',
  screenshots: 'npm run screenshots\nTakes the pictures of the README anew.',
  backup:
    'npm run backup -- FILE\nOne archive of everything but the master key, also while the server runs. FILE must not exist yet.',
  restore:
    'npm run restore -- FILE\nAn archive into an empty database, embedded or PostgreSQL, whichever it came from.',
  migrate: 'npm run migrate\nBrings the shared schema and every district up to this program, and says what ran.',
};
const isHelp = (argument) => argument === '--help' || argument === '-h';

/** Installs, builds and ends: for an image, or a machine that is cut off afterwards. */
const BUILD = 'build';
const NEED_PAGES = new Set([BUILD, 'start', 'dev', 'test', 'bench', 'screenshots']);

/**
 * @param {string | undefined} command
 * @param {string[]} args
 * @returns {Promise<number>} the exit code for this process
 */
export async function launch(command, args) {
  try {
    if (command !== 'add' && command !== BUILD && !Object.hasOwn(COMMANDS, command)) {
      throw new Refusal(
        `There is no command "${command}": use one of ${Object.keys(COMMANDS).join(', ')}, add, ${BUILD}.`,
      );
    }
    if (Object.hasOwn(HELP, command) && args.some(isHelp)) {
      console.log(HELP[command]);
      return 0;
    }
    const node = await ensureNode();
    await ensurePackages(node);
    if (command === 'add') return await addPackages(node, args);

    if (NEED_PAGES.has(command)) await ensurePages(node);
    if (command === BUILD) return 0;

    // By its path, because a shell that has found `node` once does not look again; first on PATH for what it starts in turn.
    const env = {
      // What Node has compiled once it need not compile again: a second start is ready sooner.
      NODE_COMPILE_CACHE: join(root, '.cache/node'),
      ...process.env,
      PATH: dirname(node) + delimiter + process.env.PATH,
    };
    const { code } = await runToEnd(node, [...COMMANDS[command], ...args], { cwd: root, env });
    return code;
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    return 1;
  }
}
