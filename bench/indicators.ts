// The page of indicators over a million cases: all figures of a year of the whole district in one pass, and one with all its parts.

import type { Database } from '#platform/database/database.ts';

import { idOf } from '../test/town-ground.ts';
import { loadCases } from './cases.ts';
import type { Grounds, Kind } from './ground.ts';
import { openClient } from './http.ts';
import { percentile, timed } from './measure.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { DISTRICT_OFFICER, buildBenchTown, dispatcherOf, officerToken, streetId } from './town.ts';

const PAGE_MS = 1_000;
const CALLS = 20;

export async function benchIndicators(book: Book, grounds: Grounds, sizes: Sizes, kind: Kind): Promise<void> {
  const ground = await grounds.make(kind);
  const database = await ground.open();
  const { ms: building } = await timed(() => buildBenchTown(database));
  const { ms: loading } = await timed(() => loadCases(database, sizes.casesSearched, book.say));
  const { ms: filing } = await timed(() => fileAll(database));
  book.say(`  town ${seconds(building)}, ${sizes.casesSearched} cases ${seconds(loading)}, filed ${seconds(filing)}`);
  await database.close();

  const server = await startServer(ground.environment);
  const { send, close } = openClient(server.base, 1);
  const ask = async (path: string, officer: string) => {
    const { status, body, ms } = await send('GET', `/api/yunting${path}`, `Bearer ${officerToken(officer)}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return ms;
  };
  const measure = async (name: string, questions: readonly { path: string; officer: string }[]) => {
    const spent: number[] = [];
    for (const { path, officer } of questions) spent.push(await ask(path, officer));
    const [value, limit] = [percentile(spent, 0.95), { most: PAGE_MS }];
    book.note({ on: kind, name: `indicators: ${name}, p95 of ${spent.length}`, value, unit: 'ms', limit });
  };

  const district = `areaId=${idOf('area /yunting/')}`;
  const { ms: counting } = await timed(() => ask(`/indicators?${district}&cycle=day`, DISTRICT_OFFICER));
  book.note({ on: kind, name: 'indicators: all cases counted for the first time', value: counting / 1_000, unit: 's' });

  for (const cycle of ['month', 'year', 'day', 'week'] as const) {
    const place = `${district}&cycle=${cycle}`;
    const many = (path: string) => Array.from({ length: CALLS }, () => ({ path, officer: DISTRICT_OFFICER }));
    await measure(`all of a ${cycle} of the district`, many(`/indicators?${place}`));
    await measure(`one of a ${cycle} of the district, trend and parts`, many(`/indicators/onTimeClosingRate?${place}`));
    await measure(
      `one of a ${cycle} of the district by organisation`,
      many(`/indicators/handledOnTimeRate?${place}&by=organisation`),
    );
    await measure(`its rows of a ${cycle}`, many(`/indicator-rows/due?${place}&part=dueOnTime`));
  }
  const streets = Array.from({ length: CALLS }, (_, at) => at + 1);
  await measure(
    'one of a year of a street by class',
    streets.map((street) => ({
      path: `/indicators/closed?areaId=${streetId(street)}&cycle=year&by=class`,
      officer: dispatcherOf(street),
    })),
  );
  close();
  await server.stop();
  await ground.remove();
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** The cases of the bench were never filed: without that none of them would be due. */
async function fileAll(database: Database): Promise<void> {
  await database.asOwner(({ query }) =>
    query(
      `insert into d_yunting.case_moves (id, case_id, seq, verb, from_status, to_status, held_level, actor_role, codes, at, recorded_at)
       select gen_random_uuid(), id, 3, 'file', 'collected', 'filed', 'street', 'streetDispatcher', '{}',
         reported_at + interval '5 minutes', reported_at + interval '5 minutes'
       from d_yunting.cases where status <> 'collected'`,
      [],
    ),
  );
}
