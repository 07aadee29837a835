// What crosses the wire about the periods of a district's cases. Hours of service stand with the areas.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { WARNING_LEVELS } from '../reports/warning-rule.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';

import { areInOrder, TELLS } from './ring-rules.ts';

const Days = z.int().min(1).max(365);
const Limit = z.strictObject({
  unit: z.enum(LIMIT_UNITS),
  amount: z.int().min(1).max(1000),
});

const Tells = z.array(z.enum(TELLS)).max(TELLS.length).describe('nobody when empty');

export const CASE_SETTING_VALUES = {
  'case.reopenWithinDays': Days.describe('for how long a closed matter may be reopened'),
  'case.rateWithinDays': Days.describe('after which a matter nobody rated counts as unrated'),
  'case.sendBackWithin': Limit.describe('within which an organisation may ask to send an order back'),
  'case.communityCallWithin': Limit.describe('within which the community calls after a second reopening'),
  'case.reviewWithin': Limit.describe('within which somebody never involved decides after a third reopening'),
  'case.callBackTries': z.int().min(1).max(5).describe('after how many calls nobody took a reporter is called no more'),
  'case.sampling': z
    .strictObject({ leastPercent: z.int().min(0).max(100), onSpotPercent: z.int().min(0).max(100) })
    .describe('of 100 closings, and of those on the spot, at least so many are drawn; the class may want more'),
  'case.firstLookWithin': Limit.describe('within which a new voice is looked at; the resident is told the moment'),
  'case.stageLimits': z
    .strictObject({
      confirm: Limit.describe('核实'),
      dispatch: Limit.describe('派遣'),
      acknowledge: Limit.describe('签收, never later than half of the order’s own limit'),
      contact: Limit.describe('首次联系'),
      verify: Limit.describe('核查'),
      callBack: Limit.describe('回访'),
    })
    .describe('within which our own stages are done, shown on the desk'),
  'workOrder.rings': z
    .strictObject({
      unsigned: Tells,
      half: Tells,
      due: Tells,
      late: z
        .array(z.strictObject({ hours: z.int().min(1).max(2000), tells: Tells.min(1) }))
        .min(1)
        .max(10)
        .refine(areInOrder, 'each step comes later than the one before it'),
    })
    .describe(
      'who is told when an order was not signed in time, at half of its limit, at its end, and by steps after it',
    ),
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
