// What crosses the wire about voices: reporting, looking up by number and code, the resident's trace.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant, Point, SentInstant } from '#shared/wire.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';

import { About, CaseParams, Words } from '../contract.ts';
import { CASE_KINDS } from '../kinds.ts';

/** Where a voice came in. The first is the public's; the others are written down by staff. */
export const STAFF_CHANNELS = [
  'phone',
  'visit',
  'chatGroup',
  'gridWorker',
  'microGridMember',
  'mobileReporter',
  'hotline12345',
  'superior',
  'videoDevice',
  'interface',
] as const;
export const CHANNELS = ['scan', ...STAFF_CHANNELS] as const;
export type Channel = (typeof CHANNELS)[number];

const Contact = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  phone: z.string().trim().min(5).max(30).optional(),
  address: z.string().trim().min(1).max(200).optional(),
});

export const ReportInput = z
  .strictObject({
    id: Id.describe('of the case, made by the sender; the same report sent twice is one case'),
    reportId: Id.describe('of this voice, made by the sender'),
    secret: z
      .string()
      .regex(/^[A-Za-z0-9_-]{22,100}$/)
      .optional()
      .describe(
        'made at random by whoever is not signed in: only with it the same report, sent again, answers the same receipt',
      ),
    words: Words.optional(),
    attachmentIds: z.array(Id).max(9).optional().describe('pictures or a recording, uploaded before'),
    placeCode: z.string().trim().min(10).max(20).optional().describe('the printed code that was scanned'),
    place: Point.optional(),
    communityId: Id.optional().describe('when neither is known: the community, and where in it by placeWords'),
    placeWords: z.string().trim().min(1).max(200).optional(),
    kind: z.enum(CASE_KINDS).optional().describe('proposed; residents never choose one'),
    classCode: z.string().max(60).optional(),
    channel: z.enum(STAFF_CHANNELS).optional().describe('staff only; absent for the public'),
    isForOther: z.boolean().optional().describe('代录, or on behalf of a relative'),
    wantsSecrecy: z.boolean().optional(),
    contact: Contact.optional(),
    about: About.optional().describe('whom a complaint is about; who it is about neither sees nor handles it'),
    at: SentInstant.optional().describe('when it was said, for what was composed without signal'),
  })
  .refine((input) => input.words !== undefined || (input.attachmentIds ?? []).length > 0, {
    path: ['words'],
    message: 'say a few words, or send a picture or a recording',
  })
  .refine(
    ({ placeCode, place, communityId, placeWords }) =>
      placeCode !== undefined || place !== undefined || (communityId !== undefined && placeWords !== undefined),
    { path: ['place'], message: 'send the code that was scanned, a point, or a community and where in it' },
  );
export type ReportInput = z.output<typeof ReportInput>;

export const Receipt = z.object({
  id: Id,
  reportId: Id,
  number: z.string(),
  groupedNumber: z.string().describe('as it is read out: 26 1119 0412'),
  queryCode: z.string().describe('查询码: with the number it opens the trace'),
  link: z.string().describe("the private link's token: with it one reads and does all that is the reporter's"),
  page: z
    .string()
    .describe("the token of the page's address, /{district}/c/{page}: whoever has only that reads the stations"),
  sentence: z.string(),
  isOutsideDistrict: z.boolean().describe('taken, but the place lies far from every grid of the district'),
  isUrgent: z.boolean(),
  dangerWords: z.array(z.string()),
  seenBy: Instant.describe('until when somebody looks at it'),
});

export const reportCase = endpoint({
  method: 'POST',
  path: '/cases',
  admission: 'public',
  summary: '反映 Report a problem at a place; no login needed',
  input: ReportInput,
  output: Receipt,
  status: 201,
});

export const addReport = endpoint({
  method: 'POST',
  path: '/cases/:id/reports',
  admission: 'case.report',
  summary: 'Another voice about the same problem, or following it without words',
  params: CaseParams,
  input: z.strictObject({
    reportId: Id,
    words: Words.optional(),
    channel: z.enum(STAFF_CHANNELS),
    wantsSecrecy: z.boolean().optional(),
    contact: Contact.optional(),
  }),
  output: Receipt,
  status: 201,
});

