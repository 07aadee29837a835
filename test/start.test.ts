// The program as an operator meets it: started, refused, stopped, started again. Every test runs it as a process of its own.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// A process takes a second or two to start, and many times that while the machine does other things.
vi.setConfig({ testTimeout: 240_000 });

const ROOT = join(import.meta.dirname, '..');
const PHONES = ['10055501234', '10055505678'];
/** Nobody listens on port 1: a database that is away. */
const NOWHERE = 'postgres://gezhi_app@127.0.0.1:1/gezhi';

interface Run {
  readonly child: ChildProcess;
  readonly output: { out: string; err: string };
  readonly exit: Promise<number>;
}

const running = new Set<ChildProcess>();
const directory = mkdtempSync(join(tmpdir(), 'gezhi-start-'));
let port: number;
let first: Run;
const base = () => `http://127.0.0.1:${port}`;

beforeAll(async () => {
  port = await freePort();
  first = start('src/main.ts', {});
  await waitUntilReady(first);
}, 120_000);
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

test('the first start builds the demo and says where to go and how to enter as whom', () => {
  expect(first.output.err).toContain('is ready: http://localhost:');
  expect(first.output.err).toMatch(/周敏 · 网格员 · 旧港第 3 网格\s+http:\/\/localhost:\d+\/#zhoumin/);
  expect(first.output.err).toMatch(/http:\/\/localhost:\d+\/yunting\/desk\/\n/);
  expect(first.output.err).toMatch(/秦朗月 · /);
});

test('the address printed beside a name leads to that person on the start page, who may enter', async () => {
  const [, signInName] = /周敏 · .*\/#(\w+)\n/.exec(first.output.err) ?? [];
  expect(await (await fetch(base())).text()).toContain(`<tr id="${signInName}"><th scope="row">周敏</th>`);
  const reply = await fetch(`${base()}/api/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signInName }),
  });
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({ account: { name: '周敏' } });
});

test('the start page is marked as demo, names the people, and runs under a strict policy', async () => {
  const reply = await fetch(base());
  const html = await reply.text();
  expect(reply.headers.get('content-security-policy')).toMatch(/default-src 'self';.*style-src 'self'/);
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toContain('演示数据');
  expect(html).toContain('<code>zhoumin</code>');
  expect(html).not.toMatch(/<script(?! src="\/start\.js" defer><\/script>)|<style|\s(style|on[a-z]+)="/);
});

test('every link of the start page leads somewhere', async () => {
  const html = await (await fetch(base())).text();
  const links = Array.from(html.matchAll(/(?:href|src)="([^"]+)"/g), ([, link]) => link ?? '');
  expect(links).toEqual(expect.arrayContaining(['/start.css', '/start.js', '/yunting/work/', '/chengan/desk/']));
  const answers = await Promise.all(links.map(async (link) => [link, (await fetch(new URL(link, base()))).status]));
  expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
});

test.each([
  ['an unknown setting', { GEZHI_FOO: '1' }, 'GEZHI_FOO is not a setting of Gezhi'],
  ['a wrong setting', { PORT: 'eighty' }, 'PORT must be a whole number from 0 to 65535, not "eighty".'],
])('%s is one sentence and exit code 2', async (_, environment, sentence) => {
  const refused = start('src/main.ts', environment);
  expect(await refused.exit).toBe(2);
  expect(refused.output.err).toContain(sentence);
  expect(refused.output.err.trim().split('\n')).toHaveLength(1);
});

test('a port that is taken is one sentence and exit code 1', async () => {
  const refused = start('src/main.ts', { DATABASE_URL: NOWHERE });
  expect(await refused.exit).toBe(1);
  expect(refused.output.err.trim()).toBe(
    `Port ${port} is taken by another program: stop it or set PORT to another number.`,
  );
});

test('a second process on the data directory is refused in one sentence, main and script alike', async () => {
  const [main, script] = [start('src/main.ts', { PORT: '0' }), start('scripts/district.ts', {}, ['list'])];
  expect(await Promise.all([main.exit, script.exit])).toEqual([1, 1]);
  for (const { output } of [main, script]) {
    expect(output.err).toMatch(/^The data directory \S+ is in use by another running process; [^\n]*\n$/);
  }
});

test('while the database is away the process listens, says so, and stops at once when asked', async () => {
  const other = await freePort();
  const waiting = start('src/main.ts', { DATABASE_URL: NOWHERE, PORT: String(other) });
  const health = await answerOf(`http://127.0.0.1:${other}/api/health`);
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({ ready: false, database: 'away', jobsBehindSeconds: null, districts: [] });
  const call = await fetch(`http://127.0.0.1:${other}/api/session`);
  expect([call.status, (await call.json()).type]).toEqual([503, '/problems/starting']);
  waiting.child.kill('SIGTERM');
  expect(await waiting.exit).toBe(0);
});

test('SIGTERM answers the request under way, refuses new ones, and nothing acknowledged is lost', async () => {
  const acknowledged = (await (await enter('hezhiqiang')).json()).token as string;
  await mistypeWithPhones();
  const slow = await beginRequest('/api/session/demo', '{"signInName":"tangqian"}');

  const askedAt = performance.now();
  first.child.kill('SIGTERM');
  await sleep(400);
  await expect(fetch(`${base()}/api/health`)).rejects.toThrow('fetch failed');
  const answer = await slow.finish();
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(await first.exit).toBe(0);
  const stopMs = performance.now() - askedAt;
  console.log(`stop: ${Math.round(stopMs)} ms`);
  expect(stopMs).toBeLessThan(10_000);

  const startedAt = performance.now();
  const second = start('src/main.ts', {});
  await waitUntilReady(second);
  console.log(`second start to ready: ${Math.round(performance.now() - startedAt)} ms`);
  const late = /"token":"([^"]+)"/.exec(answer)?.[1];
  const replies = await Promise.all(
    [acknowledged, late].map((token) =>
      fetch(`${base()}/api/session`, { headers: { authorization: `Bearer ${token}` } }),
    ),
  );
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  second.child.kill('SIGINT');
  expect(await second.exit).toBe(0);
});

