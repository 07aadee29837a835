// The rules of the house as pure functions over (path, text), so that each can be shown to fail: see boundaries.test.ts.

import { posix } from 'node:path';

export interface SourceFile {
  /** From the root, with slashes: `src/modules/cases/store.ts`. */
  readonly path: string;
  readonly text: string;
}

/** One sentence for each breach. */
export type Rule = (file: SourceFile) => string[];

export interface ImportLine {
  /** `src/…` for our own files, else the package's name as written. */
  readonly target: string;
  readonly isTypeOnly: boolean;
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

/** The imports of a file, relative ones and aliases resolved to paths from the root. */
export function importsOf({ path, text }: SourceFile): ImportLine[] {
  return [...text.matchAll(IMPORT)].map(([, type, fixed, dynamic]) => ({
    target: resolveImport(path, fixed ?? dynamic ?? ''),
    isTypeOnly: type !== undefined,
  }));
}

function resolveImport(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  if (!specifier.startsWith('#')) return specifier;
  const target = `src/${specifier.slice(1)}`;
  return posix.extname(target) === '' ? `${target}.ts` : target;
}

/** Which room of the house a file stands in. */
export function roomOf(path: string): Room {
  const [, top = ''] = path.split('/');
  if (REGISTERS.has(top)) return 'register';
  if (top === 'shared' || top === 'platform' || top === 'interfaces' || top === 'web') return top;
  if (top === 'modules') return roleOf(path);
  return 'top';
}

type Room = 'register' | 'shared' | 'platform' | 'interfaces' | 'web' | Role | 'top';
export type Role = 'rules' | 'contract' | 'store' | 'actions' | 'routes' | 'jobs';

// `permissions` and `problems` know nothing; the other pages of the root are read by main.ts alone.
const REGISTERS = new Set(['permissions.ts', 'problems.ts']);
const ROLES: readonly Role[] = ['contract', 'store', 'actions', 'routes', 'jobs', 'rules'];

const actingTopics = new Set<string>();

/**
 * Of the files split off by topic (`recognise.ts`, `links.ts`) those that reach for the database count as actions, the others as
 * rules: a rule or contract that comes to import one of the former is refused.
 */
export function learnTopics(files: readonly SourceFile[]): void {
  for (const file of files) {
    const isTopic = moduleOf(file.path) !== undefined && namedRole(file.path) === undefined;
    if (
      isTopic &&
      importsOf(file).some(({ target }) => target.startsWith('src/platform/') || IMPURE_PACKAGES.test(target))
    )
      actingTopics.add(file.path);
  }
}

function roleOf(path: string): Role {
  return namedRole(path) ?? (actingTopics.has(path) ? 'actions' : 'rules');
}

/** `store.ts`, `store-search.ts`, `work-order-rules.ts`. */
function namedRole(path: string): Role | undefined {
  const parts = posix.basename(path, '.ts').split('-');
  return ROLES.find((role) => parts[0] === role || parts.at(-1) === role);
}

export function moduleOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1];
}

export function isTest(path: string): boolean {
  return /\.test\.(ts|mjs)$|-for-tests\.ts$|^test\//.test(path);
}

const PURE: ReadonlySet<Room> = new Set(['rules', 'contract', 'shared', 'register']);
const IMPURE_PACKAGES = /^(node:(?!crypto$)|kysely|pg$|pg-boss|fastify|@fastify\/|@electric-sql\/|sharp|pino)/;

