// The acts of a case in the order in which they are likely; what stops a matter stands under 更多.

import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

import type { CasePage } from './case-words.ts';

// prettier-ignore
const IN_ORDER: readonly MoveVerb[] = [
  'acknowledge', 'arbitrate', 'approveSendBack', 'refuseSendBack', 'approveExtension', 'refuseExtension', 'suspend', 'refuseSuspension', 'resume',
  'close', 'feedback', 'verify', 'sendToVerify', 'dispatch', 'file',
  'answer', 'recheck', 'answerRating', 'confirm', 'assign', 'dispatchDirect', 'resolveOnSpot', 'contactReporter', 'returnToOrganisation',
  'redispatch', 'addCoHandler', 'askToRelay', 'sendBack', 'askExtension', 'askSuspension', 'classify', 'escalate', 'supplement', 'handDown', 'reopen', 'note',
];
const SELDOM: readonly MoveVerb[] = ['split', 'merge', 'unmerge', 'releaseCoHandler'];
const GRAVE: readonly MoveVerb[] = ['withdraw', 'reject', 'cancel'];
const MOST_IN_BAR = 6;
/** A filed matter may be closed without an order, but as a rule it is sent out. */
const FIRST_WHEN: Partial<Record<CasePage['status'], MoveVerb>> = {
  filed: 'dispatch',
  collected: 'file',
  merged: 'unmerge',
};

/** Acts after which an organisation's limit runs. */
export const STARTS_A_CLOCK: readonly MoveVerb[] = [
  'dispatch',
  'dispatchDirect',
  'redispatch',
  'arbitrate',
  'addCoHandler',
];

export interface Acts {
  readonly inBar: readonly MoveVerb[];
  readonly more: readonly MoveVerb[];
  /** Of those under 更多: what ends or stops a case. */
  readonly grave: readonly MoveVerb[];
}

export function actsOf({ allowed, status }: Pick<CasePage, 'allowed' | 'status'>, likely?: MoveVerb): Acts {
  const isAllowed = (verb: MoveVerb) => allowed.includes(verb);
  const first = likely !== undefined && isAllowed(likely) ? likely : FIRST_WHEN[status];
  const verbs = IN_ORDER.filter(isAllowed);
  const ordered = first !== undefined && isAllowed(first) ? [first, ...verbs.filter((verb) => verb !== first)] : verbs;
  const grave = GRAVE.filter(isAllowed);
  const more = [...ordered.slice(MOST_IN_BAR), ...SELDOM.filter((verb) => isAllowed(verb) && verb !== first), ...grave];
  return { inBar: ordered.slice(0, MOST_IN_BAR), more, grave };
}
