/** What the rules of a case look at: plain facts about the case, its work orders, the actor, the class and the district. */
import type { Grant, Level } from '#permissions';
import type { Instant } from '#shared/time.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

import type { ClassStage, GradedLimit, Severity } from '#modules/catalogue/rules.ts';
import type { DutyItem } from '#modules/catalogue/rules-responsible.ts';

import type { OrderClock } from './clocks/clocks.ts';
import type { CaseKind, Secrecy, VerifiedBy } from './kinds.ts';

export const CASE_STATUSES = [
  'collected',
  'confirming',
  'filed',
  'dispatched',
  'handling',
  'feedback',
  'verifying',
  'closed',
  'evaluated',
  'rejected',
  'cancelled',
  'withdrawn',
  'merged',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** Nothing waits for anybody; closed, rejected and merged can still be taken up again. */
export const FINAL_STATUSES = ['closed', 'evaluated', 'rejected', 'cancelled', 'withdrawn', 'merged'] as const;

export const WORK_ORDER_STATUSES = [
  'issued',
  'acknowledged',
  'sendBackAsked',
  'sentBack',
  'replaced',
  'feedback',
  'rework',
  'done',
  'cancelled',
] as const;
export type WorkOrderStatus = (typeof WORK_ORDER_STATUSES)[number];

export const OPEN_ORDER_STATUSES: readonly WorkOrderStatus[] = [
  'issued',
  'acknowledged',
  'sendBackAsked',
  'feedback',
  'rework',
];

export const EVIDENCE_KINDS = ['photo', 'partyConfirmation', 'writtenNote', 'document'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const SEND_BACK_REASONS = [
  'otherTerritory',
  'otherDuty',
  'ownershipUnclear',
  'informationMissing',
  'duplicate',
  'alreadyDone',
] as const;
export type SendBackReason = (typeof SEND_BACK_REASONS)[number];

/** 依据: a street points to its 履职事项清单, a department to its 权责清单 (三定), others to ownership or contract. */
export const SEND_BACK_BASES = ['streetDuties', 'departmentDuties', 'assetOwnership'] as const;
export type SendBackBasis = (typeof SEND_BACK_BASES)[number];

/** The application that opens an arbitration. */
export const ARBITRATED_FROM = 3;

/** The level that held the case at closing; the grid's share is told apart by whether it called an organisation. */
export type ResolvedLevel = 'microGrid' | 'gridSelf' | 'gridCoordinated' | 'community' | 'street' | 'district';

export interface CaseFacts {
  readonly id: string;
  readonly version: number;
  readonly status: CaseStatus;
  readonly kind: CaseKind;
  readonly secrecy: Secrecy;
  /** Null until somebody has settled it. */
  readonly classCode: string | null;
  /** 严重程度, settled with the class; null: as the class has it. */
  readonly severity: Severity | null;
  readonly heldLevel: Level;
  /** Who may see it by area. For a complaint it is the path above the one complained about. */
  readonly path: string;
  readonly aboutAccountId: string | null;
  readonly aboutOrganisationId: string | null;
  readonly reportCount: number;
  readonly confirmation: 'true' | 'notTrue' | null;
  readonly verification: 'solved' | 'notSolved' | 'notNow' | null;
  readonly resolvedOnSpotBy: string | null;
  readonly resolvedLevel: ResolvedLevel | null;
  readonly closedAt: Instant | null;
  /** Set when somebody said that it is not solved, emptied by the next closing. */
  readonly reopenedAt: Instant | null;
  readonly reopenCount: number;
  /** After the second reopening the community calls first; after the third somebody never involved decides. */
  readonly review: 'communityCall' | 'neverInvolved' | null;
  /** Until when the community calls, or the review is made; null with `review`. */
  readonly reviewDueAt: Instant | null;
  /** Everybody but the reporter who has moved the case. */
  readonly involvedAccountIds: readonly string[];
  readonly sendBacksAsked: number;
  readonly sendBacksApproved: number;
  /** 裁定: since when the district is to settle whose it is; null while nothing waits for that. */
  readonly arbitrationAt: Instant | null;
  /** Whom the district has named: that one does not send it back for duty, territory or ownership. */
  readonly arbitratedOrganisationId: string | null;
  readonly hasObjected: boolean;
  /** Who was asked to verify, when it is not the grid's own worker. */
  readonly verifierAccountId: string | null;
  readonly isDrawnForSample: boolean;
  /** Who was drawn to re-check it; null where whoever holds the permission may. */
  readonly recheckerAccountId: string | null;
  /** When the rating was answered, by the organisation or the lead; a new rating can be answered anew. */
  readonly ratingAnsweredAt: Instant | null;
  readonly mergedIntoId: string | null;
  readonly statusBeforeMerge: CaseStatus | null;
}

/** What an organisation asks of its limit; decided by a duty chief or the leader in charge. */
export interface TimeApplication {
  readonly what: 'extension' | 'suspension';
  /** 延期: the new end. 挂账: the next review. */
  readonly until: Instant;
  readonly reason: string;
}

export interface WorkOrderFacts {
  readonly id: string;
  readonly organisationId: string;
  /** The organisation and all above it: a post in any of them acts on the order. */
  readonly organisationLine: readonly string[];
  readonly role: 'leadHandler' | 'coHandler';
  readonly status: WorkOrderStatus;
  readonly isDirect: boolean;
  readonly issuedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly assignedToAccountId: string | null;
  /** Accounts that signed, were assigned or gave feedback. */
  readonly handlerAccountIds: readonly string[];
  readonly sendBackReason: SendBackReason | null;
  readonly reworkCount: number;
  readonly reworkCause: 'verification' | 'return' | 'reopening' | null;
  readonly clock: OrderClock;
  /** On whose account the time goes: an upheld send-back was a wrong dispatch. */
  readonly chargedTo: 'organisation' | 'dispatch';
  readonly application: TimeApplication | null;
  /** Approved extensions of this order: the first is a duty chief's, further ones the leader's in charge. */
  readonly extensionCount: number;
  /** 挂账: the clock stands until somebody resumes the order; a review that has passed turns red. */
  readonly suspension: Suspension | null;
  /** Of a class with several limits, the one that runs; null where there is one. */
  readonly stage: OrderStage | null;
  readonly stagesDone: readonly DoneStage[];
}

/** 挂账: whoever looks after it is told when the review has come. */
export interface Suspension {
  readonly until: Instant;
  readonly reason: string;
  readonly ownerAccountId: string | null;
}

/** The n-th of so many: 停止, 第 1 阶段，共 3 阶段. */
export interface OrderStage {
  readonly code: string;
  readonly name: string;
  readonly number: number;
  readonly count: number;
}

export interface DoneStage {
  readonly code: string;
  readonly name: string;
  readonly dueAt: Instant;
  readonly doneAt: Instant;
}

export interface ActorFacts {
  /** Null for somebody who came by a link. */
  readonly accountId: string | null;
  readonly grants: readonly Grant[];
  /** The organisations of the actor's posts with all above and below them: used to keep away, never to let in. */
  readonly relatedOrganisationIds: readonly string[];
  /** By private link, by number and code, or by the account that reported: of this very case. */
  readonly isReporter: boolean;
  /** The one work order an order link opens. */
  readonly linkWorkOrderId: string | null;
}

/** Rows of the catalogue. */
export interface ClassRules {
  readonly code: string;
  readonly isDirect: boolean;
  readonly isEmergency: boolean;
  /** A class can make a matter more secret than its kind, never less. */
  readonly secrecy: Secrecy;
  /** Closed by a passed verification, without a separate act. */
  readonly isMinor: boolean;
  readonly acceptedEvidence: readonly EvidenceKind[];
  /** For the ground and severity at hand: a graded limit where the class has one, else the first stage's. */
  readonly limit: Limit;
  /** In their order; the first has the limit above. Never empty. */
  readonly stages: readonly ClassStage[];
  /** How severe its matters are where nobody has said it of this one. */
  readonly severity: Severity;
  readonly gradedLimits: readonly GradedLimit[];
  /** A case keeps the version it was filed under. */
  readonly version: number;
  /** 入格: a task of it may come down to a grid from above. */
  readonly isAdmitted: boolean;
  /** Share of closed cases drawn for a re-check, 0–1. */
  readonly sampleRate: number;
  /** Whom to ask first to verify; others may all the same. */
  readonly verifiedBy: VerifiedBy;
}

export interface DistrictSettings {
  readonly calendar: WorkingCalendar;
  readonly reopenWithinDays: number;
  readonly sendBackWithin: Limit;
  /** After the second reopening the community calls; after the third somebody never involved decides. */
  readonly communityCallWithin: Limit;
  readonly reviewWithin: Limit;
  /** Of 100 closings at least so many are drawn, whatever the class says; and of those on the spot. */
  readonly sampling: Sampling;
}

export interface Sampling {
  readonly leastPercent: number;
  readonly onSpotPercent: number;
}

export const DEFAULT_COMMUNITY_CALL_LIMIT: Limit = { unit: 'workDay', amount: 1 };
export const DEFAULT_REVIEW_LIMIT: Limit = { unit: 'workDay', amount: 3 };
export const DEFAULT_SAMPLING: Sampling = { leastPercent: 0, onSpotPercent: 0 };

export const DEFAULT_REOPEN_DAYS = 15;
export const EXTENSION_REASONS = ['engineering', 'partsAwaited', 'weather', 'needsSeveral', 'entryRefused'] as const;
export const SUSPENSION_REASONS = ['season', 'funding', 'ownershipUnclear', 'plannedWorks', 'courtPending'] as const;

export const DEFAULT_SEND_BACK_LIMIT: Limit = { unit: 'workDay', amount: 1 };

/** What a mover gives along; which fields a verb asks for stands in its row of the transition table. */
export interface MoveInput {
  readonly outcome?: 'underWay' | 'true' | 'notTrue' | 'solved' | 'notSolved' | 'notNow';
  /** A code of the catalogue of reasons for this verb. */
  readonly reason?: string;
  readonly words?: string;
  readonly evidence?: readonly EvidenceKind[];
  readonly workOrderId?: string;
  readonly newWorkOrderId?: string;
  readonly organisationId?: string;
  readonly organisationLine?: readonly string[];
  readonly isOnDirectList?: boolean;
  readonly isPartner?: boolean;
  /** What the street's 履职事项清单 says of the class, where the organisation named is the street's own. */
  readonly streetDuty?: DutyItem;
  /** Every voice of it came down from above: a task, not something somebody here has said. */
  readonly isTaskFromAbove?: boolean;
  readonly assignedToAccountId?: string;
  readonly sendBackReason?: SendBackReason;
  readonly basis?: SendBackBasis;
  /** Of the organisation that holds the order: what its basis can be. */
  readonly basisOfKind?: SendBackBasis;
  /** Where the matter belongs instead: a code of the catalogue "not here, but there". */
  readonly referral?: string;
  readonly level?: Level;
  readonly dueAt?: Instant;
  readonly kind?: CaseKind;
  /** Settles the class within the move. */
  readonly newClass?: ClassRules;
  readonly severity?: Severity;
  readonly path?: string;
  readonly about?: AboutFacts;
  readonly target?: CaseFacts;
  readonly newCaseId?: string;
  /** The matter is settled as a whole: the stages still to come are not needed. */
  readonly endsStages?: boolean;
  /** 挂账: who looks after it; else whoever approves it. */
  readonly ownerAccountId?: string;
  readonly verifierAccountId?: string;
  readonly verifierRelatedOrganisationIds?: readonly string[];
  /** With a reopening: nobody of the street is left who had no part in it. */
  readonly isStreetInvolved?: boolean;
  readonly adoption?: 'adopted' | 'partlyAdopted' | 'notNow';
  readonly channel?: 'phone' | 'visit' | 'message';
  readonly contactOutcome?: 'reached' | 'noAnswer' | 'wrongNumber' | 'anonymous';
  readonly isSolved?: boolean;
  /** A random number 0–1 drawn by the caller, compared with the class's sample rate at closing. */
  readonly draw?: number;
}

/** The one a complaint is about, and where that one works. */
export interface AboutFacts {
  readonly accountId: string | null;
  readonly organisationId: string | null;
  readonly path: string;
  readonly level: Level;
}

export interface Situation {
  readonly before: CaseFacts;
  readonly orders: readonly WorkOrderFacts[];
  readonly actor: ActorFacts;
  /** Of the class settled so far; undefined while there is none. */
  readonly class: ClassRules | undefined;
  /** Whoever was drawn to re-check serves no longer: then it is anybody's who holds the permission. */
  readonly isRecheckerGone?: boolean;
  readonly district: DistrictSettings;
  readonly input: MoveInput;
  readonly at: Instant;
}
