// 吹哨占事件: of what is seen here, and of these thirty days alone; nobody counts what is not theirs to see.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';

import { report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { filed, road, rows } from '../cases/played-for-tests.ts';

const START = '2026-11-19T01:14:00.000Z';
const DAYS_30 = 30 * 1440;

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.setClock(START);
});
afterAll(() => town.close());

const share = async (who: PersonName) => (await town.as(who).get('/whistle-share')).json;

async function blow(caseId: string): Promise<void> {
  const { status, text } = await town.as('lin').post(`/cases/${caseId}/whistles`, {
    id: newId(),
    kind: 'daily',
    reason: 'severalNeeded',
    targets: [{ callId: newId(), organisationId: road.id }],
  });
  expect(status, text).toBe(201);
}

test('counted by area, a matter called in on twice once, and no matter of before', async () => {
  expect(await share('guo')).toEqual({ since: addMinutes(START, -DAYS_30), cases: 0, whistled: 0 });
  const [one, two] = [await filed(town), await filed(town)];
  await report(town.stranger(), { place: { ...ground.pointInRongting, crs: 'CGCS2000' } });
  await blow(one.id);
  await blow(one.id);
  await blow(two.id);
  expect(await share('guo')).toMatchObject({ cases: 3, whistled: 2 });
  for (const who of ['lin', 'luo', 'zhou'] as const)
    expect(await share(who), who).toMatchObject({ cases: 2, whistled: 2 });
  expect(await share('jinDispatcher')).toMatchObject({ cases: 1, whistled: 0 });
  await rows(town, 'update d_yunting.cases set reported_at = $2 where id = $1', [
    two.id,
    addMinutes(START, -DAYS_30 - 1),
  ]);
  expect(await share('lin')).toMatchObject({ cases: 1, whistled: 1 });
});

test('a confidential matter counts where it is read alone; an organisation and a stranger count nothing', async () => {
  const before = await share('zhou');
  const { id } = await filed(town, { place: { ...ground.pointInG04, crs: 'CGCS2000' } });
  await rows(town, "update d_yunting.cases set secrecy = 'restricted' where id = $1", [id]);
  expect(await share('zhou')).toEqual(before);
  expect((await town.as('roadReceiver').get('/whistle-share')).status).toBe(403);
  expect((await town.stranger().get('/whistle-share')).status).toBe(401);
});
