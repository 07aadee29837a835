// What a desk shows beside a case and a phone does not: time by account, how a limit was worked out, what lies near, what residents read.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Day, Id, Instant } from '#shared/wire.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';

import { CaseParams } from '../contract.ts';
import { STAGES } from '../clocks/stages.ts';
import { CASE_STATUSES } from '../facts.ts';

const Account = z.object({
  organisationId: Id.nullable().describe('null: ours'),
  organisationName: z.string().nullable(),
});
const Limit = z.object({ unit: z.enum(LIMIT_UNITS), amount: z.number() });
const Stage = z.object({
  stage: z.enum(STAGES),
  organisationName: z.string().nullable().describe('of 签收: who is to sign'),
  startedAt: Instant,
  dueAt: Instant,
  limit: Limit,
  isSetByHand: z.boolean().describe('the end was set by whoever handed it down'),
});
const Days = z
  .array(
    z.object({
      day: Day,
      reason: z.enum(['service', 'madeUp', 'outside', 'holiday', 'weekend', 'always']),
      hours: z.array(z.object({ from: z.int(), to: z.int() })).describe('minutes since midnight'),
      countedMinutes: z.number(),
      workDay: z.int().nullable(),
      note: z.string().nullable().describe('the calendar’s own word for a day off or made up'),
    }),
  )
  .describe('empty where the days alone do not tell it');
const Title = z.object({ zh: z.string(), en: z.string() });
const OtherCase = z.object({ id: Id, number: z.string(), summary: z.string(), status: z.enum(CASE_STATUSES) });

export const readBeside = endpoint({
  method: 'GET',
  path: '/cases/:id/beside',
  admission: 'case.read',
  summary:
    'Beside a case, for those who read it by area: minutes by account, the grid as it was, who may read a secret matter',
  params: CaseParams,
  output: z.object({
    version: z.int(),
    isClassConfirmed: z.boolean().describe('until a person has settled it the class is a proposal'),
    grid: z.object({ id: Id, name: z.string(), endedAt: Instant.nullable() }).nullable().describe('as it was'),
    promise: z
      .object({ what: z.enum(['look', 'handling']), by: Instant })
      .nullable()
      .describe('what the resident was told'),
    stretches: z
      .array(Account.extend({ moveId: Id.nullable(), isNobodys: z.boolean(), minutes: z.int() }))
      .describe(
        'between one line of history and the next; moveId is the line that ended it, null for the one that runs',
      ),
    suspensionOwners: z
      .array(z.object({ workOrderId: Id, name: z.string() }))
      .describe('挂账: who looks after it while it stands still'),
    stages: z.array(Stage).describe('our own stages that run now, each with its limit'),
    accounts: z.array(Account.extend({ minutes: z.int(), isRunning: z.boolean(), isChargedToDispatch: z.boolean() })),
    seenBy: z
      .array(z.object({ title: Title, place: z.string() }))
      .nullable()
      .describe('the posts that may read a confidential or restricted matter; null for an open one'),
    mergedHere: z.array(OtherCase.extend({ version: z.int(), mayTakeBack: z.boolean() })),
    splitOff: z.array(OtherCase),
  }),
});

export const explainClocks = endpoint({
  method: 'GET',
  path: '/cases/:id/clocks',
  admission: 'signedIn',
  summary:
    '这个时限怎么算的 For each order that is shown and each of our stages that runs: start, what each day counts, days skipped and why',
  params: CaseParams,
  output: z.object({
    clocks: z.array(
      z.object({
        workOrderId: Id,
        organisationName: z.string(),
        unit: z.enum(LIMIT_UNITS),
        stage: z.object({ code: z.string(), name: z.string(), number: z.int(), count: z.int() }).nullable(),
        limitAmount: z.number().nullable().describe('null when the class has changed since'),
        from: Instant.describe('when it began to run, or went on after it stood still'),
        startedAt: Instant,
        dueAt: Instant,
        stoppedAt: Instant.nullable(),
        budgetMinutes: z.number(),
        consumedMinutes: z.number().describe('of the runs before this one'),
        isDueProvisional: z.boolean(),
        days: Days,
      }),
    ),
    stages: z
      .array(Stage.extend({ days: Days }))
      .describe('our own stages that run now; none for who does not read it by area'),
  }),
});

export const listNear = endpoint({
  method: 'GET',
  path: '/cases/:id/near',
  admission: 'case.read',
  summary: '附近同类 Matters near by that may be the same, of those I may see; of a secret matter none',
  params: CaseParams,
  output: z.object({
    near: z.array(
      z.object({
        id: Id,
        number: z.string(),
        summary: z.string(),
        placeWords: z.string().nullable(),
        status: z.enum(CASE_STATUSES),
        reportedAt: Instant,
        distanceM: z.int().nullable(),
        because: z
          .object({ isSameClass: z.boolean(), words: z.array(z.string()).describe('said in both') })
          .describe('why it is shown, beside how near it lies'),
        isNextGrid: z.boolean().describe('it lies in a grid beside that of this case'),
        mayTakeIn: z.boolean().describe('this case may be merged into it now'),
      }),
    ),
  }),
});

export const readResidentView = endpoint({
  method: 'GET',
  path: '/cases/:id/resident-view',
  admission: 'case.read',
  summary: '居民看到的样子 The sentence and the stations its reporter reads',
  params: CaseParams,
  query: z.strictObject({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  output: z.object({
    sentence: z.string(),
    promise: z.object({ what: z.enum(['look', 'handling']), by: Instant }).nullable(),
    stations: z.array(z.object({ at: Instant, words: z.string(), said: z.string().nullable() })),
  }),
});
