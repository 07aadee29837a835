// What Prometheus reads: figures that move with what happens, nothing of anybody in them, and not for everybody.

import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../test/play.ts';
import type { Played } from '../../test/play.ts';
import { openStream } from '../../test/stream-client.ts';
import { openTown, tokenOf } from '../../test/town.ts';
import type { Town } from '../../test/town.ts';
import { createApp } from '../app.ts';
import type { Server } from './http/server.ts';
import { inTransaction } from './context.ts';
import { createMetrics, openMetrics } from './metrics.ts';
import type { Platform } from './platform.ts';

const PHONE = '10055590017';
const TOKEN = 'prometheus of the town';

let town: Town;
let platform: Platform;
let server: Server;
let door: HttpServer;
let played: Played;
beforeAll(async () => {
  town = await openTown();
  platform = { ...town.platform, metrics: createMetrics() };
  server = (await createApp(platform)).server;
  await server.listen({ port: 0, host: '127.0.0.1' });
  door = await openMetrics(platform, { port: 0, host: '127.0.0.1', token: TOKEN });
  played = await report(town.stranger(), { contact: { name: '钱家阿婆', phone: PHONE } });
});
afterAll(async () => {
  await new Promise((resolve) => door.close(resolve));
  await server.close();
  await town.close();
});

