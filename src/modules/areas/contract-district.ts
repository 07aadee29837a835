// What crosses the wire about the district itself: what a page has to know before anybody is known.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';

import { BrandValue, TermsValue } from './contract-brand.ts';
import { Logo } from './contract-logo.ts';

export const readDistrict = endpoint({
  method: 'GET',
  path: '/district',
  admission: 'public',
  summary: 'Name, zone and public address of the district, and whether it is a demo',
  output: z.strictObject({
    key: z.string(),
    name: z.string(),
    isDemo: z.boolean().describe('every page of a demo district says so'),
    timeZone: z.string(),
    brand: BrandValue.omit({ name: true }),
    terms: TermsValue,
    logo: Logo.nullable(),
    publicUrl: z.string().nullable().describe('what codes and links are printed with; null: nothing can be printed'),
  }),
});
