// Near duplicates: what is offered to a reporter after the number, joining by one tap, and the way back for staff.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, rowOf, tryMove, versionOf } from '../../../../test/play.ts';
import type { Played } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { closed, filed, mistakes, rows } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
// The next test begins with nothing open nearby.
afterEach(async () => {
  expect(mistakes(town)).toEqual([]);
  town.pass(30 * 24 * 60);
});
afterAll(() => town.close());

const offered = async ({ link }: Played) => (await town.withLink(link).get('/trace/similar')).json.similar;
const join = async (played: Played, targetId: string, fields: Record<string, unknown> = {}) =>
  town.withLink(played.link).post('/trace/joining', {
    moveId: newId(),
    seenVersion: await versionOf(town, played.id),
    targetId,
    ...fields,
  });
/** Some 340 m from where everything else happens, and no neighbour of its grid. */
const POINT_IN_G01 = { longitude: 95.0015, latitude: 40.0015 };
const at = (point: { longitude: number; latitude: number }) => ({ ...point, crs: 'CGCS2000' });
const LONG = '门前井盖松了一直在响，'.repeat(4);

test('an open matter of a public class in the same grid is offered, shortened', async () => {
  const first = await filed(town, { words: `${LONG}住在3栋的李阿婆 13800001111` });
  town.pass(60);
  const mine = await report(town.stranger(), { words: '井盖松了，车一过就响' });
  const [one, ...more] = await offered(mine);
  expect(more).toEqual([]);
  expect(one).toEqual({
    id: first.id,
    summary: expect.stringMatching(/^门前井盖.{26}…$/),
    reportedAt: expect.any(String),
  });
  expect(JSON.stringify(one)).not.toContain('1380000');
});

test('nothing is offered that nobody has looked at, of a secret class, elsewhere, over, older, or about something else', async () => {
  const words = '井盖松了，车一过就响';
  await report(town.stranger(), { words });
  await filed(town, { words: `${words}，还有油烟` }, 'kitchenSmoke');
  await filed(town, { words, place: at(POINT_IN_G01) });
  await filed(town, { words: '楼道灯不亮' }, 'stairLamp');
  await closed(town, { words });
  expect(await offered(await report(town.stranger(), { words }))).toEqual([]);
});

test('the other side of the border of a grid is near: the neighbouring grid is asked too, beyond 400 m it is not', async () => {
  const words = '井盖松了，车一过就响';
  const beside = await filed(town, { words, place: at(ground.pointInG04) });
  const mine = await report(town.stranger(), { words });
  expect(await offered(mine)).toMatchObject([{ id: beside.id }]);
  await rowsMoved(beside.id, { longitude: 95.0105, latitude: 40.0015 });
  expect(await offered(mine)).toEqual([]);
});

test('on the border of two communities the report joins the matter of the other one, and staff can undo it', async () => {
  const words = '井盖松了，车一过就响';
  const beyond = await report(town.stranger(), { words, place: at(ground.pointInRongting) });
  await rows(town, "update d_yunting.cases set class_code = 'manholeCover', class_confirmed = true where id = $1", [
    beyond.id,
  ]);
  await rowsMoved(beyond.id, { longitude: 95.0061, latitude: 40.0015 });
  const mine = await report(town.stranger(), { words });
  expect(await offered(mine)).toEqual([]);
  const [west] = await rows<{ min_longitude: number }>(
    town,
    'select min_longitude from d_yunting.grids where id = $1',
    [RONGTING],
  );
  await rows(town, 'update d_yunting.grids set min_longitude = 95.006 where id = $1', [RONGTING]);
  expect(await offered(mine)).toMatchObject([{ id: beyond.id }]);
  expect((await join(mine, beyond.id)).status).toBe(200);
  expect(await rowOf(town, mine.id)).toMatchObject({ status: 'merged', merged_into_id: beyond.id });
  expect(await rowOf(town, beyond.id)).toMatchObject({ report_count: 2 });
  await move(town, 'lin', mine.id, 'unmerge');
  expect(await rowOf(town, mine.id)).toMatchObject({ status: 'collected', merged_into_id: null });
  await rows(town, 'update d_yunting.grids set min_longitude = $2 where id = $1', [RONGTING, west?.min_longitude]);
});

const RONGTING = ground.grids['/yunting/jt/rt/g01/']!.id;
const rowsMoved = (id: string, { longitude, latitude }: { longitude: number; latitude: number }) =>
  rows(town, 'update d_yunting.cases set longitude = $2, latitude = $3 where id = $1', [id, longitude, latitude]);

test('what is merged already takes nobody in: the way on is the matter that took it', async () => {
  const [first, second, third] = [await filed(town), await filed(town), await filed(town)];
  await move(town, 'lin', second.id, 'merge', { targetId: first.id });
  const refused = await tryMove(town, 'lin', third.id, 'merge', { targetId: second.id });
  expect(refused).toMatchObject({ status: 409, json: { type: '/problems/merge-impossible' } });
  expect(await rowOf(town, third.id)).toMatchObject({ status: 'filed', merged_into_id: null });
});

test('a class that staff only proposed is nobody’s word yet, and one made secret since is not told', async () => {
  const words = '井盖松了，车一过就响';
  await report(town.as('wu'), { words, classCode: 'manholeCover' });
  await filed(town, { words: '线缆垂下来了，碰到头' }, 'looseCable');
  await setClassSecrecy('confidential');
  expect(await offered(await report(town.stranger(), { words }))).toEqual([]);
  expect(await offered(await report(town.stranger(), { words: '线缆垂下来了，碰到头' }))).toEqual([]);
  await setClassSecrecy('open');
  expect(await offered(await report(town.stranger(), { words: '线缆垂下来了，碰到头' }))).toHaveLength(1);
});

