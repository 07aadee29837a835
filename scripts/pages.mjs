// Builds the web apps when their sources have changed since the last build. By content, never by file times. Node 18 syntax.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Refusal, runToEnd } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist/web');
const STAMP = join(built, '.sources');
// What the apps are made of: their own files, and what they share with the server.
const SOURCES = [
  'src/web',
  'src/shared',
  'src/modules',
  'src/permissions.ts',
  'src/problems.ts',
  'vite.config.ts',
  'scripts/early-pages.ts',
  'package-lock.json',
];
const COMPRESSED = /\.(js|css|svg)$/;

/** @param {string} node path of the Node to build with */
export async function ensurePages(node) {
  const wanted = hashOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;

  console.error('Building the web pages (first start, or their sources have changed) …');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { code, output } = await runToEnd(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    quiet: true,
    env: { ...process.env, NODE_ENV: 'production' }, // also when a test asks for them
  });
  if (code !== 0) throw new Refusal(`${output}\nThe web pages could not be built (exit code ${code}).`);
  compress(join(built, 'assets'));
  writeFileSync(STAMP, wanted);
}

/** Compressed once here instead of at each request. */
function compress(folder) {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (COMPRESSED.test(name)) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesIn(join(root, source)))) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return `${hash.digest('hex')}\n`;
}

function filesIn(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !/\.test\.ts$|-for-tests\.ts$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => filesIn(join(path, name)));
}
