// Indicators in the town: what happened is counted where it belongs, seen by whom it concerns, and never by person.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../test/play.ts';
import { ground, openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { PEOPLE } from '../../../test/town-ground.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { closed, filed, road } from '../cases/played-for-tests.ts';
import { figureIn, fileOf, readWorkbook } from './ground-for-tests.ts';

const street = ground.areas['/yunting/jg/']!.id;
const otherStreet = ground.areas['/yunting/jt/']!.id;
const district = ground.areas['/yunting/']!.id;
const community = ground.areas['/yunting/jg/cw/']!.id;
const grid = ground.grids['/yunting/jg/cw/g03/']!.id;

let town: Town;
let secretNumber: string;
let returnedId: string;
beforeAll(async () => {
  town = await openTown();
  // Twelve by the grid itself, of which one is rated solved, one not; the others say nothing.
  for (let count = 0; count < 12; count += 1) {
    const lamp = await report(town.stranger(), { words: `楼道灯不亮 ${count}`, contact: { phone: '10055501234' } });
    if (count < 3)
      await move(town, 'zhou', lamp.id, 'contactReporter', { channel: 'phone', contactOutcome: 'reached' });
    const done = { evidence: ['writtenNote'], classCode: 'stairLamp', words: '换了' };
    await move(town, 'zhou', lamp.id, 'resolveOnSpot', done);
    if (count < 2)
      await move(town, town.withLink(lamp.link), lamp.id, 'evaluate', { isSolved: count === 0, manner: 'good' });
  }
  await closed(town);
  // Refused, sent back and confidential ones.
  const spare = await report(town.stranger(), { words: '这不归我们管' });
  await move(town, 'lin', spare.id, 'reject', { referral: 'court', words: '请找法院' });
  returnedId = await returned();
  secretNumber = (await report(town.stranger(), { words: '某店油烟直排', wantsSecrecy: true })).number;
  await report(town.stranger(), { place: { ...ground.pointInRongting, crs: 'CGCS2000' } });
  town.pass(30);
}, 180_000);
afterAll(() => town.close());

async function returned(): Promise<string> {
  const played = await filed(town);
  const orderId = newId();
  await move(town, 'lin', played.id, 'dispatch', { organisationId: road.id, newWorkOrderId: orderId });
  await move(town, 'roadReceiver', played.id, 'sendBack', {
    workOrderId: orderId,
    sendBackReason: 'informationMissing',
    words: '位置不清',
  });
  await move(town, 'streetChief', played.id, 'approveSendBack', { workOrderId: orderId });
  return played.id;
}

const page = (who: PersonName, place = `areaId=${street}`) => town.as(who).get(`/indicators?${place}&cycle=month`);
const one = (who: PersonName, code: string, more = '') =>
  town.as(who).get(`/indicators/${code}?areaId=${street}&cycle=month${more}`);
const rowsOf = (who: PersonName, measure: string, more = '', place = `areaId=${street}`) =>
  town.as(who).get(`/indicator-rows/${measure}?${place}&cycle=month${more}`);

describe('the figures', () => {
  test('count what happened in the area: level shares from the level that held the case', async () => {
    const reply = await page('lin');
    expect(reply.status, reply.text).toBe(200);
    expect(figureIn(reply, 'received')).toMatchObject({ numerator: 16 });
    expect(figureIn(reply, 'refused')).toMatchObject({ numerator: 1 });
    expect(figureIn(reply, 'inGridRate')).toMatchObject({ numerator: 12, denominator: 13 });
    expect(figureIn(reply, 'gridSelfShare')).toMatchObject({ numerator: 12 });
    expect(figureIn(reply, 'streetShare')).toMatchObject({ numerator: 1 });
    const { json } = await one('lin', 'inGridRate');
    const shares = json.beside.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    expect(shares).toBe(json.figure.denominator);
  });

  test('are the same of street, community and grid where all of it happened, and of the district with the other street', async () => {
    const received = async (who: PersonName, place: string) => figureIn(await page(who, place), 'received')?.numerator;
    expect(await received('luo', `areaId=${community}`)).toBe(16);
    expect(await received('zhou', `gridId=${grid}`)).toBe(16);
    expect(await received('guo', `areaId=${district}`)).toBe(17);
    expect(await received('jinDispatcher', `areaId=${otherStreet}`)).toBe(1);
  });

  test('of nothing are —, of fewer than ten no rate, never 100 %', async () => {
    const nothing = await page('jinDispatcher', `areaId=${otherStreet}`);
    expect(figureIn(nothing, 'solvedRate')).toEqual({ numerator: 0, denominator: 0, rate: null, isFew: false });
    const few = await one('lin', 'onTimeClosingRate');
    expect(few.json.figure.rate).toBeNull();
  });

  test('unrated counts nowhere: of thirteen closed two were answered, and it says how many said nothing', async () => {
    const { json } = await one('lin', 'solvedRate');
    expect(json.figure).toEqual({ numerator: 1, denominator: 2, rate: null, isFew: true });
    expect(json.beside).toEqual([
      expect.objectContaining({ measure: 'asked', count: 13 }),
      expect.objectContaining({ measure: 'rated', count: 2 }),
    ]);
    const answered = await rowsOf('lin', 'rated');
    expect(answered.json.rows).toHaveLength(2);
  });

  test('response is counted from contacts that reached somebody, not from closing', async () => {
    expect((await one('lin', 'responseRate')).json.figure).toMatchObject({ numerator: 3, denominator: 3 });
  });

  test('residents and merchants stand apart, and staff beside them', async () => {
    const { json } = await one('lin', 'received', '&by=voice');
    expect(json.parts.map(({ key }: { key: string }) => key)).toContain('resident');
    const solved = (await one('lin', 'solvedRate', '&by=voice')).json.parts;
    expect(solved).toEqual([
      expect.objectContaining({ key: 'resident', figure: { numerator: 1, denominator: 2, rate: null, isFew: true } }),
      expect.objectContaining({ key: 'merchant', figure: { numerator: 0, denominator: 0, rate: null, isFew: false } }),
    ]);
  });

  test('a send-back is a wrong dispatch; a refusal is nobody’s: no organisation and no post has it', async () => {
    const { json } = await one('lin', 'returnRate', '&by=organisation');
    expect(json.parts).toContainEqual(
      expect.objectContaining({ key: road.id, figure: expect.objectContaining({ numerator: 1 }) }),
    );
    const due = await rowsOf('lin', 'ordersDue');
    expect(due.json.rows.map(({ caseId }: { caseId: string }) => caseId)).not.toContain(returnedId);
    for (const by of ['organisation', 'post']) {
      const refused = await one('lin', 'refused', `&by=${by}`);
      expect(refused.json.parts).toEqual([
        expect.objectContaining({ key: 'none', figure: expect.objectContaining({ numerator: 1 }) }),
      ]);
    }
  });

  test('what happens after a count is counted when somebody says so, and by the clock', async () => {
    const before = figureIn(await page('lin'), 'received').numerator;
    await report(town.stranger(), { words: '又一盏灯不亮' });
    expect(figureIn(await page('lin'), 'received').numerator).toBe(before);
    town.pass(1);
    const now = await town.as('lin').post('/indicators/count', {});
    expect(now.json).toEqual({ countedAt: town.now() });
    const after = await page('lin');
    expect(figureIn(after, 'received').numerator).toBe(before + 1);
    expect(after.json.countedAt).toBe(town.now());
  });
});

describe('who may see them', () => {
  test('nobody counts another street, and an account without figures none', async () => {
    expect((await page('jinDispatcher')).status).toBe(403);
    expect((await page('jinDispatcher', `areaId=${district}`)).status).toBe(403);
    expect((await page('zhou', `areaId=${street}`)).status).toBe(403);
    expect((await page('roadReceiver')).status).toBe(403);
    expect((await town.stranger().get(`/indicators?areaId=${street}`)).status).toBe(401);
    expect((await rowsOf('jinDispatcher', 'received')).status).toBe(403);
    expect(
      (await fileOf(town, tokenOf('tang'), `/api/yunting/indicators/received/sheet?areaId=${street}`)).status,
    ).toBe(403);
  });

  test('row security alone keeps the rows of another street away', async () => {
    const count = async (who: PersonName) => {
      const { rows } = await town.database.transaction(
        { schema: 'd_yunting', scope: { ...EMPTY, paths: [PEOPLE[who].posts[0]!.path] } },
        ({ connection }) =>
          connection.query('select count(*)::int as count from indicator_rows where unit = $1', ['case']),
      );
      return (rows[0] as { count: number }).count;
    };
    expect(await count('jinDispatcher')).toBe(1);
    expect(await count('lin')).toBeGreaterThan(15);
  });

  test('a confidential matter is counted, opened only by who may, and in every breakdown stands as one', async () => {
    const seen = async (who: PersonName, place: string) =>
      (await rowsOf(who, 'received', '&limit=100', place)).json.rows;
    const officer = await seen('shen', `areaId=${community}`);
    const secret = officer.filter(({ isSecret }: { isSecret: boolean }) => isSecret);
    expect(secret).toHaveLength(1);
    expect(secret[0]).toMatchObject({
      caseId: null,
      number: null,
      className: null,
      openedOn: null,
      organisationName: null,
    });
    expect(JSON.stringify(officer)).not.toContain(secretNumber);
    expect(JSON.stringify(await seen('lin', `areaId=${street}`))).toContain(secretNumber);
    const { json } = await one('lin', 'received', '&by=kind');
    expect(json.parts).toContainEqual(
      expect.objectContaining({
        key: 'secret',
        name: expect.objectContaining({ zh: '保密事项' }),
        figure: expect.objectContaining({ numerator: 1 }),
      }),
    );
  });

  test('the workbook names no secret matter, not even to who may open it, and still adds up', async () => {
    const { bytes } = await fileOf(
      town,
      tokenOf('lin'),
      `/api/yunting/indicators/received/sheet?areaId=${street}&cycle=month`,
    );
    const { rows } = await readWorkbook(bytes);
    expect(JSON.stringify(rows)).not.toContain(secretNumber.slice(-4));
    expect(rows.filter((row) => row[0] === '保密事项')).toHaveLength(1);
    expect(rows.reduce((sum, row) => sum + Number(row[9]), 0)).toBe(figureIn(await page('lin'), 'received').numerator);
  });

  test('no answer ranks or names a person', async () => {
    const answers = [await page('guo', `areaId=${district}`)];
    for (const by of ['area', 'organisation', 'class', 'channel', 'kind', 'post', 'voice'])
      answers.push(await one('lin', 'closed', `&by=${by}`));
    answers.push(await rowsOf('lin', 'closed'), await town.as('lin').get(`/indicator-supervision?areaId=${street}`));
    const text = answers.map((answer) => `${answer.status} ${answer.text}`).join('\n');
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const person of Object.values(PEOPLE)) {
      expect(text).not.toContain(person.name);
      expect(text).not.toContain(person.id);
    }
    expect((await one('lin', 'closed', '&by=person')).status).toBe(422);
    expect((await one('lin', 'closed', '&by=gridWorker')).status).toBe(422);
  });
});

