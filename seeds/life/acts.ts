// The moves that the lives of the demo are made of: who makes each, how long it was waited for, and what the voice fills in.

import type { MoveBody } from '#modules/cases/moves/contract-moves.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

/** Who makes a move, found by where the matter is; a name stands for that person. */
export type Hand =
  | 'reporter'
  | 'worker'
  | 'deputy'
  | 'lead'
  | 'community'
  | 'street'
  | 'district'
  | 'streetChief'
  | 'districtChief'
  | 'approver'
  | 'organisation'
  /** The one that says as well that it is not its own. */
  | 'other'
  | 'crew';

/** Minutes on any clock; minutes that end in the office's hours; or a share of the handling limit. */
export type Wait =
  { readonly minutes: number } | { readonly officeMinutes: number } | { readonly shareOfLimit: number };

/** What a life leaves open and the voice fills in. */
export type Slot =
  | 'organisation'
  | 'other'
  | 'said'
  | 'opinion'
  | 'adoption'
  | 'referral'
  | 'evidence'
  | 'assignee'
  | 'member'
  | 'dueSoon'
  | 'reason'
  | 'longer'
  | 'review'
  | 'owner';

export interface Act {
  readonly by: Hand;
  readonly verb: MoveVerb;
  readonly after: Wait;
  readonly fields: MoveBody;
  readonly slots: readonly Slot[];
  /** Issues an order, or is about the order issued last. */
  readonly order?: 'new' | 'last';
  /** Names the class with the move. */
  readonly namesClass?: true;
  /** Shows the picture of afterwards. */
  readonly showsAfter?: true;
}

type Also = Partial<Pick<Act, 'slots' | 'order' | 'namesClass' | 'showsAfter'>>;

export function act(by: Hand, verb: Act['verb'], after: Wait, fields: MoveBody = {}, also: Also = {}): Act {
  return { by, verb, after, fields, slots: [], ...also };
}

export const soon = (minutes: number): Wait => ({ minutes });
export const office = (officeMinutes: number): Wait => ({ officeMinutes });
export const ofLimit = (shareOfLimit: number): Wait => ({ shareOfLimit });

export const looks = (minutes = 25) => act('worker', 'confirm', soon(minutes), { outcome: 'underWay' });
export const finds = (minutes = 35) => act('worker', 'confirm', soon(minutes), { outcome: 'true' });
export const up = (by: Hand, wait = office(45)) =>
  act(by, 'escalate', wait, { reason: 'beyondPowers' }, { slots: ['opinion'] });
export const toStreet = [finds(40), up('worker'), up('community', office(90))];
export const filedByStreet = [...toStreet, act('street', 'file', office(40), {}, { namesClass: true })];
export const sends = (by: Hand, wait: Wait) => act(by, 'dispatch', wait, {}, { slots: ['organisation'], order: 'new' });
export const sendsDirectly = (wait = soon(15)) =>
  act('worker', 'dispatchDirect', wait, {}, { slots: ['organisation'], order: 'new', namesClass: true });
export const signs = (wait: Wait, by: Hand = 'organisation') => act(by, 'acknowledge', wait, {}, { order: 'last' });
export const answers = (wait: Wait, by: Hand = 'organisation') =>
  // What stages are still to come is not needed: whoever built it has taken it down.
  act(by, 'feedback', wait, { endsStages: true }, { slots: ['said', 'evidence'], order: 'last', showsAfter: true });
export const checks = (outcome: 'solved' | 'notSolved' | 'notNow', wait = office(120), by: Hand = 'worker') =>
  act(
    by,
    'verify',
    wait,
    outcome === 'solved' ? { outcome } : { outcome, reason: outcome === 'notNow' ? 'nobodyHome' : 'stillThere' },
  );
export const closes = (by: Hand, wait = office(60)) => act(by, 'close', wait);
export const classed = (fields: MoveBody, by: Hand = 'worker') => act(by, 'classify', soon(20), fields);
export const direct = [finds(20), sendsDirectly()];
export const byStreet = [...filedByStreet, sends('street', office(50)), signs(office(45))];
