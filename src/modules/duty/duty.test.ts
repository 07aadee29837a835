// The roster through HTTP: who fills which, who is on duty now, and that every page which tells a duty number asks it.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
/** Thursday, 20:00 in the town: no service hours. */
const EVENING = '2026-11-19T12:00:00.000Z';
beforeEach(async () => {
  town.setClock(EVENING);
  await town.database.asOwner((connection) =>
    connection.exec('delete from d_yunting.duty_shifts; delete from d_yunting.duty_patterns'),
  );
});
afterAll(() => town.close());

const GRID = '/yunting/jg/cw/g03/';
const COMMUNITY = '/yunting/jg/cw/';
const STREET = '/yunting/jg/';
const NIGHT = { kind: 'night', fromAt: '2026-11-19T10:00:00.000Z', toAt: '2026-11-20T00:00:00.000Z' };

const shift = (fields: Record<string, unknown>) => ({ id: newId(), ...NIGHT, ...fields });
const add = (who: PersonName, ...shifts: Record<string, unknown>[]) =>
  town.as(who).post('/duty-shifts', { id: newId(), shifts });
const rosterOf = async (who: PersonName, query: string) => {
  const reply = await town.as(who).get(`/duty-roster?${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.json;
};
const person = (name: PersonName) => ({ accountId: ground.people[name].id });

test('the community lead fills the night of her community and its grids, and the week shows it', async () => {
  const reply = await add(
    'luo',
    shift({ path: COMMUNITY, ...person('shen') }),
    shift({ path: GRID, ...person('zhou') }),
  );
  expect(reply.status, reply.text).toBe(201);
  const { places } = await rosterOf('lin', `path=${COMMUNITY}&from=2026-11-16`);
  expect(places.map(({ name }: any) => name)).toEqual([
    '船坞新村',
    '旧港第1网格',
    '旧港第2网格',
    '旧港第3网格',
    '旧港第4网格',
  ]);
  expect(places[0].shifts).toMatchObject([{ name: '沈月', kind: 'night', isVoid: false }]);
  expect(places[3].shifts).toMatchObject([{ name: '周敏' }]);
  const street = await rosterOf('lin', `path=${STREET}&from=2026-11-16`);
  expect(street.places.map(({ name, level }: any) => [name, level])).toEqual([
    ['旧港街道', 'street'],
    ['船坞新村', 'community'],
  ]);
});

test('nobody fills a roster that is not theirs: neither a grid worker, nor the lead for her street, nor another street', async () => {
  const own = shift({ path: GRID, ...person('zhou') });
  for (const [who, place] of [
    ['zhou', own],
    ['shen', shift({ path: STREET, ...person('lin') })],
    ['luo', shift({ path: STREET, ...person('lin') })],
    ['jinDispatcher', own],
    ['roadReceiver', own],
    ['luo', shift({ organisationId: ground.organisation('road').id, ...person('roadHandler') })],
  ] as const)
    expect((await add(who, place)).status, `${who} ${JSON.stringify(place)}`).toBe(403);
  for (const who of ['lin', 'streetChief', 'guo', 'districtDispatcher', 'luo', 'shen'] as const)
    expect((await add(who, shift({ path: GRID, ...person('zhou') }))).status, who).toBe(201);
});

test('one list of many places is filled whole or not at all', async () => {
  const mine = shift({ path: COMMUNITY, ...person('shen') });
  expect((await add('luo', mine, shift({ path: STREET, ...person('lin') }))).status).toBe(403);
  expect((await rosterOf('luo', `path=${COMMUNITY}&from=2026-11-16`)).places[0].shifts).toEqual([]);
});

test('a receiver fills the roster of the own organisation and its crews, and reads no other crew', async () => {
  const crew = ground.organisation('roadCrew2').id;
  expect((await add('roadReceiver', shift({ organisationId: crew, ...person('roadHandler') }))).status).toBe(201);
  expect((await add('cao', shift({ organisationId: crew, ...person('roadHandler') }))).status).toBe(403);
  expect((await rosterOf('roadHandler', `organisationId=${crew}&from=2026-11-16`)).places).toMatchObject([
    { name: '养护二班', level: 'organisation', shifts: [{ name: '戴师傅' }] },
  ]);
  expect((await town.as('cao').get(`/duty-roster?organisationId=${crew}&from=2026-11-16`)).status).toBe(404);
  expect((await town.as('cao').get(`/duty-roster?path=${COMMUNITY}&from=2026-11-16`)).status).toBe(404);
});

test('a shift sent twice is one; another under its id is refused', async () => {
  const body = { id: newId(), shifts: [shift({ path: GRID, ...person('zhou') })] };
  const [one, two] = [await town.as('luo').post('/duty-shifts', body), await town.as('luo').post('/duty-shifts', body)];
  expect(two.json).toEqual(one.json);
  const other = { ...body, shifts: [shift({ path: GRID, ...person('he') })] };
  expect((await town.as('luo').post('/duty-shifts', other)).status).toBe(409);
});

test('all that is wrong with a shift is told at once: its end, and who serves neither here nor above', async () => {
  const reply = await add('luo', shift({ path: GRID, ...person('tang'), toAt: NIGHT.fromAt }));
  expect(reply.status).toBe(422);
  expect(reply.json.errors.map(({ pointer }: any) => pointer)).toEqual(['/shifts/0/toAt', '/shifts/0/accountId']);
  expect((await add('luo', shift({ path: GRID }))).json.errors[0].pointer).toBe('/shifts/0/accountId');
  const both = shift({ path: GRID, ...person('zhou'), answeringId: ground.organisation('gas').id });
  expect((await add('luo', both)).status).toBe(422);
});

test('a changed shift asks for the version that was seen; a removed one stands nowhere any more', async () => {
  const { json } = await add('luo', shift({ path: GRID, ...person('zhou') }));
  const [id] = json.ids;
  const changed = await town.as('luo').patch(`/duty-shifts/${id}`, { version: 1, ...person('he') });
  expect(changed.json, changed.text).toMatchObject({ name: '何志强', version: 2 });
  expect((await town.as('luo').patch(`/duty-shifts/${id}`, { version: 1, ...person('zhou') })).status).toBe(409);
  expect((await town.as('zhou').post(`/duty-shifts/${id}/removal`, { version: 2 })).status).toBe(403);
  expect((await town.as('luo').post(`/duty-shifts/${id}/removal`, { version: 2 })).status).toBe(200);
  expect((await town.as('luo').post(`/duty-shifts/${id}/removal`, { version: 3 })).status).toBe(404);
  expect((await rosterOf('luo', `path=${COMMUNITY}&from=2026-11-16`)).places[3].shifts).toEqual([]);
});

test('a place that wants its nights filled shows each one that is not; somebody who left fills nothing', async () => {
  const slots = [{ kind: 'night', from: 1080, to: 480, weekdays: [0, 1, 2, 3, 4, 5, 6] }];
  const said = await town.as('luo').put('/duty-pattern', { path: GRID, version: 0, slots });
  expect(said.json, said.text).toMatchObject({ version: 1 });
  expect((await town.as('luo').put('/duty-pattern', { path: GRID, version: 0, slots })).status).toBe(409);
  expect((await town.as('zhou').put('/duty-pattern', { path: GRID, version: 1, slots })).status).toBe(403);
  await add('luo', shift({ path: GRID, ...person('zhou') }));
  const gapsOf = async () => (await rosterOf('luo', `path=${COMMUNITY}&from=2026-11-16`)).places[3].gaps;
  expect(await gapsOf()).toHaveLength(6);
  await withoutPost('zhou', async () => {
    expect(await gapsOf()).toHaveLength(7);
    const { line } = (await town.as('luo').get(`/duty-now?path=${GRID}`)).json;
    expect(line[0]).toMatchObject({ name: '旧港第3网格', now: [], gaps: [{ kind: 'night' }] });
  });
});

test('one person on two shifts at once is shown, wherever the other shift is', async () => {
  await add('lin', shift({ path: GRID, ...person('luo') }));
  await add('lin', shift({ path: STREET, ...person('luo') }));
  expect((await rosterOf('lin', `path=${COMMUNITY}&from=2026-11-16`)).doubles).toHaveLength(1);
});

test('people of one name are told apart by the end of their number, others show none', async () => {
  const { people } = (await town.as('luo').get(`/duty-people?path=${GRID}`)).json;
  expect(people[0]).toMatchObject({ name: '周敏', placeName: '旧港第3网格', phoneTail: null });
  expect(people.map(({ name }: any) => name)).not.toContain('吴桂兰');
  await town.database.asOwner((connection) =>
    connection.query("update shared.accounts set name = '周敏' where id = $1", [ground.people.lin.id]),
  );
  const again = (await town.as('luo').get(`/duty-people?path=${GRID}`)).json.people;
  const named = again.filter(({ name }: any) => name === '周敏');
  expect(named.map(({ phoneTail }: any) => phoneTail)).toEqual([
    ground.people.zhou.phone.slice(-4),
    ground.people.lin.phone.slice(-4),
  ]);
  await town.database.asOwner((connection) =>
    connection.query('update shared.accounts set name = $2 where id = $1', [ground.people.lin.id, '林晓芸']),
  );
  expect((await town.as('zhou').get(`/duty-people?path=${GRID}`)).status).toBe(403);
});

test('the smallest place with somebody on shift answers, else the one above', async () => {
  const gas = ground.organisation('gas');
  await add('lin', shift({ path: STREET, answeringId: gas.id }));
  const standpoint = async () => (await town.stranger().get(`/spots/${ground.areas[COMMUNITY]!.id}`)).json;
  expect(await standpoint()).toMatchObject({
    dutyPhone: gas.dutyPhone,
    onDuty: [{ kind: 'night', name: gas.name, phone: gas.dutyPhone }],
    isServiceTimeNow: false,
  });
  const water = ground.organisation('waterCrew2');
  await add('luo', shift({ path: COMMUNITY, answeringId: water.id }));
  expect(await standpoint()).toMatchObject({ dutyPhone: water.dutyPhone });
  town.setClock('2026-11-20T00:00:00.000Z'); // the shift has just ended
  expect(await standpoint()).toMatchObject({ onDuty: [] });
});

test('the public is told the name of a person on duty only by consent, and the number of the office', async () => {
  await office(COMMUNITY, '0571-86540101');
  await add('luo', shift({ path: COMMUNITY, ...person('shen') }));
  const spot = `/spots/${ground.areas[COMMUNITY]!.id}`;
  expect((await town.stranger().get(spot)).json.onDuty).toEqual([
    { kind: 'night', name: null, phone: '0571-86540101', toAt: NIGHT.toAt },
  ]);
  const seen = JSON.stringify((await town.as('lin').get(`/duty-now?path=${COMMUNITY}`)).json);
  expect(seen).toContain('沈月');
  expect(seen).toContain(ground.people.shen.phone);
  expect((await town.stranger().get(spot)).text).not.toContain(ground.people.shen.phone);
  expect(JSON.stringify((await town.as('roadReceiver').get('/duty-now')).json)).not.toContain(ground.people.shen.phone);
  await office(COMMUNITY, null);
});

test('every page that tells a duty number tells that of the roster: place, who serves, my posts, the trace, the list of numbers', async () => {
  const gas = ground.organisation('gas');
  const { link } = await report(town.stranger());
  await add('luo', shift({ path: COMMUNITY, answeringId: gas.id }));
  const gridId = ground.grids[GRID]!.id;
  expect((await town.stranger().get(`/grids/${gridId}/serving`)).json).toMatchObject({ dutyPhone: gas.dutyPhone });
  expect((await town.as('zhou').get('/my-posts')).json.posts[0]).toMatchObject({ dutyPhone: gas.dutyPhone });
  expect((await town.withLink(link).get('/trace')).json).toMatchObject({ dutyPhone: gas.dutyPhone });
  const { phones } = (await town.stranger().get('/duty-phones')).json;
  expect(phones).toContainEqual({
    areaId: ground.areas[COMMUNITY]!.id,
    phone: gas.dutyPhone,
    isOnDuty: true,
    name: gas.name,
  });
});

test('without a shift the office stays: its number, its hours', async () => {
  await office(STREET, '0571-86540000');
  const spot = (await town.stranger().get(`/spots/${ground.areas[COMMUNITY]!.id}`)).json;
  expect(spot).toMatchObject({ dutyPhone: '0571-86540000', onDuty: [], isServiceTimeNow: false });
  await office(STREET, null);
});

test('who is on shift at night has today’s work open, who is not has it folded away', async () => {
  await add('luo', shift({ path: GRID, ...person('zhou') }));
  expect((await town.as('zhou').get('/my-work')).json.isServiceTimeNow).toBe(true);
  expect((await town.as('he').get('/my-work')).json.isServiceTimeNow).toBe(false);
});

test('where I serve: the line of places up to the district, what comes next, and my own shifts', async () => {
  await add('luo', shift({ path: GRID, ...person('zhou') }));
  await add('guo', {
    ...shift({ path: '/yunting/', ...person('guo') }),
    kind: 'lead',
    fromAt: '2026-11-20T00:00:00.000Z',
    toAt: '2026-11-20T10:00:00.000Z',
  });
  const now = (await town.as('zhou').get('/duty-now')).json;
  expect(now.line.map(({ name }: any) => name)).toEqual(['旧港第3网格', '船坞新村', '旧港街道', '云汀区']);
  expect(now.line[0].now).toMatchObject([{ name: '周敏', kind: 'night' }]);
  expect(now.line[3].next).toMatchObject({ kind: 'lead', name: '郭敏华' });
  expect(now.mine).toEqual([{ kind: 'night', placeName: '旧港第3网格', fromAt: NIGHT.fromAt, toAt: NIGHT.toAt }]);
  expect((await town.as('roadHandler').get('/duty-now')).json.line).toMatchObject([{ name: '养护二班' }]);
});

test('another district has its own roster', async () => {
  await add('luo', shift({ path: COMMUNITY, ...person('shen') }));
  const other = await town
    .as('otherDispatcher', town.otherDistrict)
    .get(`/duty-roster?path=${COMMUNITY}&from=2026-11-16`);
  expect(other.status).toBe(404);
  expect(
    (await town.as('otherDispatcher', town.district).get(`/duty-roster?path=${COMMUNITY}&from=2026-11-16`)).status,
  ).toBe(403);
});

async function office(path: string, phone: string | null): Promise<void> {
  await town.database.asOwner((connection) =>
    connection.query('update shared.areas set duty_phone = $2 where path = $1', [path, phone]),
  );
}

async function withoutPost(name: PersonName, work: () => Promise<void>): Promise<void> {
  const set = (value: string) =>
    town.database.asOwner((connection) =>
      connection.query(`update d_yunting.posts set ended_at = ${value} where account_id = $1`, [
        ground.people[name].id,
      ]),
    );
  await set('now()');
  await work();
  await set('null');
}
