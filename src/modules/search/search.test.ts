// The one box through HTTP: what each finds by number, words, pinyin and phone, and that what lies outside is not there.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { fillNames } from '../names/actions.ts';
import { dispatched, mistakes, rows } from '../cases/played-for-tests.ts';

let town: Town;
let building: string;
beforeAll(async () => {
  town = await openTown();
  await fillNames(town.context());
  building = newId();
  const made = await town.as('admin').post('/buildings', {
    id: building,
    communityId: ground.areas['/yunting/jg/cw/']?.id,
    name: '3 栋',
    address: '船坞新村 3 栋',
    entrances: 2,
    storeys: 6,
    households: 24,
    point: { ...ground.pointInG03, crs: 'CGCS2000' },
  });
  expect(made.status, made.text).toBe(201);
});
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

interface Found {
  kind: string;
  hits: { kind: string; id: string; title: string; [more: string]: unknown }[];
}

async function find(who: PersonName | Client, words: string): Promise<Found[]> {
  const reply = await (typeof who === 'string' ? town.as(who) : who).post('/search', { words });
  expect(reply.status, reply.text).toBe(200);
  return reply.json.groups;
}
const titles = (groups: Found[], kind: string) =>
  groups.find((group) => group.kind === kind)?.hits.map(({ title }) => title) ?? [];
const ids = (groups: Found[]) => groups.flatMap(({ hits }) => hits.map(({ id }) => id));

test('a case is found by its number, grouped or not, and by its last four digits', async () => {
  const { id, number } = await report(town.stranger());
  const grouped = `${number.slice(0, 2)} ${number.slice(2, 6)} ${number.slice(6)}`;
  for (const typed of [number, grouped, number.slice(-4)]) {
    const [first] = await find('lin', typed);
    expect(first, typed).toMatchObject({ kind: 'cases' });
    expect(
      first?.hits.map((hit) => hit.id),
      typed,
    ).toContain(id);
  }
});

test('two Han characters are enough to find a case by what it says, newest first', async () => {
  const older = await report(town.stranger(), { words: '晾衣杆掉下来了' });
  town.pass(5);
  const newer = await report(town.stranger(), { words: '七楼晾衣杆松了' });
  const groups = await find('lin', '晾衣');
  expect(groups.find(({ kind }) => kind === 'cases')?.hits.map(({ id }) => id)).toEqual([newer.id, older.id]);
});

test('a place is found by initials, by pinyin, by words and by its number, with where it lies', async () => {
  for (const typed of ['cwxc', 'chuanwu', 'xincun3', '船坞新村', '船坞3栋', '3栋']) {
    const groups = await find('lin', typed);
    expect(ids(groups), typed).toContain(building);
  }
  const [places] = (await find('lin', 'cwxc3')).filter(({ kind }) => kind === 'places');
  expect(places?.hits[0]).toMatchObject({
    kind: 'building',
    title: '船坞新村 3 栋',
    lies: '旧港街道 / 船坞新村 / 旧港第3网格',
    gridId: ground.grids['/yunting/jg/cw/g03/']?.id,
  });
  expect(titles(await find('lin', 'cwxc'), 'areas')).toEqual(['船坞新村']);
  expect(titles(await find('lin', 'jgd3'), 'areas')).toEqual(['旧港第3网格']);
  expect(ids(await find('lin', '4栋'))).not.toContain(building);
});

test('organisations and people are found by name and by pinyin, people with the posts they hold', async () => {
  expect(titles(await find('lin', '市政'), 'organisations')).toEqual(['市政养护所']);
  expect(titles(await find('lin', 'szyhs'), 'organisations')).toEqual(['市政养护所']);
  const [people] = (await find('lin', 'zhoumin')).filter(({ kind }) => kind === 'people');
  expect(people?.hits).toEqual([
    {
      kind: 'person',
      id: ground.people.zhou.id,
      title: '周敏',
      posts: [
        {
          title: { zh: '网格员', en: 'Grid worker' },
          place: '旧港街道 / 船坞新村 / 旧港第3网格',
          path: '/yunting/jg/cw/g03/',
          gridId: ground.grids['/yunting/jg/cw/g03/']?.id,
        },
      ],
    },
  ]);
});

