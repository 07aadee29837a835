// What crosses the wire about the roster (值班表): a week of shifts, filling it, what a place wants, who is on duty now.

import { z } from 'zod';

import { Version } from '#modules/areas/contract.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Instant, SentInstant } from '#shared/wire.ts';

import { SHIFT_KINDS } from './rules.ts';

export const MOST_SHIFTS_AT_ONCE = 300;
const MOST_SLOTS = 20;

const Kind = z.enum(SHIFT_KINDS).describe('lead 带班, day 白班, night 夜班, standby 值守');
const Path = z
  .string()
  .max(200)
  .regex(/^\/([a-z0-9]+\/)+$/, 'must be a path such as /yunting/jg/');
const Day = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2200-01-01', 'must lie between 2000 and 2199');

const Minute = z.int().min(0).max(1439);
const SlotView = z.strictObject({
  kind: Kind,
  from: Minute.describe('minutes since midnight on the wall clock'),
  to: Minute.describe('not after `from`: on the next day'),
  weekdays: z
    .array(z.int().min(0).max(6))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'a weekday stands twice')
    .describe('Sunday is 0'),
});

/** An area or grid by its path; a crew or duty room by its organisation. */
const PlaceFields = {
  path: Path.optional(),
  organisationId: Id.optional(),
};
const namesOne = ({ path, organisationId }: { path?: string | undefined; organisationId?: string | undefined }) =>
  (path === undefined) !== (organisationId === undefined);
const ONE = { message: 'name either path or organisationId', path: ['path'] };

const WhoFields = {
  accountId: Id.nullable().optional(),
  answeringId: Id.nullable().optional().describe('the organisation whose duty phone answers, where no person is named'),
};

const ShiftView = z.strictObject({
  id: z.string(),
  version: z.number(),
  kind: z.enum(SHIFT_KINDS),
  accountId: z.string().nullable(),
  answeringId: z.string().nullable(),
  name: z.string().describe('of the person, or of the organisation whose phone answers'),
  isVoid: z.boolean().describe('whoever was put on it serves no longer'),
  fromAt: z.string(),
  toAt: z.string(),
});
const GapView = z.strictObject({ kind: z.enum(SHIFT_KINDS), fromAt: z.string(), toAt: z.string() });

export const PLACE_LEVELS = ['district', 'street', 'community', 'grid', 'organisation'] as const;
const PlaceView = {
  path: z.string(),
  organisationId: z.string().nullable(),
  name: z.string(),
  level: z.enum(PLACE_LEVELS),
};

export const readRoster = endpoint({
  method: 'GET',
  path: '/duty-roster',
  admission: 'signedIn',
  summary: '值班表 The shifts of a place and of those directly below it, with what nobody fills',
  query: z
    .strictObject({ ...PlaceFields, from: Day, days: z.coerce.number().int().min(1).max(31).default(7) })
    .refine(namesOne, ONE),
  output: z.strictObject({
    from: z.string(),
    days: z.number(),
    places: z.array(
      z.strictObject({
        ...PlaceView,
        mayManage: z.boolean(),
        slots: z.array(SlotView),
        patternVersion: z.number().describe('0 until the place has said which shifts it wants'),
        shifts: z.array(ShiftView),
        gaps: z.array(GapView),
      }),
    ),
    doubles: z.array(z.tuple([z.string(), z.string()])).describe('pairs of shifts one person has at the same time'),
  }),
});

const NewShift = z
  .strictObject({ id: Id, ...PlaceFields, kind: Kind, ...WhoFields, fromAt: SentInstant, toAt: SentInstant })
  .refine(namesOne, ONE);

export const addShifts = endpoint({
  method: 'POST',
  path: '/duty-shifts',
  admission: 'duty.manage',
  summary: '排班 Add shifts, one or a whole week',
  input: z.strictObject({
    id: Id.describe('made by the sender; the same list sent twice is one'),
    shifts: z.array(NewShift).min(1).max(MOST_SHIFTS_AT_ONCE),
  }),
  output: z.strictObject({ ids: z.array(z.string()) }),
  status: 201,
});

