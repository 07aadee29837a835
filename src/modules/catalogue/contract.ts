// What crosses the wire about classes of the catalogue.

import { z } from 'zod';

import { Name, Source, Version } from '#modules/areas/contract.ts';
import { endpoint } from '#shared/endpoint.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';
import { Id } from '#shared/wire.ts';

import { CLASS_TYPES, EVIDENCE_KINDS, SECRECIES } from './rules.ts';

const ClassCode = z.string().regex(/^[0-9A-Za-z-]{1,60}$/, 'must be 1 to 60 letters, digits or hyphens');
const Condition = z.string().trim().min(2).max(1_000);

const CLASS_FIELDS = {
  classType: z.enum(CLASS_TYPES),
  majorName: Name,
  name: Name,
  secrecy: z.enum(SECRECIES),
  isDirect: z.boolean().describe('a grid worker may send it to an organisation on the direct list'),
  isEmergency: z.boolean(),
  isMinor: z.boolean(),
  evidenceKinds: z
    .array(z.enum(EVIDENCE_KINDS))
    .min(1)
    .max(EVIDENCE_KINDS.length)
    .refine((kinds) => new Set(kinds).size === kinds.length, 'names a kind twice')
    .refine((kinds) => kinds.some((kind) => kind !== 'photo'), 'must accept something else than a photo'),
  limit: z.strictObject({ amount: z.int().min(1).max(1_000), unit: z.enum(LIMIT_UNITS) }),
  filingCondition: Condition,
  closingCondition: Condition,
  samplingPercent: z.int().min(0).max(100),
  source: Source,
  validFrom: z.iso.date().optional().describe('the day it was put in force; today when absent'),
  validTo: z.iso.date().nullable().optional(),
};

const ClassView = z.strictObject({
  code: z.string(),
  classType: z.enum(CLASS_TYPES),
  majorName: z.string(),
  name: z.string(),
  secrecy: z.enum(SECRECIES),
  isDirect: z.boolean(),
  isEmergency: z.boolean(),
  isMinor: z.boolean(),
  evidenceKinds: z.array(z.string()),
  limit: z.strictObject({ amount: z.number(), unit: z.enum(LIMIT_UNITS) }),
  filingCondition: z.string(),
  closingCondition: z.string(),
  samplingPercent: z.number(),
  source: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  version: z.number(),
});

export const listPublicClasses = endpoint({
  method: 'GET',
  path: '/classes',
  admission: 'public',
  summary: 'What can be reported here, and when it counts as solved',
  output: z.strictObject({
    classes: z.array(
      z.strictObject({ code: z.string(), majorName: z.string(), name: z.string(), closingCondition: z.string() }),
    ),
  }),
});

export const listClasses = endpoint({
  method: 'GET',
  path: '/catalogue',
  admission: 'signedIn',
  summary: 'The classes valid today with their conditions, limits and sources',
  output: z.strictObject({ classes: z.array(ClassView) }),
});

export const readClass = endpoint({
  method: 'GET',
  path: '/catalogue/:code',
  admission: 'signedIn',
  summary: 'One class, also one that is no longer or not yet valid',
  params: z.strictObject({ code: ClassCode }),
  output: ClassView,
});

export const saveClass = endpoint({
  method: 'PUT',
  path: '/catalogue/:code',
  admission: 'catalogue.manage',
  summary: 'Put a class or its next version in force; version 0 for a code that is new',
  params: z.strictObject({ code: ClassCode }),
  input: z
    .strictObject({ id: Id.describe('the id of this request'), version: Version, ...CLASS_FIELDS })
    .refine(({ validFrom, validTo }) => validFrom === undefined || validTo == null || validFrom <= validTo, {
      message: 'must not be before validFrom',
      path: ['validTo'],
    }),
  output: ClassView,
});
