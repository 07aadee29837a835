// The order in words of a crew: its history, and whether its clock runs.

import { dateTimeWords } from '#web/parts/clock-words.ts';

import type { OrderSeen } from './linked-order.ts';
import { say } from './say.ts';

type Station = OrderSeen['case']['stations'][number];
type StationKey = Parameters<typeof say>[0];

const PLAIN: Readonly<Partial<Record<string, StationKey>>> = {
  dispatch: 'station.dispatch',
  dispatchDirect: 'station.dispatch',
  redispatch: 'station.dispatch',
  addCoHandler: 'station.dispatch',
  acknowledge: 'station.acknowledge',
  assign: 'station.assign',
  sendBack: 'station.sendBack',
  approveSendBack: 'station.approveSendBack',
  refuseSendBack: 'station.refuseSendBack',
  approveExtension: 'station.approveExtension',
  refuseExtension: 'station.refuseExtension',
  suspend: 'station.suspend',
  refuseSuspension: 'station.refuseSuspension',
  resume: 'station.resume',
  feedback: 'station.feedback',
  askToRelay: 'station.askToRelay',
  returnToOrganisation: 'station.returnToOrganisation',
  reopen: 'station.reopen',
  supplement: 'station.supplement',
};

/** What concerns the order; how the house talks about the matter does not. */
export function stationLines(order: OrderSeen): { key: string; words: string; said: string[] }[] {
  return order.case.stations.flatMap((station) => {
    const key = keyOf(station);
    if (key === undefined) return [];
    const data = { at: dateTimeWords(station.at), organisation: station.organisationName ?? '' };
    const said = station.words.filter(({ isErased }) => !isErased).map(({ words }) => words);
    return [{ key: station.moveId, words: say(key, data), said }];
  });
}

function keyOf({ verb, to }: Station): StationKey | undefined {
  // A check that sends the matter back has failed; one that could not be made says nothing to the crew.
  if (verb === 'verify' && to === 'handling') return 'station.verify.notSolved';
  if (verb === 'verify' && (to === 'verifying' || to === 'closed')) return 'station.verify.solved';
  return PLAIN[verb];
}

/** What was said to the crew with the dispatch, or by whoever sent it back to be done again. */
export function instructionsOf(order: OrderSeen): { from: 'said' | 'saidBack'; words: string }[] {
  const told = [
    'dispatch',
    'dispatchDirect',
    'redispatch',
    'arbitrate',
    'addCoHandler',
    'refuseSendBack',
    'supplement',
  ];
  const back = ['verify', 'returnToOrganisation', 'reopen', 'recheck'];
  return order.case.stations.flatMap(({ verb, words }) => {
    if (!told.includes(verb) && !back.includes(verb)) return [];
    const from = back.includes(verb) ? ('saidBack' as const) : ('said' as const);
    return words.filter(({ isErased }) => !isErased).map((text) => ({ from, words: text.words }));
  });
}

/** From feedback until a failed check the clock stands. */
export function hasStopped(order: OrderSeen): boolean {
  const status = order.case.orders[0]?.status;
  return status === 'feedback' || status === 'done';
}
