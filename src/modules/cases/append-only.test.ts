// What has happened and been said is not rewritten, not even by the program itself.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { inTransaction, SYSTEM } from '#platform/context.ts';

import { newId } from '#shared/ids.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { move, report } from '../../../test/play.ts';
import { closed, dispatched, filed, rows, sanitation, waterCrew } from './played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const ANY_ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

test('history, words and audit are append-only for the program itself', async () => {
  const played = await filed(town);
  const attempts = [
    inTransaction(town.context(SYSTEM), ({ db }) =>
      db.updateTable('case_moves').set({ verb: 'close' }).where('case_id', '=', played.id).execute(),
    ),
    inTransaction(town.context(SYSTEM), ({ db }) =>
      db.deleteFrom('case_moves').where('case_id', '=', played.id).execute(),
    ),
    inTransaction(town.context(SYSTEM), ({ db }) =>
      db.updateTable('case_texts').set({ words: '改' }).where('case_id', '=', played.id).execute(),
    ),
    inTransaction(town.context(SYSTEM), ({ db }) =>
      db.deleteFrom('case_texts').where('case_id', '=', played.id).execute(),
    ),
    inTransaction(town.context(SYSTEM), ({ db }) => db.updateTable('audit').set({ act: 'x' }).execute()),
    inTransaction(town.context(SYSTEM), ({ db }) => db.deleteFrom('audit').execute()),
  ];
  const outcomes = await Promise.allSettled(attempts);
  expect(
    outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as { code?: string }).code : 'done')),
  ).toEqual(Array(6).fill('42501'));
});

test('history, audit, facts, timers and what the queue holds are ids, codes and instants: no word of Chinese, no phone', async () => {
  const played = await closed(town, { words: '井盖又响了', contact: { name: '温如月', phone: '10012345678' } });
  await move(town, town.withLink(played.link), played.id, 'evaluate', {
    isSolved: false,
    manner: 'poor',
    words: '还在响',
  });
  await move(town, 'luo', (await filed(town)).id, 'cancel', { words: '到了没有这回事', reason: 'nothingThere' });
  const sent = await dispatched(town);
  const again = {
    organisationId: sanitation.id,
    newWorkOrderId: newId(),
    reason: 'wrongOrganisation',
    words: '管线不归他们管',
  };
  await move(town, 'lin', sent.id, 'redispatch', again);
  const direct = await report(town.as('zhou'), { words: '门前水管爆了', classCode: 'pipeBurst' });
  const called = {
    organisationId: waterCrew.id,
    newWorkOrderId: newId(),
    phoneAnsweredBy: '贺师傅',
    words: '已电话通知',
  };
  await move(town, 'zhou', direct.id, 'dispatchDirect', called);
  const opening = { openingId: newId(), reportId: played.reportId, purpose: 'tellResult' };
  expect((await town.as('luo').post(`/cases/${played.id}/reporter-openings`, opening)).status).toBe(200);
  const setting = { value: 20, source: '区政府第3号文', version: 0 };
  expect((await town.as('admin').put('/settings/case.reopenWithinDays', setting)).status).toBe(200);
  await town.raw({}).post('/api/session', { signInName: '温如月', password: '春江潮水连海平' });
  await town.settled();
  const tables = [
    'd_yunting.case_moves',
    'd_yunting.audit',
    'd_yunting.facts',
    'd_yunting.timers',
    'shared.door_audit',
    'jobs.job',
  ];
  for (const table of tables) {
    const lines = (await rows<{ line: string }>(town, `select t::text as line from ${table} as t`)).map(
      ({ line }) => line.replaceAll(ANY_ID, 'id'), // the end of an id may look like a phone
    );
    expect(
      lines.filter((line) => /\p{Script=Han}|(?<!\d)1\d{10}(?!\d)/u.test(line)),
      table,
    ).toEqual([]);
    expect(lines.length, table).toBeGreaterThan(0);
  }
});