const addressOf = (listening: { address(): AddressInfo | string | null }) =>
  `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
const ask = (path: string, headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }) =>
  fetch(`${addressOf(door)}${path}`, { headers });

/** Reads anew, whatever was read a moment ago. */
async function figures(metrics = createMetrics()): Promise<string> {
  return metrics.read(platform);
}

/** The value of one line, by all that stands before it. */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? Number.NaN);
}

async function callEverything(): Promise<void> {
  const headers = { authorization: `Bearer ${tokenOf('zhou')}`, 'content-type': 'application/json' };
  await server.inject({ url: `/api/yunting/cases/${played.id}`, headers });
  await server.inject({ url: `/api/yunting/cases/${newId()}`, headers });
  await server.inject({ url: '/api/yunting/trace', headers: { authorization: `Link ${played.link}` } });
  await server.inject({ url: `/yunting/c/${played.link}` });
  await server.inject({ url: `/nowhere/${PHONE}?phone=${PHONE}`, method: 'DELETE' });
  await server.inject({
    url: '/api/session',
    method: 'POST',
    headers,
    payload: { signInName: PHONE, password: PHONE },
  });
}

test('requests are counted by the pattern of their route, and refusals by their slug', async () => {
  await callEverything();
  const text = await platform.metrics!.read(platform);
  const route = 'method="GET",route="/api/:district/cases/:id"';
  expect(valueOf(text, `gezhi_http_requests_total{${route},status="200"}`)).toBe(1);
  expect(valueOf(text, `gezhi_http_requests_total{${route},status="404"}`)).toBe(1);
  expect(valueOf(text, `gezhi_http_request_seconds_count{${route}}`)).toBe(2);
  expect(valueOf(text, 'gezhi_http_requests_total{method="DELETE",route="unknown",status="404"}')).toBe(1);
  expect(valueOf(text, 'gezhi_refusals_total{problem="not-found"}')).toBe(2);
  expect(valueOf(text, 'gezhi_refusals_total{problem="sign-in-refused"}')).toBe(1);
});

test('no id, token, phone or name stands in them', async () => {
  await callEverything();
  const text = await platform.metrics!.read(platform);
  expect(text).toContain('gezhi_http_requests_total{');
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect(text).not.toMatch(/\p{Script=Han}/u);
  expect(
    [PHONE, played.link, played.number, played.queryCode + '"', 'yunting'].filter((word) => text.includes(word)),
  ).toEqual([]);
});

test('what waits is told: facts, timers, messages given up, districts', async () => {
  await town.settled();
  const before = await figures();
  await inTransaction(town.context(), async (ctx) => {
    await ctx.announce({ name: 'grid.changed', gridId: newId(), path: '/yunting/jg/' });
    const row = { id: newId(), kind: 'test.timer', subject_id: newId(), path: '/yunting/', due_at: town.now() };
    await ctx.db.insertInto('timers').values(row).execute();
    const message = { id: newId(), purpose: 'test', case_id: played.id, made_at: town.now(), given_up_at: town.now() };
    await ctx.db.insertInto('messages').values(message).execute();
  });
  town.pass(3);
  const after = await figures();
  const rise = (name: string) => valueOf(after, name) - valueOf(before, name);
  expect(rise('gezhi_facts_waiting')).toBe(1);
  expect(rise('gezhi_timers_due')).toBe(1);
  expect(rise('gezhi_messages_given_up')).toBe(1);
  expect(valueOf(before, 'gezhi_jobs_behind_seconds')).toBe(0);
  expect(valueOf(after, 'gezhi_jobs_behind_seconds')).toBe(180);
  expect(valueOf(after, 'gezhi_districts{state="open"}')).toBe(2);
  expect(valueOf(after, 'gezhi_ready')).toBe(1);
});

test('the process itself is told: memory, event loop, connections', async () => {
  const text = await figures();
  expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  expect(valueOf(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  expect(valueOf(text, 'gezhi_database_connections{state="idle"}')).toBeGreaterThan(0);
  expect(valueOf(text, 'gezhi_database_waiting')).toBe(0);
});

test('open live streams are counted, and their hours are no answering time', async () => {
  const own = { ...town.platform, metrics: createMetrics() };
  const other = (await createApp(own)).server;
  await other.listen({ port: 0, host: '127.0.0.1' });
  const headers = { authorization: `Bearer ${tokenOf('lin')}` };
  const stream = await openStream(`${addressOf(other.server)}/api/yunting/stream`, headers);
  await stream.until((events) => events.some(({ id }) => id !== undefined));
  expect(valueOf(await own.metrics.read(own), 'gezhi_live_listeners')).toBe(1);
  await other.close();
  const text = await own.metrics.read(own);
  const route = 'method="GET",route="/api/:district/stream"';
  expect(valueOf(text, 'gezhi_live_listeners')).toBe(0);
  expect(valueOf(text, `gezhi_http_requests_total{${route},status="200"}`)).toBe(1);
  expect(text).not.toContain(`gezhi_http_request_seconds_count{${route}}`);
});

test('what the database does not tell is left out, and not ready is said', async () => {
  const away = {
    ...platform,
    database: { ...platform.database, transaction: () => Promise.reject(new Error('away')) },
  } as Platform;
  const text = await createMetrics().read(away);
  expect(valueOf(text, 'gezhi_ready')).toBe(0);
  expect(valueOf(text, 'gezhi_facts_waiting')).toBeNaN();
  expect(valueOf(text, 'gezhi_jobs_behind_seconds')).toBeNaN();
});

test('who does not send the token is refused', async () => {
  const refused = await Promise.all([ask('/metrics', {}), ask('/metrics', { authorization: 'Bearer guess' })]);
  expect(refused.map(({ status }) => status)).toEqual([401, 401]);
  expect(await refused[0]!.text()).not.toContain('gezhi_');
  const known = await ask('/metrics');
  expect([known.status, known.headers.get('content-type')]).toEqual([200, platform.metrics!.contentType]);
  expect(await known.text()).toContain('gezhi_ready 1');
});

test('there is nothing else at their address, and nothing of them at the address of the pages', async () => {
  expect((await ask('/')).status).toBe(404);
  expect((await ask('/api/health')).status).toBe(404);
  for (const url of ['/metrics', '/api/metrics']) expect((await server.inject(url)).body).not.toContain('gezhi_ready');
});

test('a move counts under its verb', async () => {
  const headers = { authorization: `Bearer ${tokenOf('lin')}`, 'content-type': 'application/json' };
  const other = await report(town.stranger());
  await move(town, 'lin', other.id, 'file', { classCode: 'manholeCover' });
  await server.inject({ url: `/api/yunting/cases/${other.id}/file`, method: 'POST', headers, payload: {} });
  const text = await platform.metrics!.read(platform);
  expect(text).toMatch(
    /gezhi_http_requests_total\{method="POST",route="\/api\/:district\/cases\/:id\/[^"]*",status="422"\} 1/,
  );
});
