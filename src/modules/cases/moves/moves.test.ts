// Every verb of the table once through HTTP: taken from the right hands, refused to the wrong ones with what they may do.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, tryMove, versionOf } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { EVERY_MOVE } from './every-move-for-tests.ts';
import { allowedTo, dispatched, filed, mistakes, openOrder, sanitation, waterCrew } from '../played-for-tests.ts';
import { MOVE_VERBS } from './transitions.ts';
import type { MoveVerb } from './transitions.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

test('the rows played are the verbs of the table', () => {
  expect(EVERY_MOVE.map(({ verb }) => verb)).toEqual(MOVE_VERBS);
});

test.each(EVERY_MOVE)(
  '$verb is refused to $wrong with what $wrong may do, and taken from the right hands',
  async ({ verb, play, wrong, becomes }) => {
    const { id, who, fields } = await play(town);
    // wu's own micro-grid does not hold this point; whoever cannot see it gets no list either.
    const refused = await tryMove(town, wrong, id, verb, fields);
    const seen = await town.as(wrong).get(`/cases/${id}`);
    expect(refused.json).toMatchObject(seen.status === 404 ? { status: 404 } : { verb, allowed: seen.json.allowed });
    expect(refused.status).not.toBe(200);
    expect(refused.json.allowed ?? []).not.toContain(verb);

    const before = await versionOf(town, id);
    const taken = await move(town, who, id, verb, fields);
    expect(taken).toMatchObject({ id, status: becomes, version: before + 1 });
  },
);

test('what a refusal allows is really taken, and what it leaves out is really refused', async () => {
  const { id } = await filed(town);
  const refusal = await tryMove(town, 'shen', id, 'verify', { outcome: 'solved' });
  expect(refusal).toMatchObject({ status: 409, json: { type: '/problems/case-move-refused' } });
  expect(refusal.json.allowed).toEqual(await allowedTo(town, 'shen', id));

  const fields: Partial<Record<MoveVerb, Record<string, unknown>>> = {
    classify: { classCode: 'manholeCover' },
    reject: { referral: 'court' },
    cancel: { reason: 'nothingThere' },
    contactReporter: { channel: 'phone', contactOutcome: 'noAnswer' },
    resolveOnSpot: { evidence: ['writtenNote'] },
    handDown: { level: 'microGrid', words: '请看看', dueAt: '2026-12-01T00:00:00.000Z' },
    split: { newCaseId: newId() },
    dispatch: { organisationId: sanitation.id, newWorkOrderId: newId() },
    dispatchDirect: { organisationId: waterCrew.id, newWorkOrderId: newId(), classCode: 'pipeBurst' },
    escalate: { reason: 'beyondPowers' },
    confirm: { outcome: 'true' },
    acknowledge: { workOrderId: newId() },
    evaluate: { isSolved: true },
    close: { evidence: ['writtenNote'] },
  };
  const tried = await Promise.all(
    MOVE_VERBS.filter((verb) => fields[verb] !== undefined || verb === 'withdraw' || verb === 'supplement').map(
      async (verb) => {
        const fresh = await filed(town);
        const allowed = await allowedTo(town, 'shen', fresh.id);
        const ids = { newWorkOrderId: newId(), newCaseId: newId() };
        const given = Object.fromEntries(
          Object.entries(fields[verb] ?? {}).map(([key, value]) => [key, ids[key as 'newCaseId'] ?? value]),
        );
        const reply = await tryMove(town, 'shen', fresh.id, verb, given);
        return { verb, isAllowed: allowed.includes(verb), status: reply.status };
      },
    ),
  );
  expect(tried.filter(({ isAllowed, status }) => isAllowed !== (status === 200))).toEqual([]);
  expect(tried.filter(({ isAllowed }) => isAllowed).length).toBeGreaterThanOrEqual(8);
});

test('an order link moves its order by the same table', async () => {
  const { id, orderId } = await dispatched(town, sanitation.id);
  const { crew } = await openOrder(town, orderId);
  const refused = await tryMove(town, crew, id, 'close');
  expect(refused).toMatchObject({ status: 409 });
  const page = await crew.get(`/cases/${id}`);
  expect(page.json.allowed).toEqual(['acknowledge', 'askToRelay', 'sendBack', 'feedback']);
  expect(refused.json.allowed).toEqual(page.json.allowed);
  expect(await move(town, crew, id, 'acknowledge', { workOrderId: orderId })).toMatchObject({ status: 'handling' });
});