const EMPTY = {
  paths: [],
  confidentialPaths: [],
  restrictedPaths: [],
  organisationIds: [],
  actorId: null,
  linkId: null,
  writer: '',
};

describe('the formula', () => {
  test('says exactly what is divided by what, its version and source', async () => {
    const { json } = await one('lin', 'closingRate');
    expect(json.denominator).toMatchObject({ key: 'due', name: { zh: '应结案数' } });
    expect(json.denominator.words.zh).toContain('更早到期、到本期开始仍未结的');
    expect(json).toMatchObject({ version: 1, source: 'GB/T 30428.4 参照' });
  });

  test('is settled anew as a version with a reason; the earlier one stays for the months before', async () => {
    const change = {
      id: newId(),
      seenVersion: 1,
      numerator: 'ordersReworkedDone',
      denominator: 'ordersDone',
      reason: '市里口径为返工数除以处置数',
    };
    const settled = await town.as('admin').post('/indicators/reworkRate/versions', change);
    expect(settled, settled.text).toMatchObject({ status: 201, json: { code: 'reworkRate', version: 2 } });
    expect((await town.as('admin').post('/indicators/reworkRate/versions', change)).json).toEqual(settled.json);
    const { json } = await one('lin', 'reworkRate');
    expect(json).toMatchObject({ version: 2, denominator: { key: 'ordersDone' }, reason: change.reason });
    expect(json.trend.at(-2).version).toBe(1);
    const again = { ...change, id: newId() };
    expect((await town.as('admin').post('/indicators/reworkRate/versions', again)).status).toBe(409);
  });

  test('divides by nothing that does not count its numerator, and only by who settles it for the district', async () => {
    const change = { id: newId(), seenVersion: 1, numerator: 'solved', denominator: 'received', reason: '试试' };
    expect((await town.as('admin').post('/indicators/solvedRate/versions', change)).status).toBe(422);
    const closer = { ...change, id: newId(), denominator: 'asked' };
    expect((await town.as('admin').post('/indicators/solvedRate/versions', closer)).status).toBe(422);
    const good = { ...change, id: newId(), numerator: 'dueOnTime', denominator: 'dueClosed' };
    expect((await town.as('lin').post('/indicators/onTimeClosingRate/versions', good)).status).toBe(403);
  });
});

