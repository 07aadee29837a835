// What crosses the wire about how a district appears and speaks: 品牌与页脚, 本地叫法.

import { z } from 'zod';

import { MAX_TERM_CHARACTERS, TERM_KEYS } from '#shared/words/terms.ts';
import type { TermKey } from '#shared/words/terms.ts';

import { Name, settingEndpoints } from './contract.ts';

const Line = (most: number) => z.string().trim().max(most);
const Coded = (pattern: RegExp, what: string) =>
  z
    .string()
    .trim()
    .max(60)
    .refine((code) => code === '' || pattern.test(code), what);

export const BrandValue = z.strictObject({
  name: Line(40).describe('empty: the name the district was made with'),
  shortName: Line(12),
  slogan: Line(40),
  servicePhones: z
    .array(
      z.strictObject({
        name: Name.max(20),
        phone: z
          .string()
          .trim()
          .regex(/^[\d-]{3,20}$/, 'must have 3 to 20 digits'),
      }),
    )
    .max(5),
  sponsor: Line(60).describe('主办单位'),
  operator: Line(60).describe('承办单位'),
  siteCode: Coded(/^\d{10}$/, 'must have 10 digits').describe('网站标识码'),
  icp: Coded(/ICP备\d{5,12}号(-\d{1,3})?$/, 'must read like 某ICP备12345678号').describe('ICP 备案号'),
  policeRecord: Coded(/公网安备\s?\d{11,14}号$/, 'must read like 某公网安备 11 to 14 digits 号').describe('公安备案号'),
  contact: Line(100),
});

const Term = z
  .string()
  .trim()
  .min(1)
  .max(MAX_TERM_CHARACTERS)
  .regex(/^[^{}<>]+$/, 'must be plain words');

export const TermsValue = z
  .partialRecord(z.enum(TERM_KEYS as [TermKey, ...TermKey[]]), Term)
  .describe('only the terms that are said differently here');

export const districtBrand = settingEndpoints(
  '/settings/brand',
  'Name, slogan, service phones and the lines in the foot of the pages',
  BrandValue,
);

export const localTerms = settingEndpoints(
  '/settings/terms',
  '本地叫法 What terms of the work are called in this district',
  TermsValue,
);
