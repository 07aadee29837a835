// Lists of a district with 100,000 cases on the embedded database, in every form, while somebody else keeps reading.

import { setTimeout as sleep } from 'node:timers/promises';

import { loadCases } from './cases.ts';
import type { Grounds } from './ground.ts';
import { timed } from './measure.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { idOf } from '../test/town-ground.ts';
import { DISTRICT_OFFICER, buildBenchTown, dispatcherOf, officerToken, streetId } from './town.ts';

const LONGEST_PAUSE_MS = 200;
const STREET = 3;

export async function benchPapers(book: Book, grounds: Grounds, sizes: Sizes): Promise<void> {
  const ground = await grounds.make('embedded');
  const database = await ground.open();
  await buildBenchTown(database);
  await loadCases(database, sizes.casesPresent, book.say);
  await database.close();

  const server = await startServer(ground.environment);
  const month = await lastMonth(server);
  const district = { officer: DISTRICT_OFFICER, query: `areaId=${idOf('area /yunting/')}&on=${month}` };
  const street = { officer: dispatcherOf(STREET), query: `areaId=${streetId(STREET)}&on=${month}` };
  await noteQuiet(book, server);
  const note = noter(book, server);
  await note('month of a street, as data', street, '');
  // The first of each reads what makes it: the font, the writer of workbooks.
  await note('month of a street, first PDF', street, '/pdf');
  await note('month of a street, first workbook', street, '/xlsx');
  await note('month of a street, Word', street, '/docx');
  await note('month of a street, PDF', street, '/pdf');
  await note('month of the district, as data', district, '');
  await note('month of the district, PDF', district, '/pdf');
  await note('month of the district, Word', district, '/docx');
  await note('month of the district, workbook', district, '/xlsx');
  await server.stop();
  await ground.remove();
}

interface Asked {
  readonly officer: string;
  readonly query: string;
}

/** How long it took, how long the server stood still, and how long somebody else waited for a page of cases. */
function noter(book: Book, server: RunningServer) {
  return async (name: string, { officer, query }: Asked, form: string): Promise<void> => {
    const path = `/papers/lists/monthly${form}?${query}`;
    server.forget();
    const waits = readMeanwhile(server);
    const { ms } = await timed(async () => {
      const reply = await ask(server, path, officer);
      if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
      await reply.arrayBuffer();
    });
    const longestWait = await waits.stop();
    const { longestPauseMs, residentMb } = await server.watched();
    book.note({ on: 'embedded', name, value: ms, unit: 'ms' });
    book.note({
      on: 'embedded',
      name: `${name}: longest pause of the event loop`,
      value: longestPauseMs,
      unit: 'ms',
      limit: { most: LONGEST_PAUSE_MS },
    });
    book.note({ on: 'embedded', name: `${name}: longest wait of another reader`, value: longestWait, unit: 'ms' });
    book.say(`  ${Math.round(residentMb)} MB resident`);
  };
}

/** Somebody else, who reads a page of cases again and again. */
function readMeanwhile(server: RunningServer): { stop(): Promise<number> } {
  const state = { isOn: true };
  const reading = (async () => {
    let longest = 0;
    while (state.isOn) {
      const path = `/cases?streetId=${streetId(7)}&limit=20`;
      const { ms } = await timed(async () => (await ask(server, path, dispatcherOf(7))).text());
      longest = Math.max(longest, ms);
      await sleep(20);
    }
    return longest;
  })();
  return {
    stop() {
      state.isOn = false;
      return reading;
    },
  };
}

/** What the machine does to the same server while nobody prints: the other pauses are read beside it. */
async function noteQuiet(book: Book, server: RunningServer): Promise<void> {
  server.forget();
  const waits = readMeanwhile(server);
  await sleep(10_000);
  const value = await waits.stop();
  const { longestPauseMs } = await server.watched();
  book.note({
    on: 'embedded',
    name: 'nobody prints: longest pause of the event loop',
    value: longestPauseMs,
    unit: 'ms',
  });
  book.note({ on: 'embedded', name: 'nobody prints: longest wait of a reader', value, unit: 'ms' });
}

function ask(server: RunningServer, path: string, officer: string): Promise<Response> {
  return fetch(`${server.base}/api/yunting${path}`, { headers: { authorization: `Bearer ${officerToken(officer)}` } });
}

/** The last month that has ended, as the server sees it. */
async function lastMonth(server: RunningServer): Promise<string> {
  const reply = await ask(server, `/papers/lists/monthly?areaId=${streetId(STREET)}`, dispatcherOf(STREET));
  return ((await reply.json()) as { on: string }).on;
}
