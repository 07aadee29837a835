// The arrows of the house and its tidiness, checked on the files; each rule is first shown to fail.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import * as rules from './house-rules.ts';
import type { Rule, SourceFile } from './house-rules.ts';

const ROOT = join(import.meta.dirname, '..');

function filesIn(folder: string, ending: RegExp): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(ROOT.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.includes('node_modules/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

const SOURCES = filesIn('src', /\.(ts|vue|js)$/);
const SHIPPED = SOURCES.filter(({ path }) => !rules.isTest(path));
rules.learnTopics(SHIPPED);
const PROGRAMS = [
  ...SOURCES,
  ...filesIn('test', /\.ts$/),
  ...filesIn('scripts', /\.(ts|mjs)$/),
  ...filesIn('seeds', /\.ts$/),
];
// These two name the forbidden words to forbid them.
const WITHOUT_THE_RULES = PROGRAMS.filter(
  ({ path }) => !['test/house-rules.ts', 'test/boundaries.test.ts'].includes(path),
);

interface Check {
  readonly name: string;
  readonly rule: Rule;
  readonly files: readonly SourceFile[];
  /** What must be refused, and its harmless neighbour. */
  readonly refused: readonly [path: string, text: string][];
  readonly allowed: readonly [path: string, text: string][];
}

const CHECKS: readonly Check[] = [
  {
    name: 'rules and contracts import nothing that touches a database, the network or a clock',
    rule: rules.pureStaysPure,
    files: SHIPPED,
    refused: [
      ['src/modules/cases/rules.ts', "import { sql } from 'kysely';"],
      ['src/modules/cases/clocks/clocks.ts', "import { inTransaction } from '#platform/context.ts';"],
      ['src/modules/cases/contract.ts', "import {\n  readFile,\n} from 'node:fs/promises';"],
      ['src/shared/geo.ts', "const fs = await import('node:fs');"],
      ['src/permissions.ts', "import pg from 'pg';"],
    ],
    allowed: [
      ['src/modules/cases/rules.ts', "import { addHours } from '#shared/working-time.ts';"],
      ['src/modules/cases/store.ts', "import { sql } from 'kysely';"],
    ],
  },
  {
    name: 'each room sees only the rooms below it',
    rule: rules.arrowsPointDown,
    files: SHIPPED,
    refused: [
      ['src/platform/http/serve.ts', "import { move } from '#modules/cases/rules.ts';"],
      ['src/platform/jobs.ts', "import { createApp } from '../app.ts';"],
      ['src/modules/cases/store.ts', "import { moveCase } from './actions.ts';"],
      ['src/modules/cases/routes.ts', "import { lockCase } from './store.ts';"],
      ['src/modules/cases/contract.ts', "import type { CaseRow } from './store.ts';"],
      ['src/web/desk/cases/List.vue', "import { listCases } from '#modules/cases/actions.ts';"],
      ['src/interfaces/open311/requests.ts', "import { findCase } from '../../modules/cases/store.ts';"],
      ['src/shared/time.ts', "import type { Context } from '#platform/context.ts';"],
      ['src/app.ts', "import { lockCase } from './modules/cases/store.ts';"],
    ],
    allowed: [
      ['src/modules/cases/actions.ts', "import { lockCase } from './store.ts';"],
      ['src/platform/platform.ts', "import type { Settings } from '#config';"],
      ['src/web/desk/cases/List.vue', "import { report } from '#modules/cases/contract.ts';"],
      ['src/interfaces/open311/requests.ts', "import { reportCase } from '#modules/cases/actions.ts';"],
    ],
  },
  {
    name: 'phones take only types from contracts',
    rule: rules.phonesTakeTypesOnly,
    files: SHIPPED,
    refused: [['src/web/worker/cases/Report.vue', "import { report } from '#modules/cases/contract.ts';"]],
    allowed: [
      ['src/web/worker/cases/Report.vue', "import type { Report } from '#modules/cases/contract.ts';"],
      ['src/web/desk/cases/Report.vue', "import { report } from '#modules/cases/contract.ts';"],
    ],
  },
  {
    name: 'a module meets another only at its actions, rules or contract',
    rule: rules.modulesMeetAtTheirDoors,
    files: SHIPPED,
    refused: [
      ['src/modules/visits/actions.ts', "import { lockCase } from '#modules/cases/store.ts';"],
      ['src/modules/visits/store.ts', "import { findCases } from '../cases/store-search.ts';"],
      ['src/modules/visits/jobs.ts', "import { remind } from '../cases/jobs.ts';"],
      ['src/modules/visits/actions.ts', "import { lockOrder } from '#modules/cases/orders/store-orders.ts';"],
    ],
    allowed: [
      ['src/modules/visits/actions.ts', "import { reportCase } from '#modules/cases/actions.ts';"],
      ['src/modules/cases/actions.ts', "import { lockCase } from './store.ts';"],
      ['src/modules/cases/orders/store-orders.ts', "import { lockCase } from '../store.ts';"],
    ],
  },
  {
    name: 'no file is longer than 400 lines',
    rule: rules.isShort,
    files: PROGRAMS,
    refused: [['src/modules/cases/store.ts', 'line\n'.repeat(401)]],
    allowed: [['src/modules/cases/store.ts', 'line\n'.repeat(400)]],
  },
  {
    name: 'no file lies deeper than three folders',
    rule: rules.isNearTheDoor,
    files: SOURCES,
    refused: [['src/web/desk/cases/parts/Row.vue', '']],
    allowed: [['src/web/desk/cases/Row.vue', '']],
  },
  {
    name: 'no file is a barrel or a drawer for everything',
    rule: rules.hasPlainName,
    files: PROGRAMS,
    refused: [
      ['src/modules/cases/index.ts', ''],
      ['src/shared/utils.ts', ''],
      ['src/platform/helpers/text.ts', ''],
    ],
    allowed: [['src/shared/grid-index.ts', '']],
  },
  {
    name: 'everything is exported by name',
    rule: rules.exportsByName,
    files: PROGRAMS,
    refused: [
      ['src/modules/cases/rules.ts', 'export default function move() {}'],
      ['src/modules/cases/rules.ts', "export * from './guards.ts';"],
    ],
    allowed: [['src/modules/cases/rules.ts', 'export function move() {}']],
  },
  {
    name: 'every file begins with a sentence',
    rule: rules.startsWithASentence,
    files: SHIPPED.filter(({ path }) => !path.endsWith('.vue')),
    refused: [['src/modules/cases/rules.ts', 'export const LIMIT = 3;']],
    allowed: [
      ['src/modules/cases/rules.ts', '// What may happen.\nexport const LIMIT = 3;'],
      ['src/problems.ts', '/**\n * REGISTER */'],
    ],
  },
  {
    name: 'SQL is never put together from text outside platform/database',
    rule: rules.sqlIsNotGlued,
    files: SHIPPED,
    refused: [
      ['src/modules/cases/store.ts', 'sql.raw(name)'],
      ['src/modules/cases/store.ts', 'connection.query(`select ${column} from cases`, [])'],
      ['src/modules/cases/store.ts', "connection.exec('delete from ' + table)"],
    ],
    allowed: [
      ['src/modules/cases/store.ts', 'sql`select id from cases where id = ${id}`.execute(db)'],
      ['src/platform/database/migrations.ts', 'connection.exec(`create schema ${schema}`)'],
    ],
  },
  {
    name: 'nothing but the opening writes a setting',
    rule: rules.onlyTheOpeningSets,
    files: SHIPPED,
    refused: [
      ['src/modules/cases/store.ts', 'sql`set local role gezhi_app`'],
      ['src/platform/jobs.ts', "connection.exec('SET ROLE gezhi_app')"],
      ['src/modules/cases/store.ts', "sql`select set_config('gezhi.scope', '/', true)`"],
    ],
    allowed: [
      ['src/platform/database/opening.ts', 'set local role'],
      ['src/modules/cases/store.ts', '// after `set local` ends the setting is empty\nupdateTable().set({ a })'],
    ],
  },
  {
    name: 'no module names a schema',
    rule: rules.storesNameNoSchema,
    files: SHIPPED,
    refused: [
      ['src/modules/cases/store.ts', 'sql`select id from shared.areas`'],
      ['src/modules/cases/store.ts', 'sql`select id from d_yunting.cases`'],
      ['src/modules/cases/store.ts', "db.withSchema('d_yunting')"],
    ],
    allowed: [['src/modules/cases/store.ts', "import { newId } from '#shared/ids.ts';\nsql`select id from areas`"]],
  },
  {
    name: 'only main.ts reads the clock',
    rule: rules.onlyMainReadsTheClock,
    files: SHIPPED,
    refused: [
      ['src/modules/cases/actions.ts', 'const now = new Date().toISOString();'],
      ['src/platform/jobs.ts', 'const started = Date.now();'],
    ],
    allowed: [
      ['src/main.ts', 'const clock = () => new Date().toISOString();'],
      ['src/modules/cases/rules.ts', 'new Date(Date.parse(at))'],
    ],
  },
  {
    name: 'nothing is left undone, skipped or swallowed',
    rule: rules.leavesNothingUndone,
    files: WITHOUT_THE_RULES,
    refused: [
      ['src/modules/cases/actions.ts', '// TODO later'],
      ['src/modules/cases/cases.test.ts', "test.only('a report', () => {})"],
      ['src/modules/cases/cases.test.ts', "describe.skip('reports', () => {})"],
      ['src/modules/cases/actions.ts', 'try { save(); } catch {}'],
      ['src/modules/cases/actions.ts', 'try { save(); } catch (error) { }'],
    ],
    allowed: [['src/modules/cases/actions.ts', "test.skipIf(POSTGRES === undefined)('two processes', () => {})"]],
  },
];

test('the files are seen', () => {
  expect(SOURCES.length).toBeGreaterThan(80);
  expect(SHIPPED.filter(({ path }) => path.startsWith('src/modules/')).length).toBeGreaterThan(10);
  expect(SHIPPED.flatMap(rules.importsOf).filter(({ target }) => target.startsWith('src/')).length).toBeGreaterThan(
    150,
  );
});

test('every import of our own leads to a file', () => {
  const known = new Set(filesIn('src', /./).map(({ path }) => path));
  const lost = SOURCES.flatMap((file) =>
    rules
      .importsOf(file)
      .filter(({ target }) => target.startsWith('src/') && !known.has(target.replace(/\?.*$/, '')))
      .map(({ target }) => `${file.path} → ${target}`),
  );
  expect(lost).toEqual([]);
});

describe.each(CHECKS)('$name', ({ rule, files, refused, allowed }) => {
  test.each(refused)('a breach is seen: %s %s', (path, text) => {
    expect(rule({ path, text })).toHaveLength(1);
  });

  test.each(allowed)('its harmless neighbour passes: %s %s', (path, text) => {
    expect(rule({ path, text })).toEqual([]);
  });

  test('the house keeps it', () => {
    expect(files.length).toBeGreaterThan(30);
    expect(files.flatMap(rule)).toEqual([]);
  });
});

test('a cycle between modules is seen', () => {
  const ring = [
    { path: 'src/modules/cases/actions.ts', text: "import { visit } from '#modules/visits/actions.ts';" },
    { path: 'src/modules/visits/actions.ts', text: "import { remark } from '../notices/rules.ts';" },
    { path: 'src/modules/notices/rules.ts', text: "import { move } from '#modules/cases/rules.ts';" },
  ];
  expect(rules.findCycles(ring)).toEqual(['cases → visits → notices → cases']);
  expect(rules.findCycles(ring.slice(1))).toEqual([]);
});

test('the modules form no cycle', () => {
  expect(rules.findCycles(SHIPPED)).toEqual([]);
});

test('every exception still exists', () => {
  const known = new Set(SOURCES.map(({ path }) => path));
  const gone = [
    ...Object.keys(rules.MAY_SET),
    ...Object.keys(rules.MAY_GLUE),
    ...Object.keys(rules.MAY_READ_THE_CLOCK),
  ].filter((path) => !known.has(path));
  expect(gone).toEqual([]);
});