test('the log of all that is JSON without a phone, a name or a body', () => {
  const lines = first.output.out.trim().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request').length).toBeGreaterThan(5);
  expect(lines.filter((line) => /1\d{10}(?!\d)/.test(line) || PHONES.some((phone) => line.includes(phone)))).toEqual(
    [],
  );
  expect(lines.filter((line) => /\p{Script=Han}|zhoumin|hezhiqiang/u.test(line))).toEqual([]);
});

test('districts are made from a file and the demo is removed, real ones stay', async () => {
  const areas = join(directory, 'areas.csv');
  writeFileSync(
    areas,
    'level,key,name,code,parent\nstreet,hx,河西街道,990103001,\ncommunity,bq,白桥社区,990103001001,hx\n',
  );
  const about = ['--key', 'hexi', '--name', '河西区', '--region-code', '990103', '--areas', areas];
  const admin = ['--admin-name', '管一', '--admin-phone', PHONES[0]!, '--admin-sign-in', 'guanyi'];
  const create = await finished(start('scripts/district.ts', {}, ['create', ...about, ...admin]));
  expect(create.output.err).toBe('');
  expect(create.output.out).toContain('河西区 (hexi) was made with 2 areas.');
  expect(create.output.out).toMatch(/\/hexi\/desk\/activate#[\w-]{43}\n/);
  expect(create.output.out).not.toContain(PHONES[0]);

  const [, token] = /activate#([\w-]{43})/.exec(create.output.out) ?? [];
  const withReal = start('src/main.ts', {});
  await waitUntilReady(withReal);
  const activated = await fetch(`${base()}/api/activations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, password: '春江潮水连海平海上明月' }),
  });
  expect([activated.status, await activated.json()]).toMatchObject([200, { account: { name: '管一' } }]);
  withReal.child.kill('SIGTERM');
  expect(await withReal.exit).toBe(0);

  const again = await finished(start('scripts/district.ts', {}, ['create', ...about]));
  expect([await again.exit, again.output.err]).toEqual([1, 'There is a district hexi already.\n']);
  const removed = await finished(start('scripts/district.ts', {}, ['remove-demo']));
  expect(removed.output.out).toContain('Removed chengan and yunting');
  const list = await finished(start('scripts/district.ts', {}, ['list']));
  expect(list.output.out).toBe('hexi\t河西区\n');
});

test('beside a real district the demo is built when it is asked for, and never of its own accord', async () => {
  const listed = async () => (await finished(start('scripts/district.ts', {}, ['list']))).output.out;
  const ready = async (...args: string[]) => {
    const run = start('src/main.ts', {}, args);
    await waitUntilReady(run);
    run.child.kill('SIGTERM');
    expect(await run.exit).toBe(0);
    return run.output.err;
  };
  expect(await ready()).not.toContain('Building the demo');
  expect(await listed()).toBe('hexi\t河西区\n');
  expect(await ready('--demo')).toContain('Building the demo');
  const all = await listed();
  for (const key of ['hexi', 'yunting', 'chengan']) expect(all).toMatch(new RegExp(`^${key}\\t`, 'm'));
}, 120_000);

function start(script: string, environment: Record<string, string>, args: string[] = []): Run {
  const { DATABASE_URL: _, MIGRATION_DATABASE_URL: __, ...inherited } = process.env;
  const env = {
    ...inherited,
    DATA_DIR: join(directory, 'data'),
    PORT: String(port),
    HOST: '127.0.0.1',
    ...environment,
  };
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  running.add(child);
  const exit = new Promise<number>((resolve) =>
    child.on('close', (code) => (running.delete(child), resolve(code ?? -1))),
  );
  return { child, output, exit };
}

async function finished(run: Run): Promise<Run> {
  await run.exit;
  return run;
}

async function waitUntilReady(run: Run): Promise<void> {
  while (run.child.exitCode === null) {
    const status = await fetch(`${base()}/api/health`).then(
      (reply) => reply.status,
      () => 0,
    );
    if (status === 200 && run.output.err.includes('is ready')) return;
    await sleep(50);
  }
  throw new Error(`it ended before it was ready: ${run.output.err}`);
}

async function answerOf(url: string): Promise<Response> {
  for (;;) {
    const reply = await fetch(url).catch(() => undefined); // not listening yet; the test's time limit ends a wait in vain
    if (reply !== undefined) return reply;
    await sleep(50);
  }
}

function enter(signInName: string): Promise<Response> {
  return fetch(`${base()}/api/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signInName }),
  });
}

/** Phones where they belong and where they do not: what a log must not repeat. */
async function mistypeWithPhones(): Promise<void> {
  const post = (path: string, body: unknown) =>
    fetch(`${base()}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const [one, two] = PHONES;
  await post('/api/sign-in-codes', { phone: one });
  await post('/api/session', { signInName: two, password: one });
  await post(`/api/yunting/cases?phone=${one}`, { phone: two });
  await fetch(`${base()}/api/yunting/${two}`);
}

/** Sends half a request; the rest follows with `finish`, which gives the whole answer. */
async function beginRequest(path: string, body: string): Promise<{ finish(): Promise<string> }> {
  const socket: Socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text) => (answer += text));
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    '',
    '',
  ];
  socket.write(head.join('\r\n') + body.slice(0, 5));
  await sleep(200);
  return {
    async finish() {
      socket.write(body.slice(5));
      await closed;
      return answer;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address() as { port: number };
      probe.close(() => resolve(address.port));
    });
  });
}
