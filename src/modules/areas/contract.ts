// What crosses the wire about areas and the settings of a district.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import type { Admission } from '#shared/endpoint.ts';
import { isDutyPhone } from '#shared/identifiers.ts';
import { Id, IdParams, SentInstant } from '#shared/wire.ts';

import { AREA_LEVELS } from './rules.ts';

export const Version = z.int().min(0).max(2_000_000_000).describe('the version that was seen');
export const Name = z.string().trim().min(1).max(100);
export const Key = z.string().regex(/^[a-z0-9]{1,30}$/, 'must be 1 to 30 small letters or digits');
export const Source = z.string().trim().min(2).max(300).describe('the document or decision it comes from');
// An invented number of a demo district passes as well: whoever enters a duty phone has it in front of them.
export const DutyPhone = z
  .string()
  .trim()
  .max(30)
  .refine((phone) => isDutyPhone(phone, { demo: true }), 'is not a telephone number');

const Minute = z.int().min(0).max(1439);
const Span = z
  .strictObject({ from: Minute, to: Minute })
  .refine(({ from, to }) => from < to, 'must end after it begins');
const Day = z
  .array(Span)
  .max(6)
  .refine(
    (spans) => spans.every((span, at) => at === 0 || spans[at - 1]!.to < span.from),
    'spans must be in order and apart',
  );
/** Sunday first; minutes since midnight on the wall clock of the district. */
export const WeekHours = z.array(Day).length(7);

export const AreaView = z.strictObject({
  id: z.string(),
  parentId: z.string().nullable(),
  level: z.enum(AREA_LEVELS),
  levelName: z.string().describe('what the level is called in this district'),
  key: z.string(),
  path: z.string(),
  code: z.string(),
  name: z.string(),
  dutyPhone: z.string().nullable(),
  serviceHours: z.array(z.array(z.strictObject({ from: z.number(), to: z.number() }))).nullable(),
  version: z.number(),
});

export const listAreas = endpoint({
  method: 'GET',
  path: '/areas',
  admission: 'public',
  summary: 'The district, its streets and communities, with duty phones and hours of service',
  output: z.strictObject({ areas: z.array(AreaView) }),
});

export const createArea = endpoint({
  method: 'POST',
  path: '/areas',
  admission: 'area.manage',
  summary: 'Add a street or township, or a community or village below one',
  input: z.strictObject({
    id: Id,
    parentId: Id,
    level: z.enum(AREA_LEVELS),
    key: Key,
    code: z.string().regex(/^\d{9}(\d{3})?$/, 'must have 9 or 12 digits'),
    name: Name,
    dutyPhone: DutyPhone.nullable().optional(),
  }),
  output: AreaView,
  status: 201,
});

export const changeArea = endpoint({
  method: 'PATCH',
  path: '/areas/:id',
  admission: 'area.manage',
  summary: 'Set the name, the duty phone or the hours of service of an area; null takes over those of the area above',
  params: IdParams,
  input: z.strictObject({
    version: Version,
    name: Name.optional(),
    dutyPhone: DutyPhone.nullable().optional(),
    serviceHours: WeekHours.nullable().optional(),
  }),
  output: AreaView,
});

const LevelName = z.string().trim().min(1).max(20);

export const levelNames = settingEndpoints(
  '/settings/level-names',
  'What the levels are called in this district',
  z.strictObject({
    microGrid: LevelName,
    grid: LevelName,
    dedicatedGrid: LevelName,
    community: LevelName,
    village: LevelName,
    street: LevelName,
    township: LevelName,
    district: LevelName,
  }),
);

export const emergencyNumbers = settingEndpoints(
  '/settings/emergency-numbers',
  'Numbers every page for residents shows first',
  z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-zA-Z]{1,30}$/),
        name: Name,
        phone: z
          .string()
          .trim()
          .regex(/^\d{3,15}$/, 'must have 3 to 15 digits'),
      }),
    )
    .min(1)
    .max(20),
);

export const serviceWeek = settingEndpoints(
  '/settings/service-hours',
  'Hours of service of the district by weekday, Sunday first; deadlines are counted in them',
  WeekHours,
);

export const deskNotice = settingEndpoints(
  '/settings/desk-notice',
  '公告 What every desk shows until a moment; without words nothing',
  z.strictObject({ text: z.string().trim().max(200), until: SentInstant.nullable() }),
  'signedIn',
);

/** Reading is open to all, or to all who serve; a change names its source. */
export function settingEndpoints<Value extends z.ZodType>(
  path: `/${string}`,
  summary: string,
  value: Value,
  admission: Admission = 'public',
) {
  const output = z.strictObject({ value, source: z.string(), version: z.number() });
  return {
    read: endpoint({ method: 'GET', path, admission, summary, output }),
    change: endpoint({
      method: 'PUT',
      path,
      admission: 'district.settings',
      summary: `Change: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
      input: z.strictObject({ value, source: Source, version: Version }),
      output,
    }),
  };
}
