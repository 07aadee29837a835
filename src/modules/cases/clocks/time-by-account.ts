/** On whose account the time of a case went: ours, or the organisation's that had to act. Pure, from history and orders. */
import type { Instant } from '#shared/time.ts';

import { FINAL_STATUSES } from '../facts.ts';
import type { WorkOrderFacts } from '../facts.ts';

/** A line of history, in its order. */
export interface MoveTold {
  readonly id: string;
  readonly verb: string;
  readonly at: Instant;
  readonly to: string;
  readonly workOrderId: string | null;
  readonly organisationId: string | null;
}

/** `ours`, or the id of an organisation; undefined while nobody has to act: it was closed, refused, withdrawn or merged. */
export type Account = 'ours' | (string & {});

export interface Stretch {
  /** The move that ended it; null for the one that still runs. */
  readonly moveId: string | null;
  readonly account: Account | undefined;
  /** As the clock on the wall shows it: 09:14 to 09:40 is 26, whatever the seconds. So the parts add up. */
  readonly minutes: number;
}

export interface AccountTime {
  readonly account: Account;
  readonly minutes: number;
  /** It is this one's turn now. */
  readonly isRunning: boolean;
  /** An upheld send-back: the organisation had it, the time is charged to dispatch. */
  readonly isChargedToDispatch: boolean;
}

type Order = Pick<WorkOrderFacts, 'id' | 'role' | 'organisationId' | 'chargedTo'>;

/**
 * One stretch between any two lines of history, and the last until `until`. The lead handler's organisation has the time from
 * dispatch, signed or not, until it gives feedback or asks to send back. While a send-back is decided the time is ours, but that of
 * a refused one stays the organisation's. Verifying, filing and everything else is ours.
 */
export function stretchesOf(moves: readonly MoveTold[], orders: readonly Order[], until: Instant): Stretch[] {
  let lead: string | undefined;
  return moves.map((move, at) => {
    lead = leadAfter(move, lead, orders);
    const next = moves[at + 1];
    const account = isOver(move) || isSuspended(moves, at, lead) ? undefined : (atWork(moves, at, lead) ?? 'ours');
    return { moveId: next?.id ?? null, account, minutes: minutesBetween(move.at, next?.at ?? until) };
  });
}

/** Ours first, then the organisations in the order in which they came. */
export function timeByAccount(stretches: readonly Stretch[], orders: readonly Order[]): AccountTime[] {
  const accounts = ['ours', ...stretches.flatMap(({ account }) => account ?? [])];
  const last = stretches.at(-1);
  return [...new Set(accounts)].map((account) => ({
    account,
    minutes: stretches.filter((each) => each.account === account).reduce((sum, { minutes }) => sum + minutes, 0),
    isRunning: last?.account === account,
    isChargedToDispatch: orders.some(
      (order) => order.organisationId === account && order.role === 'leadHandler' && order.chargedTo === 'dispatch',
    ),
  }));
}

const SENDS_OUT: readonly string[] = ['dispatch', 'dispatchDirect', 'redispatch', 'arbitrate'];
const AT_WORK: readonly string[] = ['dispatched', 'handling'];
const FINAL: readonly string[] = FINAL_STATUSES;

/** The organisation the case was sent to last as the lead handler. */
function leadAfter(move: MoveTold, lead: string | undefined, orders: readonly Order[]): string | undefined {
  if (!SENDS_OUT.includes(move.verb)) return lead;
  const order = orders.find(({ id }) => id === move.workOrderId);
  return order?.role === 'coHandler' ? lead : (move.organisationId ?? lead);
}

/** The organisation whose turn it is after this line; undefined when it is ours. */
function atWork(moves: readonly MoveTold[], at: number, lead: string | undefined): string | undefined {
  const move = moves[at];
  if (move === undefined || lead === undefined || !AT_WORK.includes(move.to)) return undefined;
  const asked = moves.slice(0, at + 1).findLast(({ verb, organisationId }) => organisationId === lead && DECIDES[verb]);
  if (asked?.verb !== 'sendBack') return lead;
  const decided = moves.slice(at + 1).find(({ verb, organisationId }) => organisationId === lead && DECIDES[verb]);
  // Settled against it, the waiting was its own.
  return decided?.verb === 'refuseSendBack' || decided?.verb === 'arbitrate' ? lead : undefined;
}

/** 挂账: nobody has to act until it is resumed, done, or given to somebody else. */
function isSuspended(moves: readonly MoveTold[], at: number, lead: string | undefined): boolean {
  const last = moves.slice(0, at + 1).findLast(({ verb, organisationId }) => organisationId === lead && STANDS[verb]);
  return lead !== undefined && AT_WORK.includes(moves[at]?.to ?? '') && last?.verb === 'suspend';
}

const STANDS: Readonly<Record<string, true>> = {
  suspend: true,
  resume: true,
  feedback: true,
  approveSendBack: true,
  dispatch: true,
  dispatchDirect: true,
  redispatch: true,
};

/** What begins and ends the waiting for a decision on a send-back. */
const DECIDES: Readonly<Record<string, true>> = {
  sendBack: true,
  refuseSendBack: true,
  approveSendBack: true,
  arbitrate: true,
  dispatch: true,
  dispatchDirect: true,
  redispatch: true,
};

function isOver({ to }: MoveTold): boolean {
  return FINAL.includes(to);
}

const MINUTE = 60_000;

function minutesBetween(from: Instant, to: Instant): number {
  return Math.max(0, Math.floor(Date.parse(to) / MINUTE) - Math.floor(Date.parse(from) / MINUTE));
}