/** What a room may look at among our own rooms. Modules' own files are looked at below. */
const MAY_SEE: Record<Room, readonly Room[]> = {
  register: ['register', 'shared'],
  shared: ['shared', 'register'],
  rules: ['rules', 'shared', 'register'],
  contract: ['contract', 'rules', 'shared', 'register'],
  platform: ['platform', 'shared', 'register', 'top'],
  store: ['store', 'rules', 'platform', 'shared', 'register', 'contract'],
  actions: ['actions', 'store', 'rules', 'contract', 'platform', 'shared', 'register'],
  jobs: ['jobs', 'actions', 'store', 'rules', 'contract', 'platform', 'shared', 'register'],
  routes: ['routes', 'actions', 'rules', 'contract', 'platform', 'shared', 'register'],
  interfaces: ['interfaces', 'actions', 'contract', 'rules', 'platform', 'shared', 'register'],
  web: ['web', 'contract', 'rules', 'shared', 'register'],
  top: ['top', 'routes', 'jobs', 'actions', 'rules', 'contract', 'interfaces', 'platform', 'shared', 'register'],
};
const TOP_FOR_PLATFORM = new Set(['src/config.ts']);

/** Arrow 1: rules and contracts (and what they stand on) touch no database, network or clock. */
export const pureStaysPure: Rule = (file) => {
  const room = roomOf(file.path);
  if (!PURE.has(room)) return [];
  return importsOf(file)
    .filter(
      ({ target, isTypeOnly }) => (IMPURE_PACKAGES.test(target) && !isTypeOnly) || target.startsWith('src/platform/'),
    )
    .filter(({ target, isTypeOnly }) => !(isTypeOnly && target.startsWith('src/platform/') && room === 'contract'))
    .map(({ target }) => `${file.path} is ${room} and must stay pure, but imports ${target}`);
};

/** Arrows 1, 2 and 4: each room sees only the rooms below it. */
export const arrowsPointDown: Rule = (file) => {
  const room = roomOf(file.path);
  return (
    importsOf(file)
      .filter(({ target }) => target.startsWith('src/'))
      // The shape of what an action hands over may be named below it.
      .filter(({ target, isTypeOnly }) => !(isTypeOnly && room === 'store' && roomOf(target) === 'actions'))
      .filter(
        ({ target }) =>
          !MAY_SEE[room].includes(roomOf(target)) ||
          (room === 'platform' && roomOf(target) === 'top' && !TOP_FOR_PLATFORM.has(target)),
      )
      .map(({ target }) => `${file.path} (${room}) may not import ${target} (${roomOf(target)})`)
  );
};

/** Arrow 2: phones take types only from contracts; Zod would cost them 23 kB. */
export const phonesTakeTypesOnly: Rule = (file) =>
  /^src\/web\/(worker|resident|parts)\//.test(file.path)
    ? importsOf(file)
        .filter(({ target, isTypeOnly }) => roomOf(target) === 'contract' && target.startsWith('src/') && !isTypeOnly)
        .map(({ target }) => `${file.path} imports values of ${target}; phones take its types only`)
    : [];

/** Arrow 3: a module meets another at its actions, rules or contract. */
export const modulesMeetAtTheirDoors: Rule = (file) => {
  const own = moduleOf(file.path);
  return importsOf(file)
    .filter(({ target }) => own !== undefined && moduleOf(target) !== undefined && moduleOf(target) !== own)
    .filter(({ target }) => !['actions', 'rules', 'contract'].includes(roomOf(target)))
    .map(({ target }) => `${file.path} reaches into another module: ${target}`);
};

/** Arrow 5. Answers each cycle once, as `a → b → a`. */
export function findCycles(files: readonly SourceFile[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const file of files) {
    const from = moduleOf(file.path);
    if (from === undefined) continue;
    for (const { target } of importsOf(file)) {
      const to = moduleOf(target);
      if (to !== undefined && to !== from) next.set(from, (next.get(from) ?? new Set()).add(to));
    }
  }
  const found = new Set<string>();
  const walk = (path: string[]): void => {
    for (const to of next.get(path.at(-1) ?? '') ?? []) {
      // Told from its first module in the alphabet only, or each cycle would be told once for every member.
      if (to === path[0] && path.every((name) => name >= to)) found.add([...path, to].join(' → '));
      else if (!path.includes(to) && path.length < 8) walk([...path, to]);
    }
  };
  for (const start of next.keys()) walk([start]);
  return [...found].sort();
}

