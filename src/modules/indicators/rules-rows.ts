/** One case as rows that can be counted: what is told of it, and the days and marks that follow. Pure. */
import type { CaseStatus, ResolvedLevel, WorkOrderStatus } from '#modules/cases/facts.ts';
import { firstLookDue } from '#modules/cases/lists/waiting.ts';
import { addMinutes, dayOf } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';
import { dueAt } from '#shared/working-time.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

export interface MoveTold {
  readonly verb: string;
  readonly at: Instant;
  readonly role: string | null;
  readonly orderId: string | null;
  /** How a contact or a re-check came out. */
  readonly outcome: string | null;
}

export interface OrderTold {
  readonly id: string;
  readonly organisationId: string;
  readonly status: WorkOrderStatus;
  readonly issuedAt: Instant;
  readonly dueAt: Instant;
  readonly feedbackAt: Instant | null;
  readonly stoppedAt: Instant | null;
  readonly reworkCount: number;
  readonly extensionCount: number;
  readonly suspendedUntil: Instant | null;
}

export interface CaseTold {
  readonly id: string;
  readonly version: number;
  readonly path: string;
  readonly streetId: string | null;
  readonly communityId: string | null;
  readonly gridId: string | null;
  readonly secrecy: string;
  readonly kind: string;
  readonly classCode: string | null;
  readonly classType: string | null;
  readonly channel: string;
  readonly isAtShop: boolean;
  readonly hasContact: boolean;
  readonly isUrgent: boolean;
  readonly status: CaseStatus;
  readonly level: ResolvedLevel | null;
  readonly reportedAt: Instant;
  readonly closedAt: Instant | null;
  readonly isSolved: boolean | null;
  readonly manner: string | null;
  readonly isSupervised: boolean;
  /** In the order of their happening. */
  readonly moves: readonly MoveTold[];
  /** Of lead handlers, oldest first. */
  readonly orders: readonly OrderTold[];
}

export interface Around {
  readonly now: Instant;
  readonly timeZone: string;
  readonly firstLookWithin: Limit;
  readonly dispatchWithin: Limit;
  readonly calendar: WorkingCalendar;
}

/** 派遣, from filing: what holds until the district says otherwise. */
export const DEFAULT_DISPATCH_WITHIN: Limit = { unit: 'workHour', amount: 2 };
const URGENT_MINUTES = 30;

/** What a row says; rows made by other rules are made again. */
export const ROW_RULES = 2;

export interface CountedRow {
  readonly id: string;
  readonly unit: 'case' | 'order';
  readonly organisation_id: string | null;
  readonly post: string | null;
  readonly opened_on: Day;
  readonly filed_on: Day | null;
  readonly due_on: Day | null;
  readonly done_on: Day | null;
  readonly settled_on: Day | null;
  readonly ended_on: Day | null;
  readonly reopened_on: Day | null;
  readonly last_on: Day;
  readonly ended_as: string | null;
  readonly level: string | null;
  readonly is_on_time: boolean;
  readonly is_suspended: boolean;
  readonly is_asked: boolean;
  readonly is_solved: boolean | null;
  readonly manner: string | null;
  readonly is_contacted_on_time: boolean | null;
  readonly is_accepted_on_time: boolean | null;
  readonly is_dispatched_on_time: boolean | null;
  readonly rework_count: number;
  readonly extension_count: number;
  readonly suspension_count: number;
  readonly is_supervised: boolean;
  /** Due on the day of counting, and not yet. */
  readonly is_due_later: boolean;
  /** A limit still runs whose passing nobody's move will tell: it is looked at again. */
  readonly is_pending: boolean;
}

/** 首次联系: said in words in rules-measures.ts. */
export const CONTACT_WITHIN: Limit = { unit: 'workDay', amount: 1 };
/** Later than any day a case can have. */
export const NEVER: Day = '9999-12-31';

