// 大屏: each number of the wall is as many as the rows of the list it opens; nothing secret is in any, nobody's words are told.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { move, report } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import { closed, dispatched, filed, rows } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.setClock('2026-11-19T01:14:00.000Z');
});
afterAll(() => town.close());

const screenOf = async (who: PersonName) => {
  const reply = await town.as(who).get('/screen');
  expect(reply.status, reply.text).toBe(200);
  return reply.json;
};
const listed = async (who: PersonName, query: string) => {
  const reply = await town.as(who).get(`/cases?limit=100&secrecy=open&${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.json.cases.length as number;
};
const counted = async (who: PersonName, query: string) =>
  (await town.as(who).get(`/case-count?secrecy=open&${query}`)).json.count as number;

test('an empty district has a wall of zeros with its areas in order', async () => {
  const wall = await screenOf('guo');
  expect(wall).toMatchObject({
    day: '2026-11-19',
    placeId: null,
    place: { path: '/yunting/', scope: 'district' },
    reported: { today: { count: 0, isMore: false } },
    closed: { today: { count: 0 } },
    open: { all: { count: 0 } },
    urgent: { open: { count: 0 }, latest: [] },
    due: { overdue: { count: 0 }, soon: { count: 0 } },
    happened: [],
  });
  expect(wall.areas.map(({ name }: { name: string }) => name)).toEqual(['旧港街道', '锦汀街道']);
  expect(wall.reported.byHour).toEqual(Array.from({ length: 24 }, () => 0));
});

test('every number is as many as the rows it opens', async () => {
  town.setClock('2026-11-17T01:14:00.000Z');
  for (const dueAt of [
    '2026-11-19T01:13:59Z',
    '2026-11-19T01:14:00Z',
    '2026-11-20T01:13:59Z',
    '2026-11-20T01:14:00Z',
  ]) {
    const { id } = await dispatched(town);
    await rows(town, 'update d_yunting.cases set due_at = $2 where id = $1', [id, dueAt]);
  }
  town.setClock('2026-11-18T16:00:00.000Z'); // midnight in the town: today begins
  await filed(town);
  town.setClock('2026-11-19T01:14:00.000Z');
  await closed(town);
  const urgent = await filed(town);
  await rows(town, 'update d_yunting.cases set is_urgent = true where id = $1', [urgent.id]);
  await town.settled();

  for (const who of ['guo', 'lin', 'luo'] as const) {
    const wall = await screenOf(who);
    const areas: Record<string, string> = { district: '', street: 'streetId', community: 'communityId' };
    const at = areas[wall.place.scope] === '' ? '' : `&${areas[wall.place.scope]}=${wall.placeId}`;
    const opened: Record<string, [{ count: number }, string]> = {
      reported: [wall.reported.today, `from=${wall.day}&to=${wall.day}`],
      closed: [wall.closed.today, `closedFrom=${wall.day}`],
      open: [wall.open.all, 'status=open'],
      urgent: [wall.urgent.open, 'status=open&urgent=true'],
      overdue: [wall.due.overdue, 'status=overdue'],
      soon: [wall.due.soon, 'status=soon'],
      suspended: [wall.suspended, 'status=suspended'],
    };
    for (const [name, [figure, query]] of Object.entries(opened)) {
      expect(await listed(who, query + at), `${who} ${name}`).toBe(figure.count);
      expect(await counted(who, query + at), `${who} ${name}`).toBe(figure.count);
    }
    expect(wall.reported.today.count, who).toBe(3);
    expect(wall.due, who).toMatchObject({ overdue: { count: 1 }, soon: { count: 2 } });
    expect(wall.urgent.latest).toHaveLength(1);
    for (const { status, count } of wall.open.byStatus)
      expect(await listed(who, `status=${status}${at}`), `${who} ${status}`).toBe(count.count);
    for (const { id, open, overdue } of wall.areas) {
      const key = wall.place.scope === 'district' ? 'streetId' : 'communityId';
      expect(await listed(who, `status=open&${key}=${id}`)).toBe(open.count);
      expect(await listed(who, `status=overdue&${key}=${id}`)).toBe(overdue.count);
    }
    expect(wall.reported.byHour.reduce((sum: number, count: number) => sum + count, 0)).toBe(3);
    expect([wall.reported.byHour[0], wall.reported.byHour[9]]).toEqual([1, 2]);
  }
});

test('what happened is told by class, area and act, newest first; words, names and phones are in none of it', async () => {
  const said = '三栋 302 的王师傅说灯坏了，电话 10012345678';
  const { id, number } = await report(town.stranger(), { words: said });
  await move(town, 'lin', id, 'file', { classCode: 'manholeCover' });
  await town.settled();
  const wall = await screenOf('guo');
  expect(wall.happened[0]).toMatchObject({ caseId: id, number, verb: 'file', areaName: '船坞新村' });
  expect(wall.happened.map(({ verb }: { verb: string }) => verb)).toContain('report');
  expect(JSON.stringify(wall)).not.toMatch(/王师傅|10012345678|灯坏了|林晓芸/);
  const times = wall.happened.map(({ at }: { at: string }) => at);
  expect(times).toEqual([...times].sort().reverse());
});

test('a confidential matter is in no number of the wall, also for those who may read it, nor in the lists it opens', async () => {
  const before = await screenOf('lin');
  const { id } = await report(town.stranger(), { wantsSecrecy: true });
  await move(town, 'lin', id, 'file', { classCode: 'manholeCover' });
  await rows(town, 'update d_yunting.cases set is_urgent = true, due_at = $2 where id = $1', [
    id,
    '2026-11-18T00:00:00Z',
  ]);
  await town.settled();
  const after = await screenOf('lin');
  expect((await town.as('lin').get(`/cases/${id}`)).json.secrecy).toBe('confidential');
  expect({ ...after, at: '' }).toEqual({ ...before, at: '' });
  expect(await listed('lin', `from=${after.day}&to=${after.day}&streetId=${after.placeId}`)).toBe(
    after.reported.today.count,
  );
});

test('a street sees its own wall, one without an area none', async () => {
  const own = await screenOf('jinDispatcher');
  expect(own).toMatchObject({
    place: { name: '锦汀街道', scope: 'street' },
    open: { all: { count: 0 } },
    happened: [],
  });
  expect((await town.as('roadReceiver').get('/screen')).status).toBe(403);
  expect((await town.stranger().get('/screen')).status).toBe(401);
  expect((await town.as('admin').get('/screen')).json.type).toBe('/problems/permission-missing');
});
