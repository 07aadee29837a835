// For every verb of the table: how a case comes to where it is taken, by whom, and who sees it there and may not.

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../../test/play.ts';
import { ground } from '../../../../test/town.ts';
import type { Client, Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import { sentBackThrice } from '../orders/returned-for-tests.ts';
import { closed, dispatched, drawn, fedBack, filed, property, road, signed } from '../played-for-tests.ts';
import { TIME_MOVES } from '../clocks/time-moves-for-tests.ts';
import type { MoveVerb } from './transitions.ts';

export interface Row {
  verb: MoveVerb;
  /** Brings a case to where the verb is taken, and says who takes it with what. */
  play(town: Town): Promise<{ id: string; who: PersonName | Client; fields?: Record<string, unknown> }>;
  /** Sees the case at that moment and may not. */
  wrong: PersonName;
  becomes: string;
}

const LATER = '2026-12-01T00:00:00.000Z';

export const EVERY_MOVE: Row[] = [
  {
    verb: 'confirm',
    play: async (town) => ({ id: (await report(town.stranger())).id, who: 'zhou', fields: { outcome: 'underWay' } }),
    wrong: 'lin',
    becomes: 'confirming',
  },
  {
    verb: 'classify',
    play: async (town) => ({
      id: (await report(town.stranger())).id,
      who: 'zhou',
      fields: { classCode: 'stairLamp', summary: '楼道灯不亮' },
    }),
    wrong: 'callback',
    becomes: 'collected',
  },
  {
    verb: 'file',
    play: async (town) => ({ id: (await report(town.stranger())).id, who: 'zhou', fields: { classCode: 'stairLamp' } }),
    wrong: 'callback',
    becomes: 'filed',
  },
  {
    verb: 'reject',
    play: async (town) => ({ id: (await report(town.stranger())).id, who: 'shen', fields: { referral: 'consumer' } }),
    wrong: 'zhou',
    becomes: 'rejected',
  },
  {
    verb: 'objectToRejection',
    play: async (town) => {
      const { id, link } = await report(town.stranger());
      await move(town, 'shen', id, 'reject', { referral: 'consumer' });
      return { id, who: town.withLink(link), fields: { words: '就在我家门口' } };
    },
    wrong: 'zhou',
    becomes: 'collected',
  },
  {
    verb: 'cancel',
    play: async (town) => ({ id: (await report(town.stranger())).id, who: 'shen', fields: { reason: 'nothingThere' } }),
    wrong: 'zhou',
    becomes: 'cancelled',
  },
  {
    verb: 'withdraw',
    play: async (town) => {
      const { id, link } = await report(town.stranger());
      return { id, who: town.withLink(link) };
    },
    wrong: 'zhou',
    becomes: 'withdrawn',
  },
  {
    verb: 'supplement',
    play: async (town) => {
      const { id, link } = await report(town.stranger());
      return { id, who: town.withLink(link), fields: { words: '今天又响了' } };
    },
    wrong: 'callback',
    becomes: 'collected',
  },
  {
    verb: 'contactReporter',
    play: async (town) => ({
      id: (await report(town.stranger())).id,
      who: 'zhou',
      fields: { channel: 'phone', contactOutcome: 'reached', words: '说是晚上响' },
    }),
    wrong: 'wu',
    becomes: 'collected',
  },
  {
    verb: 'note',
    play: async (town) => ({ id: (await dispatched(town)).id, who: 'lin', fields: { words: '物业说下午才有人' } }),
    wrong: 'roadReceiver',
    becomes: 'dispatched',
  },
  {
    verb: 'resolveOnSpot',
    play: async (town) => ({
      id: (await report(town.stranger())).id,
      who: 'zhou',
      fields: { classCode: 'litter', evidence: ['writtenNote'] },
    }),
    wrong: 'lin',
    becomes: 'closed',
  },
  {
    verb: 'answer',
    play: async (town) => ({
      id: (await report(town.stranger(), { kind: 'enquiry', words: '请问老年卡在哪办' })).id,
      who: 'zhou',
      fields: { words: '带身份证到社区一楼窗口' },
    }),
    wrong: 'callback',
    becomes: 'closed',
  },
  {
    verb: 'escalate',
    play: async (town) => ({ id: (await report(town.stranger())).id, who: 'zhou', fields: { reason: 'beyondPowers' } }),
    wrong: 'shen',
    becomes: 'collected',
  },
  {
    verb: 'handDown',
    play: async (town) => {
      const { id } = await report(town.stranger());
      await move(town, 'zhou', id, 'escalate', { reason: 'beyondPowers' });
      return { id, who: 'shen', fields: { level: 'grid', words: '请先上门', dueAt: LATER } };
    },
    wrong: 'zhou',
    becomes: 'collected',
  },
  {
    verb: 'merge',
    play: async (town) => {
      const target = await report(town.stranger());
      return { id: (await report(town.stranger())).id, who: 'shen', fields: { targetId: target.id } };
    },
    wrong: 'zhou',
    becomes: 'merged',
  },
  {
    verb: 'unmerge',
    play: async (town) => {
      const [target, { id }] = [await report(town.stranger()), await report(town.stranger())];
      await move(town, 'shen', id, 'merge', { targetId: target.id });
      return { id, who: 'shen' };
    },
    wrong: 'zhou',
    becomes: 'collected',
  },
  {
    verb: 'split',
    play: async (town) => ({
      id: (await report(town.stranger())).id,
      who: 'shen',
      fields: { newCaseId: newId(), words: '另外垃圾没人收' },
    }),
    wrong: 'zhou',
    becomes: 'collected',
  },
  {
    verb: 'dispatchDirect',
    play: async (town) => ({
      id: (await report(town.stranger())).id,
      who: 'zhou',
      fields: { classCode: 'stairLamp', organisationId: property.id, newWorkOrderId: newId(), phonedAt: town.now() },
    }),
    wrong: 'callback',
    becomes: 'dispatched',
  },
  {
    verb: 'dispatch',
    play: async (town) => ({
      id: (await filed(town)).id,
      who: 'lin',
      fields: { organisationId: road.id, newWorkOrderId: newId() },
    }),
    wrong: 'zhou',
    becomes: 'dispatched',
  },
  {
    verb: 'redispatch',
    play: async (town) => ({
      id: (await dispatched(town)).id,
      who: 'lin',
      fields: { organisationId: property.id, newWorkOrderId: newId(), reason: 'wrongOrganisation' },
    }),
    wrong: 'zhou',
    becomes: 'dispatched',
  },
  {
    verb: 'addCoHandler',
    play: async (town) => ({
      id: (await dispatched(town)).id,
      who: 'lin',
      fields: { organisationId: property.id, newWorkOrderId: newId() },
    }),
    wrong: 'zhou',
    becomes: 'dispatched',
  },
  {
    verb: 'releaseCoHandler',
    play: async (town) => {
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
    play: async (town) => {
      const { id, orderId } = await dispatched(town);
      return { id, who: 'roadReceiver', fields: { workOrderId: orderId } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'assign',
    play: async (town) => {
      const { id, orderId } = await signed(town);
      const assignedToAccountId = ground.people.roadHandler.id;
      return { id, who: 'roadReceiver', fields: { workOrderId: orderId, assignedToAccountId } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'askToRelay',
    play: async (town) => {
      const { id, orderId } = await signed(town);
      return { id, who: 'roadReceiver', fields: { workOrderId: orderId, words: '请问几点方便' } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'sendBack',
    play: async (town) => {
      const { id, orderId } = await signed(town);
      return {
        id,
        who: 'roadReceiver',
        fields: { workOrderId: orderId, sendBackReason: 'duplicate', words: '昨天已派过' },
      };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'approveSendBack',
    play: async (town) => {
      const { id, orderId } = await sentBack(town);
      return { id, who: 'streetChief', fields: { workOrderId: orderId } };
    },
    wrong: 'lin',
    becomes: 'filed',
  },
  {
    verb: 'refuseSendBack',
    play: async (town) => {
      const { id, orderId } = await sentBack(town);
      return { id, who: 'streetChief', fields: { workOrderId: orderId, reason: 'yourDuty' } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'arbitrate',
    play: async (town) => {
      const { id } = await sentBackThrice(town);
      return {
        id,
        who: 'guo',
        fields: { organisationId: road.id, newWorkOrderId: newId(), words: '盖板属道路附属设施' },
      };
    },
    wrong: 'streetChief',
    becomes: 'dispatched',
  },
  ...TIME_MOVES,
  {
    verb: 'feedback',
    play: async (town) => {
      const { id, orderId } = await signed(town);
      return { id, who: 'roadReceiver', fields: { workOrderId: orderId, evidence: ['writtenNote'] } };
    },
    wrong: 'lin',
    becomes: 'feedback',
  },
  {
    verb: 'sendToVerify',
    play: async (town) => ({
      id: (await fedBack(town)).id,
      who: 'lin',
      fields: { verifierAccountId: ground.people.he.id },
    }),
    wrong: 'zhou',
    becomes: 'verifying',
  },
  {
    verb: 'returnToOrganisation',
    play: async (town) => ({ id: (await fedBack(town)).id, who: 'lin', fields: { reason: 'stillLoose' } }),
    wrong: 'zhou',
    becomes: 'handling',
  },
  {
    verb: 'verify',
    play: async (town) => ({ id: (await fedBack(town)).id, who: 'zhou', fields: { outcome: 'solved' } }),
    wrong: 'callback',
    becomes: 'verifying',
  },
  {
    verb: 'close',
    play: async (town) => {
      const { id } = await fedBack(town);
      await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
      return { id, who: 'lin' };
    },
    wrong: 'wu',
    becomes: 'closed',
  },
  {
    verb: 'reopen',
    play: async (town) => {
      const { id, link } = await closed(town);
      return { id, who: town.withLink(link), fields: { words: '又响了' } };
    },
    wrong: 'zhou',
    becomes: 'handling',
  },
  {
    verb: 'recheck',
    play: async (town) => ({ id: (await drawn(town)).id, who: 'callback', fields: { outcome: 'solved' } }),
    wrong: 'lin',
    becomes: 'closed',
  },
  {
    verb: 'evaluate',
    play: async (town) => {
      const { id, link } = await closed(town);
      return { id, who: town.withLink(link), fields: { isSolved: true, manner: 'good' } };
    },
    wrong: 'zhou',
    becomes: 'evaluated',
  },
  {
    verb: 'answerRating',
    play: async (town) => {
      const { id, link } = await closed(town);
      await move(town, town.withLink(link), id, 'evaluate', { isSolved: true, manner: 'fair' });
      return { id, who: 'roadReceiver', fields: { words: '井盖胶垫已换新的，再响请打值班电话' } };
    },
    wrong: 'zhou',
    becomes: 'evaluated',
  },
];

async function sentBack(town: Town) {
  const played = await signed(town);
  const fields = { workOrderId: played.orderId, sendBackReason: 'duplicate', words: '昨天已派过' };
  await move(town, 'roadReceiver', played.id, 'sendBack', fields);
  return played;
}
