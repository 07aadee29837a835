// What crosses the wire about classes of the catalogue.

import { z } from 'zod';

import { Name, Source, Version } from '#modules/areas/contract.ts';
import { endpoint } from '#shared/endpoint.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';
import { Id } from '#shared/wire.ts';

import {
  AREA_GRADES,
  CLASS_TYPES,
  EVIDENCE_KINDS,
  faultyGrade,
  repeatedStage,
  SECRECIES,
  SEVERITIES,
  stagesOf,
  VERIFIERS,
} from './rules.ts';

const ClassCode = z.string().regex(/^[0-9A-Za-z-]{1,60}$/, 'must be 1 to 60 letters, digits or hyphens');
const Condition = z.string().trim().min(2).max(1_000);
const Limit = z.strictObject({ amount: z.int().min(1).max(1_000), unit: z.enum(LIMIT_UNITS) });
const Stage = z.strictObject({ code: ClassCode, name: z.string().trim().min(1).max(30), limit: Limit });
const GradedLimit = z.strictObject({
  grade: z.enum(AREA_GRADES).nullable().default(null),
  severity: z.enum(SEVERITIES).nullable().default(null),
  limit: Limit,
});
/** Every grade with every severity, each alone. */
const MOST_GRADED = (AREA_GRADES.length + 1) * (SEVERITIES.length + 1) - 1;

const CLASS_FIELDS = {
  parentCode: ClassCode.nullable().default(null).describe('the class it is a part of'),
  classType: z.enum(CLASS_TYPES),
  majorName: Name,
  name: Name,
  severity: z.enum(SEVERITIES).default('normal'),
  secrecy: z.enum(SECRECIES),
  isDirect: z.boolean().describe('a grid worker may send it to an organisation on the direct list'),
  isEmergency: z.boolean(),
  isMinor: z.boolean(),
  isAdmitted: z
    .boolean()
    .default(true)
    .describe('入格: a task of it may come down to a grid; what residents say never asks for it'),
  evidenceKinds: z
    .array(z.enum(EVIDENCE_KINDS))
    .min(1)
    .max(EVIDENCE_KINDS.length)
    .refine((kinds) => new Set(kinds).size === kinds.length, 'names a kind twice')
    .refine((kinds) => kinds.some((kind) => kind !== 'photo'), 'must accept something else than a photo'),
  limit: Limit,
  stages: z
    .array(Stage)
    .max(6)
    .default([])
    .refine((stages) => repeatedStage(stages) === undefined, 'names a stage twice: it would lead back to itself')
    .describe('steps with limits of their own, in their order; the first has the limit of the class'),
  gradedLimits: z
    .array(GradedLimit)
    .max(MOST_GRADED)
    .default([])
    .refine((limits) => faultyGrade(limits) === undefined, 'names a grade or severity, each pair once')
    .describe('on ground of grade A, B or C, by severity, or by both, where it differs; both together come first'),
  verifiedBy: z.enum(VERIFIERS).default('asKind'),
  filingCondition: Condition,
  closingCondition: Condition,
  samplingPercent: z.int().min(0).max(100),
  source: Source,
};

export const SHIPPED_CLASS = z.strictObject({ code: ClassCode, ...CLASS_FIELDS });

const WireLimit = z.strictObject({ amount: z.number(), unit: z.enum(LIMIT_UNITS) });
const CLASS_VIEW = {
  code: z.string(),
  parentCode: z.string().nullable(),
  classType: z.enum(CLASS_TYPES),
  majorName: z.string(),
  name: z.string(),
  severity: z.enum(SEVERITIES),
  secrecy: z.enum(SECRECIES),
  isDirect: z.boolean(),
  isEmergency: z.boolean(),
  isMinor: z.boolean(),
  isAdmitted: z.boolean(),
  evidenceKinds: z.array(z.string()),
  limit: WireLimit,
  stages: z.array(z.strictObject({ code: z.string(), name: z.string(), limit: WireLimit })),
  gradedLimits: z.array(
    z.strictObject({
      grade: z.enum(AREA_GRADES).nullable(),
      severity: z.enum(SEVERITIES).nullable(),
      limit: WireLimit,
    }),
  ),
  verifiedBy: z.enum(VERIFIERS),
  filingCondition: z.string(),
  closingCondition: z.string(),
  samplingPercent: z.number(),
  source: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  version: z.number(),
};
const ClassView = z.strictObject(CLASS_VIEW);

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
  summary: 'The classes valid today with their conditions, limits and sources; on request also those that are not',
  query: z.strictObject({ all: z.enum(['yes', 'no']).default('no') }),
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

export const readVersions = endpoint({
  method: 'GET',
  path: '/catalogue/:code/versions',
  admission: 'signedIn',
  summary: 'Every version of a class, newest first: a case keeps the one it was filed under',
  params: z.strictObject({ code: ClassCode }),
  output: z.strictObject({
    versions: z.array(z.strictObject({ ...CLASS_VIEW, state: z.enum(['inForce', 'waiting', 'past', 'replaced']) })),
  }),
});

export const saveClass = endpoint({
  method: 'PUT',
  path: '/catalogue/:code',
  admission: 'catalogue.manage',
  summary: 'Put a class or its next version in force, at once or from a later day; version 0 for a code that is new',
  params: z.strictObject({ code: ClassCode }),
  input: z
    .strictObject({
      id: Id.describe('the id of this request'),
      version: Version.describe('the newest version that was seen'),
      ...CLASS_FIELDS,
      validFrom: z.iso.date().optional().describe('the first day it is in force; today when absent'),
      validTo: z.iso.date().nullable().optional(),
    })
    .refine(({ validFrom, validTo }) => validFrom === undefined || validTo == null || validFrom <= validTo, {
      message: 'must not be before validFrom',
      path: ['validTo'],
    })
    .refine(
      ({ stages, limit }) => {
        const [first] = stagesOf(stages, limit);
        return first?.limit.amount === limit.amount && first.limit.unit === limit.unit;
      },
      { message: 'the first stage has the limit of the class', path: ['stages'] },
    ),
  output: ClassView,
});
