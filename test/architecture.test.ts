// The registers, the generated documents and the words of the house hold together.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { makeDocuments } from '../scripts/documents.ts';
import { addressOf, operationIdOf } from '../scripts/openapi.ts';
import { TRANSITIONS } from '../src/modules/cases/moves/transitions.ts';
import { PERMISSION_KEYS } from '../src/permissions.ts';
import { PROBLEMS } from '../src/problems.ts';
import { endpoint } from '../src/shared/endpoint.ts';
import type { Endpoint } from '../src/shared/endpoint.ts';
import { openTown } from './town.ts';
import type { Town } from './town.ts';

const ROOT = join(import.meta.dirname, '..');

/** Permissions of the register that nothing asks for yet, and why they stand there. */
const NOT_ASKED_FOR_YET: Record<string, string> = {};

/** Refusals of the register that are thrown under a name put together elsewhere. */
const THROWN_ELSEWHERE: Record<string, string> = {
  'send-back-undecided': 'kept for the move that finds a send-back waiting',
};

let town: Town;
let endpoints: readonly Endpoint[];
beforeAll(async () => {
  town = await openTown();
  endpoints = town.app.endpoints;
});
afterAll(() => town.close());

const filesUnder = (folder: string, ending: RegExp) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const program = () =>
  filesUnder('src', /(?<!\.test)\.ts$/)
    .filter((path) => path !== 'src/permissions.ts' && path !== 'src/problems.ts')
    // The pages have words for every refusal; that is no use of one.
    .filter((path) => !path.startsWith('src/web/'))
    .map(textOf)
    .join('\n');

describe('generated documents', () => {
  test('none is stale; if one is: npm run docs', async () => {
    const documents = await makeDocuments({ database: town.database, districtSchema: town.district.schema, endpoints });
    expect(documents.size).toBe(7);
    for (const [path, text] of documents)
      expect(existsSync(join(ROOT, path)) && textOf(path) === text, path).toBe(true);
  });

  test('the schema reads the same in every district', async () => {
    const of = (schema: string) => makeDocuments({ database: town.database, districtSchema: schema, endpoints: [] });
    expect((await of(town.otherDistrict.schema)).get('docs/schema.sql')).toBe(
      (await of(town.district.schema)).get('docs/schema.sql'),
    );
  });

  test('every table of the schema has its sentence', () => {
    expect(textOf('docs/schema.sql').match(/^-- *\ncreate (table|view)/gm)).toBeNull();
  });
});