export const lookUpCase = endpoint({
  method: 'POST',
  path: '/case-lookups',
  admission: 'public',
  summary: '查进度 The private link by number and 查询码; few tries',
  input: z.strictObject({ number: z.string().trim().min(1).max(40), queryCode: z.string().trim().min(1).max(12) }),
  output: z.object({ link: z.string(), page: z.string() }),
});

const Said = z.object({ key: z.string(), data: z.record(z.string(), z.unknown()), words: z.string() });

export const TraceView = z.object({
  id: Id,
  isOpened: z
    .boolean()
    .describe("false when only the page's address was sent: then nothing of mine is told, and nothing may be done"),
  page: z.string().nullable().describe("the token of the page's address"),
  number: z.string(),
  groupedNumber: z.string(),
  version: z.int(),
  status: z.string(),
  sentence: Said.describe('where it stands, in words a resident reads'),
  reportedAt: Instant,
  closedAt: Instant.nullable(),
  promise: z
    .object({
      what: z.enum(['look', 'handling']),
      by: Instant,
      since: Instant,
      limit: z.object({ unit: z.enum(LIMIT_UNITS), amount: z.number() }).nullable(),
    })
    .nullable()
    .describe('until when the next thing happens, and what it was worked out from'),
  stations: z.array(
    Said.extend({
      at: Instant,
      reason: z.string().nullable().describe('the code of a reason that is told: why an order was sent back'),
      said: z.string().nullable().describe('what the organisation or the office said to everybody with it'),
    }),
  ),
  worker: z.object({ name: z.string(), phone: z.string().optional() }).nullable(),
  dutyPhone: z.string().nullable(),
  communityName: z.string().nullable(),
  mine: z.object({
    words: z.array(z.string()),
    placeWords: z.string().nullable(),
    wantsSecrecy: z.boolean(),
    hasPhone: z.boolean(),
    attachments: z.array(z.object({ id: Id, kind: z.enum(['picture', 'recording']), of: z.enum(['mine', 'result']) })),
  }),
  isSolved: z.boolean().nullable(),
  manner: z.string().nullable(),
  openings: z
    .array(z.object({ at: Instant, purpose: z.string() }))
    .describe('who opened my contact: when and what for'),
  allowed: z.array(z.string()),
  mergedIntoNumber: z.string().nullable(),
  splitOff: z.array(z.object({ number: z.string(), status: z.string() })),
});

export const getTrace = endpoint({
  method: 'GET',
  path: '/trace',
  admission: 'reporterLink',
  summary: '办到哪一步 Where my matter stands',
  query: z.strictObject({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  output: TraceView,
});

export const setContact = endpoint({
  method: 'PUT',
  path: '/trace/contact',
  admission: 'reporterLink',
  summary: 'Leave or change my phone, or ask for secrecy; organisations never see it',
  input: z.strictObject({ phone: z.string().trim().min(5).max(30).nullable(), wantsSecrecy: z.boolean().optional() }),
  output: z.object({ hasPhone: z.boolean(), wantsSecrecy: z.boolean() }),
});

export const revokeMyLink = endpoint({
  method: 'DELETE',
  path: '/trace/link',
  admission: 'reporterLink',
  summary: 'Close this private link; number and 查询码 open a new one',
  output: z.object({ isRevoked: z.literal(true) }),
});

export const PURPOSES = ['confirmFacts', 'tellResult', 'askForMaterial', 'callBack'] as const;

export const openReporter = endpoint({
  method: 'POST',
  path: '/cases/:id/reporter-openings',
  admission: 'reporter.reveal',
  summary: 'Open a reporter’s data for a stated purpose; logged, and the reporter sees it',
  params: CaseParams,
  input: z.strictObject({
    openingId: Id.describe('made by the sender; the same opening sent twice is one'),
    reportId: Id,
    purpose: z.enum(PURPOSES),
  }),
  output: z.object({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    until: Instant,
  }),
});

export const eraseText = endpoint({
  method: 'POST',
  path: '/cases/:id/erasures',
  admission: 'case.cancel',
  summary: 'Erase words by law: the words go, when and by which rule stays',
  params: CaseParams,
  input: z.strictObject({ textId: Id, rule: z.string().regex(/^[A-Za-z0-9._-]{2,60}$/) }),
  output: z.object({ isErased: z.literal(true) }),
});
