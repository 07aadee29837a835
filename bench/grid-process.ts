// A process of the platform that places points: reads all grids, looks where a spot lies, redraws a grid. Asked by messages.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Polygon } from 'geojson';

import { defaultGrant } from '#permissions';
import { changeGrid } from '#modules/grids/actions.ts';
import { locate, warmGridIndex } from '#modules/grids/locate.ts';
import { ANONYMOUS, inTransaction } from '#platform/context.ts';
import type { Actor, Context } from '#platform/context.ts';
import { openHouse } from '#platform/start.ts';
import { newId } from '#shared/ids.ts';

import { readSettings } from '../src/config.ts';
import { districtsOf } from '../src/modules/areas/districts.ts';
import { PEOPLE } from '../test/town-ground.ts';

export type Question =
  | { readonly ask: 'warm' }
  | { readonly ask: 'watch'; readonly longitude: number; readonly latitude: number; readonly gridId: string }
  | { readonly ask: 'redraw'; readonly gridId: string; readonly polygon: Polygon }
  | { readonly ask: 'end' };

export interface Told {
  readonly grids?: number;
  readonly ms?: number;
  /** Milliseconds since 1970, with fractions: the same clock in all processes of a machine. */
  readonly at?: number;
  readonly longestPauseMs?: number;
  readonly residentMb?: number;
}

const LOOK_EVERY_MS = 2;
const DELAY_EVERY_MS = 5;

const house = await openHouse(readSettings(process.env), {
  clock: () => new Date().toISOString(),
  say: () => undefined,
});
const district = await districtsOf(house.platform.database).find('yunting');
const actor: Actor = {
  ...ANONYMOUS,
  kind: 'account',
  accountId: PEOPLE.admin.id,
  grants: [{ ...defaultGrant('districtAdmin', '/yunting/'), gridId: null, organisationId: null }],
};
const context = (): Context => ({ platform: house.platform, district, actor, now: house.platform.clock() });

process.on('message', (message) => {
  const { number, question } = message as { number: number; question: Question };
  answer(question).then(
    (told) => process.send?.({ number, told }),
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
process.send?.({} satisfies Told);

async function answer(question: Question): Promise<Told> {
  switch (question.ask) {
    case 'warm':
      return warm();
    case 'watch':
      return withPauses(() => watch(question));
    case 'redraw':
      return withPauses(() => redraw(question));
    case 'end':
      await house.close();
      process.exit(0);
  }
}

async function warm(): Promise<Told> {
  const before = performance.now();
  const grids = await warmGridIndex(context());
  return { grids, ms: performance.now() - before, residentMb: process.memoryUsage().rss / 1e6 };
}

/** Places the spot again and again until it no longer lies in the grid it lay in. */
async function watch({
  longitude,
  latitude,
  gridId,
}: {
  longitude: number;
  latitude: number;
  gridId: string;
}): Promise<Told> {
  const place = () => inTransaction(context(), (ctx) => locate(ctx, { longitude, latitude, crs: 'CGCS2000' }));
  const first = await place();
  if (first.gridId !== gridId) throw new Error(`the spot lies in ${first.gridId}, not in ${gridId}`);
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    if ((await place()).gridId !== gridId) return { at: performance.timeOrigin + performance.now() };
  }
}

async function redraw({ gridId, polygon }: { gridId: string; polygon: Polygon }): Promise<Told> {
  await changeGrid(context(), gridId, {
    version: 1,
    redrawn: { id: newId(), boundary: polygon, crs: 'CGCS2000', asDrawn: false },
  });
  return { at: performance.timeOrigin + performance.now() };
}

async function withPauses(work: () => Promise<Told>): Promise<Told> {
  const delays = monitorEventLoopDelay({ resolution: DELAY_EVERY_MS });
  delays.enable();
  const told = await work();
  // What was put off until after the change counts as well.
  await sleep(200);
  delays.disable();
  return { ...told, longestPauseMs: Math.max(0, delays.max / 1e6 - DELAY_EVERY_MS) };
}
