/** What a line of a case's history holds: who did what when, in ids, codes and instants. Words stand elsewhere. */
import type { Level } from '#permissions';
import type { Instant } from '#shared/time.ts';

import type { ActorFacts, CaseFacts, CaseStatus, MoveInput, WorkOrderFacts } from './facts.ts';
import type { CaseVerb } from './moves/transitions.ts';

/** One line of a case's history: ids, codes and instants only. */
export interface HistoryLine {
  readonly caseId: string;
  readonly verb: CaseVerb;
  readonly at: Instant;
  readonly accountId: string | null;
  readonly by: 'account' | 'reporter' | 'orderLink';
  readonly from: CaseStatus | null;
  readonly to: CaseStatus;
  readonly heldLevel: Level;
  readonly workOrderId: string | null;
  readonly organisationId: string | null;
  readonly codes: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

// prettier-ignore
const CODES = [
  'outcome', 'reason', 'evidence', 'isOnDirectList', 'isPartner', 'assignedToAccountId', 'sendBackReason', 'basis', 'referral',
  'level', 'dueAt', 'kind', 'newCaseId', 'ownerAccountId', 'verifierAccountId', 'adoption', 'channel', 'contactOutcome', 'isSolved',
] as const satisfies readonly (keyof MoveInput)[];

const GIVES: readonly CaseVerb[] = ['approveExtension', 'suspend'];

export interface LineFacts {
  after: CaseFacts;
  actor: ActorFacts;
  at: Instant;
  from: CaseStatus | null;
  order: WorkOrderFacts | undefined;
  input: MoveInput;
}

export function historyLine(verb: CaseVerb, { after, actor, at, from, order, input }: LineFacts): HistoryLine {
  const codes = CODES.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]] as const]));
  const targets = input.target === undefined ? [] : [['targetId', input.target.id] as const];
  const classes = input.newClass === undefined ? [] : [['classCode', input.newClass.code] as const];
  // An approval gives what was asked: the moment and why stand in its own line, for the resident to read.
  const given =
    GIVES.includes(verb) && order?.application != null
      ? ([
          ['until', order.application.until],
          ['why', order.application.reason],
        ] as const)
      : [];
  return {
    caseId: after.id,
    verb,
    at,
    accountId: actor.accountId,
    by: byWhom(actor),
    from,
    to: after.status,
    heldLevel: after.heldLevel,
    workOrderId: order?.id ?? null,
    organisationId: order?.organisationId ?? null,
    codes: Object.fromEntries([...codes, ...targets, ...classes, ...given]),
  };
}

function byWhom(actor: ActorFacts): HistoryLine['by'] {
  if (actor.linkWorkOrderId !== null) return 'orderLink';
  return actor.accountId === null ? 'reporter' : 'account';
}
