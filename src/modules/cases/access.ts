/** Who may see a case, who acts on a work order, and for which level an actor acts. */
import { contains, grantsFor, holds, holdsAnywhere, holdsFor, ROLES } from '#permissions';
import type { Grant, Level, Permission } from '#permissions';

import type { AboutFacts, ActorFacts, CaseFacts, Situation, WorkOrderFacts } from './facts.ts';
import { districtPath, isBelow, nextLevel, pathAbove } from './kinds.ts';
import type { Need } from './moves/transitions.ts';
import { isGivenUp } from './orders/work-order-rules.ts';

/** What somebody may do who came by an order link: the duty phone of the organisation, for one order. */
export const ORDER_LINK_PERMISSIONS: readonly Permission[] = [
  'workOrder.read',
  'workOrder.acknowledge',
  'workOrder.sendBack',
  'workOrder.feedback',
  'workOrder.askToRelay',
  'attachment.add',
  'attachment.read',
];

/** The one complained about sees nothing, whatever he holds; secret matters ask for their own permission. */
export function maySee(actor: ActorFacts, facts: CaseFacts, orders: readonly WorkOrderFacts[]): boolean {
  if (isComplainedAbout(actor, facts)) return false;
  if (actor.isReporter) return true;
  // Sent back, taken away or cancelled, an order opens the case no more.
  if (orders.some((order) => !isGivenUp(order) && actsOnOrder(actor, 'workOrder.read', order))) return true;
  return isVerifier(actor, facts) || isRechecker(actor, facts) || readsByArea(actor, facts);
}

/** As staff of the place, with what its secrecy asks for: not as a handler, a reporter, or somebody asked to verify. */
export function readsByArea(actor: Pick<ActorFacts, 'grants'>, facts: Pick<CaseFacts, 'path' | 'secrecy'>): boolean {
  if (!holds(actor, 'case.read', facts.path)) return false;
  if (facts.secrecy === 'confidential') return holds(actor, 'case.readConfidential', facts.path);
  return facts.secrecy === 'open' || holds(actor, 'case.readRestricted', facts.path);
}

/** Asked by name to verify, from a neighbouring grid for instance: while it lasts, the case is seen and may be verified. */
export function isVerifier(actor: Pick<ActorFacts, 'accountId'>, facts: CaseFacts): boolean {
  return facts.verifierAccountId !== null && facts.verifierAccountId === actor.accountId;
}

/** Drawn to re-check it, from another grid as a rule: until that is done, the case is seen. */
export function isRechecker(actor: Pick<ActorFacts, 'accountId'>, facts: CaseFacts): boolean {
  return facts.recheckerAccountId !== null && facts.recheckerAccountId === actor.accountId;
}

export function isComplainedAbout(actor: ActorFacts, facts: CaseFacts): boolean {
  const isTheOne = facts.aboutAccountId !== null && actor.accountId === facts.aboutAccountId;
  const isOfThem = facts.aboutOrganisationId !== null && belongsTo(actor, facts.aboutOrganisationId);
  return isTheOne || isOfThem;
}

/** A complaint is held, and seen, one level above the one complained about. */
export function complaintReach(about: AboutFacts): { path: string; heldLevel: Level } {
  return { path: pathAbove(about.path), heldLevel: nextLevel(about.level) ?? about.level };
}

/** Nobody has said yet whom it is about: the street looks first, so that neither grid nor community reads of itself. */
export function complaintReachUnknown(path: string): { path: string; heldLevel: Level } {
  const segments = path.split('/').slice(1, -1);
  return { path: `/${segments.slice(0, 2).join('/')}/`, heldLevel: segments.length > 1 ? 'street' : 'district' };
}

/** Does the actor belong to the organisation, one above it or one below it? */
export function belongsTo(
  actor: Pick<ActorFacts, 'grants' | 'relatedOrganisationIds'>,
  organisationId: string,
): boolean {
  const isGranted = actor.grants.some((grant) => grant.organisationId === organisationId);
  return isGranted || actor.relatedOrganisationIds.includes(organisationId);
}

/** Whoever an order was assigned to by name reads it and says what was done, whatever organisation he belongs to. */
const OF_THE_ASSIGNED: readonly Permission[] = ['workOrder.read', 'workOrder.feedback'];

/** By a post in the organisation, by the order link, or because the order was assigned to the actor by name. */
export function actsOnOrder(actor: ActorFacts, permission: Permission, order: WorkOrderFacts): boolean {
  if (actor.linkWorkOrderId === order.id) return ORDER_LINK_PERMISSIONS.includes(permission);
  if (order.organisationLine.some((organisationId) => holdsFor(actor, permission, organisationId))) return true;
  const isAssigned = actor.accountId !== null && actor.accountId === order.assignedToAccountId;
  return isAssigned && OF_THE_ASSIGNED.includes(permission) && holdsAnywhere(actor, 'workOrder.feedback');
}

/** Is this need met here? A need on work orders looks at `order`, or at any order while none is named. */
export function meets(situation: Situation, need: Need, order: WorkOrderFacts | undefined): boolean {
  const { actor, before, orders } = situation;
  if (need === 'reporter') return actor.isReporter;
  if (need === 'drawnPerson') return isRechecker(actor, before) && holdsAnywhere(actor, 'case.verify');
  if (need === 'case.verify' && isVerifier(actor, before)) return holdsAnywhere(actor, need);
  // A community asks for a partner without accounts; an organisation asks for its own order.
  if (need === 'case.askExtension' && holds(actor, need, before.path)) return true;
  if (!need.startsWith('workOrder.') && need !== 'case.askExtension') return holds(actor, need, before.path);
  return order === undefined ? orders.some((each) => actsOnOrder(actor, need, each)) : actsOnOrder(actor, need, order);
}

function isPermission(need: Need): need is Permission {
  return need !== 'reporter' && need !== 'drawnPerson';
}

/** Levels the actor acts for here, by the posts that carry one of the needs; lowest first. */
export function actingLevels(situation: Situation, needs: readonly Need[]): Level[] {
  const { actor, before } = situation;
  const permissions = needs.filter(isPermission);
  const grants = permissions.flatMap((permission) => grantsFor(actor, permission, before.path));
  const levels = new Set(grants.flatMap(levelsOf));
  return [...levels].sort((one, other) => (isBelow(one, other) ? -1 : 1));
}

/** The lowest level the actor acts for from which the case can be worked on: the one that holds it, or one above. */
export function levelTakingUp(situation: Situation, needs: readonly Need[]): Level | undefined {
  return actingLevels(situation, needs).find((level) => !isBelow(level, situation.before.heldLevel));
}

/** A duty chief of a street acts for the street only; on the district's own path for the district. */
function levelsOf(grant: Grant): readonly Level[] {
  const { actsFor } = ROLES[grant.role];
  const isDistrictWide = contains(grant.path, districtPath(grant.path));
  return actsFor.filter((level) => level !== 'district' || isDistrictWide);
}
