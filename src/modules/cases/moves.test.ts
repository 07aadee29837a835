// Every verb of the table once through HTTP: taken from the right hands, refused to the wrong ones with what they may do.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, tryMove, versionOf } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import {
  allowedTo, closed, dispatched, fedBack, filed, mistakes, openOrder, property, road, sanitation, signed, waterCrew,
} from './played-for-tests.ts'; // prettier-ignore
import { MOVE_VERBS } from './transitions.ts';
import type { MoveVerb } from './transitions.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

interface Row {
  verb: MoveVerb;
  /** Brings a case to where the verb is taken, and says who takes it with what. */
  play(): Promise<{ id: string; who: PersonName | Client; fields?: Record<string, unknown> }>;
  /** Sees the case at that moment and may not. */
  wrong: PersonName;
  becomes: string;
}

const later = '2026-12-01T00:00:00.000Z';
const inDistrict = () => report(town.stranger());

const ROWS: Row[] = [
  {
    verb: 'confirm',
    play: async () => ({ id: (await inDistrict()).id, who: 'zhou', fields: { outcome: 'underWay' } }),
    wrong: 'lin',
    becomes: 'confirming',
  },
  {
    verb: 'classify',
    play: async () => ({ id: (await inDistrict()).id, who: 'zhou', fields: { classCode: 'stairLamp', summary: '楼道灯不亮' } }),
    wrong: 'callback',
    becomes: 'collected',
  },
  {
    verb: 'file',
    play: async () => ({ id: (await inDistrict()).id, who: 'zhou', fields: { classCode: 'stairLamp' } }),
    wrong: 'callback',
    becomes: 'filed',
  },
  {
    verb: 'reject',
    play: async () => ({ id: (await inDistrict()).id, who: 'shen', fields: { referral: 'consumer' } }),
    wrong: 'zhou',
    becomes: 'rejected',
  },
  {
    verb: 'objectToRejection',
    play: async () => {
      const { id, link } = await inDistrict();
      await move(town, 'shen', id, 'reject', { referral: 'consumer' });
      return { id, who: town.withLink(link), fields: { words: '就在我家门口' } };
    },
    wrong: 'zhou',
    becomes: 'collected',
  },
  {
    verb: 'cancel',
    play: async () => ({ id: (await inDistrict()).id, who: 'shen', fields: { reason: 'nothingThere' } }),
    wrong: 'zhou',
    becomes: 'cancelled',
  },
  {
    verb: 'withdraw',
    play: async () => {
      const { id, link } = await inDistrict();
      return { id, who: town.withLink(link) };
    },
    wrong: 'zhou',
    becomes: 'withdrawn',
  },
  {
    verb: 'supplement',
    play: async () => {
      const { id, link } = await inDistrict();
      return { id, who: town.withLink(link), fields: { words: '今天又响了' } };
    },
    wrong: 'callback',
    becomes: 'collected',
  },
  {
    verb: 'contactReporter',
    play: async () => ({
      id: (await inDistrict()).id,
      who: 'zhou',
      fields: { channel: 'phone', contactOutcome: 'reached', words: '说是晚上响' },
    }),
    wrong: 'wu',
    becomes: 'collected',
  },
  {
    verb: 'resolveOnSpot',
    play: async () => ({
      id: (await inDistrict()).id,
      who: 'zhou',
      fields: { classCode: 'litter', evidence: ['writtenNote'] },
    }),
    wrong: 'lin',
    becomes: 'closed',
  },
  {
    verb: 'answer',
    play: async () => ({
      id: (await report(town.stranger(), { kind: 'enquiry', words: '请问老年卡在哪办' })).id,
      who: 'zhou',
      fields: { words: '带身份证到社区一楼窗口' },
    }),
    wrong: 'callback',
    becomes: 'closed',
  },
  {
    verb: 'escalate',
    play: async () => ({ id: (await inDistrict()).id, who: 'zhou', fields: { reason: 'beyondPowers' } }),
    wrong: 'shen',
    becomes: 'collected',
  },
  {
    verb: 'handDown',
    play: async () => {
      const { id } = await inDistrict();
      await move(town, 'zhou', id, 'escalate', { reason: 'beyondPowers' });
      return { id, who: 'shen', fields: { level: 'grid', words: '请先上门', dueAt: later } };
    },
    wrong: 'zhou',
    becomes: 'collected',
  },
  {
    verb: 'merge',
    play: async () => {
      const target = await inDistrict();
      return { id: (await inDistrict()).id, who: 'shen', fields: { targetId: target.id } };
    },
    wrong: 'zhou',
    becomes: 'merged',
  },
  {
    verb: 'unmerge',
    play: async () => {
      const [target, { id }] = [await inDistrict(), await inDistrict()];
      await move(town, 'shen', id, 'merge', { targetId: target.id });
      return { id, who: 'shen' };
    },
    wrong: 'zhou',
    becomes: 'collected',
  },
  {
    verb: 'split',
    play: async () => ({ id: (await inDistrict()).id, who: 'shen', fields: { newCaseId: newId(), words: '另外垃圾没人收' } }),
    wrong: 'zhou',
    becomes: 'collected',
  },
  {
    verb: 'dispatchDirect',
    play: async () => ({
      id: (await inDistrict()).id,
      who: 'zhou',
      fields: { classCode: 'stairLamp', organisationId: property.id, newWorkOrderId: newId(), phonedAt: town.now() },
    }),
    wrong: 'callback',
    becomes: 'dispatched',
  },
  {
    verb: 'dispatch',
    play: async () => ({
      id: (await filed(town)).id,
      who: 'lin',
      fields: { organisationId: road.id, newWorkOrderId: newId() },
    }),
    wrong: 'zhou',
    becomes: 'dispatched',
  },
  {
    verb: 'redispatch',
    play: async () => ({
      id: (await dispatched(town)).id,
      who: 'lin',
      fields: { organisationId: property.id, newWorkOrderId: newId(), reason: 'wrongOrganisation' },
    }),
    wrong: 'zhou',
    becomes: 'dispatched',
  },
  {
    verb: 'addCoHandler',
    play: async () => ({
      id: (await dispatched(town)).id,
      who: 'lin',
      fields: { organisationId: property.id, newWorkOrderId: newId() },
    }),
    wrong: 'zhou',
    becomes: 'dispatched',
  },
  {
    verb: 'releaseCoHandler',
    play: async () => {
      const { id } = await dispatched(town);
      const workOrderId = newId();
      await move(town, 'lin', id, 'addCoHandler', { organisationId: property.id, newWorkOrderId: workOrderId });
      return { id, who: 'lin', fields: { workOrderId, reason: 'notNeeded' } };
    },
    wrong: 'zhou',
    becomes: 'dispatched',
  },
  {
    verb: 'acknowledge',
    play: async () => {
      const { id, orderId } = await dispatched(town);
      return { id, who: 'roadReceiver', fields: { workOrderId: orderId } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'assign',
    play: async () => {
      const { id, orderId } = await signed(town);
      const assignedToAccountId = ground.people.roadHandler.id;
      return { id, who: 'roadReceiver', fields: { workOrderId: orderId, assignedToAccountId } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'askToRelay',
    play: async () => {
      const { id, orderId } = await signed(town);
      return { id, who: 'roadReceiver', fields: { workOrderId: orderId, words: '请问几点方便' } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'sendBack',
    play: async () => {
      const { id, orderId } = await signed(town);
      return { id, who: 'roadReceiver', fields: { workOrderId: orderId, sendBackReason: 'duplicate', words: '昨天已派过' } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'approveSendBack',
    play: async () => {
      const { id, orderId } = await sentBack();
      return { id, who: 'streetChief', fields: { workOrderId: orderId } };
    },
    wrong: 'lin',
    becomes: 'filed',
  },
  {
    verb: 'refuseSendBack',
    play: async () => {
      const { id, orderId } = await sentBack();
      return { id, who: 'streetChief', fields: { workOrderId: orderId, reason: 'yourDuty' } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'feedback',
    play: async () => {
      const { id, orderId } = await signed(town);
      return { id, who: 'roadReceiver', fields: { workOrderId: orderId, evidence: ['writtenNote'] } };
    },
    wrong: 'lin',
    becomes: 'feedback',
  },
  {
    verb: 'sendToVerify',
    play: async () => ({ id: (await fedBack(town)).id, who: 'lin', fields: { verifierAccountId: ground.people.he.id } }),
    wrong: 'zhou',
    becomes: 'verifying',
  },
  {
    verb: 'returnToOrganisation',
    play: async () => ({ id: (await fedBack(town)).id, who: 'lin', fields: { reason: 'stillLoose' } }),
    wrong: 'zhou',
    becomes: 'handling',
  },
  {
    verb: 'verify',
    play: async () => ({ id: (await fedBack(town)).id, who: 'zhou', fields: { outcome: 'solved' } }),
    wrong: 'callback',
    becomes: 'verifying',
  },
  {
    verb: 'close',
    play: async () => {
      const { id } = await fedBack(town);
      await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
      return { id, who: 'lin' };
    },
    wrong: 'wu',
    becomes: 'closed',
  },
  {
    verb: 'reopen',
    play: async () => {
      const { id, link } = await closed(town);
      return { id, who: town.withLink(link), fields: { words: '又响了' } };
    },
    wrong: 'zhou',
    becomes: 'handling',
  },
  {
    verb: 'evaluate',
    play: async () => {
      const { id, link } = await closed(town);
      return { id, who: town.withLink(link), fields: { isSolved: true, manner: 'good' } };
    },
    wrong: 'zhou',
    becomes: 'evaluated',
  },
];

async function sentBack() {
  const played = await signed(town);
  const fields = { workOrderId: played.orderId, sendBackReason: 'duplicate', words: '昨天已派过' };
  await move(town, 'roadReceiver', played.id, 'sendBack', fields);
  return played;
}

test('the rows below are the verbs of the table', () => {
  expect(ROWS.map(({ verb }) => verb)).toEqual(MOVE_VERBS);
});

test.each(ROWS)('$verb is refused to $wrong with what $wrong may do, and taken from the right hands', async ({ verb, play, wrong, becomes }) => {
  const { id, who, fields } = await play();
  // wu's own micro-grid does not hold this point; whoever cannot see it gets no list either.
  const refused = await tryMove(town, wrong, id, verb, fields);
  const seen = await town.as(wrong).get(`/cases/${id}`);
  expect(refused.json).toMatchObject(seen.status === 404 ? { status: 404 } : { verb, allowed: seen.json.allowed });
  expect(refused.status).not.toBe(200);
  expect(refused.json.allowed ?? []).not.toContain(verb);

  const before = await versionOf(town, id);
  const taken = await move(town, who, id, verb, fields);
  expect(taken).toMatchObject({ id, status: becomes, version: before + 1 });
});

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
    handDown: { level: 'microGrid', words: '请看看', dueAt: later },
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
    MOVE_VERBS.filter((verb) => fields[verb] !== undefined || verb === 'withdraw' || verb === 'supplement').map(async (verb) => {
      const fresh = await filed(town);
      const allowed = await allowedTo(town, 'shen', fresh.id);
      const ids = { newWorkOrderId: newId(), newCaseId: newId() };
      const given = Object.fromEntries(Object.entries(fields[verb] ?? {}).map(([key, value]) => [key, ids[key as 'newCaseId'] ?? value]));
      const reply = await tryMove(town, 'shen', fresh.id, verb, given);
      return { verb, isAllowed: allowed.includes(verb), status: reply.status };
    }),
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
