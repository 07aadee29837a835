// What a life leaves open and the voice fills in: whom it goes to, what is said, what is shown.

import type { MoveBody } from '#modules/cases/moves/contract-moves.ts';
import type { EvidenceKind } from '#modules/cases/facts.ts';
import { addDays, addMinutes, instantAt } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import { TIME_ZONE, inOffice, ofLimit } from './days.ts';
import type { Spot } from './hands.ts';
import { limitOf } from './moments.ts';
import type { Act } from './acts.ts';
import { opinionOn, saidAbout } from './replies.ts';
import type { Desk } from './step.ts';
import type { Told } from './voice.ts';

/** What a slot needs to know of the move beside the voice. */
interface Filling {
  readonly act: Act;
  readonly at: Instant;
  readonly spot: Spot;
  readonly organisationId: () => string;
  readonly otherOrganisationId: () => string;
  /** When the order issued last went out. */
  readonly orderedAt: Instant;
  /** How many moves of the same verb were made before. */
  readonly nth: number;
}

/** 延期: so much of the limit in all; no class allows more than twice. */
const LONGER = 1.6;
const REVIEWED_AT_MINUTE = 1_050;

export function fill(
  desk: Desk,
  voice: Told,
  slot: Act['slots'][number],
  { act, at, spot, organisationId, otherOrganisationId, orderedAt, nth }: Filling,
): MoveBody {
  const { more, what } = voice;
  switch (slot) {
    case 'organisation':
      return {
        organisationId: organisationId(),
        // A crew is told by phone first; whoever has an account reads it there.
        ...(act.verb === 'dispatchDirect' && desk.hands.receiver(organisationId()) === undefined
          ? { phonedAt: addMinutes(at, -2), phoneAnsweredBy: '值班员' }
          : {}),
      };
    case 'other':
      return { organisationId: otherOrganisationId() };
    case 'reason':
      return { reason: more.reason ?? '' };
    case 'longer':
      return { dueAt: ofLimit(orderedAt, limitOf(desk, voice), LONGER, desk.calendar) };
    case 'review':
      return { dueAt: instantAt(addDays(desk.last, more.reviewInDays ?? 0), REVIEWED_AT_MINUTE, TIME_ZONE) };
    case 'owner':
      return { ownerAccountId: desk.hands.person('street', spot).id };
    case 'assignee': {
      const crew = desk.hands.crewOf(organisationId());
      return crew === undefined ? {} : { assignedToAccountId: crew.person.id, organisationId: crew.organisationId };
    }
    case 'member':
      return { verifierAccountId: desk.hands.member(spot).id };
    case 'dueSoon':
      return { dueAt: inOffice(at, 960, desk.calendar) };
    case 'said':
      return { words: saidAbout(voice, act.verb) };
    case 'opinion':
      return { words: opinionOn(voice, act.verb, nth) };
    case 'adoption':
      return { adoption: more.adoption ?? 'partlyAdopted' };
    case 'referral':
      return { referral: more.referral ?? 'hotline' };
    case 'evidence':
      return { evidence: [evidenceFor(desk, what, more.picture !== undefined)] };
  }
}

function evidenceFor({ classes }: Desk, what: string, hasPicture: boolean): EvidenceKind {
  const accepted = classes.get(what)?.evidenceKinds ?? ['writtenNote'];
  if (hasPicture && accepted.includes('photo')) return 'photo';
  return accepted.includes('writtenNote') ? 'writtenNote' : (accepted[0] ?? 'document');
}
