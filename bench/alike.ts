// Near duplicates as officers see them: beside a case, and while a report is written down, in a district of a million cases.

import { makeRandom } from '../seeds/random.ts';

import { TOPICS, loadCases } from './cases.ts';
import type { Grounds } from './ground.ts';
import { openClient } from './http.ts';
import { percentile } from './measure.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { DISTRICT_OFFICER, buildBenchTown, officerToken } from './town.ts';

const P95_MS = 30;
const WARM_UP = 20;

export async function benchAlike(book: Book, grounds: Grounds, sizes: Sizes): Promise<void> {
  const ground = await grounds.make('PostgreSQL');
  const database = await ground.open();
  await buildBenchTown(database);
  await loadCases(database, sizes.casesSearched, book.say);
  const wanted = sizes.callsEach + WARM_UP;
  const newest = await database.asOwner(async ({ query }) => {
    const { rows } = await query(
      `select id, community_id as "communityId" from
         (select * from d_yunting.cases order by reported_at desc limit $1::integer * 20) as newest
       order by md5(id::text) limit $1::integer`,
      [wanted],
    );
    return rows as { id: string; communityId: string }[];
  });
  await database.close();
  const server = await startServer(ground.environment);
  const { send, close } = openClient(server.base, 1);
  const token = `Bearer ${officerToken(DISTRICT_OFFICER)}`;
  const random = makeRandom('bench alike');

  const near: number[] = [];
  const similar: number[] = [];
  let found = 0;
  for (const [at, { id, communityId }] of newest.entries()) {
    const beside = await send('GET', `/api/yunting/cases/${id}/near`, token);
    if (beside.status !== 200) throw new Error(`near: ${beside.status}`);
    const words = `门前${random.pick(TOPICS)}，怕有人摔倒，请尽快处理`;
    const alike = await send('POST', '/api/yunting/similar-cases', token, { words, communityId });
    if (alike.status !== 200) throw new Error(`similar-cases: ${alike.status}`);
    found += ((alike.body as unknown as { similar: unknown[] }).similar ?? []).length;
    if (at < WARM_UP) continue;
    near.push(beside.ms);
    similar.push(alike.ms);
  }
  if (found === 0) throw new Error('nothing was alike: the bench is wrong');
  note(book, `near duplicates beside a case, p95 of ${near.length}`, near);
  note(book, `near duplicates while writing down, p95 of ${similar.length}`, similar);
  close();
  await server.stop();
  await ground.remove();
}

function note(book: Book, name: string, spent: readonly number[]): void {
  book.note({ on: 'PostgreSQL', name, value: percentile(spent, 0.95), unit: 'ms', limit: { most: P95_MS } });
}
