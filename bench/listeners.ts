// Many desks open at once: how long until an update has reached every one of 500 live streams of one server.

import { newId } from '#shared/ids.ts';

import { tokenOf } from '../test/town.ts';
import type { Grounds } from './ground.ts';
import type { Heard, ListenOrder } from './listener-client.ts';
import { openClient } from './http.ts';
import { percentile } from './measure.ts';
import type { Book } from './measure.ts';
import { aReport } from './report.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { buildBenchTown } from './town.ts';
import { openProcess } from './talking.ts';

const LISTENERS = 500;
const REACHED_MS = 1_000;
/** All who read the grid the reports come from: each distinct scope is asked for once, as in a real district. */
const WHO = ['zhou', 'luo', 'shen', 'lin', 'streetChief', 'guo', 'districtDispatcher', 'oversight'] as const;

export async function benchListeners(book: Book, grounds: Grounds, sizes: Sizes): Promise<void> {
  const ground = await grounds.make('PostgreSQL');
  const database = await ground.open();
  await buildBenchTown(database);
  await database.close();
  const server = await startServer(ground.environment);
  const listening = await openProcess<ListenOrder, Heard>('listener-client.ts');
  const count = sizes.isQuick ? 50 : LISTENERS;
  const tokens = Array.from({ length: count }, (_, at) => tokenOf(WHO[at % WHO.length] ?? 'lin'));
  await listening.ask({ ask: 'open', base: server.base, tokens });

  const { send, close } = openClient(server.base, 1);
  const slowest: number[] = [];
  const middle: number[] = [];
  server.forget();
  for (let at = 0; at < sizes.updates; at += 1) {
    const caseId = newId();
    const heard = listening.ask({ ask: 'hear', caseId });
    // From the moment the answer is there the change is true; whoever listens should know it.
    const { status } = await send('POST', '/api/yunting/cases', undefined, aReport(caseId));
    const trueAt = performance.timeOrigin + performance.now();
    if (status !== 201) throw new Error(`the report was answered ${status}`);
    const { at: heardAt = [] } = await heard;
    if (heardAt.length !== count) throw new Error(`${heardAt.length} of ${count} have heard of it`);
    const waited = heardAt.map((moment) => moment - trueAt);
    slowest.push(Math.max(...waited));
    middle.push(percentile(waited, 0.5));
  }
  const { longestPauseMs } = await server.watched();
  book.note({
    on: 'PostgreSQL',
    name: `${count} live listeners, an update has reached the last, slowest of ${sizes.updates}`,
    value: Math.max(...slowest),
    unit: 'ms',
    limit: { most: REACHED_MS },
  });
  book.note({
    on: 'PostgreSQL',
    name: `${count} live listeners, an update has reached half of them, median of ${sizes.updates}`,
    value: percentile(middle, 0.5),
    unit: 'ms',
  });
  book.note({
    on: 'PostgreSQL',
    name: 'longest event-loop pause while telling them',
    value: longestPauseMs,
    unit: 'ms',
  });
  close();
  await listening.end();
  await server.stop();
  await ground.remove();
}