describe('endpoints', () => {
  /** Objects in what is sent that would take a field nobody knows. */
  function looseObjects(wanted: Endpoint): string[] {
    return (['params', 'query', 'input'] as const).flatMap((part) => {
      const schema = wanted[part];
      if (schema === undefined) return [];
      return looseIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).map(
        (place) => `${wanted.method} ${addressOf(wanted)} ${part}${place}`,
      );
    });
  }

  function looseIn(schema: unknown, place = ''): string[] {
    if (typeof schema !== 'object' || schema === null) return [];
    const { properties, additionalProperties } = schema as { properties?: object; additionalProperties?: unknown };
    const own = properties !== undefined && additionalProperties !== false ? [place || '/'] : [];
    return [...own, ...Object.entries(schema).flatMap(([key, inner]) => looseIn(inner, `${place}/${key}`))];
  }

  const loose = endpoint({
    method: 'POST',
    path: '/cats',
    admission: 'public',
    summary: 'Add a cat',
    input: z.object({ name: z.string() }),
  });
  const looseInside = endpoint({ ...loose, input: z.strictObject({ cats: z.array(z.object({ name: z.string() })) }) });
  const strict = endpoint({ ...loose, input: z.strictObject({ name: z.string() }) });

  test('a loose object is seen, also inside another', () => {
    expect(looseObjects(loose)).toEqual(['POST /api/{district}/cats input/']);
    expect(looseObjects(looseInside)).toHaveLength(1);
    expect(looseObjects(strict)).toEqual([]);
  });

  test('they are many', () => {
    expect(endpoints.length).toBeGreaterThan(30);
  });

  test('each address begins with its district, but for the doors of the whole city', () => {
    const bare = endpoints.map(addressOf).filter((address) => !address.startsWith('/api/{district}/'));
    const door = [
      '/api/activations',
      '/api/health',
      '/api/password',
      '/api/session',
      '/api/session/by-code',
      '/api/session/demo',
    ];
    expect([...new Set(bare)].toSorted()).toEqual([...door, '/api/sign-in-codes']);
  });

  test('each says who may call it and what it is for, in a sentence of its own', () => {
    expect(
      endpoints.filter(({ admission, summary }) => !admission || !/^\p{L}.{2,}/u.test(summary)).map(addressOf),
    ).toEqual([]);
    const ids = endpoints.map(operationIdOf);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('each refuses unknown fields', () => {
    expect(endpoints.flatMap(looseObjects)).toEqual([]);
  });

  test('each that changes something without bytes says what it takes, and each part of an address is described', () => {
    const undescribed = endpoints.filter(({ path, params }) => {
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      return JSON.stringify(names.sort()) !== JSON.stringify(Object.keys(params?.shape ?? {}).sort());
    });
    expect(undescribed.map(addressOf)).toEqual([]);
  });
});

describe('registers', () => {
  test('every permission is asked for somewhere, or says why not', () => {
    const asked = new Set<string>([
      ...endpoints.map(({ admission }) => admission),
      ...Object.values(TRANSITIONS).flatMap(({ needs }) => needs),
      ...[...program().matchAll(/'([a-zA-Z]+\.[a-zA-Z]+)'/g)].map(([, name]) => name ?? ''),
    ]);
    expect(PERMISSION_KEYS.filter((key) => !asked.has(key)).sort()).toEqual(Object.keys(NOT_ASKED_FOR_YET).sort());
  });

  test('every refusal is used', () => {
    const text = program();
    expect(
      Object.keys(PROBLEMS)
        .filter((slug) => !text.includes(`'${slug}'`))
        .sort(),
    ).toEqual(Object.keys(THROWN_ELSEWHERE).sort());
  });

  test('every refusal has its page, and the page of an unknown one is not found', async () => {
    const statuses = await Promise.all(
      Object.keys(PROBLEMS).map(async (slug) => (await town.raw({}).get(`/problems/${slug}`)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await town.raw({}).get('/problems/no-such-thing')).status).toBe(404);
    expect((await town.raw({}).get('/problems/constructor')).status).toBe(404);
  });
});

describe('the reader of the API', () => {
  test.each([
    ['/api/docs', 'text/html'],
    ['/api/docs/reader.js', 'text/javascript'],
    ['/api/docs/reader.css', 'text/css'],
    ['/api/openapi.json', 'application/json'],
    ['/problems', 'text/html'],
  ])('%s is served', async (path, type) => {
    const reply = await town.raw({}).get(path);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toContain(type);
    expect(reply.headers['content-security-policy']).toContain("script-src 'self'");
  });

  test('it holds no script or style in line', () => {
    const page = textOf('src/platform/http/reader.html');
    expect(page).not.toMatch(/<style|style=|onclick=|<script(?![^>]*\bsrc=)/);
    expect(textOf('src/platform/http/reader.js')).not.toMatch(/innerHTML|eval\(|insertAdjacentHTML/);
  });
});

describe('words', () => {
  /** Links of a page that lead to no file. */
  function deadLinks(path: string, text: string): string[] {
    const prose = text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/`[^`\n]*`/g, '');
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^(https?:|mailto:|#|\/)/.test(target))
      .filter((target) => !existsSync(join(ROOT, dirname(path), decodeURIComponent(target.replace(/#.*$/, '')))))
      .map((target) => `${path}: ${target}`);
  }

  test('a dead link is seen', () => {
    expect(deadLinks('README.md', 'see [this](docs/no-such-page.md#top) and [that](package.json)')).toEqual([
      'README.md: docs/no-such-page.md#top',
    ]);
  });

  test('every link of every page leads somewhere', () => {
    const pages = [...readdirSync(ROOT).filter((name) => name.endsWith('.md')), ...filesUnder('docs', /\.md$/)];
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.flatMap((path) => deadLinks(path, textOf(path)))).toEqual([]);
  });

  test('every decision has its number once, a title and a date', () => {
    const names = readdirSync(join(ROOT, 'docs/decisions')).sort();
    const numbers = names.map((name) => name.slice(0, 4));
    expect(names.filter((name) => !/^\d{4}-[a-z0-9-]+\.md$/.test(name))).toEqual([]);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    expect(
      names.filter(
        (name) =>
          !/^# .+\n/.test(textOf(`docs/decisions/${name}`)) ||
          !/\b20\d\d-\d\d-\d\d\b/.test(textOf(`docs/decisions/${name}`)),
      ),
    ).toEqual([]);
  });
});

describe('modules', () => {
  const TOPIC = /^[a-z][a-z0-9-]*(\.test)?\.ts$/;
  const oddIn = (entries: readonly { name: string; isFile(): boolean }[]) =>
    entries.filter((entry) => !entry.isFile() || !TOPIC.test(entry.name)).map(({ name }) => name);

  test('a folder in a module, a drawing or a name in capitals is seen', () => {
    const file = (name: string, is = true) => ({ name, isFile: () => is });
    const entries = [file('store.ts'), file('Store.ts'), file('map.png'), file('parts', false), file('rules.test.ts')];
    expect(oddIn(entries)).toEqual(['Store.ts', 'map.png', 'parts']);
  });

  /** A module that outgrows some forty files gets rooms by topic (ARCHITECTURE.md section 3); a smaller one has none. */
  const FILES_BEFORE_ROOMS = 40;
  const insideOf = (folder: string) => readdirSync(join(ROOT, 'src/modules', folder), { withFileTypes: true });
  const roomsOf = (name: string) => {
    const rooms = insideOf(name).filter((entry) => entry.isDirectory());
    const files = rooms.flatMap((room) => insideOf(join(name, room.name))).length + insideOf(name).length;
    return files > FILES_BEFORE_ROOMS ? rooms : [];
  };

  test('a module holds topics and their tests; only a large one has rooms, and a room has none', () => {
    const folders = readdirSync(join(ROOT, 'src/modules'), { withFileTypes: true });
    expect(folders.filter((entry) => !entry.isDirectory())).toEqual([]);
    const odd = folders.flatMap(({ name }) => {
      const rooms = roomsOf(name).map((room) => room.name);
      return [
        ...oddIn(insideOf(name).filter((entry) => !rooms.includes(entry.name))),
        ...rooms.flatMap((room) => oddIn(insideOf(join(name, room)))),
      ];
    });
    expect(odd).toEqual([]);
    expect(roomsOf('cases').length).toBeGreaterThan(3);
    expect(roomsOf('remarks')).toEqual([]);
  });
});