test('what lies in another street is not there: no case, no place, no grid, nobody who serves there', async () => {
  const own = await report(town.stranger(), { words: '榕树下的石凳裂了' });
  for (const typed of [own.number, own.number.slice(-4), '石凳', '船坞新村', 'cwxc', '旧港第', '周敏']) {
    const seen = ids(await find('jinDispatcher', typed));
    expect(seen, typed).not.toContain(own.id);
    expect(seen, typed).not.toContain(building);
    expect(seen, typed).not.toContain(ground.people.zhou.id);
    expect(seen, typed).not.toContain(ground.grids['/yunting/jg/cw/g03/']?.id);
  }
  expect(ids(await find('lin', '石凳'))).toEqual([own.id]);
  expect(await find(town.as('otherDispatcher', town.otherDistrict), '石凳')).toEqual([]);
});

test('a confidential and a restricted matter are found by those alone who may read them', async () => {
  const secret = await report(town.stranger(), { words: '油烟从后门直排', wantsSecrecy: true });
  const beaten = await report(town.stranger(), { words: '邻居家天天打人哭喊' });
  await move(town, 'lin', beaten.id, 'classify', { classCode: 'domesticViolence' });
  for (const typed of ['后门', secret.number, secret.number.slice(-4)]) {
    expect(ids(await find('lin', typed)), typed).toContain(secret.id);
    expect(ids(await find('shen', typed)), typed).not.toContain(secret.id);
    expect(ids(await find('zhou', typed)), typed).not.toContain(secret.id);
  }
  for (const typed of ['哭喊', beaten.number, beaten.number.slice(-4)]) {
    expect(ids(await find('streetChief', typed)), typed).toContain(beaten.id);
    expect(ids(await find('lin', typed)), typed).not.toContain(beaten.id);
  }
});

test('the one complained about does not find the complaint', async () => {
  const played = await report(town.stranger(), { words: '网格员态度差推三阻四' });
  await move(town, 'lin', played.id, 'classify', {
    kind: 'complaint',
    about: { accountId: ground.people.lin.id, organisationId: null },
  });
  expect(ids(await find('lin', '推三阻四'))).not.toContain(played.id);
  expect(ids(await find('lin', played.number))).not.toContain(played.id);
  expect(ids(await find('guo', '推三阻四'))).toContain(played.id);
});

test('an organisation finds its own orders by number, and no other case', async () => {
  const own = await dispatched(town);
  const other = await report(town.stranger());
  expect(ids(await find('roadReceiver', own.number))).toEqual([own.id]);
  expect(ids(await find('roadReceiver', own.number.slice(-4)))).toEqual([own.id]);
  expect(ids(await find('cao', own.number))).toEqual([]);
  expect(ids(await find('roadReceiver', other.number))).toEqual([]);
  expect(ids(await find('roadReceiver', '井盖'))).toEqual([]);
});

test('an administrator finds places and people, but no case', async () => {
  const played = await report(town.stranger());
  expect(ids(await find('admin', played.number))).toEqual([]);
  expect(ids(await find('admin', '井盖'))).toEqual([]);
  expect(ids(await find('admin', 'cwxc'))).toContain(building);
  expect(ids(await find('admin', 'zhoumin'))).toEqual([ground.people.zhou.id]);
  expect(ids(await find('auditor', 'zhoumin'))).toEqual([]);
});

test('a duty phone leads to its organisation, whole or by its last four digits; a own number to those alone who keep accounts', async () => {
  const { dutyPhone, id } = ground.organisation('gas');
  expect(ids(await find('lin', dutyPhone))).toContain(id);
  expect(ids(await find('lin', dutyPhone.slice(-4)))).toContain(id);
  const { phone, id: zhou } = ground.people.zhou;
  expect(ids(await find('admin', phone))).toEqual([zhou]);
  for (const who of ['lin', 'guo', 'roadReceiver', 'auditor'] as const)
    expect(ids(await find(who, phone)), who).toEqual([]);
});

