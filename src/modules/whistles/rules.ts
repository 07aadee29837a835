// The rules of a whistle (吹哨报到) as a table: one row a verb, who may, from where to where, and what it asks for.

import { contains, grantsFor, holds, holdsFor, LEVELS, ROLES } from '#permissions';
import type { Grant, Level } from '#permissions';
import type { Instant } from '#shared/time.ts';
import type { Limit } from '#shared/working-time.ts';

export const WHISTLE_KINDS = ['daily', 'hard', 'emergency'] as const;
export type WhistleKind = (typeof WHISTLE_KINDS)[number];

/** As the text on a duty phone calls them. */
export const SPOKEN_KINDS: Readonly<Record<WhistleKind, string>> = {
  daily: '日常哨',
  hard: '攻坚哨',
  emergency: '应急哨',
};

export const WHISTLE_REASONS = ['danger', 'beyondPowers', 'severalNeeded'] as const;
export type WhistleReason = (typeof WHISTLE_REASONS)[number];

export const WHISTLE_RESULTS = ['solved', 'toDaily', 'mistaken'] as const;
export const MANNERS = ['onSite', 'online'] as const;
export const RETURN_REASONS = ['otherTerritory', 'otherDuty', 'alreadyDone'] as const;

/** What a whistle may be blown on. Another kind is a row in subjects.ts and in the function sees_whistle_subject. */
export const SUBJECT_KINDS = ['case'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export interface KindRow {
  readonly limit: Limit;
  readonly source: string;
}

/** Within which whoever is called reports in, until the district says otherwise under the setting `whistle.kinds`. */
export const DEFAULT_KINDS: Readonly<Record<WhistleKind, KindRow>> = {
  daily: { limit: { unit: 'workHour', amount: 4 }, source: '系统默认，由区里定' },
  hard: { limit: { unit: 'workDay', amount: 2 }, source: '系统默认，由区里定' },
  emergency: { limit: { unit: 'emergencyHour', amount: 0.5 }, source: '各地应急哨做法：30 分钟' },
};

export const CALL_STATUSES = [
  'awaitingApproval',
  'refused',
  'called',
  'answered',
  'reportedIn',
  'handling',
  'done',
  'rated',
  'returnAsked',
  'returned',
  'stoodDown',
] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** Nobody waits for anything more; a rating may still be answered. */
export const FINAL_CALL_STATUSES: readonly CallStatus[] = ['refused', 'rated', 'returned', 'stoodDown'];
/** The clock runs, also while a return is decided. */
export const WAITED_FOR: readonly CallStatus[] = ['called', 'answered', 'returnAsked'];
/** What closing the whistle ends: whoever was on the way turns round. */
export const STOOD_DOWN: readonly CallStatus[] = ['awaitingApproval', ...WAITED_FOR, 'reportedIn', 'handling'];

/** `party`: whoever was called. `whistler`: who blew it or made the call. `above`: a level above the one that called. */
export type CallNeed = 'party' | 'whistler' | 'above' | 'approver';

interface CallTransition {
  readonly title: { readonly zh: string; readonly en: string };
  readonly from: readonly CallStatus[];
  /** `same`: it stays where it is. */
  readonly to: CallStatus | 'same';
  readonly needs: readonly CallNeed[];
  readonly asks: readonly ('manner' | 'reason' | 'words' | 'rating')[];
}

export const CALL_TRANSITIONS = {
  approve: {
    title: { zh: '同意', en: 'Approve' },
    from: ['awaitingApproval'],
    to: 'called',
    needs: ['approver'],
    asks: [],
  },
  refuse: {
    title: { zh: '不同意', en: 'Refuse' },
    from: ['awaitingApproval'],
    to: 'refused',
    needs: ['approver'],
    asks: ['words'],
  },
  answer: { title: { zh: '接哨', en: 'Answer' }, from: ['called'], to: 'answered', needs: ['party'], asks: [] },
  reportIn: {
    title: { zh: '报到', en: 'Report in' },
    from: ['called', 'answered'],
    to: 'reportedIn',
    needs: ['party'],
    asks: ['manner'],
  },
  confirm: {
    title: { zh: '确认已到', en: 'Confirm arrival' },
    from: ['called', 'answered', 'reportedIn'],
    to: 'reportedIn',
    needs: ['whistler'],
    asks: ['manner'],
  },
  deny: {
    title: { zh: '人没有到', en: 'Not here' },
    from: ['reportedIn'],
    to: 'answered',
    needs: ['whistler'],
    asks: [],
  },
  urge: {
    title: { zh: '再催', en: 'Urge' },
    from: ['called', 'answered'],
    to: 'same',
    needs: ['whistler'],
    asks: [],
  },
  handle: { title: { zh: '处置', en: 'Handle' }, from: ['reportedIn'], to: 'handling', needs: ['party'], asks: [] },
  finish: {
    title: { zh: '办结', en: 'Finish' },
    from: ['reportedIn', 'handling'],
    to: 'done',
    needs: ['party'],
    asks: ['words'],
  },
  rate: { title: { zh: '评哨', en: 'Rate' }, from: ['done'], to: 'rated', needs: ['whistler'], asks: ['rating'] },
  answerRating: {
    title: { zh: '回应评价', en: 'Answer the rating' },
    from: ['rated'],
    to: 'rated',
    needs: ['party'],
    asks: ['words'],
  },
  askReturn: {
    title: { zh: '退哨', en: 'Ask to return' },
    from: ['called', 'answered'],
    to: 'returnAsked',
    needs: ['party'],
    asks: ['reason', 'words'],
  },
  approveReturn: {
    title: { zh: '同意退哨', en: 'Approve the return' },
    from: ['returnAsked'],
    to: 'returned',
    needs: ['above'],
    asks: [],
  },
  refuseReturn: {
    title: { zh: '不同意退哨', en: 'Refuse the return' },
    from: ['returnAsked'],
    to: 'answered',
    needs: ['above'],
    asks: ['words'],
  },
} as const satisfies Record<string, CallTransition>;

export type CallVerb = keyof typeof CALL_TRANSITIONS;
export const CALL_VERBS = Object.keys(CALL_TRANSITIONS) as CallVerb[];
export const callTransition = (verb: CallVerb): CallTransition => CALL_TRANSITIONS[verb];

export interface CallFacts {
  readonly id: string;
  readonly status: CallStatus;
  readonly path: string;
  readonly organisationId: string | null;
  /** The organisation and all above it. */
  readonly organisationLine: readonly string[];
  /** An organisation without accounts answers by phone, and staff of the place write it down. */
  readonly isByPhone: boolean;
  readonly level: Level | null;
  readonly fromLevel: Level;
  readonly calledBy: string;
  readonly blownBy: string;
  readonly confirmedAt: Instant | null;
  readonly ratingAnsweredAt: Instant | null;
  readonly isWhistleOpen: boolean;
}

interface Actor {
  readonly accountId: string | null;
  readonly grants: readonly Grant[];
  /** Come by the link of one call, on the duty phone of the organisation that was called. */
  readonly linkCallId?: string;
}

/** After the whistle is over only what looks back on it goes on. */
const AFTERWARDS: readonly CallVerb[] = ['rate', 'answerRating'];

export function callVerbsFor(actor: Actor, call: CallFacts): CallVerb[] {
  return CALL_VERBS.filter((verb) => mayMoveCall(actor, verb, call));
}

/** What this actor may do to the call now. */
export function mayMoveCall(actor: Actor, verb: CallVerb, call: CallFacts): boolean {
  return isPossible(verb, call) && meetsAny(actor, verb, call);
}

/** Whether the call stands where the verb begins, whoever asks. */
export function isPossible(verb: CallVerb, call: CallFacts): boolean {
  if (!call.isWhistleOpen && !AFTERWARDS.includes(verb)) return false;
  if (verb === 'confirm' && call.confirmedAt !== null) return false;
  if (verb === 'answerRating' && call.ratingAnsweredAt !== null) return false;
  return callTransition(verb).from.includes(call.status);
}

/** Whether the actor is one of those the verb is for, wherever the call stands. */
export function meetsAny(actor: Actor, verb: CallVerb, call: CallFacts): boolean {
  return callTransition(verb).needs.some((need) => meets(actor, need, call));
}

function meets(actor: Actor, need: CallNeed, call: CallFacts): boolean {
  switch (need) {
    case 'party':
      return isParty(actor, call) || mayRelay(actor, call);
    case 'whistler':
      return actor.accountId !== null && [call.blownBy, call.calledBy].includes(actor.accountId);
    case 'above':
      return isAbove(actor, call);
    case 'approver':
      return holds(actor, 'whistle.approve', call.path);
  }
}

export function isParty(actor: Actor, call: CallFacts): boolean {
  if (actor.linkCallId !== undefined) return actor.linkCallId === call.id;
  if (call.level === null) return call.organisationLine.some((id) => holdsFor(actor, 'whistle.answer', id));
  const { level } = call;
  // Nobody answers the own call.
  if (actor.accountId === call.calledBy) return false;
  return grantsFor(actor, 'whistle.answer', call.path).some((grant) =>
    levelsOf(grant).some((each) => rank(each) >= rank(level)),
  );
}

/** What an organisation without accounts says by phone is written down by who may call it in. */
export function mayRelay(actor: Actor, call: CallFacts): boolean {
  return call.isByPhone && holds(actor, 'whistle.blow', call.path);
}

function isAbove(actor: Actor, call: CallFacts): boolean {
  if (actor.accountId === call.calledBy) return false;
  const levels = grantsFor(actor, 'whistle.decide', call.path).flatMap(levelsOf);
  return levels.some((level) => level === 'district' || rank(level) > rank(call.fromLevel));
}

/** The levels one can call from here, lowest first. */
export function callingLevels(actor: Actor, path: string): Level[] {
  const levels = new Set(grantsFor(actor, 'whistle.blow', path).flatMap(levelsOf));
  return LEVELS.filter((level) => levels.has(level));
}

/** A duty chief of a street acts for the street only. */
function levelsOf(grant: Grant): readonly Level[] {
  const isDistrictWide = grant.path.split('/').length === 3;
  const levels: readonly Level[] = ROLES[grant.role].actsFor;
  return levels.filter((level) => level !== 'district' || isDistrictWide);
}

const rank = (level: Level): number => LEVELS.indexOf(level);

/** Which level's posts each level may call in. */
const LEVELS_CALLED: Readonly<Record<Level, Level | null>> = {
  microGrid: 'grid',
  grid: 'grid',
  community: 'street',
  street: 'district',
  district: null,
};

export interface Callable {
  readonly organisationPath: string;
  readonly isOnDirectList: boolean;
}

export type CallRule = 'free' | 'approval' | 'refused';

/** Whether posts of `wanted` may be called in from `from`. */
export function ruleForLevel(from: Level, wanted: Level): CallRule {
  return LEVELS_CALLED[from] === wanted ? 'free' : 'refused';
}

/** Worker → lead only; community → sections of its street and the direct list; street → departments with approval; district → all. */
export function ruleForOrganisation(
  from: Level,
  place: string,
  { organisationPath, isOnDirectList }: Callable,
): CallRule {
  if (from === 'microGrid' || from === 'grid') return 'refused';
  if (from === 'district' || isOnDirectList) return 'free';
  const street = `/${place.split('/').slice(1, 3).join('/')}/`;
  if (contains(street, organisationPath)) return 'free';
  return from === 'street' ? 'approval' : 'refused';
}

/** One level up; a market or an estate that belongs to no community goes to the street; at the top there is nobody left to tell. */
export function escalatedTo(call: {
  fromLevel: Level;
  level: Level | null;
  escalatedLevel: Level | null;
  hasCommunity: boolean;
}): Level | null {
  const from = call.escalatedLevel ?? higher(call.fromLevel, call.level);
  const lowest = call.hasCommunity ? 'community' : 'street';
  const next = LEVELS[Math.max(rank(from) + 1, rank(lowest))];
  return next ?? null;
}

function higher(one: Level, other: Level | null): Level {
  return other !== null && rank(other) > rank(one) ? other : one;
}