export const STAFF_CHANNELS: readonly string[] = ['gridWorker', 'microGridMember', 'mobileReporter'];
const ASKED_CHANNELS: readonly string[] = ['scan', 'phone', 'visit', 'chatGroup', 'hotline12345'];
const ENDED: readonly CaseStatus[] = ['rejected', 'cancelled', 'withdrawn', 'merged'];
const ENDING_VERBS: Readonly<Record<string, string>> = {
  rejected: 'reject',
  cancelled: 'cancel',
  withdrawn: 'withdraw',
  merged: 'merge',
};
const GIVEN_UP: readonly WorkOrderStatus[] = ['sentBack', 'replaced', 'cancelled'];
const FILING = ['file', 'dispatchDirect'];
const DISPATCHING = ['dispatch', 'dispatchDirect', 'redispatch'];
/** Said beside the work or by the reporter: nobody has looked at it by that. */
const NO_LOOK = ['report', 'supplement', 'note', 'withdraw', 'objectToRejection'];

export function rowsOf(told: CaseTold, around: Around): CountedRow[] {
  return [caseRow(told, around), ...told.orders.map((order) => orderRow(order, told, around))];
}

/** 居民、商户 apart (S0-36): who speaks from a shop or a market, speaks as a merchant. */
export function voiceOf({ channel, isAtShop }: Pick<CaseTold, 'channel' | 'isAtShop'>): string {
  if (STAFF_CHANNELS.includes(channel)) return 'staff';
  if (!ASKED_CHANNELS.includes(channel)) return 'other';
  return isAtShop ? 'merchant' : 'resident';
}

function caseRow(told: CaseTold, around: Around): CountedRow {
  const day = dayIn(around.timeZone);
  const order = told.orders.findLast(({ status }) => !GIVEN_UP.includes(status));
  const filing = told.moves.find(({ verb }) => FILING.includes(verb));
  const isEnded = ENDED.includes(told.status);
  const ending = isEnded ? told.moves.findLast(({ verb }) => verb === ENDING_VERBS[told.status]) : undefined;
  const reopening = told.moves.findLast(isReopening);
  const dueOn = order === undefined ? null : day(order.dueAt);
  const doneOn = told.closedAt === null ? null : day(told.closedAt);
  const openedOn = day(told.reportedAt);
  const endedOn = isEnded ? day(ending?.at ?? told.reportedAt) : null;
  const contacted = contactedOnTime(told, around);
  const accepted = acceptedOnTime(told, around);
  const dispatched = dispatchedOnTime(told, around);
  const isDueLater = order !== undefined && doneOn === null && endedOn === null && isLaterToday(order.dueAt, around);
  const reopenedOn = reopening === undefined ? null : day(reopening.at);
  return {
    id: told.id,
    unit: 'case',
    organisation_id: isEnded ? null : (order?.organisationId ?? null),
    post: isEnded ? null : (filing?.role ?? null),
    opened_on: openedOn,
    filed_on: filing === undefined ? null : day(filing.at),
    due_on: dueOn,
    done_on: doneOn,
    settled_on: laterOf(dueOn, doneOn),
    ended_on: endedOn,
    reopened_on: reopenedOn,
    last_on:
      doneOn === null && endedOn === null
        ? NEVER
        : lastOf(openedOn, filing && day(filing.at), dueOn, doneOn, endedOn, reopenedOn),
    ended_as: isEnded ? told.status : null,
    level: told.level,
    is_on_time: isCaseOnTime(told, order),
    is_suspended: order?.suspendedUntil != null,
    is_asked: told.kind !== 'praise' && ASKED_CHANNELS.includes(told.channel),
    is_solved: told.isSolved,
    manner: told.manner,
    is_contacted_on_time: contacted === 'pending' ? null : contacted,
    is_accepted_on_time: accepted === 'pending' ? null : accepted,
    is_dispatched_on_time: dispatched === 'pending' ? null : dispatched,
    rework_count: 0,
    extension_count: 0,
    suspension_count: 0,
    is_supervised: told.isSupervised,
    is_due_later: isDueLater,
    is_pending: [contacted, accepted, dispatched].includes('pending') || isDueLater,
  };
}