export const changeShift = endpoint({
  method: 'PATCH',
  path: '/duty-shifts/:id',
  admission: 'duty.manage',
  summary: '改班 Put somebody else on a shift, or move its hours',
  params: IdParams,
  input: z.strictObject({
    version: Version,
    kind: Kind.optional(),
    ...WhoFields,
    fromAt: SentInstant.optional(),
    toAt: SentInstant.optional(),
  }),
  output: ShiftView,
});

export const removeShift = endpoint({
  method: 'POST',
  path: '/duty-shifts/:id/removal',
  admission: 'duty.manage',
  summary: 'Take a shift out of the roster; that it stood there stays known',
  params: IdParams,
  input: z.strictObject({ version: Version }),
  output: z.strictObject({ id: z.string() }),
});

export const changePattern = endpoint({
  method: 'PUT',
  path: '/duty-pattern',
  admission: 'duty.manage',
  summary: 'Say which shifts a place wants filled; what is not filled shows as an empty post',
  input: z
    .strictObject({ ...PlaceFields, version: Version, slots: z.array(SlotView).max(MOST_SLOTS) })
    .refine(namesOne, ONE),
  output: z.strictObject({ version: z.number(), slots: z.array(SlotView) }),
});

export const listDutyPeople = endpoint({
  method: 'GET',
  path: '/duty-people',
  admission: 'duty.manage',
  summary:
    'Whom a shift of this place can be given to: who serves there, nearest first, and duty phones of organisations',
  query: z.strictObject(PlaceFields).refine(namesOne, ONE),
  output: z.strictObject({
    people: z.array(
      z.strictObject({
        accountId: z.string(),
        name: z.string(),
        title: z.strictObject({ zh: z.string(), en: z.string() }),
        placeName: z.string(),
        phoneTail: z.string().nullable().describe('only of people who share their name: to tell them apart'),
      }),
    ),
    organisations: z.array(z.strictObject({ id: z.string(), name: z.string(), dutyPhone: z.string() })),
  }),
});

const OnDuty = z.strictObject({
  kind: z.enum(SHIFT_KINDS),
  name: z.string().nullable().describe('null where the person does not agree to be named to who asks'),
  phone: z.string().nullable(),
  fromAt: Instant,
  toAt: Instant,
});

/** As other modules tell of it. */
export const OnDutyView = OnDuty.omit({ fromAt: true });

export const readDutyNow = endpoint({
  method: 'GET',
  path: '/duty-now',
  admission: 'signedIn',
  summary: '谁值班 Who is on duty at a place and above it now, and who comes next; without a place, where I serve',
  query: z
    .strictObject(PlaceFields)
    .refine((place) => (place.path === undefined && place.organisationId === undefined) || namesOne(place), ONE),
  output: z.strictObject({
    at: Instant,
    line: z
      .array(
        z.strictObject({
          ...PlaceView,
          now: z.array(OnDuty),
          next: OnDuty.nullable().describe('the shift that begins next, within a day'),
          gaps: z.array(GapView).describe('of today and the night after it'),
          dutyPhone: z.string().nullable().describe("the office's own number"),
        }),
      )
      .describe('the smallest place first'),
    mine: z
      .array(z.strictObject({ kind: z.enum(SHIFT_KINDS), placeName: z.string(), fromAt: Instant, toAt: Instant }))
      .describe('my own shifts of now and the week to come'),
  }),
});

export const listDutyPhones = endpoint({
  method: 'GET',
  path: '/duty-phones',
  admission: 'public',
  summary: 'The number that is answered now in the district, its streets and communities: by roster, else the office',
  output: z.strictObject({
    phones: z.array(
      z.strictObject({ areaId: z.string(), phone: z.string(), isOnDuty: z.boolean(), name: z.string().nullable() }),
    ),
  }),
});
