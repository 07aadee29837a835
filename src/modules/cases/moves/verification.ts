/** Who may verify, whom to ask first, and which closed cases are drawn for a re-check. */
import { belongsTo } from '../access.ts';
import type { ActorFacts, CaseFacts, EvidenceKind, WorkOrderFacts } from '../facts.ts';
import type { VerifiedBy } from '../kinds.ts';

type Checker = Pick<ActorFacts, 'accountId' | 'grants' | 'relatedOrganisationIds'>;

/** Handled it: signed, was assigned, gave feedback, resolved it on the spot, or belongs to an organisation that did. */
export function hasHandled(checker: Checker, facts: CaseFacts, orders: readonly WorkOrderFacts[]): boolean {
  const { accountId } = checker;
  if (accountId !== null && facts.resolvedOnSpotBy === accountId) return true;
  return orders.some((order) => {
    if (belongsTo(checker, order.organisationId)) return true;
    return accountId !== null && [order.assignedToAccountId, ...order.handlerAccountIds].includes(accountId);
  });
}

export function recordIsEnough(evidence: readonly EvidenceKind[]): boolean {
  return evidence.includes('document');
}

/** Nearest first: the grid's own worker, then deputy or neighbour, then the community. */
export const VERIFIER_ORDER = ['gridWorker', 'deputy', 'neighbourGrid', 'community'] as const;

/** A class that leaves it to the community asks there first. */
const COMMUNITY_FIRST = ['community', 'gridWorker', 'deputy', 'neighbourGrid'] as const;

/** Whom to ask first where the class says so. Nobody goes where the authority's record is what counts. */
export function verifierOrder(verifiedBy: VerifiedBy = 'asKind'): readonly VerifierCandidate['closeness'][] {
  if (verifiedBy === 'authorityRecord') return [];
  return verifiedBy === 'community' ? COMMUNITY_FIRST : VERIFIER_ORDER;
}

export interface VerifierCandidate extends Checker {
  readonly closeness: (typeof VERIFIER_ORDER)[number];
}

/** The nearest one who did not handle it; undefined when nobody is left and the street has to choose. */
export function proposeVerifier<Candidate extends VerifierCandidate>(
  candidates: readonly Candidate[],
  facts: CaseFacts,
  orders: readonly WorkOrderFacts[],
  verifiedBy?: VerifiedBy,
): Candidate | undefined {
  const fit = candidates.filter((candidate) => !hasHandled(candidate, facts, orders));
  return verifierOrder(verifiedBy)
    .map((closeness) => fit.find((each) => each.closeness === closeness))
    .find((each) => each);
}

/** Drawn blindly: `draw` is a random number 0–1 made by the caller. */
export function isDrawn(draw: number | undefined, sampleRate: number): boolean {
  return draw !== undefined && draw < sampleRate;
}

/** Nobody who has moved it, reported it or was asked to verify it, no handler, and not whom it is about. */
export function mayRecheck(checker: Checker, facts: CaseFacts, orders: readonly WorkOrderFacts[]): boolean {
  const { accountId } = checker;
  const isInvolved = accountId !== null && facts.involvedAccountIds.includes(accountId);
  const isAbout = accountId !== null && facts.aboutAccountId === accountId;
  return !isInvolved && !isAbout && !hasHandled(checker, facts, orders);
}