async function setClassSecrecy(secrecy: string): Promise<void> {
  await town.database.asOwner((connection) =>
    connection.query("update d_yunting.classes set secrecy = $1 where code = 'looseCable'", [secrecy]),
  );
}

test('a secret matter, one without words and one already taken up are offered nothing', async () => {
  const words = '井盖松了，车一过就响';
  await filed(town, { words });
  expect(await offered(await report(town.stranger(), { words, wantsSecrecy: true }))).toEqual([]);
  const taken = await filed(town, { words });
  expect(await offered(taken)).toEqual([]);
  expect(await offered(await report(town.stranger(), { words }))).toHaveLength(2);
});

test('joining makes the report a further voice; sent twice it is one; the trace says so and staff can undo it', async () => {
  const first = await filed(town);
  const mine = await report(town.stranger());
  const moveId = newId();
  const sent = { moveId, seenVersion: await versionOf(town, mine.id) };
  expect(await join(mine, first.id, sent)).toMatchObject({ status: 200, json: { isJoined: true } });
  expect((await join(mine, first.id, sent)).status).toBe(200);
  expect(await rowOf(town, mine.id)).toMatchObject({ status: 'merged', merged_into_id: first.id });
  expect(await rowOf(town, first.id)).toMatchObject({ report_count: 2 });

  const trace = (await town.withLink(mine.link).get('/trace')).json;
  expect(trace).toMatchObject({
    number: mine.number,
    mergedIntoNumber: first.number,
    mine: { words: [expect.any(String)] },
  });
  const page = (await town.as('zhou').get(`/cases/${mine.id}`)).json;
  expect(page.stations.at(-1)).toMatchObject({ verb: 'merge', byName: null });

  await move(town, 'lin', mine.id, 'unmerge');
  expect(await rowOf(town, mine.id)).toMatchObject({ status: 'collected', merged_into_id: null });
});

test('what was not offered cannot be joined, nor by the address of the page alone', async () => {
  const words = '楼道灯不亮';
  const lamp = await filed(town, { words }, 'stairLamp');
  const secret = await filed(town, {}, 'kitchenSmoke');
  const mine = await report(town.stranger());
  for (const target of [lamp.id, secret.id, mine.id, newId()]) {
    expect((await join(mine, target)).status, target).toBe(404);
  }
  const like = await filed(town);
  const { page } = (await town.stranger().post('/case-lookups', { number: mine.number, queryCode: mine.queryCode }))
    .json;
  expect((await town.withLink(page).get('/trace/similar')).status).toBe(404);
  expect((await join({ ...mine, link: page }, like.id)).status).toBe(404);
  expect(await rowOf(town, mine.id)).toMatchObject({ status: 'collected' });
});

test('whoever writes a report down is told what sounds alike in that community, under the own scope', async () => {
  const first = await report(town.stranger(), { words: '3栋门前井盖松了，车一过就响' });
  await report(town.stranger(), { words: '楼道灯不亮' });
  const ask = async (who: 'shen' | 'jinDispatcher' | 'roadReceiver', fields: object = {}) =>
    town.as(who).post('/similar-cases', {
      words: '门口井盖松动，一过车就响',
      communityId: ground.areas['/yunting/jg/cw/']?.id,
      ...fields,
    });
  expect((await ask('shen')).json.similar).toMatchObject([
    { id: first.id, number: first.number, status: 'collected', because: ['井盖松', '一过', '就响'] },
  ]);
  expect((await ask('jinDispatcher')).json.similar).toEqual([]);
  expect((await ask('roadReceiver')).status).toBe(403);
  expect((await ask('shen', { words: '有人半夜唱歌' })).json.similar).toEqual([]);
});

test('beyond the border of the community it is told too, to whoever serves on both sides', async () => {
  const beyond = await report(town.stranger(), { words: '井盖松了，车一过就响', place: at(ground.pointInRongting) });
  const ask = async (who: 'guo' | 'shen') =>
    (
      await town.as(who).post('/similar-cases', {
        words: '门口井盖松动，一过车就响',
        communityId: ground.areas['/yunting/jg/cw/']?.id,
      })
    ).json.similar;
  const [west] = await rows<{ min_longitude: number }>(
    town,
    'select min_longitude from d_yunting.grids where id = $1',
    [RONGTING],
  );
  expect(await ask('guo')).toEqual([]);
  await rows(town, 'update d_yunting.grids set min_longitude = 95.006 where id = $1', [RONGTING]);
  expect(await ask('guo')).toMatchObject([{ id: beyond.id }]);
  expect(await ask('shen')).toEqual([]);
  await rows(town, 'update d_yunting.grids set min_longitude = $2 where id = $1', [RONGTING, west?.min_longitude]);
});

test('a secret matter and one that is over are told to nobody who writes', async () => {
  const words = '门前井盖松了在响';
  await filed(town, { words }, 'kitchenSmoke');
  await closed(town, { words });
  const reply = await town.as('streetChief').post('/similar-cases', {
    words,
    communityId: ground.areas['/yunting/jg/cw/']?.id,
  });
  expect(reply.json.similar).toEqual([]);
});
