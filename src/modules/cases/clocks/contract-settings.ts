// What crosses the wire about the periods of a district's cases. Hours of service stand with the areas.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { WARNING_LEVELS } from '../reports/warning-rule.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';

const Days = z.int().min(1).max(365);
const Limit = z.strictObject({
  unit: z.enum(LIMIT_UNITS),
  amount: z.int().min(1).max(1000),
});

export const CASE_SETTING_VALUES = {
  'case.reopenWithinDays': Days.describe('for how long a closed matter may be reopened'),
  'case.rateWithinDays': Days.describe('after which a matter nobody rated counts as unrated'),
  'case.sendBackWithin': Limit.describe('within which an organisation may ask to send an order back'),
  'case.firstLookWithin': Limit.describe('within which a new voice is looked at; the resident is told the moment'),
  'proposals.isOn': z.boolean().describe('whether class, kind and place are proposed from the words'),
  'warnings.rule': z
    .strictObject({
      isOn: z.boolean(),
      least: z.int().min(2).max(50),
      hours: z.int().min(1).max(168),
      level: z.enum(WARNING_LEVELS),
      classCodes: z.array(z.string().min(1).max(60)).max(200).describe('none: all classes'),
      similarity: z.number().min(0.25).max(1).describe('of words, where no class says that matters are alike'),
    })
    .describe('when like matters in one place become an early warning'),
  'case.referrals': z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/),
        'zh-CN': z.string().trim().min(1).max(60),
        en: z.string().trim().min(1).max(120),
      }),
    )
    .min(1)
    .max(50)
    .refine((list) => new Set(list.map(({ code }) => code)).size === list.length, 'a code stands twice')
    .describe('where a matter belongs that is not taken up'),
} as const;
export type CaseSettingKey = keyof typeof CASE_SETTING_VALUES;
export const CASE_SETTING_KEYS = Object.keys(CASE_SETTING_VALUES) as [CaseSettingKey, ...CaseSettingKey[]];

const SettingParams = z.strictObject({ key: z.enum(CASE_SETTING_KEYS) });
const SettingView = z.object({
  value: z.unknown(),
  source: z.string().describe('where the value comes from: a rule, a decision'),
  version: z.int().describe('0 until the district has said its own'),
});

export const getCaseSetting = endpoint({
  method: 'GET',
  path: '/settings/:key',
  admission: 'district.settings',
  summary: 'One period or list of the cases of this district',
  params: SettingParams,
  output: SettingView,
});

export const putCaseSetting = endpoint({
  method: 'PUT',
  path: '/settings/:key',
  admission: 'district.settings',
  summary: 'Change a period or list; new moves follow it, clocks that run do not change',
  params: SettingParams,
  input: z.strictObject({
    value: z.unknown(),
    source: z.string().trim().min(1).max(200),
    version: z.int().min(0).describe('the version the sender has seen'),
  }),
  output: SettingView,
});
