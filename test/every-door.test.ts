// Every endpoint, knocked at with everything a client can get wrong, by a stranger, by people who may and by people who may not.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

import { addressOf } from '../scripts/openapi.ts';
import { newId } from '../src/shared/ids.ts';
import type { Endpoint } from '../src/shared/endpoint.ts';
import { ground, openTown, tokenOf } from './town.ts';
import type { Client, Reply, Town } from './town.ts';

interface Knock {
  readonly with: string;
  readonly query?: string;
  readonly body?: unknown;
  /** By whom alone, where more would only be slower. */
  readonly by?: readonly Caller[];
  /** Never taken, whoever sends it. */
  readonly isRefused?: boolean;
  /** Answered before anybody looks who it is: this and nothing else. */
  readonly mustBe?: number;
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
}

const ABOVE_THE_LIMIT = `{"words":"${'x'.repeat(11 * 1024 * 1024)}"}`;
/** What no text may hold: nothing, and half a character. */
const NO_TEXT = ['a\u0000b', 'a\ud842b'];
const HOSTILE = `'; drop table cases; -- <script>alert(1)</script> "%s" \\ \${x} 𠮷`;
const LONG_NAME = '名'.repeat(600);
const CALLERS = ['stranger', 'zhou', 'roadReceiver', 'otherDispatcher', 'admin'] as const;
type Caller = (typeof CALLERS)[number];
/** Whose wrong fields get furthest. */
const MAY_CHANGE: readonly Caller[] = ['zhou', 'admin'];
/** Does not end while somebody listens: stream.test.ts has it. */
const ENDLESS = 'GET /api/{district}/stream';
/** The id in the address is one the sender makes, of one's own sentences: what is not there is made, or is gone already. */
const MAKES_WHAT_IT_NAMES = ['PUT /api/{district}/my-phrases/{id}', 'DELETE /api/{district}/my-phrases/{id}'];
const FOREIGN = [
  ground.grids['/chengan/mt/st/g01/'],
  ground.areas['/chengan/mt/'],
  ground.organisations['chengan road'],
].map((row) => row?.id ?? '');

/** Ids of the town by the names of fields. */
const OWN: readonly [name: RegExp, id: string | undefined][] = [
  [/grid/i, ground.grids['/yunting/jg/cw/g03/']?.id],
  [/street/i, ground.areas['/yunting/jg/']?.id],
  [/area|community|parent/i, ground.areas['/yunting/jg/cw/']?.id],
  [/organisation|owner/i, ground.organisations['yunting road']?.id],
  [/account/i, ground.people.zhou.id],
];

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const nameOf = (wanted: Endpoint) => `${wanted.method} ${addressOf(wanted)}`;
const clientOf = (caller: Caller) =>
  town.raw(caller === 'stranger' ? {} : { authorization: `Bearer ${tokenOf(caller)}` });
const schemaOf = (part: z.ZodType | undefined) =>
  part === undefined ? undefined : (z.toJSONSchema(part, { io: 'input', unrepresentable: 'any' }) as Schema);

test('the sample bodies are what endpoints take: nearly all pass the schema', () => {
  const inputs = town.app.endpoints.flatMap(({ input }) => input ?? []);
  const wrong = inputs.filter((input) => !input.safeParse(sampleOf(schemaOf(input), newId)).success);
  expect(inputs.length).toBeGreaterThan(40);
  expect(wrong.length / inputs.length).toBeLessThan(0.2);
});

