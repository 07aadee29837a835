// PostgreSQL alone: while the database is gone every call is refused within three seconds, and afterwards all works again.

import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { POSTGRES } from '../../../test/database.ts';
import { TEST_MASTER_KEY, openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { createApp } from '../../app.ts';
import type { App } from '../../app.ts';
import { createVault } from '../vault.ts';
import { createKeyring } from '../crypto.ts';
import { postgresDatabase } from './database.ts';
import type { Database } from './database.ts';

const OUTAGE_MS = 10_000;
const LIMIT_MS = 3_000;
/** All operations at once would measure how long this machine needs for hundreds of requests. */
const AT_ONCE = 120;

/** Stands between us and the database; it can cut the line, or take everything and answer nothing. */
class Line {
  mode: 'open' | 'refused' | 'silent' = 'open';
  port = 0;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(target: string) {
    this.#target = new URL(target);
  }

  async open(): Promise<void> {
    this.mode = 'open';
    if (this.#server !== undefined) return this.#dropAll(); // what hung in silence is gone, as after a real outage
    const server = createServer({ noDelay: true }, (near) => this.#join(near));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as { port: number }).port;
    this.#server = server;
  }

  async refuse(): Promise<void> {
    this.mode = 'refused';
    const closed = new Promise<void>((resolve) => this.#server?.close(() => resolve()));
    this.#dropAll();
    await closed;
    this.#server = undefined;
  }

  beSilent(): void {
    this.mode = 'silent';
  }

  get url(): string {
    const url = new URL(this.#target);
    url.port = String(this.port);
    return url.href;
  }

  #join(near: Socket): void {
    const far = connect({ port: Number(this.#target.port || 5432), host: this.#target.hostname, noDelay: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      // prettier-ignore
      this.#sockets.add(from);
      from.on('data', (bytes) => this.mode === 'open' && to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  #dropAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

describe.skipIf(POSTGRES === undefined)('on PostgreSQL', () => {
  let town: Town;
  let line: Line;
  let app: App;
  let database: Database;

  beforeAll(async () => {
    town = await openTown();
    line = new Line((town.database.beneath as { url: string }).url);
    await line.open();
    database = postgresDatabase({ url: line.url, connections: 6 });
    app = await createApp({ ...town.platform, database, vault: createVault(database, createKeyring(TEST_MASTER_KEY)) });
    await app.server.ready();
  });
  afterAll(async () => {
    await app.server.close();
    await database.close();
    if (line.mode === 'open') await line.refuse();
    await town.close();
  });

  /**
   * Every operation of the register, as somebody signed in: who that is, the database must say first. Not those that take
   * bytes: they look at the type of the bytes even before that.
   */
  async function callAll(except: readonly string[] = []) {
    const calls = app.endpoints.filter(
      ({ method, path, rawBody }) =>
        path !== '/health' && rawBody === undefined && !except.includes(`${method} ${path}`),
    );
    const replies = [];
    for (let first = 0; first < calls.length; first += AT_ONCE) {
      const wave = calls.slice(first, first + AT_ONCE).map(({ method, path, isCityWide }) => {
        const filled = path.replaceAll(/:[a-zA-Z]+/g, '01930000-0000-7000-8000-000000000000');
        return timed(method, `/api${isCityWide ? '' : '/yunting'}${filled}`);
      });
      replies.push(...(await Promise.all(wave)));
    }
    return replies;
  }

  async function timed(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string) {
    const from = performance.now();
    const reply = await app.server.inject({ method, url, headers: { authorization: `Bearer ${tokenOf('admin')}` } });
    const type = /"type":"([^"]+)"/.exec(reply.body)?.[1];
    return { call: `${method} ${url}`, status: reply.statusCode, type, ms: performance.now() - from };
  }

  const wrong = (replies: Awaited<ReturnType<typeof callAll>>) =>
    replies.filter(({ status, type, ms }) => status !== 503 || type !== '/problems/database-away' || ms > LIMIT_MS);

  test.each([
    ['its connections are cut and new ones refused', () => line.refuse()],
    ['it swallows everything and answers nothing', async () => line.beSilent()],
  ])(
    'when %s for ten seconds, every call is refused in time and works again by itself',
    async (_, goAway) => {
      await line.open();
      // Opened again it drops what hung: the pool has to notice that its connections are gone.
      await sleep(1_100);
      const before = await timed('GET', '/api/health');
      expect(before.status).toBe(200);
      await sleep(1_100); // health remembers its answer for a second

      await goAway();
      const goneAt = performance.now();
      expect(app.endpoints.length).toBeGreaterThan(1);
      expect(wrong(await callAll())).toEqual([]);
      const health = await timed('GET', '/api/health');
      expect(health).toMatchObject({ status: 503 });
      expect(health.ms).toBeLessThan(LIMIT_MS);
      await sleep(Math.max(0, OUTAGE_MS - (performance.now() - goneAt)));
      expect(wrong(await callAll())).toEqual([]);

      await line.open();
      await sleep(1_100);
      expect(await timed('GET', '/api/health')).toMatchObject({ status: 200 });
      // Not what would end one's own session for all that follow, and not the stream, which never ends by itself.
      const again = await callAll(['DELETE /session', 'POST /me/leave', 'GET /stream']);
      expect(again.filter(({ type }) => type === '/problems/database-away')).toEqual([]);
      expect(again.filter(({ status }) => status === 401)).toEqual([]);
    },
    90_000,
  );
});
