// The address of a resident's page, shown around: it tells the stations, and neither what was said nor who said it.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { photo } from '../../attachments/uploads-for-tests.ts';
import { move, report, tryMove, versionOf } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { closed, dispatched, mistakes, signed } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const WORDS = '三单元的井盖松了';

/** A report with a picture, and the tokens of its link and page. */
async function reported() {
  const picture = newId();
  await town.stranger().upload(`/attachments/${picture}`, await photo(), 'image/jpeg');
  const played = await report(town.stranger(), {
    words: WORDS,
    attachmentIds: [picture],
    contact: { phone: '10012345678' },
  });
  await town.settled();
  const { page } = (
    await town.stranger().post('/case-lookups', {
      number: played.number,
      queryCode: played.queryCode,
    })
  ).json as { page: string };
  return { ...played, picture, page };
}

test('receipt and look-up give the same link and the same address of the page', async () => {
  const receipt = await report(town.stranger());
  const { number, queryCode, link } = receipt;
  const found = (await town.stranger().post('/case-lookups', { number, queryCode })).json;
  expect(found).toEqual({ link, page: (receipt as unknown as { page: string }).page });
  expect(found.page).not.toBe(link);
});

test('by the page alone the stations are told, and nothing of what was said, sent or left', async () => {
  const { page, link, picture, id } = await reported();
  await move(town, 'zhou', id, 'confirm', { outcome: 'true' });
  const reply = await town.withLink(page).get('/trace');
  expect(reply.json).toMatchObject({
    isOpened: false,
    page: null,
    stations: [{ key: 'case.trace.collected' }, { key: 'case.trace.confirmed' }],
    mine: { words: [], placeWords: null, hasPhone: false, attachments: [] },
    openings: [],
    allowed: [],
  });
  expect(reply.text).not.toContain('井盖');
  expect((await town.withLink(page).get(`/attachments/${picture}`)).status).toBe(404);
  expect((await town.withLink(page).get(`/cases/${id}`)).status).toBe(404);

  expect((await town.withLink(link).get('/trace')).json).toMatchObject({
    isOpened: true,
    page,
    mine: { words: [WORDS], hasPhone: true, attachments: [{ id: picture, kind: 'picture', of: 'mine' }] },
    allowed: expect.arrayContaining(['supplement', 'withdraw']),
  });
  expect((await town.withLink(link).get(`/attachments/${picture}`)).status).toBe(200);
});

test('by the page alone nothing can be done', async () => {
  const { page, id } = await reported();
  const holder = town.withLink(page);
  const seenVersion = await versionOf(town, id);
  for (const verb of ['withdraw', 'supplement', 'reopen', 'evaluate']) {
    const body = { moveId: newId(), seenVersion, ...(verb === 'evaluate' ? { isSolved: true } : {}) };
    expect((await holder.post(`/cases/${id}/${verb}`, body)).status, verb).toBe(404);
  }
  expect((await holder.put('/trace/contact', { phone: null })).status).toBe(404);
  expect((await holder.delete('/trace/link')).status).toBe(404);
  expect(await versionOf(town, id)).toBe(seenVersion);
});

test('a link that is closed closes the address of its page too', async () => {
  const { page, link } = await reported();
  await town.withLink(link).delete('/trace/link');
  expect((await town.withLink(page).get('/trace')).status).toBe(401);
});

test('the trace promises when somebody looks, then when the organisation is done, and says what that is made of', async () => {
  const fresh = await report(town.stranger());
  const first = (await town.withLink(fresh.link).get('/trace')).json.promise;
  expect(first).toEqual({
    what: 'look',
    since: town.now(),
    by: (fresh as unknown as { seenBy: string }).seenBy,
    limit: { unit: 'workHour', amount: 4 },
  });
  const { link } = await dispatched(town);
  expect((await town.withLink(link).get('/trace')).json.promise).toMatchObject({
    what: 'handling',
    since: town.now(),
    limit: { unit: 'workDay', amount: 2 },
  });
  const done = await closed(town);
  expect((await town.withLink(done.link).get('/trace')).json.promise).toBeNull();
});

test('the trace says why an order was sent back, what the organisation did, and whom to call', async () => {
  const { link, id, orderId } = await signed(town);
  await tryMove(town, 'roadReceiver', id, 'sendBack', {
    workOrderId: orderId,
    sendBackReason: 'otherTerritory',
    words: '内部意见',
  });
  const back = (await town.withLink(link).get('/trace')).json;
  expect(back.stations.at(-1)).toMatchObject({ key: 'case.trace.sendBackAsked', reason: 'otherTerritory', said: null });
  expect(JSON.stringify(back)).not.toContain('内部意见');
  expect(back).toMatchObject({ worker: { name: '周敏' }, dutyPhone: '10000008001', communityName: '船坞新村' });

  const done = await closed(town);
  const trace = (await town.withLink(done.link).get('/trace')).json;
  expect(trace.stations.find(({ key }: { key: string }) => key === 'case.trace.feedback')).toMatchObject({
    said: '已更换井盖',
  });
});

test('pictures of the result are shown to the reporter, those of the first look are not', async () => {
  const { link, id } = await report(town.stranger());
  const [before, after] = [newId(), newId()];
  for (const each of [before, after]) await town.as('zhou').upload(`/attachments/${each}`, await photo(), 'image/jpeg');
  await move(town, 'zhou', id, 'confirm', { outcome: 'true', attachmentIds: [before] });
  const done = { evidence: ['photo'], attachmentIds: [after], classCode: 'stairLamp' };
  await move(town, 'zhou', id, 'resolveOnSpot', done);
  expect((await town.withLink(link).get('/trace')).json.mine.attachments).toEqual([
    { id: after, kind: 'picture', of: 'result' },
  ]);
});
