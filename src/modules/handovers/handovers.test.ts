// Hand-overs through HTTP: what is open is taken down as it stands, whoever comes confirms it, and the words can be erased.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { filed, road, rows, signed } from '../cases/played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
/** Thursday, 17:00 in the town. */
beforeEach(() => town.setClock('2026-11-19T09:00:00.000Z'));
afterAll(() => town.close());

const STREET = '/yunting/jg/';

const write = (who: PersonName, fields: Record<string, unknown> = {}) =>
  town.as(who).post('/handovers', { id: newId(), path: STREET, words: '三圣里的水还没通，九点再看一次', ...fields });

async function atStreet(): Promise<string> {
  const { id } = await filed(town);
  await rows(town, "update d_yunting.cases set held_level = 'street' where id = $1", [id]);
  return id;
}

test('what waits for whoever leaves is taken down with why and until when, what falls due in the next shift first', async () => {
  const open = await atStreet();
  const sent = await signed(town);
  await move(town, 'roadReceiver', sent.id, 'sendBack', {
    workOrderId: sent.orderId,
    sendBackReason: 'duplicate',
    words: '昨天已经报过',
  });
  await rows(town, "update d_yunting.cases set held_level = 'street' where id = $1", [sent.id]);
  const due = await signed(town);
  await rows(town, "update d_yunting.cases set held_level = 'street', due_at = '2026-11-19T12:00:00Z' where id = $1", [
    due.id,
  ]);
  await town.as('lin').post('/duty-shifts', {
    id: newId(),
    shifts: [
      {
        id: newId(),
        path: STREET,
        kind: 'night',
        accountId: ground.people.streetChief.id,
        fromAt: '2026-11-19T10:00:00.000Z',
        toAt: '2026-11-20T00:00:00.000Z',
      },
    ],
  });
  const draft = (await town.as('streetChief').get(`/handover-draft?path=${STREET}`)).json;
  expect(draft).toMatchObject({ nextUntil: '2026-11-20T00:00:00.000Z', next: [] });
  const marks = new Map(draft.items.map((item: any) => [item.case.id, [item.reason, item.mark]]));
  expect(marks.get(due.id)).toEqual(['watched', 'promised']);
  expect(marks.get(sent.id)).toEqual(['decideSendBack', 'sendBack']);
  expect(marks.get(open)).toEqual(['dispatch', 'open']);
  expect(draft.items[0].case.id).toBe(due.id);
  expect((await town.as('lin').get(`/handover-draft?path=${STREET}`)).json.next).toMatchObject([{ name: '石磊' }]);
});

test('written by who leaves, confirmed by who comes; neither is done for the other, nor by another street', async () => {
  await atStreet();
  const written = await write('lin');
  expect(written, written.text).toMatchObject({ status: 201 });
  const { id } = written.json;
  const seen = (await town.as('streetChief').get(`/handovers/${id}`)).json;
  expect(seen).toMatchObject({ writtenByName: '林晓芸', confirmedAt: null, mayConfirm: true, hidden: 0 });
  expect(seen.words).toContain('三圣里');
  expect(seen.items.length).toBe(written.json.items);

  for (const who of ['jinDispatcher', 'zhou', 'luo', 'roadReceiver'] as const) {
    expect((await write(who)).status, who).toBe(403);
    expect((await town.as(who).get(`/handovers/${id}`)).status, who).toBe(404);
    expect((await town.as(who).post(`/handovers/${id}/confirmation`)).status, who).toBe(404);
  }
  expect((await town.as('lin').post(`/handovers/${id}/confirmation`)).status).toBe(403);
  expect((await town.as('guo').post(`/handovers/${id}/confirmation`)).status).toBe(403);
  town.pass(5);
  const confirmed = await town.as('streetChief').post(`/handovers/${id}/confirmation`);
  town.pass(5);
  expect((await town.as('streetChief').post(`/handovers/${id}/confirmation`)).json).toEqual(confirmed.json);
  expect((await town.as('lin').get(`/handovers?path=${STREET}`)).json.handovers[0]).toMatchObject({
    id,
    confirmedByName: '石磊',
    mayConfirm: false,
  });
});

test('one named is the one who confirms, and the same hand-over sent twice is one', async () => {
  const body = { id: newId(), path: STREET, words: '', toAccountId: ground.people.guo.id };
  const first = await town.as('lin').post('/handovers', body);
  expect((await town.as('lin').post('/handovers', body)).json).toEqual(first.json);
  expect((await town.as('lin').post('/handovers', { ...body, words: '别的话' })).status).toBe(409);
  expect((await town.as('streetChief').post(`/handovers/${body.id}/confirmation`)).status).toBe(403);
  expect((await town.as('guo').post(`/handovers/${body.id}/confirmation`)).status).toBe(200);
});

test('of a confidential matter the next one reads only what that one may see; the others are counted', async () => {
  const { id } = await report(town.stranger(), { wantsSecrecy: true });
  await rows(town, "update d_yunting.cases set held_level = 'street' where id = $1", [id]);
  const written = await write('lin');
  const named = newId();
  await rows(
    town,
    `insert into d_yunting.posts (id, account_id, role, path, area_id, from_on, granted_at)
     values ($1, $2, 'callbackOfficer', $3, $4, '2026-01-01', now())`,
    [named, ground.people.nobody.id, STREET, ground.areas[STREET]!.id],
  );
  const whole = (await town.as('streetChief').get(`/handovers/${written.json.id}`)).json;
  expect(whole.items.map((item: any) => item.case.id)).toContain(id);
  const part = (await town.as('nobody').get(`/handovers/${written.json.id}`)).json;
  expect(JSON.stringify(part)).not.toContain(id);
  expect(part.hidden).toBe(1);
  await rows(town, 'delete from d_yunting.posts where id = $1', [named]);
});

test('an organisation hands its open orders over, and no area reads of it', async () => {
  const { id } = await signed(town);
  const written = await town
    .as('roadReceiver')
    .post('/handovers', { id: newId(), organisationId: road.id, words: '备用井盖只剩两个' });
  expect(written, written.text).toMatchObject({ status: 201 });
  const seen = (await town.as('roadReceiver').get(`/handovers/${written.json.id}`)).json;
  expect(seen.items.find((item: any) => item.case.id === id)).toMatchObject({ reason: 'acknowledged' });
  for (const who of ['guo', 'lin', 'cao'] as const)
    expect((await town.as(who).get(`/handovers/${written.json.id}`)).status, who).toBe(404);
});

test('the words are erased by a rule, that it was handed over stays', async () => {
  const { id } = (await write('lin', { words: '陈阿姨的电话写错了' })).json;
  expect((await town.as('streetChief').post(`/handovers/${id}/erasure`, { rule: 'PIPL-47' })).status).toBe(200);
  const seen = await town.as('lin').get(`/handovers/${id}`);
  expect(seen.json).toMatchObject({ words: '', isErased: true, writtenByName: '林晓芸' });
  const [row] = await rows<{ words: string }>(
    town,
    'select words from d_yunting.handover_texts where handover_id = $1',
    [id],
  );
  expect(row?.words).toBe('');
});

test('past hand-overs follow one another page by page', async () => {
  for (let count = 0; count < 3; count += 1) {
    town.pass(1);
    await write('lin');
  }
  const first = (await town.as('lin').get(`/handovers?path=${STREET}&limit=2`)).json;
  const second = (await town.as('lin').get(`/handovers?path=${STREET}&limit=2&after=${first.next}`)).json;
  const ids = [...first.handovers, ...second.handovers].map(({ id }: any) => id);
  expect(new Set(ids).size).toBe(4);
});
