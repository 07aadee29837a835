// The suggestion box: anybody writes, sealed; who holds the permission for the whole district reads.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** Put in on Thursday morning: Friday is the first, Thursday of the next week the fifth, when the offices close. */
const IN_FIVE_WORKING_DAYS = '2026-11-26T09:30:00.000Z';

const remark = (fields: Record<string, unknown> = {}) => ({
  id: newId(),
  words: '字太小了，看不清',
  page: 'place',
  ...fields,
});

async function raw(id: string): Promise<Record<string, unknown>> {
  const { rows } = await town.database.asOwner((connection) =>
    connection.query('select * from d_yunting.remarks where id = $1', [id]),
  );
  return rows[0] as Record<string, unknown>;
}

test('a remark put in without signing in is read by the duty chief of the district, once', async () => {
  const sent = remark({ phone: '100 1234 5678' });
  const put = await town.stranger().post('/remarks', sent);
  expect(put, put.text).toMatchObject({
    status: 201,
    json: { id: sent.id, receivedAt: town.now(), dueAt: IN_FIVE_WORKING_DAYS },
  });

  const unread = await town.as('guo').get('/remarks?isRead=false');
  expect(unread.json.remarks).toContainEqual({
    id: sent.id,
    words: sent.words,
    phone: '10012345678',
    page: 'place',
    receivedAt: town.now(),
    dueAt: IN_FIVE_WORKING_DAYS,
    readAt: null,
    isOverdue: false,
  });
  const read = await town.as('guo').put(`/remarks/${sent.id}/reading`, {});
  town.pass(5);
  expect((await town.as('guo').put(`/remarks/${sent.id}/reading`, {})).json).toEqual(read.json);
  expect((await town.as('guo').get('/remarks?isRead=false')).text).not.toContain(sent.id);
  expect((await town.as('guo').get('/remarks?isRead=true')).text).toContain(sent.id);
});

test('words and phone lie in the database sealed', async () => {
  const sent = remark({ words: '三单元的王阿姨很热心', phone: '10012345678' });
  await town.stranger().post('/remarks', sent);
  const row = JSON.stringify(await raw(sent.id));
  expect(row).not.toContain('王阿姨');
  expect(row).not.toContain('10012345678');
  expect(town.logged.join('\n')).not.toContain('王阿姨');
});

test('the same remark sent twice is one; another one under its id is refused', async () => {
  const sent = remark();
  const [first, second] = await Promise.all([
    town.stranger().post('/remarks', sent),
    town.stranger().post('/remarks', sent),
  ]);
  expect(second.json).toEqual(first.json);
  expect((await town.stranger().post('/remarks', { ...sent, words: '别的话' })).status).toBe(409);
});

test('nobody else reads it: not a resident, not a grid worker, not the chief of one street', async () => {
  const sent = remark();
  await town.stranger().post('/remarks', sent);
  expect((await town.stranger().get('/remarks')).status).toBe(401);
  expect((await town.as('zhou').get('/remarks')).status).toBe(403);
  expect((await town.as('streetChief').get('/remarks')).status).toBe(403);
  expect((await town.as('streetChief').put(`/remarks/${sent.id}/reading`, {})).status).toBe(403);
  expect((await town.as('guo').put(`/remarks/${newId()}/reading`, {})).status).toBe(404);
});

test('pages of remarks follow one another without a gap', async () => {
  const sent = [remark(), remark(), remark()];
  for (const each of sent) await town.stranger().post('/remarks', each);
  const first = await town.as('guo').get('/remarks?limit=2');
  const second = await town.as('guo').get(`/remarks?limit=2&after=${first.json.next}`);
  const seen = [...first.json.remarks, ...second.json.remarks].map(({ id }: { id: string }) => id);
  expect(new Set(seen).size).toBe(4);
  expect(seen.slice(0, 3).sort()).toEqual(sent.map(({ id }) => id).sort());
});

test('what is no phone number, and a whole address in place of the page, are refused', async () => {
  expect(await town.stranger().post('/remarks', remark({ phone: '12345' }))).toMatchObject({ status: 422 });
  expect(await town.stranger().post('/remarks', remark({ page: '/yunting/c/geheim' }))).toMatchObject({ status: 422 });
});

test('one address that fills the box is told to wait', async () => {
  const from = (remoteAddress: string) =>
    town.app.server.inject({ method: 'POST', url: '/api/yunting/remarks', remoteAddress, payload: remark() });
  const statuses = [];
  for (let count = 0; count < 21; count += 1) statuses.push((await from('203.0.113.9')).statusCode);
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 201), 429]);
  expect((await from('203.0.113.10')).statusCode).toBe(201);
});

test('what nobody has read after five working days is said to be overdue, on whatever page it stands', async () => {
  const box = await town.as('guo').get('/remarks?isRead=false');
  expect(box.json.firstUnread).toEqual({ dueAt: IN_FIVE_WORKING_DAYS, isOverdue: false });

  town.setClock('2026-11-26T09:31:00.000Z');
  const sent = remark();
  await town.stranger().post('/remarks', sent);
  const page = (await town.as('guo').get('/remarks?isRead=false&limit=2')).json;
  expect(page.remarks[0]).toMatchObject({ id: sent.id, dueAt: '2026-12-03T09:30:00.000Z', isOverdue: false });
  expect(page.remarks[1]).toMatchObject({ dueAt: IN_FIVE_WORKING_DAYS, isOverdue: true });
  expect(page.firstUnread).toEqual({ dueAt: IN_FIVE_WORKING_DAYS, isOverdue: true });
});

test('a remark that was read in time stays in time, one that was read late stays late', async () => {
  town.setClock('2026-12-07T01:00:00.000Z');
  const [inTime, late] = [remark(), remark()];
  for (const each of [inTime, late]) await town.stranger().post('/remarks', each);
  await town.as('guo').put(`/remarks/${inTime.id}/reading`, {});
  town.setClock('2026-12-20T01:00:00.000Z');
  await town.as('guo').put(`/remarks/${late.id}/reading`, {});
  const { remarks } = (await town.as('guo').get('/remarks?isRead=true&limit=10')).json;
  expect(remarks).toContainEqual(expect.objectContaining({ id: inTime.id, isOverdue: false }));
  expect(remarks).toContainEqual(expect.objectContaining({ id: late.id, isOverdue: true }));
});