const PHONE = '10055501234';

test('cases of a reporter are found by phone by those who may open reporters there, and by nobody else', async () => {
  const { id } = await report(town.stranger(), { contact: { phone: PHONE } });
  const look = (who: PersonName) =>
    town.as(who).post('/reporter-look-ups', { lookUpId: newId(), phone: '100 5550 1234' });
  for (const who of ['guo', 'streetChief', 'luo'] as const) {
    const { json } = await look(who);
    expect(
      json.cases.map((line: { id: string }) => line.id),
      who,
    ).toContain(id);
  }
  for (const who of ['lin', 'shen', 'zhou', 'roadReceiver', 'admin', 'auditor'] as const)
    expect((await look(who)).status, who).toBe(403);
  const reply = await town.as('guo').post('/search', { words: PHONE });
  expect(reply.json).toMatchObject({ groups: [], isPhone: true, mayLookUpReporter: true });
  expect((await town.as('lin').post('/search', { words: PHONE })).json).toMatchObject({ mayLookUpReporter: false });
});

test('whose post lies elsewhere is told nothing, and the look-up is noted all the same', async () => {
  await report(town.stranger(), { contact: { phone: '10055504321' } });
  const wanted = { id: newId(), role: 'gridLead', areaId: ground.areas['/yunting/jt/rt/']?.id };
  expect((await town.as('security').post(`/accounts/${ground.people.tang.id}/posts`, wanted)).status).toBe(201);
  const lookUpId = newId();
  const reply = await town.as('tang').post('/reporter-look-ups', { lookUpId, phone: '10055504321' });
  expect(reply.json).toEqual({ cases: [] });
  const noted = await rows(town, 'select act, subject_id, codes, path from d_yunting.audit where id = $1', [lookUpId]);
  expect(noted).toEqual([{ act: 'reporter.lookedUp', subject_id: null, codes: { found: 0 }, path: '/yunting/jt/rt/' }]);
});

test('a look-up is noted once, the reporter reads of it, and it is over after a minute', async () => {
  const phone = '10055507777';
  const played = await report(town.stranger(), { contact: { phone } });
  const lookUp = { lookUpId: newId(), phone };
  await town.as('guo').post('/reporter-look-ups', lookUp);
  const again = await town.as('guo').post('/reporter-look-ups', lookUp);
  expect(again.json.cases).toHaveLength(1);
  const { json } = await town.withLink(played.link).get('/trace');
  expect(json.openings).toEqual([{ at: town.now(), purpose: 'lookUp' }]);
  town.pass(2);
  expect((await town.as('guo').post('/reporter-look-ups', lookUp)).status).toBe(409);
  expect((await town.as('guo').post('/reporter-look-ups', { ...lookUp, phone: '10055508888' })).status).toBe(409);
  expect(
    JSON.stringify(await rows(town, 'select * from d_yunting.writes where id = $1', [lookUp.lookUpId])),
  ).not.toContain(phone);
});

test('what is no phone is refused, and a phone stands in no log and no address', async () => {
  expect((await town.as('guo').post('/reporter-look-ups', { lookUpId: newId(), phone: '12345' })).status).toBe(422);
  expect(town.logged.join('\n')).not.toMatch(/100555/);
});

test('too little is told apart from nothing found, and a stranger is not answered', async () => {
  expect((await town.as('lin').post('/search', { words: '井' })).json).toMatchObject({
    groups: [],
    isSearchable: false,
  });
  expect((await town.as('lin').post('/search', { words: '没有这回事' })).json).toMatchObject({
    groups: [],
    isSearchable: true,
  });
  expect((await town.stranger().post('/search', { words: '井盖' })).status).toBe(401);
});
