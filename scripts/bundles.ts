// What the web apps weigh beside their limits, and that nothing in them is above the browser floor; part of `npm run check`.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { lackingInScript, lackingInStyle, polyfilledNames } from './floor.ts';
import type { Lack } from './floor.ts';
import { ensurePages } from './pages.mjs';

const ROOT = join(import.meta.dirname, '..');
const BUILT = join(ROOT, 'dist/web');
const KB = 1000;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

interface Figure {
  readonly name: string;
  readonly app: 'resident' | 'worker' | 'desk';
  /** Loaded after the app's own start; the app's first page is part of that. */
  readonly page?: string;
  /** What is loaded later on the way and counts too. */
  readonly also?: RegExp;
  readonly scriptKb: number;
  readonly styleKb: number;
}

/** Issue limits: 85, 110 and 15 kB for residents. The worker's come from 4 s at 1.6 Mbit/s, the desk's from its own brief. */
const FIGURES: readonly Figure[] = [
  { name: 'resident: place page', app: 'resident', page: 'place/PlacePage.vue', scriptKb: 85, styleKb: 15 },
  {
    name: 'resident: the whole way to "sent"',
    app: 'resident',
    page: 'place/PlacePage.vue',
    also: /^src\/web\/(resident\/place|parts)\/|^_|node_modules/,
    scriptKb: 110,
    styleKb: 15,
  },
  { name: 'resident: order link', app: 'resident', page: 'order/OrderPage.vue', scriptKb: 85, styleKb: 15 },
  { name: 'worker: start and 今日', app: 'worker', scriptKb: 150, styleKb: 25 },
  // What the map costs beside the desk's own start: OpenLayers, which no other page of the desk waits for.
  { name: 'desk: 网格地图', app: 'desk', page: 'map/MapPage.vue', scriptKb: 450, styleKb: 80 },
  { name: 'desk: 工作台', app: 'desk', page: 'home/HomePage.vue', scriptKb: 450, styleKb: 80 },
];

/** Of Zod's own code: a string that no minifier changes. */
const ZOD = '$ZodType';
/** Of OpenLayers: the name under which it numbers its things. */
const MAP = 'ol_uid';
const PHONES = ['resident', 'worker'] as const;

await ensurePages(process.execPath);
const manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
const complaints: string[] = [];

for (const figure of FIGURES) weigh(figure);
lookForZod();
lookForMap();
lookAboveFloor();

for (const complaint of complaints) console.log(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;

function weigh({ name, app, page, also, scriptKb, styleKb }: Figure): void {
  const entry = `${app}/index.html`;
  const sources = page === undefined ? [entry] : [entry, `${app}/${page}`];
  const missing = sources.filter((source) => manifest[source] === undefined);
  if (missing.length > 0) {
    complaints.push(`${name}: the build has no ${missing.join(', ')}`);
    return;
  }
  const chunks = reached(sources, also);
  const scripts = sum(chunks.map(({ file }) => file));
  const styles = sum(chunks.flatMap(({ css = [] }) => css));
  console.log(`${name}: ${kb(scripts)} of ${scriptKb} kB script, ${kb(styles)} of ${styleKb} kB style (gz)`);
  if (scripts > scriptKb * KB) complaints.push(`${name}: ${kb(scripts)} kB of script, the limit is ${scriptKb}`);
  if (styles > styleKb * KB) complaints.push(`${name}: ${kb(styles)} kB of style, the limit is ${styleKb}`);
}

/** Everything that is loaded with these: imports always, what is loaded later only where `also` says so. */
function reached(from: readonly string[], also?: RegExp): Chunk[] {
  const seen = new Map<string, Chunk>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.set(key, chunk);
    for (const next of chunk.imports ?? []) visit(next);
    if (also !== undefined && !from.slice(0, 1).includes(key))
      for (const next of chunk.dynamicImports ?? []) if (also.test(`src/web/${next}`) || also.test(next)) visit(next);
  };
  for (const key of from) visit(key);
  return [...seen.values()];
}

function lookForZod(): void {
  for (const app of PHONES) {
    for (const { file } of everythingOf(app))
      if (textOf(file).includes(ZOD))
        complaints.push(`${app}: Zod has come into ${file}; import only types from contracts`);
  }
}

/** Maps are for desks: a phone never loads one, and no desk before a page shows one. */
function lookForMap(): void {
  const onDesk = everythingOf('desk').filter(({ file }) => textOf(file).includes(MAP));
  if (onDesk.length === 0) complaints.push('desk: the map is not found in the build, so nobody looks where else it is');
  for (const app of PHONES)
    for (const { file } of everythingOf(app))
      if (textOf(file).includes(MAP)) complaints.push(`${app}: the map has come into ${file}`);
  for (const { file } of reached(['desk/index.html', 'desk/home/HomePage.vue', 'desk/cases/CasePage.vue']))
    if (textOf(file).includes(MAP))
      complaints.push(`desk: the map has come into ${file}, which pages without one load`);
}

/** All chunks an app can load, now or later. */
function everythingOf(app: string): Chunk[] {
  const seen = new Map<string, Chunk>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.set(key, chunk);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next);
  };
  visit(`${app}/index.html`);
  return [...seen.values()];
}

function lookAboveFloor(): void {
  const polyfilled = polyfilledNames(readFileSync(join(ROOT, 'src/web/parts/polyfills.ts'), 'utf8'));
  for (const name of readdirSync(join(BUILT, 'assets'))) {
    const file = `assets/${name}`;
    if (/\.(woff2?|ttf|otf)$/.test(name)) complaints.push(`${file}: a font; the apps use those of the device`);
    const lacking = lackingIn(file, polyfilled);
    for (const { name: what, since } of lacking) complaints.push(`${file}: uses ${what} (${since})`);
  }
}

function lackingIn(file: string, polyfilled: ReadonlySet<string>): Lack[] {
  if (file.endsWith('.js')) return lackingInScript(textOf(file), polyfilled);
  return file.endsWith('.css') ? lackingInStyle(textOf(file)) : [];
}

function textOf(file: string): string {
  return readFileSync(join(BUILT, file), 'utf8');
}

function sum(files: readonly string[]): number {
  return [...new Set(files)].reduce((bytes, file) => bytes + sizeOf(file), 0);
}

function sizeOf(file: string): number {
  const compressed = join(BUILT, `${file}.gz`);
  return (existsSync(compressed) ? readFileSync(compressed) : gzipSync(readFileSync(join(BUILT, file)), { level: 9 }))
    .length;
}

function kb(bytes: number): string {
  return (bytes / KB).toFixed(1);
}
