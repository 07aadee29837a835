// What crosses the wire about whistles (吹哨报到): blowing, calling more in, each step of whoever was called, closing.

import { z } from 'zod';

import { LEVELS } from '#permissions';
import { settingEndpoints } from '#modules/areas/contract.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Instant } from '#shared/wire.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';

import {
  CALL_STATUSES,
  CALL_VERBS,
  MANNERS,
  RETURN_REASONS,
  SUBJECT_KINDS,
  WHISTLE_KINDS,
  WHISTLE_REASONS,
  WHISTLE_RESULTS,
} from './rules.ts';

const Kind = z.enum(WHISTLE_KINDS).describe('daily 日常哨, hard 攻坚哨, emergency 应急哨');
const Level = z.enum(LEVELS);
const Limit = z.object({ unit: z.enum(LIMIT_UNITS), amount: z.number() });
const Rating = z.strictObject({ wasQuick: z.boolean(), wasThere: z.boolean(), didSolve: z.boolean() });
const Said = z.string().trim().min(2).max(2000);

const CallView = z.object({
  id: Id,
  organisationName: z.string().nullable(),
  level: Level.nullable().describe('called were the posts of this level'),
  dutyPhone: z.string().nullable(),
  status: z.enum(CALL_STATUSES),
  version: z.number().int(),
  calledAt: Instant,
  dueAt: Instant.nullable().describe('until when they report in; null until it is approved'),
  isLate: z.boolean(),
  answeredAt: Instant.nullable(),
  reportedInAt: Instant.nullable(),
  manner: z.enum(MANNERS).nullable(),
  confirmedAt: Instant.nullable().describe('said by the whistler; no position is ever taken'),
  doneAt: Instant.nullable(),
  escalations: z.number().int(),
  escalatedLevel: Level.nullable(),
  returnReason: z.string().nullable(),
  rating: Rating.nullable(),
  ratingAnsweredAt: Instant.nullable(),
  allowed: z.array(z.enum(CALL_VERBS)),
  isRelayed: z.boolean().describe('the organisation has no accounts: its steps are written down from the phone'),
});

const WhistleLine = z.object({
  id: Id,
  kind: Kind,
  reason: z.enum(WHISTLE_REASONS),
  status: z.enum(['open', 'closed']),
  version: z.number().int(),
  subject: z.object({
    kind: z.enum(SUBJECT_KINDS),
    id: Id.nullable().describe('null for an organisation that holds no order of it'),
    number: z.string(),
    summary: z.string(),
    placeWords: z.string().nullable(),
    longitude: z.number().nullable().describe('null also for a secret matter: it is on no map'),
    latitude: z.number().nullable(),
    gridId: Id.nullable().describe('for staff of the place: the grid it lies in'),
    isSecret: z.boolean(),
  }),
  blownAt: Instant,
  blownByName: z.string().nullable(),
  isMine: z.boolean(),
  waitsForMe: z.boolean(),
  limit: Limit,
  limitSource: z.string(),
  closedAt: Instant.nullable(),
  result: z.enum(WHISTLE_RESULTS).nullable(),
  calls: z.array(CallView),
});

const WhistleView = WhistleLine.extend({
  lines: z.array(
    z.object({
      id: Id,
      callId: Id.nullable(),
      verb: z.string(),
      byName: z.string().nullable(),
      isRelayed: z.boolean(),
      isMine: z.boolean(),
      words: z.string().nullable(),
      pictureIds: z.array(Id),
      isErased: z.boolean().describe('by law: the words are gone, that they were there is not'),
      level: Level.nullable(),
      at: Instant,
    }),
  ),
  allowed: z.array(z.enum(['addCall', 'note', 'close'])),
});

const KindLimit = z.strictObject({
  unit: z.enum(LIMIT_UNITS),
  amount: z.number().positive().max(720).multipleOf(0.25).describe('quarters count: 0.5 hours are 30 minutes'),
});

export const whistleKinds = settingEndpoints(
  '/settings/whistle-kinds',
  '吹哨 Within which whoever is called reports in, by kind; work days are whole',
  z
    .strictObject({ daily: KindLimit, hard: KindLimit, emergency: KindLimit })
    .refine(
      (kinds) => Object.values(kinds).every(({ unit, amount }) => unit !== 'workDay' || Number.isInteger(amount)),
      {
        message: 'work days are whole',
      },
    ),
  'signedIn',
);

const Target = z
  .strictObject({ callId: Id, organisationId: Id.optional(), level: Level.optional() })
  .refine(({ organisationId, level }) => (organisationId === undefined) !== (level === undefined), {
    message: 'names either an organisation or a level',
  });

export const whistleOptions = endpoint({
  method: 'GET',
  path: '/cases/:id/whistle-options',
  admission: 'whistle.blow',
  summary: 'Whom the actor may call in on a case, by which rule, and how soon they report in',
  params: IdParams,
  output: z.object({
    kinds: z.array(z.object({ kind: Kind, limit: Limit, source: z.string() })),
    levels: z.array(Level),
    organisations: z.array(z.object({ id: Id, name: z.string(), needsApproval: z.boolean() })),
  }),
});

