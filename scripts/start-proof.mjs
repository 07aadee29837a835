// Proves on a clone without node_modules that `npm start` is all it takes: `start-proof.mjs CLONE REPORT_FILE`. Node 18 syntax.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.mjs';

const FIRST_START_LIMIT_SECONDS = 300;
// Only that it starts: how soon (≤ 3 s) is judged by `npm run bench`, because the machine of a test run is a noisy one.
const SECOND_START_LIMIT_SECONDS = 60;
const STOP_LIMIT_SECONDS = 10;

const [clone, reportFile] = process.argv.slice(2);
const dataDirectory = mkdtempSync(join(tmpdir(), 'gezhi-start-'));
const results = [];
let running; // the process group to end if a proof fails half-way

try {
  await prove(
    `npm start serves a fresh clone under Node ${process.versions.node} and stops when asked`,
    proveFirstStart,
  );
  await prove('a second start finds its data and exits with 0 when asked to stop', proveSecondStart);
} finally {
  rmSync(dataDirectory, { recursive: true, force: true });
}
writeReport();

async function proveFirstStart() {
  const { child, address, ended } = await start('npm', ['start'], FIRST_START_LIMIT_SECONDS);
  for (const path of ['/api/docs', '/yunting']) {
    const reply = await fetch(`${address}${path}`);
    if (!reply.ok) throw new Error(`GET ${path} was answered with ${reply.status}`);
  }

  child.kill('SIGTERM');
  await within(STOP_LIMIT_SECONDS, 'npm start did not end', ended);
  // The shell that npm puts in between may die of the signal before the server has finished: the server must still go by itself.
  await within(STOP_LIMIT_SECONDS, 'the server is still there after npm start has ended', waitUntilSilent(address));
}

async function proveSecondStart() {
  const { child, ended } = await start(process.execPath, ['scripts/run.mjs', 'start'], SECOND_START_LIMIT_SECONDS);
  child.kill('SIGTERM');
  const code = await within(STOP_LIMIT_SECONDS, 'the server did not stop', ended);
  if (code !== 0) throw new Error(`the exit code was ${code}`);
}

async function start(program, args, limitSeconds) {
  const port = await findFreePort();
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDirectory };
  for (const name of ['DATABASE_URL', 'MIGRATION_DATABASE_URL']) delete env[name];
  const startedAt = Date.now();
  const child = spawn(program, args, { cwd: clone, env, stdio: 'inherit', detached: true });
  running = child;
  let exitCode;
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve((exitCode = code ?? signal)));
  });
  ended.catch((error) => (exitCode = error.message)); // seen below, as the reason why nothing became ready

  const address = `http://127.0.0.1:${port}`;
  while (!(await isReady(address))) {
    const seconds = (Date.now() - startedAt) / 1000;
    if (exitCode !== undefined) throw new Error(`the start ended with ${exitCode} before it was ready`);
    if (seconds > Math.max(limitSeconds, 60)) throw new Error(`not ready after ${Math.round(seconds)} s`);
    await sleep(50);
  }
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(`${program} ${args.join(' ')}: ready after ${seconds.toFixed(1)} s`);
  if (seconds > limitSeconds) throw new Error(`ready after ${seconds.toFixed(1)} s, the limit is ${limitSeconds} s`);
  return { child, address, ended };
}

async function isReady(address) {
  try {
    const reply = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(2000) });
    return reply.ok && (await reply.json()).ready === true;
  } catch {
    return false; // not listening yet; the caller has a time limit
  }
}

async function waitUntilSilent(address) {
  for (;;) {
    const isListening = await fetch(address, { signal: AbortSignal.timeout(1000) }).then(
      () => true,
      (error) => error.cause?.code !== 'ECONNREFUSED',
    );
    if (!isListening) return;
    await sleep(100);
  }
}

function within(seconds, complaint, promise) {
  const limit = sleep(seconds * 1000, undefined, { ref: false }).then(() => {
    throw new Error(`${complaint} within ${seconds} s`);
  });
  return Promise.race([promise, limit]);
}

async function prove(title, proof) {
  try {
    await proof();
    results.push({ title, status: 'passed' });
  } catch (error) {
    console.error(`${title}: FAILED, ${error.message}`);
    results.push({ title, status: 'failed' });
  } finally {
    endGroup();
  }
}

function endGroup() {
  try {
    if (running) process.kill(-running.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // gone already, as it should be
  }
}

/** In the form of vitest's json reporter, so that all runs are added up alike. */
function writeReport() {
  const count = (status) => results.filter((result) => result.status === status).length;
  const testResults = [{ name: 'start', status: count('failed') > 0 ? 'failed' : 'passed', assertionResults: results }];
  const totals = {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: 0,
    numTodoTests: 0,
  };
  writeFileSync(reportFile, JSON.stringify({ ...totals, testResults }));
  process.exitCode = count('failed') > 0 ? 1 : 0;
}
