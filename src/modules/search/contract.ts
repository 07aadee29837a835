// What crosses the wire when somebody looks for anything in the one box: in the body, for it may be a phone or a person's name.

import { z } from 'zod';

import { CASE_STATUSES } from '#modules/cases/facts.ts';
import { SECRECIES } from '#modules/cases/kinds.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { GROUP_KINDS } from './rules.ts';

const Title = z.object({ zh: z.string(), en: z.string() });

export const Hit = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('case'),
    id: Id,
    title: z.string(),
    number: z.string(),
    placeWords: z.string().nullable(),
    status: z.enum(CASE_STATUSES),
    isUrgent: z.boolean(),
    secrecy: z.enum(SECRECIES),
    reportedAt: Instant,
  }),
  z.object({
    kind: z.enum(['area', 'grid', 'compound', 'building', 'place', 'organisation']),
    id: Id,
    title: z.string(),
    also: z.string().nullable().describe('address, nickname, former address or code'),
    lies: z.string().nullable().describe('the areas it lies in'),
    dutyPhone: z.string().nullable(),
    streetId: Id.nullable(),
    communityId: Id.nullable(),
    gridId: Id.nullable(),
    longitude: z.number().nullable(),
    latitude: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('person'),
    id: Id,
    title: z.string(),
    posts: z.array(z.object({ title: Title, place: z.string(), path: z.string(), gridId: Id.nullable() })),
  }),
]);
export type Hit = z.input<typeof Hit>;

export const searchAll = endpoint({
  method: 'POST',
  path: '/search',
  admission: 'signedIn',
  summary:
    'Anything I may see: cases, places, areas and grids, organisations, people of the service; by number, its last four digits, words, pinyin, duty phone',
  input: z.strictObject({ words: z.string().trim().min(1).max(60) }),
  output: z.object({
    groups: z
      .array(z.object({ kind: z.enum(GROUP_KINDS), hits: z.array(Hit), isMore: z.boolean() }))
      .describe('the likeliest first'),
    isSearchable: z.boolean().describe('false when too little was typed'),
    isPhone: z.boolean(),
    mayLookUpReporter: z.boolean().describe('cases of whoever has this phone may be asked for: /reporter-look-ups'),
  }),
});
