/** The pools of 受理台: which cases wait in which, for whom, and what is likely done with them. One row a pool. Pure. */
import { ROLES } from '#permissions';
import type { Level, Permission, Role } from '#permissions';
import type { Instant } from '#shared/time.ts';

import { stageClock } from '../clocks/stages.ts';
import type { Stage, StageRules } from '../clocks/stages.ts';
import type { CaseStatus } from '../facts.ts';
import type { MoveVerb } from '../moves/transitions.ts';

interface PoolRow {
  readonly statuses: readonly CaseStatus[];
  /** The likely act; what is really allowed says each case. */
  readonly act: MoveVerb;
  /** Any one of these, held at the place, opens the pool. */
  readonly needs: readonly Permission[];
  /** An organisation has worked, or wants to give back: the lead handler's order is read with the case. */
  readonly hasOrder: boolean;
  /** Which of our own stages runs here. */
  readonly stage: Stage | null;
}

export const POOLS = {
  toAccept: { statuses: ['collected'], act: 'file', needs: ['case.file'], hasOrder: false, stage: 'accept' },
  confirming: { statuses: ['confirming'], act: 'file', needs: ['case.file'], hasOrder: false, stage: 'confirm' },
  toDispatch: {
    statuses: ['filed'],
    act: 'dispatch',
    needs: ['case.dispatch', 'case.dispatchPartner'],
    hasOrder: false,
    stage: 'dispatch',
  },
  toDecide: {
    statuses: ['filed', 'dispatched', 'handling', 'feedback', 'verifying'],
    act: 'approveSendBack',
    needs: ['case.approveSendBack'],
    hasOrder: true,
    stage: null,
  },
  toVerify: {
    statuses: ['feedback', 'verifying'],
    act: 'sendToVerify',
    needs: ['case.sendToVerify'],
    hasOrder: true,
    stage: 'verify',
  },
  toClose: { statuses: ['feedback', 'verifying'], act: 'close', needs: ['case.close'], hasOrder: true, stage: null },
} as const satisfies Record<string, PoolRow>;

export type Pool = keyof typeof POOLS;
export const POOL_KEYS = Object.keys(POOLS) as [Pool, ...Pool[]];

export function poolRow(pool: Pool): PoolRow {
  return POOLS[pool];
}

/** Levels above the grid, by the level of the area a post lies in. */
const LEVEL_OF_AREA: Partial<Record<string, Level>> = {
  district: 'district',
  street: 'street',
  township: 'street',
  community: 'community',
  village: 'community',
};

/** At which level a post works at the desk; undefined for those who work in the grid or assist. */
export function deskLevel(role: Role, areaLevel: string | undefined): Level | undefined {
  // A lead of one grid acts for the community there.
  const level = areaLevel === undefined ? 'community' : LEVEL_OF_AREA[areaLevel];
  const actsFor: readonly Level[] = ROLES[role].actsFor;
  return level !== undefined && actsFor.includes(level) ? level : undefined;
}

/** Held at these levels a case of the pool is this desk's: what the grid did is closed by the community. */
export function levelsHeld(pool: Pool, level: Level): Level[] {
  return pool === 'toClose' && level === 'community' ? ['microGrid', 'grid', 'community'] : [level];
}

/** An empty grid post's cases wait at the community until somebody is in post again. */
export function takesVacantGrids(pool: Pool, level: Level): boolean {
  return level === 'community' && pool !== 'toClose' && pool !== 'toDecide';
}

export interface Waited {
  readonly status: string;
  readonly reportedAt: Instant;
  readonly isUrgent: boolean;
  readonly handedDownDueAt: Instant | null;
  /** Of the lead handler's order while its clock runs. */
  readonly dueAt: Instant | null;
  /** When the organisation said that it is done. */
  readonly stoppedAt: Instant | null;
  /** When it came into the status it is in; null where the pool does not ask. */
  readonly enteredAt: Instant | null;
}

/** From when it has been waiting here and until when, and which of our stages says so; null where nothing does. */
export function waitedFor(
  pool: Pool,
  waited: Waited,
  rules: StageRules,
): { since: Instant; dueAt: Instant | null; stage: Stage | null } {
  const since = waited.stoppedAt ?? waited.enteredAt ?? waited.reportedAt;
  const { stage } = poolRow(pool);
  if (stage === null)
    return { since, dueAt: pool === 'toClose' ? null : (waited.handedDownDueAt ?? waited.dueAt), stage };
  if (waited.handedDownDueAt !== null && stage !== 'verify')
    return { since, dueAt: waited.handedDownDueAt, stage: null };
  return { since, dueAt: stageClock(stage, since, waited, rules).dueAt, stage };
}

interface Placed {
  readonly id: string;
  readonly isUrgent: boolean;
  readonly since: Instant;
  readonly dueAt: Instant | null;
}

/** By time left; what has no limit stands behind, the urgent first, then what has waited longest. */
export function byTimeLeft(one: Placed, other: Placed): number {
  if (one.dueAt !== null && other.dueAt !== null && one.dueAt !== other.dueAt) return one.dueAt < other.dueAt ? -1 : 1;
  if ((one.dueAt === null) !== (other.dueAt === null)) return one.dueAt === null ? 1 : -1;
  if (one.isUrgent !== other.isUrgent) return one.isUrgent ? -1 : 1;
  if (one.since !== other.since) return one.since < other.since ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