/** Written by `npm run docs`; as long as what they are written from. */
const GENERATED: readonly string[] = ['src/platform/database/tables.ts', 'src/web/parts/routes.ts'];

export const isShort: Rule = ({ path, text }) => {
  const lines = text.trimEnd().split('\n').length;
  return lines > 400 && !GENERATED.includes(path) ? [`${path} has ${lines} lines; split it by topic`] : [];
};

export const isNearTheDoor: Rule = ({ path }) =>
  path.split('/').length - 2 > 3 ? [`${path} lies deeper than three folders below src`] : [];

export const hasPlainName: Rule = ({ path }) =>
  /(^|\/)(utils?|helpers?|common|lib)(\/|\.[a-z]+$)|(^|\/)index\.(ts|js|mjs)$/.test(path)
    ? [`${path}: no barrel, no drawer for everything`]
    : [];

export const exportsByName: Rule = ({ path, text }) =>
  /^export default\b|^export \* from/m.test(text) ? [`${path} exports a default or passes everything on`] : [];

export const startsWithASentence: Rule = ({ path, text }) =>
  /^(#!.*\n)?(\/\/|\/\*\*?)/.test(text) ? [] : [`${path} does not begin with a sentence saying what it is for`];

/** Who outside platform/database puts a statement together, and why. */
export const MAY_GLUE: Readonly<Record<string, string>> = {
  'src/platform/context.ts': 'savepoints, named by an id made on the spot',
};

/** Parameters guard against injection; text put together does not. `platform/database` alone writes statements from checked values. */
export const sqlIsNotGlued: Rule = ({ path, text }) => {
  if (path.startsWith('src/platform/database/') || path in MAY_GLUE) return [];
  return [/\bsql\.raw\b/, /\bsql\.lit\b/, /\.(query|exec)\(\s*`[^`]*\$\{/, /\.(query|exec)\([^)]*['"`]\s*\+/]
    .filter((glue) => glue.test(text))
    .map((glue) => `${path} builds SQL from text (${glue.source})`);
};

/** Who besides opening.ts writes `set`, and why. */
export const MAY_SET: Readonly<Record<string, string>> = {
  'src/platform/database/opening.ts': 'the one place',
  'src/platform/database/migrations.ts': 'the owner, while a migration runs in its schema',
};

export const onlyTheOpeningSets: Rule = ({ path, text }) =>
  path in MAY_SET || !/\bset (local|session|role)\b|set_config\(|\breset role\b/i.test(withoutComments(text))
    ? []
    : [`${path} writes a setting; only opening.ts does`];

export const storesNameNoSchema: Rule = ({ path, text }) =>
  moduleOf(path) !== undefined &&
  /\b(from|join|into|update|table|only) (shared|d_[a-z]+)\.|withSchema\(/.test(withoutComments(text))
    ? [`${path} names a schema; search_path decides`]
    : [];

/** Who besides main.ts reads the machine's clock, and why. */
export const MAY_READ_THE_CLOCK: Readonly<Record<string, string>> = {
  'src/main.ts': 'the one clock, handed down as platform.clock',
  'src/shared/ids.ts': 'the time inside a UUIDv7 orders ids; it is never a fact about the town',
  'src/modules/areas/districts.ts': 'the age of a cache in this process',
  'src/web/parts/now.ts': 'the one clock of the pages, put right by the answers of the server',
};

export const onlyMainReadsTheClock: Rule = ({ path, text }) =>
  path in MAY_READ_THE_CLOCK || !/\bnew Date\(\)|\bDate\.now\b|\bTemporal\.Now\b/.test(withoutComments(text))
    ? []
    : [`${path} reads the clock; take ctx.now`];

export const leavesNothingUndone: Rule = ({ path, text }) =>
  /\b(TODO|FIXME|XXX|HACK)\b|\b(test|it|describe)\.(only|skip|todo)\b|catch(\s*\([^)]*\))?\s*\{\s*\}/.test(text)
    ? [`${path} leaves something undone, skipped or swallowed`]
    : [];

export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}
