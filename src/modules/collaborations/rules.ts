// 多方联动: six roles on one matter of a compound (小区事项), who may stand in where a body is missing, and what has to come first. Pure.

import { holds } from '#permissions';
import type { Holder, Permission } from '#permissions';
import type { Day } from '#shared/time.ts';

/** 驻点, 联络, 牵头协调, 集体决策, 具体实施, 广泛参与; in the order they are shown. */
export const COLLABORATION_ROLES = ['stationed', 'liaison', 'lead', 'decide', 'carryOut', 'takePart'] as const;
export type CollaborationRole = (typeof COLLABORATION_ROLES)[number];

/** Who may fill each role: the usual one first, then who stands in where there is none. Old compounds often have no owners' committee. */
export const FILLERS = {
  stationed: ['gridLead', 'communityOfficer'],
  liaison: ['gridWorker', 'microGridMember'],
  lead: ['compoundBranch', 'communityBranch'],
  decide: ['ownersAssembly', 'ownersCommittee', 'managementCommittee', 'residentsGroup'],
  carryOut: ['propertyFirm', 'community', 'contractor'],
  takePart: ['households', 'buildingHeads'],
} as const satisfies Record<CollaborationRole, readonly string[]>;
export type Filler = (typeof FILLERS)[CollaborationRole][number];
export const ALL_FILLERS = Object.values(FILLERS).flat() as readonly Filler[];

/** 会议纪要, 表决票. */
export const DECISION_EVIDENCE = ['minutes', 'ballot'] as const;

export interface Decision {
  readonly decidedOn: Day;
  readonly evidence: (typeof DECISION_EVIDENCE)[number];
  readonly isAgreed: boolean;
}

export interface Step {
  readonly role: CollaborationRole;
  readonly filledBy: Filler | null;
  readonly beganAt: string | null;
  readonly doneAt: string | null;
  readonly decision: Decision | null;
}

/** What an organisation with an order on the matter does in the chain: it carries out, the property firm as the usual one. */
export function roleOfOrganisation(kind: string): { readonly role: CollaborationRole; readonly filledBy: Filler } {
  return { role: 'carryOut', filledBy: kind === 'property' ? 'propertyFirm' : 'contractor' };
}

/** Whoever looks after matters of this place begins and writes down. */
const KEEPERS: readonly Permission[] = ['case.confirm', 'case.dispatchPartner', 'case.dispatch'];

export function keepsCollaboration(actor: Holder, path: string): boolean {
  return KEEPERS.some((permission) => holds(actor, permission, path));
}

export function fillersOf(role: CollaborationRole): readonly Filler[] {
  return FILLERS[role];
}

/** What a step waits for: nothing is carried out before those whom it concerns have decided for it, on paper. */
export function waitsFor(role: CollaborationRole, steps: readonly Step[]): 'decision' | 'agreement' | null {
  if (role !== 'carryOut') return null;
  const decision = steps.find((each) => each.role === 'decide')?.decision ?? null;
  if (decision === null) return 'decision';
  return decision.isAgreed ? null : 'agreement';
}

/** A decision against it may be taken anew; what was decided for it, or is done otherwise, stands. */
export function mayStillAct({ role, doneAt, decision }: Step): boolean {
  return doneAt === null || (role === 'decide' && decision?.isAgreed === false);
}
