// Early warnings through HTTP and the clock: three like matters in a micro-grid, who is told, acknowledging, never twice.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { rows } from '../cases/played-for-tests.ts';
import { SCHEDULE } from '../../schedule.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
/** The next test begins with nothing in the last day. */
afterEach(() => town.pass(3 * 24 * 60));
afterAll(() => town.close());

const SEWER = '下水道堵了，污水冒出来';
const look = () => SCHEDULE['warnings.look'].run(town.context());
const say = (words = SEWER, fields: object = {}) => report(town.stranger(), { words, ...fields });
const waiting = async (who: PersonName) => (await town.as(who).get('/early-warnings')).json.warnings;
const acknowledge = (who: PersonName, id: string, fields: object = {}) =>
  town
    .as(who)
    .post(`/early-warnings/${id}/acknowledgement`, { moveId: newId(), seenVersion: 1, note: '已联系排水', ...fields });

async function threeSaid(): Promise<string[]> {
  const said = [await say(), await say('污水从下水道冒出来了'), await say('门口下水道堵了，污水')];
  await look();
  return said.map(({ id }) => id);
}

test('two like matters warn nobody, the third within a day does; it opens to its rows', async () => {
  await say();
  await say('污水从下水道冒出来了');
  await look();
  expect(await waiting('shen')).toEqual([]);
  town.pass(60);
  await say('门口下水道堵了，污水');
  await look();
  const [warning, ...more] = await waiting('shen');
  expect(more).toEqual([]);
  expect(warning).toMatchObject({ count: 3, least: 3, hours: 24, className: null, mayAcknowledge: true });
  const opened = (await town.as('shen').get(`/early-warnings/${warning.id}`)).json;
  expect(opened.cases).toHaveLength(3);
  expect(opened.cases[0]).toMatchObject({ summary: '门口下水道堵了，污水', status: 'collected' });
  await acknowledge('shen', warning.id);
});

test('who leads elsewhere and helps out here sees the warning and does not acknowledge it', async () => {
  const named = newId();
  await rows(
    town,
    `insert into d_yunting.posts (id, account_id, role, path, from_on, granted_at)
     select $1, account_id, 'communityOfficer', '/yunting/jt/rt/', '2026-01-01', now() from d_yunting.posts
     where account_id = $2 limit 1`,
    [named, ground.people.zhou.id],
  );
  await threeSaid();
  const [seen] = await waiting('zhou');
  expect(seen).toMatchObject({ mayAcknowledge: false });
  const refused = await acknowledge('zhou', seen.id);
  expect(refused).toMatchObject({ status: 403, json: { permission: 'case.close' } });
  expect(await waiting('shen')).toMatchObject([{ id: seen.id, acknowledgedAt: null }]);
  await rows(town, 'delete from d_yunting.posts where id = $1', [named]);
  await acknowledge('shen', seen.id);
});

test('opened, grown and acknowledged it is told to the live stream, by its place, and nothing of what was said', async () => {
  const told = async () =>
    rows<{ path: string; body: object }>(
      town,
      "select path, body from d_yunting.facts where name = 'warning.changed' order by at, id",
    );
  const before = (await told()).length;
  await threeSaid();
  const [warning] = await waiting('shen');
  await say('污水从下水道冒出来了，更多了');
  await look();
  await look();
  await acknowledge('shen', warning.id);
  const facts = (await told()).slice(before);
  expect(facts).toEqual(facts.map(() => ({ path: '/yunting/jg/cw/g03/', body: { warningId: warning.id } })));
  expect(facts).toHaveLength(3);
});