function orderRow(order: OrderTold, told: CaseTold, around: Around): CountedRow {
  const day = dayIn(around.timeZone);
  const isEnded = GIVEN_UP.includes(order.status);
  const isDone = order.status === 'feedback' || order.status === 'done';
  const doneOn = isDone ? day(order.feedbackAt ?? order.stoppedAt ?? order.dueAt) : null;
  const dueOn = day(order.dueAt);
  const openedOn = day(order.issuedAt);
  const endedOn = isEnded ? day(order.stoppedAt ?? order.issuedAt) : null;
  const isDueLater = doneOn === null && endedOn === null && isLaterToday(order.dueAt, around);
  return {
    id: order.id,
    unit: 'order',
    organisation_id: order.organisationId,
    post: told.moves.find(({ verb, at }) => DISPATCHING.includes(verb) && at === order.issuedAt)?.role ?? null,
    opened_on: openedOn,
    filed_on: null,
    due_on: dueOn,
    done_on: doneOn,
    settled_on: laterOf(dueOn, doneOn),
    ended_on: endedOn,
    reopened_on: null,
    last_on: doneOn === null && endedOn === null ? NEVER : lastOf(openedOn, dueOn, doneOn, endedOn),
    ended_as: isEnded ? order.status : null,
    level: null,
    is_on_time: isDone && (order.feedbackAt ?? order.stoppedAt ?? order.dueAt) <= order.dueAt,
    is_suspended: order.suspendedUntil !== null,
    is_asked: false,
    is_solved: null,
    manner: null,
    is_contacted_on_time: null,
    is_accepted_on_time: null,
    is_dispatched_on_time: null,
    rework_count: order.reworkCount,
    extension_count: order.extensionCount,
    suspension_count: told.moves.filter(({ verb, orderId }) => verb === 'suspend' && orderId === order.id).length,
    is_supervised: told.isSupervised,
    is_due_later: isDueLater,
    is_pending: isDueLater,
  };
}

function isCaseOnTime({ closedAt }: CaseTold, order: OrderTold | undefined): boolean {
  if (closedAt === null || order === undefined) return false;
  return (order.feedbackAt ?? order.stoppedAt ?? closedAt) <= order.dueAt;
}

function isReopening({ verb, outcome }: MoveTold): boolean {
  return verb === 'reopen' || (verb === 'recheck' && outcome === 'notSolved');
}

/** `pending` while there is still time; null where there is nobody to contact, or nothing to wait for any more. */
function contactedOnTime(told: CaseTold, { now, calendar }: Around): boolean | 'pending' | null {
  if (!told.hasContact || !ASKED_CHANNELS.includes(told.channel) || told.kind === 'praise') return null;
  if (told.status === 'withdrawn' || told.status === 'merged') return null;
  const reached = told.moves.find(({ verb, outcome }) => verb === 'contactReporter' && outcome === 'reached');
  return inTime(reached?.at, dueAt(told.reportedAt, CONTACT_WITHIN, calendar), now);
}

function acceptedOnTime(told: CaseTold, { now, calendar, firstLookWithin }: Around): boolean | 'pending' | null {
  if (told.kind === 'praise' || told.status === 'withdrawn' || told.status === 'merged') return null;
  const looked = told.moves.find(({ verb }) => !NO_LOOK.includes(verb));
  return inTime(looked?.at, firstLookDue(told, firstLookWithin, calendar), now);
}

/** Null of what was never to be dispatched: sent directly, or over before anybody had to. */
function dispatchedOnTime(told: CaseTold, { now, calendar, dispatchWithin }: Around): boolean | 'pending' | null {
  const filing = told.moves.find(({ verb }) => FILING.includes(verb));
  if (filing?.verb !== 'file') return null;
  const sent = told.moves.find(({ verb, at }) => DISPATCHING.includes(verb) && at >= filing.at);
  if (sent === undefined && (told.closedAt !== null || ENDED.includes(told.status))) return null;
  const due = told.isUrgent ? addMinutes(filing.at, URGENT_MINUTES) : dueAt(filing.at, dispatchWithin, calendar);
  return inTime(sent?.at, due, now);
}

function inTime(at: Instant | undefined, due: Instant, now: Instant): boolean | 'pending' {
  if (at !== undefined) return at <= due;
  return due < now ? false : 'pending';
}

function isLaterToday(due: Instant, { now, timeZone }: Around): boolean {
  return due > now && dayOf(due, timeZone) === dayOf(now, timeZone);
}

function dayIn(timeZone: string): (at: Instant) => Day {
  return (at) => dayOf(at, timeZone);
}

function laterOf(one: Day | null, other: Day | null): Day | null {
  if (one === null || other === null) return null;
  return one > other ? one : other;
}

function lastOf(...days: readonly (Day | null | undefined)[]): Day {
  return days.reduce<Day>((last, day) => (day != null && day > last ? day : last), '0000-01-01');
}
