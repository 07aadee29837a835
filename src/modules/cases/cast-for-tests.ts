/** People, organisations and a lamp for the tests of the rules: facts only, no database. */
import { defaultGrant } from '#permissions';
import type { Role } from '#permissions';
import { OFFICE_WEEK } from '#shared/working-time.ts';

import type { ActorFacts, CaseFacts, ClassRules, DistrictSettings, MoveInput, Situation } from './facts.ts';
import {
  DEFAULT_COMMUNITY_CALL_LIMIT,
  DEFAULT_REOPEN_DAYS,
  DEFAULT_REVIEW_LIMIT,
  DEFAULT_SAMPLING,
  DEFAULT_SEND_BACK_LIMIT,
} from './facts.ts';
import { move, report } from './rules.ts';
import type { Moved, ReportInput } from './rules.ts';
import type { MoveVerb } from './moves/transitions.ts';

export const MICRO = '/yunting/jg/cw/g03/m02/';
export const GRID = '/yunting/jg/cw/g03/';
export const COMMUNITY = '/yunting/jg/cw/';
export const STREET = '/yunting/jg/';
export const DISTRICT = '/yunting/';

export const MORNING = '2026-11-19T01:14:00.000Z';

function person(accountId: string, role: Role, path: string, organisationId: string | null = null): ActorFacts {
  return {
    accountId,
    grants: [defaultGrant(role, path, organisationId)],
    relatedOrganisationIds: organisationId === null ? [] : [organisationId],
    isReporter: false,
    linkWorkOrderId: null,
  };
}

const nobody: ActorFacts = {
  accountId: null,
  grants: [],
  relatedOrganisationIds: [],
  isReporter: false,
  linkWorkOrderId: null,
};

export const cast = {
  resident: { ...nobody, isReporter: true },
  stranger: nobody,
  wu: person('wu', 'microGridMember', MICRO),
  zhou: person('zhou', 'gridWorker', GRID),
  he: person('he', 'gridWorker', GRID),
  luo: person('luo', 'gridLead', COMMUNITY),
  officer: person('officer', 'communityOfficer', COMMUNITY),
  lin: person('lin', 'streetDispatcher', STREET),
  otherStreet: person('other', 'streetDispatcher', '/yunting/jt/'),
  streetChief: person('streetChief', 'dutyChief', STREET),
  districtDispatcher: person('district', 'districtDispatcher', DISTRICT),
  guo: person('guo', 'dutyChief', DISTRICT),
  secondChief: person('secondChief', 'dutyChief', DISTRICT),
  leader: person('leader', 'approver', DISTRICT),
  callback: person('callback', 'callbackOfficer', DISTRICT),
  waterReceiver: person('waterReceiver', 'orgReceiver', DISTRICT, 'water'),
  waterCrew: person('waterCrew', 'orgHandler', DISTRICT, 'water'),
  propertyReceiver: person('propertyReceiver', 'orgReceiver', DISTRICT, 'property'),
  roadsReceiver: person('roadsReceiver', 'orgReceiver', DISTRICT, 'roads'),
} as const satisfies Record<string, ActorFacts>;

export type CastName = keyof typeof cast;

export const pipeClass: ClassRules = {
  code: 'pipe',
  isDirect: true,
  isEmergency: true,
  secrecy: 'open',
  isMinor: false,
  acceptedEvidence: ['photo', 'writtenNote'],
  limit: { unit: 'emergencyHour', amount: 2 },
  stages: [{ code: 'handle', name: '处置', limit: { unit: 'emergencyHour', amount: 2 } }],
  severity: 'normal',
  gradedLimits: [],
  version: 1,
  isAdmitted: true,
  sampleRate: 0.05,
  verifiedBy: 'asKind',
};

export const manholeClass: ClassRules = {
  ...pipeClass,
  code: 'manhole',
  isDirect: false,
  isEmergency: false,
  limit: { unit: 'workDay', amount: 2 },
};

export const district: DistrictSettings = {
  // Of every year it knows a Saturday off, which changes no limit.
  calendar: {
    timeZone: 'Asia/Shanghai',
    week: OFFICE_WEEK,
    holidays: new Set(['2025-10-25', '2026-10-31', '2027-10-30', '2028-10-28']),
    workdays: new Set(),
  },
  reopenWithinDays: DEFAULT_REOPEN_DAYS,
  sendBackWithin: DEFAULT_SEND_BACK_LIMIT,
  communityCallWithin: DEFAULT_COMMUNITY_CALL_LIMIT,
  reviewWithin: DEFAULT_REVIEW_LIMIT,
  sampling: DEFAULT_SAMPLING,
};

export function reported(more: Partial<ReportInput> = {}): Situation {
  const input = {
    id: 'lamp',
    kind: 'problem',
    wantsSecrecy: false,
    path: GRID,
    heldLevel: 'grid',
    isForOther: false,
  } as const;
  return situationAfter(report({ ...input, ...more }, cast.resident, MORNING), manholeClass, MORNING);
}

export function situationAfter(moved: Moved, rules: ClassRules | undefined, at: string): Situation {
  return { before: moved.after, orders: moved.orders, actor: cast.stranger, class: rules, district, input: {}, at };
}

/** The situation after somebody has done something. */
export function next(
  before: Situation,
  who: ActorFacts,
  verb: MoveVerb,
  input: MoveInput = {},
  at = before.at,
): Situation {
  const moved = move(verb, { ...before, actor: who, input, at });
  return situationAfter(moved, before.class, at);
}

export function attempt(before: Situation, who: ActorFacts, verb: MoveVerb, input: MoveInput = {}, at = before.at) {
  return () => move(verb, { ...before, actor: who, input, at });
}

/** Filed by the street, dispatched to the property company, or the one named. */
export function dispatched(organisationId = 'property', more: Partial<ReportInput> = {}): Situation {
  const filed = next(reported(more), cast.lin, 'file');
  return next(filed, cast.lin, 'dispatch', { organisationId, newWorkOrderId: `${organisationId}-1` });
}

/** Worked on by the property company, which says that it is done. */
export function fedBack(): Situation {
  const signed = next(dispatched(), cast.propertyReceiver, 'acknowledge', { workOrderId: 'property-1' });
  return next(signed, cast.propertyReceiver, 'feedback', { workOrderId: 'property-1', evidence: ['photo'] });
}

/** Verified by the grid worker and closed by the street. */
export function closed(): Situation {
  return next(next(fedBack(), cast.zhou, 'verify', { outcome: 'solved' }), cast.lin, 'close');
}

export function withFacts(situation: Situation, facts: Partial<CaseFacts>): Situation {
  return { ...situation, before: { ...situation.before, ...facts } };
}
