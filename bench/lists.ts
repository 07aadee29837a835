// What officers look at in a district of a million cases, by HTTP and under row security, each with changing parameters.

import { makeRandom } from '../seeds/random.ts';
import { TOPICS, loadCases } from './cases.ts';
import type { Grounds } from './ground.ts';
import { openClient } from './http.ts';
import type { Send } from './http.ts';
import { percentile, timed } from './measure.ts';
import type { Book } from './measure.ts';
import { sampleCases } from './search.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import {
  DISTRICT_OFFICER,
  ORGANISATIONS,
  STREETS,
  buildBenchTown,
  dispatcherOf,
  officerToken,
  receiverOf,
  streetId,
} from './town.ts';

const P95_MS = 50;
const PAGES = 200;
const PAGED_STREETS = 8;

const as = (officer: string) => `Bearer ${officerToken(officer)}`;

export async function benchLists(book: Book, grounds: Grounds, sizes: Sizes): Promise<void> {
  const ground = await grounds.make('PostgreSQL');
  const database = await ground.open();
  await buildBenchTown(database);
  const { ms } = await timed(() => loadCases(database, sizes.casesSearched, book.say));
  book.say(`  loaded in ${Math.round(ms / 1000)} s`);
  const samples = await sampleCases(database, sizes.casesSearched, sizes.callsEach);
  await database.close();

  const server = await startServer(ground.environment);
  const { send, close } = openClient(server.base, 1);
  const random = makeRandom('bench lists');
  const anyStreet = () => random.between(1, STREETS);
  const sampleOf = () => random.pick(samples);
  const measure = measurer(book, send, sizes.callsEach);

  await measure('newest of my street', 'cases', () => {
    const street = anyStreet();
    return { path: `/cases?streetId=${streetId(street)}`, officer: dispatcherOf(street) };
  });
  await measureAlong(book, send, sizes, {
    name: 'overdue of the district by due time',
    path: '/overdue-cases?',
    officer: () => DISTRICT_OFFICER,
  });
  await measure("an organisation's inbox", 'orders', () => ({
    path: '/work-orders',
    officer: receiverOf(random.between(1, ORGANISATIONS)),
  }));
  await measure("an organisation's inbox, orders not done", undefined, () => ({
    path: '/work-orders?status=acknowledged',
    officer: receiverOf(random.between(1, ORGANISATIONS)),
  }));
  await measurePages(book, send, sizes);
  await measure('a number typed exactly', 'id', () => ({
    path: `/case-numbers/${sampleOf().number}`,
    officer: DISTRICT_OFFICER,
  }));
  const search = (words: string) => `/case-search?words=${encodeURIComponent(words)}`;
  const frequent = () => search(TOPICS[random.between(0, 4)]!.slice(0, 2));
  const seldom = () => search(TOPICS[random.between(15, TOPICS.length - 1)]!.slice(0, 2));
  await measure('two Han characters, common, by the district', 'cases', () => ({
    path: frequent(),
    officer: DISTRICT_OFFICER,
  }));
  await measure('two Han characters, common, by a street', 'cases', () => ({
    path: frequent(),
    officer: dispatcherOf(anyStreet()),
  }));
  await measure('two Han characters, one case in a hundred, by the district', 'cases', () => ({
    path: seldom(),
    officer: DISTRICT_OFFICER,
  }));
  await measure('two Han characters, one case in a hundred, by a street', 'cases', () => ({
    path: seldom(),
    officer: dispatcherOf(anyStreet()),
  }));
  await measure('two Han characters, rare, by the district', 'cases', () => ({
    path: search(sampleOf().rarePair),
    officer: DISTRICT_OFFICER,
  }));
  await measure('two Han characters, rare, by a street', undefined, () => ({
    path: search(sampleOf().rarePair),
    officer: dispatcherOf(anyStreet()),
  }));
  close();
  await server.stop();
  await ground.remove();
}

interface Question {
  readonly path: string;
  readonly officer: string;
}

/** @param wanted a field of the answer that must be there and not empty; undefined where nothing found is an answer */
function measurer(book: Book, send: Send, calls: number) {
  return async (name: string, wanted: string | undefined, next: () => Question): Promise<void> => {
    const spent: number[] = [];
    for (let at = 0; at < calls; at += 1) {
      const { path, officer } = next();
      const { body, ms } = await ask(send, path, officer);
      if (wanted !== undefined && isNothing(body[wanted])) throw new Error(`${name}: ${path} answered nothing`);
      spent.push(ms);
    }
    note(book, name, spent);
  };
}

/** Pages of a list one after the other, so that no call repeats another. */
async function measureAlong(
  book: Book,
  send: Send,
  sizes: Sizes,
  { name, path, officer }: { name: string; path: string; officer: () => string },
): Promise<void> {
  const spent: number[] = [];
  let after = '';
  for (let at = 0; at < sizes.callsEach; at += 1) {
    const { body, ms } = await ask(send, `${path}${after}`, officer());
    spent.push(ms);
    after = body.next === null ? '' : `after=${body.next}`;
  }
  note(book, name, spent);
}

/** Walks to the 200th page of some streets as people do, and measures from there. */
async function measurePages(book: Book, send: Send, sizes: Sizes): Promise<void> {
  const measured = Math.ceil(sizes.callsEach / PAGED_STREETS);
  const depth = sizes.isQuick ? 2 : PAGES;
  const spent: number[] = [];
  for (let street = 1; street <= PAGED_STREETS; street += 1) {
    let after = '';
    for (let page = 1; page < depth + measured; page += 1) {
      const { body, ms } = await ask(send, `/cases?streetId=${streetId(street)}${after}`, dispatcherOf(street));
      if (page >= depth) spent.push(ms);
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
  }
  note(book, `page ${depth} of a street by cursor`, spent);
}

async function ask(send: Send, path: string, officer: string) {
  const reply = await send('GET', `/api/yunting${path}`, as(officer));
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
}

function isNothing(found: unknown): boolean {
  return found === undefined || (Array.isArray(found) && found.length === 0);
}

function note(book: Book, name: string, spent: readonly number[]): void {
  book.note({
    on: 'PostgreSQL',
    name: `${name}, p95 of ${spent.length}`,
    value: percentile(spent, 0.95),
    unit: 'ms',
    limit: { most: P95_MS },
  });
}
