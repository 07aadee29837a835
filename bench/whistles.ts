// The lists of whistles on the embedded database with 100,000 of them: of a street, of the district, of an organisation, and of one
// who sees next to none.

import type { Grounds } from './ground.ts';
import { loadCases } from './cases.ts';
import { percentile, timed } from './measure.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { DISTRICT_OFFICER, buildBenchTown, dispatcherOf, officerToken, organisationIdOf, receiverOf } from './town.ts';

const LIST_MS = 100;
const CALLS = 20;
/** One of so many is open still; far more than any district leaves open. */
const OPEN_OF = 100;
const ORGANISATIONS_CALLED = 20;

export async function benchWhistles(book: Book, grounds: Grounds, sizes: Sizes): Promise<void> {
  const ground = await grounds.make('embedded');
  const database = await ground.open();
  await buildBenchTown(database);
  await loadCases(database, sizes.casesPresent, book.say);
  await database.asOwner(async ({ exec, query }) => {
    await exec('set local search_path = d_yunting, shared');
    // One on every case, within the last thirty days, so that the longest list is asked for all of them.
    await query(
      `insert into whistles (id, subject_kind, subject_id, kind, reason, path, street_id, community_id, grid_id, status, version,
         blown_by, from_level, limit_amount, limit_unit, limit_source, blown_at)
       select id, 'case', id, 'daily', 'severalNeeded', path, street_id, community_id, grid_id,
         case when row_number() over (order by id) % $1 = 0 then 'open' else 'closed' end, 1, id, 'street', 4, 'workHour', '-',
         now() - random() * interval '29 days'
       from cases`,
      [OPEN_OF],
    );
    await query(
      `insert into whistle_calls (id, whistle_id, subject_kind, subject_id, path, organisation_id, from_level, status, version,
         called_by, called_at, is_open)
       select id, id, 'case', id, path, ($1::uuid[])[1 + (row_number() over (order by id)) % $2], 'street',
         case status when 'open' then 'called' else 'rated' end, 1, id, blown_at, status = 'open'
       from whistles`,
      [Array.from({ length: ORGANISATIONS_CALLED }, (_, at) => organisationIdOf(at + 1)), ORGANISATIONS_CALLED],
    );
    await exec('analyze whistles');
    await exec('analyze whistle_calls');
  });
  await database.close();

  const server = await startServer(ground.environment);
  try {
    for (const [name, officer] of [
      ['of the district', DISTRICT_OFFICER],
      ['of the busiest street', dispatcherOf(1)],
      ['of the quietest street', dispatcherOf(40)],
      ['that call in an organisation', receiverOf(1)],
      ['of an organisation nobody calls in', receiverOf(150)],
    ] as const)
      for (const state of ['open', 'all'] as const) {
        const spent: number[] = [];
        // What is loaded and planned once is: a list is opened all day.
        for (let call = 0; call < 3; call += 1)
          await ask(`${server.base}/api/yunting/whistles?state=${state}`, officer);
        for (let call = 0; call < CALLS; call += 1)
          spent.push((await timed(() => ask(`${server.base}/api/yunting/whistles?state=${state}`, officer))).ms);
        book.note({
          on: 'embedded',
          name: `whistles: ${state === 'open' ? 'open ones' : 'the newest of 30 days'} ${name}, p95 of ${CALLS}`,
          value: percentile(spent, 0.95),
          unit: 'ms',
          limit: { most: LIST_MS },
        });
      }
  } finally {
    await server.stop();
    await ground.remove();
  }
}

async function ask(address: string, officer: string): Promise<void> {
  const answer = await fetch(address, { headers: { authorization: `Bearer ${officerToken(officer)}` } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}
