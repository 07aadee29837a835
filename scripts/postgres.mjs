// A throw-away PostgreSQL on a free port of this machine, for tests: `node scripts/postgres.mjs [--durable] -- COMMAND …`.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  openSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findFreePort } from './free-port.mjs';
import { installDebianPackages } from './machine.mjs';
import { onFirstSignal, runToEnd, Refusal } from './processes.mjs';

const LOWEST_MAJOR = 15;
const START_LIMIT_SECONDS = 30;

/**
 * Starts an empty server with the two roles that Gezhi knows: `gezhi_migrator` owns the databases it makes, `gezhi_app` is plain.
 *
 * @param {{ durable?: boolean }} [options] `durable` keeps fsync and synchronous commits, for figures that must be honest
 * @returns {Promise<{ url: string, migrationUrl: string, stop: () => Promise<void> }>}
 */
export async function startPostgres({ durable = false } = {}) {
  const folder = findPrograms() ?? installPrograms();
  const directory = mkdtempSync(join(tmpdir(), 'gezhi-postgres-'));
  const owner = process.getuid?.() === 0 ? findPlainUser() : {}; // PostgreSQL refuses to run as root
  const password = randomBytes(16).toString('hex');
  const log = join(directory, 'log');
  if (owner.uid !== undefined) chownSync(directory, owner.uid, owner.gid);

  let server;
  let exited;
  const stop = async () => {
    server?.kill('SIGINT'); // "fast": open connections are ended
    await exited;
    process.off('exit', killNow);
    rmSync(directory, { recursive: true, force: true });
  };
  const killNow = () => server?.kill('SIGQUIT');
  process.on('exit', killNow);

  try {
    initialise(folder, directory, owner, password);
    const port = await findFreePort();
    const logFile = openSync(log, 'a');
    const settings = settingsFor(port, durable).flatMap((setting) => ['-c', setting]);
    server = spawn(join(folder, 'postgres'), ['-D', join(directory, 'data'), ...settings], {
      cwd: directory,
      detached: true, // a Ctrl-C in the terminal must reach the tests first, and the server only through stop()
      stdio: ['ignore', logFile, logFile],
      ...owner,
    });
    closeSync(logFile);
    exited = new Promise((resolve, reject) => server.on('exit', resolve).on('error', reject));
    await createRoles(server, port, password, log);

    const url = (role) => `postgres://${role}:${password}@127.0.0.1:${port}/gezhi`;
    return { url: url('gezhi_app'), migrationUrl: url('gezhi_migrator'), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs a program with DATABASE_URL and MIGRATION_DATABASE_URL of a fresh server, which is gone afterwards whatever happened. */
export async function runWithPostgres(program, args, options) {
  // From here on, or a signal during the start would leave the server behind.
  let isStopped = false;
  const stopListening = onFirstSignal(() => (isStopped = true));
  const postgres = await startPostgres(options);
  try {
    if (isStopped) return 143;
    const env = { ...process.env, DATABASE_URL: postgres.url, MIGRATION_DATABASE_URL: postgres.migrationUrl };
    const { code } = await runToEnd(program, args, { env });
    return code;
  } finally {
    await postgres.stop();
    stopListening();
  }
}

function findPrograms() {
  const versioned = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').toSorted((a, b) => b - a)
    : [];
  const folders = [
    ...versioned.map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env.PATH ?? '').split(delimiter),
    read('pg_config', ['--bindir']),
  ];
  return folders.find((folder) => {
    if (!folder || !existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres'))) return false;
    const major = /\(PostgreSQL\) (\d+)/.exec(read(join(folder, 'postgres'), ['--version']) ?? '')?.[1];
    return Number(major) >= LOWEST_MAJOR;
  });
}

function installPrograms() {
  installDebianPackages(['postgresql'], `PostgreSQL ${LOWEST_MAJOR} or newer (its server programs)`);
  const folder = findPrograms();
  if (!folder)
    throw new Refusal(
      `The package postgresql of this system is older than PostgreSQL ${LOWEST_MAJOR}: install a newer one.`,
    );
  return folder;
}

function findPlainUser() {
  const name = ['postgres', 'nobody'].find((user) => read('id', ['-u', user]));
  if (!name)
    throw new Refusal('PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody".');
  return { uid: Number(read('id', ['-u', name])), gid: Number(read('id', ['-g', name])) };
}

function initialise(folder, directory, owner, password) {
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner.uid !== undefined) chownSync(passwordFile, owner.uid, owner.gid);
  const options = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', '--username=postgres', '--no-sync'];
  try {
    execFileSync(join(folder, 'initdb'), ['-D', join(directory, 'data'), `--pwfile=${passwordFile}`, ...options], {
      cwd: directory,
      stdio: 'pipe',
      ...owner,
    });
  } finally {
    rmSync(passwordFile);
  }
}

function settingsFor(port, durable) {
  const always = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=256MB',
    'max_locks_per_transaction=256', // each district is a schema of many tables, migrated in one transaction
  ];
  // Nobody but a superuser may drop a database in which autovacuum is at work, and tests drop theirs by the hundred.
  const forTests = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];
  return durable ? always : [...always, ...forTests];
}

async function createRoles(server, port, password, log) {
  const client = await connect(server, port, password, log);
  try {
    await client.query(`create role gezhi_migrator login createdb createrole password '${password}'`);
    await client.query(`create role gezhi_app login password '${password}'`);
    await client.query('create database gezhi owner gezhi_migrator');
  } finally {
    await client.end();
  }
}

async function connect(server, port, password, log) {
  const giveUpAt = Date.now() + START_LIMIT_SECONDS * 1000;
  for (;;) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
    try {
      await client.connect();
      return client;
    } catch (error) {
      const isOver = server.exitCode !== null || Date.now() > giveUpAt;
      if (isOver) throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8')}`, { cause: error });
      await sleep(50);
    }
  }
}

function read(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined; // not on this machine, which is what the caller wants to know
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const split = process.argv.indexOf('--');
  const [program, ...args] = split === -1 ? [] : process.argv.slice(split + 1);
  if (!program) {
    console.error('Say what to run: node scripts/postgres.mjs [--durable] -- COMMAND …');
    process.exitCode = 2;
  } else {
    const durable = process.argv.slice(2, split).includes('--durable');
    process.exitCode = await runWithPostgres(program, args, { durable }).catch((error) => {
      console.error(error instanceof Refusal ? error.message : error);
      return 1;
    });
  }
}
