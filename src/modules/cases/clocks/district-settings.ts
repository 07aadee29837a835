// The working calendar and the periods of a district, kept for a few seconds: every move looks at them.

import { DEFAULT_SETTINGS } from '#modules/areas/rules.ts';
import type { LevelNames } from '#modules/areas/rules.ts';
import { asSystem, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { keptFor } from '#platform/kept.ts';
import { OFFICE_WEEK } from '#shared/working-time.ts';
import type { Limit, ServiceHours, WorkingCalendar } from '#shared/working-time.ts';

import {
  DEFAULT_COMMUNITY_CALL_LIMIT,
  DEFAULT_REOPEN_DAYS,
  DEFAULT_REVIEW_LIMIT,
  DEFAULT_SAMPLING,
  DEFAULT_SEND_BACK_LIMIT,
} from '../facts.ts';
import type { DistrictSettings } from '../facts.ts';
import { DEFAULT_RING_RULES } from './ring-rules.ts';
import type { RingRules } from './ring-rules.ts';
import { DEFAULT_STAGE_LIMITS } from './stages.ts';
import type { StageLimits } from './stages.ts';

/** Keys of the table `settings` that this module reads. */
export const CASE_SETTINGS = {
  week: 'calendar.week',
  levelNames: 'levels.names',
  reopenWithinDays: 'case.reopenWithinDays',
  sendBackWithin: 'case.sendBackWithin',
  firstLookWithin: 'case.firstLookWithin',
  rateWithinDays: 'case.rateWithinDays',
  stageLimits: 'case.stageLimits',
  ringRules: 'workOrder.rings',
  communityCallWithin: 'case.communityCallWithin',
  reviewWithin: 'case.reviewWithin',
  callBackTries: 'case.callBackTries',
  sampling: 'case.sampling',
} as const;

export interface CaseSettings extends DistrictSettings {
  /** Within which a new voice is looked at; the resident is told the moment. */
  readonly firstLookWithin: Limit;
  /** After which a case nobody rated counts as unrated, in no numerator. */
  readonly rateWithinDays: number;
  /** After how many calls nobody took a reporter is called no more. */
  readonly callBackTries: number;
  readonly levelNames: LevelNames;
  /** Within which our own stages are done; 受理 stands under `firstLookWithin`. */
  readonly stageLimits: StageLimits;
  readonly ringRules: RingRules;
}

const DEFAULT_FIRST_LOOK: Limit = { unit: 'workHour', amount: 4 };
const DEFAULT_RATE_DAYS = 7;
const DEFAULT_CALL_BACK_TRIES = 2;
const KEPT_MS = 5_000;

/** What holds until a district says otherwise, under the keys it would say it. */
export const DEFAULT_CASE_SETTINGS = {
  [CASE_SETTINGS.reopenWithinDays]: DEFAULT_REOPEN_DAYS,
  [CASE_SETTINGS.sendBackWithin]: DEFAULT_SEND_BACK_LIMIT,
  [CASE_SETTINGS.firstLookWithin]: DEFAULT_FIRST_LOOK,
  [CASE_SETTINGS.rateWithinDays]: DEFAULT_RATE_DAYS,
  [CASE_SETTINGS.stageLimits]: DEFAULT_STAGE_LIMITS,
  [CASE_SETTINGS.ringRules]: DEFAULT_RING_RULES,
  [CASE_SETTINGS.communityCallWithin]: DEFAULT_COMMUNITY_CALL_LIMIT,
  [CASE_SETTINGS.reviewWithin]: DEFAULT_REVIEW_LIMIT,
  [CASE_SETTINGS.callBackTries]: DEFAULT_CALL_BACK_TRIES,
  [CASE_SETTINGS.sampling]: DEFAULT_SAMPLING,
};

const kept = keptFor(KEPT_MS, load);

/** What was just changed here holds at once here; other processes see it within seconds. */
export function forgetCaseSettings(ctx: Pick<Context, 'platform' | 'district'>): void {
  kept.forget(ctx);
}

/** Never call it inside a transaction: it opens its own. */
export function caseSettings(ctx: Context): Promise<CaseSettings> {
  return kept.of(ctx);
}

/** The working calendar alone, inside a transaction: for what runs by timers. */
export async function calendarOf(ctx: TransactionContext): Promise<WorkingCalendar> {
  return settingsFrom(ctx, await readRows(ctx)).calendar;
}

/** Who is told when an order rings, inside a transaction. */
export async function ringRulesOf({ db }: TransactionContext): Promise<RingRules> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', CASE_SETTINGS.ringRules)
    .executeTakeFirst();
  return (row?.value as RingRules | undefined) ?? DEFAULT_RING_RULES;
}

async function load(ctx: Context): Promise<CaseSettings> {
  return settingsFrom(ctx, await inTransaction(asSystem(ctx), readRows));
}

async function readRows({ db }: TransactionContext) {
  return {
    rows: await db
      .selectFrom('settings')
      .select(['key', 'value'])
      .where('key', 'in', Object.values(CASE_SETTINGS))
      .execute(),
    days: await db.selectFrom('work_calendar').select(['day', 'kind', 'is_assumed']).execute(),
  };
}

function settingsFrom(ctx: Context, { rows, days }: Awaited<ReturnType<typeof readRows>>): CaseSettings {
  const found = new Map(rows.map(({ key, value }) => [key, value]));
  const of = <T>(key: string, otherwise: T): T => (found.get(key) as T | undefined) ?? otherwise;
  const daysOf = (kind: string) => new Set(days.filter((day) => day.kind === kind).map(({ day }) => day));
  return {
    calendar: {
      timeZone: ctx.district.timeZone,
      week: of<readonly (readonly ServiceHours[])[]>(CASE_SETTINGS.week, OFFICE_WEEK),
      holidays: daysOf('holiday'),
      workdays: daysOf('workday'),
      assumedYears: new Set(days.filter((day) => day.is_assumed).map(({ day }) => day.slice(0, 4))),
    },
    reopenWithinDays: of(CASE_SETTINGS.reopenWithinDays, DEFAULT_REOPEN_DAYS),
    sendBackWithin: of(CASE_SETTINGS.sendBackWithin, DEFAULT_SEND_BACK_LIMIT),
    firstLookWithin: of(CASE_SETTINGS.firstLookWithin, DEFAULT_FIRST_LOOK),
    rateWithinDays: of(CASE_SETTINGS.rateWithinDays, DEFAULT_RATE_DAYS),
    stageLimits: of(CASE_SETTINGS.stageLimits, DEFAULT_STAGE_LIMITS),
    ringRules: of(CASE_SETTINGS.ringRules, DEFAULT_RING_RULES),
    communityCallWithin: of(CASE_SETTINGS.communityCallWithin, DEFAULT_COMMUNITY_CALL_LIMIT),
    reviewWithin: of(CASE_SETTINGS.reviewWithin, DEFAULT_REVIEW_LIMIT),
    callBackTries: of(CASE_SETTINGS.callBackTries, DEFAULT_CALL_BACK_TRIES),
    sampling: of(CASE_SETTINGS.sampling, DEFAULT_SAMPLING),
    levelNames: of(CASE_SETTINGS.levelNames, DEFAULT_SETTINGS[CASE_SETTINGS.levelNames].value),
  };
}