test('supervision: by organisation with how many it is of, and the directives nobody has answered', async () => {
  const open = await filed(town);
  const orderId = newId();
  await move(town, 'lin', open.id, 'dispatch', { organisationId: road.id, newWorkOrderId: orderId });
  const asked = { id: newId(), kind: 'supervise', workOrderId: orderId, words: '请尽快' };
  expect((await town.as('guo').post(`/cases/${open.id}/directives`, asked)).status).toBe(201);
  town.pass(60 * 24 * 6);
  await town.as('guo').post('/indicators/count', {});
  const { json, text } = await town.as('lin').get(`/indicator-supervision?areaId=${street}&cycle=month`);
  expect(json.organisations, text).toContainEqual(
    expect.objectContaining({ organisationId: road.id, orders: 3, overdue: 1, returned: 1, asked: 1, unanswered: 1 }),
  );
  const late = await rowsOf('lin', 'ordersDue', `&part=ordersOnTime&only=without&by=organisation&key=${road.id}`);
  expect(late.json.rows).toEqual([expect.objectContaining({ number: open.number, isOnTime: false })]);
  const waiting = await town
    .as('lin')
    .get(`/indicator-directives?areaId=${street}&cycle=month&organisationId=${road.id}`);
  expect(waiting.json.directives).toEqual([expect.objectContaining({ id: asked.id, number: open.number })]);
  const supervised = await one('lin', 'supervisionRate');
  expect(supervised.json.figure.numerator).toBe(1);
});

test('wrong questions are told which field is wrong', async () => {
  expect((await town.as('lin').get('/indicators?cycle=month')).status).toBe(422);
  expect((await town.as('lin').get(`/indicators?areaId=${street}&cycle=month&on=2031-01-01`)).status).toBe(422);
  expect((await town.as('lin').get(`/indicators?areaId=${street}&cycle=decade`)).status).toBe(422);
  expect((await one('lin', 'nothing')).status).toBe(404);
  expect((await rowsOf('lin', 'received', '&after=x')).status).toBe(422);
});