test(
  'no endpoint fails or answers anything but its success or a problem, and none takes an id of another district',
  { timeout: 360_000 },
  async () => {
    const doors = town.app.endpoints.toSorted((one, other) => Number(endsASession(one)) - Number(endsASession(other)));
    const wrong: string[] = [];
    const statuses = new Map<number, number>();
    for (const wanted of doors) {
      for (const caller of CALLERS) {
        if (caller !== 'stranger' && nameOf(wanted) === ENDLESS) continue;
        for (const [index, knock] of knocksAt(wanted).entries()) {
          if (knock.by?.includes(caller) === false) continue;
          const id = FOREIGN[index % 4] ?? newId();
          const reply = await send(clientOf(caller), wanted, knock, id);
          statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
          const fault = faultOf(wanted, isForeign(wanted, id) ? { ...knock, isRefused: true } : knock, reply);
          if (fault !== undefined) wrong.push(`${nameOf(wanted)} by ${caller} with ${knock.with}: ${fault}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(town.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
    // Not all stopped at the door: fields were read, rows looked for, media types and sizes weighed.
    for (const status of [200, 401, 403, 404, 413, 415, 422])
      expect(statuses.get(status), String(status)).toBeGreaterThan(10);
  },
);

test('an answer that is none is seen', () => {
  const [wanted] = town.app.endpoints;
  const reply = { status: 500, headers: { 'content-type': 'application/problem+json' }, json: {}, text: '{}' };
  expect(faultOf(wanted!, { with: 'anything' }, reply)).toContain('500');
  expect(faultOf(wanted!, { with: 'anything' }, { ...reply, status: 404, headers: {} })).toContain('404');
  expect(faultOf(wanted!, { with: 'anything' }, { ...reply, status: 201 })).toContain('201');
  const taken = { ...reply, status: wanted!.status ?? 200 };
  expect(faultOf(wanted!, { with: 'anything' }, taken)).toBeUndefined();
  expect(faultOf(wanted!, { with: 'anything', isRefused: true }, taken)).toContain(String(taken.status));
});

/** What the address names lies in the other district. */
function isForeign(wanted: Endpoint, id: string): boolean {
  return (
    FOREIGN.includes(id) && /\{(?!district\})/.test(addressOf(wanted)) && !MAKES_WHAT_IT_NAMES.includes(nameOf(wanted))
  );
}

/** Knocked at last: whoever has signed out is a stranger from then on. */
function endsASession({ method, path }: Endpoint): boolean {
  return /session|account/.test(path) && method !== 'GET';
}

function knocksAt(wanted: Endpoint): Knock[] {
  const { method, query, input, rawBody } = wanted;
  const queries: Knock[] = [
    { with: 'an unknown parameter', query: '?cats=1' },
    { with: 'U+0000 in the query', query: `?cats=%00` },
    { with: 'half a character in the query', query: '?cats=%ED%A0%80' },
    ...Object.keys(schemaOf(query)?.properties ?? {}).flatMap((name) =>
      ['', '%00', '-1', 'x', `a&${name}=b`].map((value) => ({
        with: `?${name}=${value}`,
        query: `?${name}=${value}`,
        by: MAY_CHANGE,
      })),
    ),
  ];
  if (method === 'GET') return [{ with: 'nothing' }, ...queries];
  const everywhere: Knock[] = [
    { with: 'nothing' },
    { with: 'text for JSON', body: '{"half":', mustBe: rawBody === undefined ? 400 : 415, by: ['zhou'] },
    { with: '11 MB', body: ABOVE_THE_LIMIT, mustBe: rawBody === undefined ? 413 : 415, by: ['zhou'] },
  ];
  if (rawBody !== undefined)
    return [
      ...everywhere,
      ...queries,
      { with: 'bytes', body: Buffer.from('not a picture') },
      { with: 'no bytes', body: Buffer.alloc(0) },
    ];
  const bytes: Knock = { with: 'bytes', body: Buffer.from('no JSON'), mustBe: 415, by: ['zhou'] };
  const plain = ['[]', '{}', '{"cats":1}', '{"__proto__":{"a":1},"constructor":1}'];
  const bodies: Knock[] = [
    ...plain.map((body) => ({ with: body, body })),
    ...['null', '0', '"text"'].map((body) => ({ with: body, body, by: MAY_CHANGE })),
  ];
  return [
    ...everywhere,
    bytes,
    ...bodies,
    ...spoiltBodies(schemaOf(input), /cases/.test(wanted.path) ? 'zhou' : 'admin'),
  ];
}

/** What the endpoint takes, with ids of nothing, of another district and of the town; then with each field spoilt, by who is likeliest to be let in. */
function spoiltBodies(schema: Schema | undefined, likeliest: Caller): Knock[] {
  if (schema === undefined) return [];
  const good = sampleOf(schema, newId);
  const own = sampleOf(schema, ownId);
  const knocks: Knock[] = [
    { with: 'ids of nothing', body: good },
    ...FOREIGN.map((id) => ({ with: 'ids of another district', body: sampleOf(schema, () => id), by: MAY_CHANGE })),
  ];
  if (!isObject(good) || !isObject(own)) return knocks;
  const everywhere: Knock[] = [null, 0, [], {}].map((value) => ({
    with: `${JSON.stringify(value)} everywhere`,
    by: MAY_CHANGE,
    body: Object.fromEntries(Object.keys(good).map((key) => [key, value])),
  }));
  const texts = Object.keys(own).filter((key) => typeof own[key] === 'string' && !/id$/i.test(key));
  const oneByOne: Knock[] = texts.flatMap((key) =>
    [...NO_TEXT, HOSTILE, LONG_NAME].map((value) => ({
      with: `${JSON.stringify(value)} in ${key}`,
      by: NO_TEXT.includes(value) ? MAY_CHANGE : [likeliest],
      isRefused: NO_TEXT.includes(value) || (value === LONG_NAME && /name$/i.test(key)),
      body: { ...own, ...('id' in own ? { id: newId() } : {}), [key]: value },
    })),
  );
  const withKey = { with: 'U+0000 in a name', body: { ...good, 'a\u0000': 1 } };
  return [...knocks, ...everywhere, ...oneByOne, withKey, { with: 'a field more', body: { ...good, cats: 1 } }];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ownId = (name: string) => OWN.find(([pattern]) => pattern.test(name))?.[1] ?? newId();

function sampleOf(schema: Schema | undefined, id: (name: string) => string, name = ''): unknown {
  if (schema === undefined) return {};
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return sampleOf(choice, id, name);
  if (schema.properties !== undefined) {
    return Object.fromEntries(Object.entries(schema.properties).map(([key, inner]) => [key, sampleOf(inner, id, key)]));
  }
  if (schema.type === 'array')
    return Array.from({ length: schema.minItems ?? 1 }, () => sampleOf(schema.items, id, name));
  if (schema.type === 'string') return textOf(schema, id, name);
  if (schema.type === 'number' || schema.type === 'integer') return Math.max(schema.minimum ?? 1, 1);
  return schema.type === 'boolean' ? true : {};
}

function textOf({ format, pattern, minLength = 2 }: Schema, id: (name: string) => string, name: string): string {
  if (format === 'uuid') return id(name);
  if (format === 'date') return '2026-11-01';
  if (format === 'date-time') return town.now();
  if (pattern?.includes('1')) return '10055501234';
  return 'x'.repeat(Math.max(minLength, 2));
}

function send(client: Client, wanted: Endpoint, { query = '', body }: Knock, id: string): Promise<Reply> {
  const path =
    addressOf(wanted)
      .replace('{district}', town.district.key)
      .replaceAll(/\{\w+\}/g, id) + query;
  return client.send(wanted.method, path, body, Buffer.isBuffer(body) ? 'image/jpeg' : undefined);
}

function faultOf({ status = 200 }: Endpoint, { mustBe, isRefused }: Knock, reply: Reply): string | undefined {
  const answer = `${reply.status} ${reply.text.slice(0, 200)}`;
  if (mustBe !== undefined && reply.status !== mustBe) return answer;
  if (reply.status === status) return isRefused ? answer : undefined;
  const isProblem = String(reply.headers['content-type']).startsWith('application/problem+json');
  const isWhole = /^\/problems\/[a-z-]+$/.test(String(reply.json?.type)) && reply.json?.status === reply.status;
  return reply.status < 500 && isProblem && isWhole && typeof reply.json?.title === 'string' ? undefined : answer;
}
