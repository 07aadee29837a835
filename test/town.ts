// The invented town every test knows: two districts, a few grids, the people who serve them, and a client for each.

import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pino from 'pino';

import { createApp } from '../src/app.ts';
import type { App } from '../src/app.ts';
import { readSettings } from '../src/config.ts';
import { SYSTEM } from '../src/platform/context.ts';
import type { Actor, Context, District } from '../src/platform/context.ts';
import { createKeyring, hashToken } from '../src/platform/crypto.ts';
import type { Database } from '../src/platform/database/database.ts';
import { openFileStore } from '../src/platform/files.ts';
import type { FileStore } from '../src/platform/files.ts';
import { liveHere } from '../src/platform/live.ts';
import type { Platform } from '../src/platform/platform.ts';
import { createVault } from '../src/platform/vault.ts';
import { linkToken } from '../src/modules/cases/reports/links.ts';
import { openJobsByHand } from '../src/platform/jobs/start.ts';
import { JOBS, REACTIONS, TIMERS } from '../src/reactions.ts';
import { SCHEDULE } from '../src/schedule.ts';
import { districtsOf } from '../src/modules/areas/districts.ts';
import { openTestDatabase } from './database.ts';
import { DISTRICTS, PEOPLE } from './town-ground.ts';
import type { PersonName } from './town-ground.ts';

export { town as ground } from './town-ground.ts';

export const JOB_REGISTER = { reactions: REACTIONS, jobs: JOBS, timers: TIMERS, schedule: SCHEDULE };

/** The master key of all test towns: their templates are shared between test files. */
export const TEST_MASTER_KEY = createHash('sha256').update('test town').digest();