test('the grid is told too and may not acknowledge; another street is not told', async () => {
  await threeSaid();
  const [seen] = await waiting('zhou');
  expect(seen).toMatchObject({ count: 3, mayAcknowledge: false });
  expect((await acknowledge('zhou', seen.id)).status).toBe(403);
  expect(await waiting('jinDispatcher')).toEqual([]);
  expect((await town.as('jinDispatcher').get(`/early-warnings/${seen.id}`)).status).toBe(404);
  expect((await acknowledge('jinDispatcher', seen.id)).status).toBe(404);
  expect((await town.stranger().get('/early-warnings')).status).toBe(401);
  await acknowledge('shen', seen.id);
});

test('looked at again it does not warn again; what comes while it waits joins it', async () => {
  await threeSaid();
  await look();
  const [first, ...more] = await waiting('shen');
  expect(more).toEqual([]);
  await say('污水从下水道冒出来了，更多了');
  await look();
  expect(await waiting('shen')).toMatchObject([{ id: first.id, count: 4 }]);
  await acknowledge('shen', first.id);
});

test('acknowledged once with a note, it warns no more of the same; three new ones warn anew', async () => {
  await threeSaid();
  const [first] = await waiting('shen');
  const moveId = newId();
  expect((await acknowledge('shen', first.id, { moveId })).json).toMatchObject({ note: '已联系排水', version: 2 });
  expect((await acknowledge('shen', first.id, { moveId })).status).toBe(200);
  expect((await acknowledge('shen', first.id)).status).toBe(409);
  await say();
  await look();
  expect(await waiting('shen')).toEqual([]);
  await say();
  await say();
  await look();
  const [second, ...more] = await waiting('shen');
  expect(more).toEqual([]);
  expect(second).toMatchObject({ count: 3 });
  expect(second.id).not.toBe(first.id);
  expect((await town.as('shen').get('/early-warnings?state=all')).json.warnings.length).toBeGreaterThan(1);
  await acknowledge('shen', second.id);
});

test('over more than a day, of other things, or secret, nothing warns', async () => {
  await say();
  town.pass(13 * 60);
  await say();
  town.pass(13 * 60);
  await say();
  await look();
  expect(await waiting('shen')).toEqual([]);
  town.pass(3 * 24 * 60);
  await say('楼道灯不亮');
  await say('有人半夜唱歌');
  await say('井盖松了车过就响');
  await say(SEWER, { wantsSecrecy: true });
  await say(SEWER, { wantsSecrecy: true });
  await say(SEWER, { wantsSecrecy: true });
  await look();
  expect(await waiting('shen')).toEqual([]);
});

test('a matter made secret afterwards is told by no warning', async () => {
  const ids = await threeSaid();
  const [warning] = await waiting('zhou');
  await rows(town, "update d_yunting.cases set secrecy = 'confidential' where id = $1", [ids[0]]);
  expect(await waiting('zhou')).toMatchObject([{ id: warning.id, count: 2 }]);
  const { cases } = (await town.as('shen').get(`/early-warnings/${warning.id}`)).json;
  expect(cases.map(({ id }: { id: string }) => id)).not.toContain(ids[0]);
  await acknowledge('shen', warning.id);
});

test('the rule is the district’s: more matters, or none at all', async () => {
  const { json } = await town.as('admin').get('/settings/warnings.rule');
  expect(json).toMatchObject({ value: { least: 3, hours: 24, level: 'microGrid' }, version: 0 });
  const put = (value: object, version: number) =>
    town.as('admin').put('/settings/warnings.rule', { value: { ...json.value, ...value }, source: '测试', version });
  expect((await put({ least: 1 }, 0)).status).toBe(422);
  expect((await put({ least: 4, level: 'community' }, 0)).status).toBe(200);
  await threeSaid();
  expect(await waiting('shen')).toEqual([]);
  await say();
  await look();
  const [warning] = await waiting('shen');
  expect(warning).toMatchObject({ count: 4, level: 'community' });
  await acknowledge('shen', warning.id);
  town.pass(3 * 24 * 60);
  expect((await put({ isOn: false }, 1)).status).toBe(200);
  await threeSaid();
  await say();
  await look();
  expect(await waiting('shen')).toEqual([]);
});
