// For the verbs of 延期 and 挂账: how a case comes to where each is taken, by whom, and who sees it there and may not.

import { addMinutes } from '#shared/time.ts';

import { move } from '../../../../test/play.ts';
import type { Town } from '../../../../test/town.ts';
import type { Row } from '../moves/every-move-for-tests.ts';
import { signed } from '../played-for-tests.ts';

export const TIME_MOVES: Row[] = [
  {
    verb: 'askExtension',
    play: async (town) => {
      const { id, orderId } = await signed(town);
      return { id, who: 'roadReceiver', fields: await moreTime(town, id, orderId) };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'approveExtension',
    play: async (town) => {
      const { id, orderId } = await asked(town, 'askExtension');
      return { id, who: 'streetChief', fields: { workOrderId: orderId } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'refuseExtension',
    play: async (town) => {
      const { id, orderId } = await asked(town, 'askExtension');
      return { id, who: 'streetChief', fields: { workOrderId: orderId, words: '配件当天能到' } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'askSuspension',
    play: async (town) => {
      const { id, orderId } = await signed(town);
      return { id, who: 'roadReceiver', fields: { ...(await moreTime(town, id, orderId)), reason: 'season' } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
  {
    verb: 'suspend',
    play: async (town) => {
      const { id, orderId } = await asked(town, 'askSuspension');
      return { id, who: 'leader', fields: { workOrderId: orderId, words: '天暖了再铺' } };
    },
    wrong: 'streetChief',
    becomes: 'handling',
  },
  {
    verb: 'refuseSuspension',
    play: async (town) => {
      const { id, orderId } = await asked(town, 'askSuspension');
      return { id, who: 'leader', fields: { workOrderId: orderId, words: '现在就能铺' } };
    },
    wrong: 'streetChief',
    becomes: 'handling',
  },
  {
    verb: 'resume',
    play: async (town) => {
      const { id, orderId } = await asked(town, 'askSuspension');
      await move(town, 'leader', id, 'suspend', { workOrderId: orderId, words: '天暖了再铺' });
      return { id, who: 'leader', fields: { workOrderId: orderId } };
    },
    wrong: 'lin',
    becomes: 'handling',
  },
];

/** An hour more than the order has: within what any class allows. */
export async function moreTime(town: Town, id: string, workOrderId: string) {
  const { json } = await town.as('lin').get(`/cases/${id}`);
  const dueAt = addMinutes((json.orders as { dueAt: string }[]).at(-1)?.dueAt ?? '', 60);
  return { workOrderId, dueAt, reason: 'partsAwaited', words: '等配件' };
}

export async function asked(town: Town, verb: 'askExtension' | 'askSuspension') {
  const played = await signed(town);
  const fields = await moreTime(town, played.id, played.orderId);
  const reason = verb === 'askSuspension' ? 'season' : fields.reason;
  await move(town, 'roadReceiver', played.id, verb, { ...fields, reason });
  return played;
}