export const blowWhistle = endpoint({
  method: 'POST',
  path: '/cases/:id/whistles',
  admission: 'whistle.blow',
  summary: '吹哨 Call others in on a case',
  params: IdParams,
  input: z.strictObject({
    id: Id,
    kind: Kind,
    reason: z.enum(WHISTLE_REASONS),
    targets: z.array(Target).min(1).max(10),
    words: Said.optional(),
  }),
  output: WhistleView,
  status: 201,
});

export const listWhistlesOfCase = endpoint({
  method: 'GET',
  path: '/cases/:id/whistles',
  admission: 'signedIn',
  summary: 'The whistles blown on a case',
  params: IdParams,
  output: z.object({ whistles: z.array(WhistleLine), mayBlow: z.boolean() }),
});

export const listWhistles = endpoint({
  method: 'GET',
  path: '/whistles',
  admission: 'signedIn',
  summary: 'Whistles the actor sees: open ones oldest first, or all of the last 30 days',
  query: z.strictObject({ state: z.enum(['open', 'all']).default('open') }),
  output: z.object({ whistles: z.array(WhistleLine), mine: z.number().int(), waiting: z.number().int() }),
});

export const readWhistleShare = endpoint({
  method: 'GET',
  path: '/whistle-share',
  admission: 'case.read',
  summary: '吹哨占事件 Of the matters of the last 30 days where I serve, on how many somebody was called in',
  output: z.object({ since: Instant, cases: z.number().int(), whistled: z.number().int() }),
});

export const readWhistle = endpoint({
  method: 'GET',
  path: '/whistles/:id',
  admission: 'signedIn',
  summary: 'One whistle, live: who was called, who has come, and what was said',
  params: IdParams,
  output: WhistleView,
});

export const addWhistleCall = endpoint({
  method: 'POST',
  path: '/whistles/:id/calls',
  admission: 'whistle.blow',
  summary: '加叫 Call one more in',
  params: IdParams,
  input: Target,
  output: WhistleView,
  status: 201,
});

export const addWhistleNote = endpoint({
  method: 'POST',
  path: '/whistles/:id/notes',
  admission: 'known',
  summary: 'Write one line into a whistle, or show pictures; whoever reported is taken out of it',
  params: IdParams,
  input: z
    .strictObject({ id: Id, words: Said.optional(), attachmentIds: z.array(Id).max(4).optional() })
    .refine(({ words, attachmentIds = [] }) => words !== undefined || attachmentIds.length > 0, {
      message: 'says or shows something',
      path: ['words'],
    }),
  output: WhistleView,
  status: 201,
});

export const eraseWhistleLine = endpoint({
  method: 'POST',
  path: '/whistles/:id/erasures',
  admission: 'case.cancel',
  summary: 'Erase words of a whistle by law: the words go, when and by which rule stays',
  params: IdParams,
  input: z.strictObject({ lineId: Id, rule: z.string().regex(/^[A-Za-z0-9._-]{2,60}$/) }),
  output: z.object({ isErased: z.literal(true) }),
});

export const closeWhistle = endpoint({
  method: 'POST',
  path: '/whistles/:id/close',
  admission: 'whistle.blow',
  summary: '销哨 End a whistle with its result',
  params: IdParams,
  input: z.strictObject({
    moveId: Id,
    seenVersion: z.number().int(),
    result: z.enum(WHISTLE_RESULTS),
    words: Said.optional(),
  }),
  output: WhistleView,
});

export const moveWhistleCall = endpoint({
  method: 'POST',
  path: '/whistle-calls/:id/moves',
  admission: 'known',
  summary: '接哨、报到、确认已到、退哨、办结、评哨 One step of one call; a refusal lists what the actor may do now',
  params: IdParams,
  input: z.strictObject({
    moveId: Id,
    seenVersion: z.number().int(),
    verb: z.enum(CALL_VERBS),
    manner: z.enum(MANNERS).optional(),
    reason: z.enum(RETURN_REASONS).optional(),
    rating: Rating.optional(),
    words: Said.optional(),
  }),
  output: WhistleView,
});

const WhomToCall = z.array(z.object({ name: z.string(), phone: z.string() })).describe('nearest to the place first');

export const lookUpWhistleLink = endpoint({
  method: 'POST',
  path: '/whistle-link-lookups',
  admission: 'public',
  summary: 'Whose link of a whistle this is and whom to call, before any code; nothing of the whistle itself',
  input: z.strictObject({ link: z.string().trim().min(20).max(100) }),
  output: z.object({
    state: z.enum(['locked', 'over']).describe('over: it was sent back, or the whistle ended long ago'),
    organisationName: z.string(),
    phoneTail: z.string().nullable().describe('last four digits of the duty phone the code goes to'),
    call: WhomToCall,
    isDemoPhone: z.boolean().describe('no message really leaves: in a demo they can be read at /demo-messages'),
  }),
});

export const readLinkedWhistle = endpoint({
  method: 'GET',
  path: '/linked-whistle',
  admission: 'known',
  summary: '哨单 The one call of a link, without the reporter',
  output: z.object({ whistle: WhistleView, call: WhomToCall }),
});