export interface Reply {
  status: number;
  headers: Record<string, unknown>;
  json: any;
  text: string;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Client {
  get(path: string): Promise<Reply>;
  post(path: string, body?: unknown): Promise<Reply>;
  put(path: string, body?: unknown): Promise<Reply>;
  patch(path: string, body?: unknown): Promise<Reply>;
  delete(path: string): Promise<Reply>;
  /** Bytes with a content type. */
  upload(path: string, content: Buffer, type: string): Promise<Reply>;
  /** Anything: no body at all, text that is not JSON, bytes where none belong. */
  send(method: Method, path: string, body?: unknown, type?: string): Promise<Reply>;
}

export interface Town {
  readonly app: App;
  readonly platform: Platform;
  readonly database: Database;
  /** What was sent to phones, newest last. */
  readonly sent: { to: string; words: string }[];
  /** Every log line written. */
  readonly logged: string[];
  readonly district: District;
  readonly otherDistrict: District;
  /** A person of the town, signed in. Paths are below `/api/{district}`. */
  as(name: PersonName, district?: District): Client;
  /** Nobody signed in. */
  stranger(district?: District): Client;
  /** Somebody with a private link. */
  withLink(token: string, district?: District, device?: string): Client;
  /** Whoever sends these headers; the path is whole, `/api/…`. */
  raw(headers: Record<string, string>): Client;
  /** A context as an action gets it, for tests below HTTP. */
  context(actor?: Actor, district?: District): Context;
  /** The token in the link that the organisation of this order was sent. */
  orderLink(orderId: string): Promise<string>;
  now(): string;
  /** Moves the town's clock. */
  pass(minutes: number): void;
  setClock(instant: string): void;
  /** Pumps facts, fires due timers and runs jobs, here and now, until nothing is left that is due. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Over a database of its own, or over one that holds a town already. */
export async function openTown(over?: { database: Database; files: FileStore }): Promise<Town> {
  const database = over?.database ?? (await openTestDatabase());
  const logged: string[] = [];
  const sent: { to: string; words: string }[] = [];
  let now = Date.parse('2026-11-19T01:14:00.000Z'); // Thursday, 09:14 in the town
  const directory = await mkdtemp(join(tmpdir(), 'gezhi-town-'));
  const platform: Platform = {
    settings: readSettings({ DATA_DIR: directory, PUBLIC_URL: 'http://town.test' }),
    database,
    vault: createVault(database, createKeyring(TEST_MASTER_KEY)),
    files: over?.files ?? (await openFileStore(join(directory, 'files'))),
    live: liveHere(),
    phones: { isReal: false, send: async (to, words) => void sent.push({ to, words }) },
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    clock: () => new Date(now).toISOString(),
  };
  const app = await createApp(platform);
  await app.server.ready();
  let jobs: ReturnType<typeof openJobsByHand> | undefined;

  const district = districtOf('yunting');
  const otherDistrict = districtOf('chengan');
  const context = (actor: Actor = SYSTEM, where = district): Context => ({
    platform,
    district: where,
    actor,
    now: platform.clock(),
  });

  return {
    app,
    platform,
    database,
    sent,
    logged,
    district,
    otherDistrict,
    as: (name, where = district) => client(app, `/api/${where.key}`, { authorization: `Bearer ${tokenOf(name)}` }),
    stranger: (where = district) => client(app, `/api/${where.key}`, {}),
    withLink: (token, where = district, device) =>
      client(app, `/api/${where.key}`, {
        authorization: `Link ${token}`,
        ...(device === undefined ? {} : { 'x-gezhi-device': device }),
      }),
    raw: (headers) => client(app, '', headers),
    context,
    async orderLink(orderId) {
      const { rows } = await database.asOwner((connection) =>
        connection.query('select id from d_yunting.links where work_order_id = $1 and revoked_at is null', [orderId]),
      );
      const [link] = rows as { id: string }[];
      if (link === undefined) throw new Error('no link was made for this order');
      return linkToken(await platform.vault.safe(district.id), link.id);
    },
    now: () => platform.clock(),
    pass: (minutes) => void (now += minutes * 60_000),
    setClock: (instant) => void (now = Date.parse(instant)),
    async settled() {
      jobs ??= openJobsByHand(platform, districtsOf(database), JOB_REGISTER);
      await (await jobs).settle();
    },
    async close() {
      await app.server.close();
      await (await jobs)?.stop();
      await platform.live.close();
      await database.close();
    },
  };
}

/** The session token of a person of the town: the template holds its hash. */
export function tokenOf(name: string): string {
  return createHash('sha256').update(`session of ${name}`).digest('base64url');
}

export function sessionRow(name: PersonName) {
  return {
    id: PEOPLE[name].sessionId,
    token_hash: hashToken(tokenOf(name)),
    account_id: PEOPLE[name].id,
    way: 'demo',
    created_at: '2026-11-01T00:00:00.000Z',
    seen_at: '2026-11-01T00:00:00.000Z',
    expires_at: '2036-11-01T00:00:00.000Z',
  };
}

/** Random text for tests that must not collide. */
export function anyWord(): string {
  return randomBytes(4).toString('hex');
}

function districtOf(key: keyof typeof DISTRICTS): District {
  const { id, name } = DISTRICTS[key];
  return { id, key, schema: `d_${key}`, name, path: `/${key}/`, timeZone: 'Asia/Shanghai', isDemo: true };
}

function client(app: App, prefix: string, headers: Record<string, string>): Client {
  const send = async (method: Method, path: string, body?: unknown, type?: string): Promise<Reply> => {
    const payload =
      body === undefined || Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await app.server.inject({
      method,
      url: `${prefix}${path}`,
      headers: { ...headers, ...(payload === undefined ? {} : { 'content-type': type ?? 'application/json' }) },
      ...(payload === undefined ? {} : { payload }),
    });
    const isJson = String(reply.headers['content-type'] ?? '').includes('json');
    return {
      status: reply.statusCode,
      headers: reply.headers,
      json: isJson ? reply.json() : undefined,
      text: reply.body,
    };
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    put: (path, body = {}) => send('PUT', path, body),
    patch: (path, body = {}) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
    upload: (path, content, type) => send('PUT', path, content, type),
    send,
  };
}
