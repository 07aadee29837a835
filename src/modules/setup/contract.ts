// What crosses the wire about setting a district up: the steps with what each still lacks.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';

import { LACKS, STEPS } from './rules.ts';
import type { Lack } from './rules.ts';

const ALL_LACKS = Object.values(LACKS).flat() as [Lack, ...Lack[]];

export const readSetup = endpoint({
  method: 'GET',
  path: '/setup',
  admission: 'district.settings',
  summary: '开通向导 What a district needs before its first street can work, and what is still missing',
  output: z.strictObject({
    steps: z.array(
      z.strictObject({
        key: z.enum(STEPS),
        count: z.int().describe('what there is by now'),
        missing: z.array(
          z.strictObject({
            lack: z.enum(ALL_LACKS),
            count: z.int(),
            names: z.array(z.string()).describe('the first few: areas, grids or organisations'),
          }),
        ),
      }),
    ),
    /** The code a test report is made with; null while none is issued. */
    testCode: z.string().nullable().describe('a printed code that is in force, for a test report'),
  }),
});
