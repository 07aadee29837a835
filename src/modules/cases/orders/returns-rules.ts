/** What was sent back by whom with which basis, and what came of it: from the lines of history. Pure. */
import type { Instant } from '#shared/time.ts';

export const RETURN_OUTCOMES = ['waiting', 'approved', 'refused', 'settledThere', 'settledElsewhere', 'ended'] as const;
export type ReturnOutcome = (typeof RETURN_OUTCOMES)[number];

export interface ReturnLine {
  readonly id: string;
  readonly verb: string;
  readonly at: Instant;
  readonly workOrderId: string | null;
  readonly organisationId: string | null;
  readonly codes: Readonly<Record<string, unknown>>;
}

export interface ReturnHop {
  readonly moveId: string;
  readonly at: Instant;
  readonly organisationId: string | null;
  readonly reason: string;
  readonly basis: string | null;
  readonly outcome: ReturnOutcome;
  readonly decidedAt: Instant | null;
  /** The move in which it was decided: its words say why. */
  readonly decidedById: string | null;
}

const OUTCOMES: Readonly<Record<string, ReturnOutcome>> = {
  approveSendBack: 'approved',
  refuseSendBack: 'refused',
  cancel: 'ended',
};

/** Every application in its order. An arbitration decides the last one: it names the same organisation or another. */
export function returnsOf(lines: readonly ReturnLine[]): ReturnHop[] {
  return lines.flatMap((line, at) => {
    if (line.verb !== 'sendBack') return [];
    const decided = lines.slice(at + 1).find((later) => decides(later, line));
    return [
      {
        moveId: line.id,
        at: line.at,
        organisationId: line.organisationId,
        reason: textOf(line.codes['sendBackReason']) ?? '',
        basis: textOf(line.codes['basis']),
        outcome: decided === undefined ? 'waiting' : outcomeOf(decided, line),
        decidedAt: decided?.at ?? null,
        decidedById: decided?.id ?? null,
      },
    ];
  });
}

function decides(later: ReturnLine, asked: ReturnLine): boolean {
  if (later.verb === 'cancel' || later.verb === 'arbitrate') return true;
  return later.verb in OUTCOMES && later.workOrderId === asked.workOrderId;
}

function outcomeOf(decided: ReturnLine, asked: ReturnLine): ReturnOutcome {
  if (decided.verb !== 'arbitrate') return OUTCOMES[decided.verb] ?? 'ended';
  return decided.organisationId === asked.organisationId ? 'settledThere' : 'settledElsewhere';
}

function textOf(code: unknown): string | null {
  return typeof code === 'string' ? code : null;
}
