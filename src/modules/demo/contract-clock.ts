// What crosses the wire about the clock of a demo district and about making it anew.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CLOCK_STEPS } from './rules.ts';

const DemoState = z.object({
  now: Instant.describe('what the clock of this district shows'),
  aheadMs: z.int().describe('by how many milliseconds it runs ahead of the real time'),
  isBeingRemade: z.boolean(),
  remadeAt: Instant.nullable().describe('when it was made anew last, by the real time; null: never since it was made'),
});

export const readDemoState = endpoint({
  method: 'GET',
  path: '/demo-clock',
  admission: 'public',
  summary: '演示时钟 What the clock of a demo district shows, and whether it is being made anew; demo districts only',
  output: DemoState,
});

export const moveDemoClock = endpoint({
  method: 'POST',
  path: '/demo-clock',
  admission: 'signedIn',
  summary: '演示时钟 Move the clock of a demo district ahead; it never goes back but by making the district anew',
  input: z.strictObject({
    id: Id.describe('made by the sender; the same move sent twice is one'),
    step: z.enum(CLOCK_STEPS),
    seenAheadMs: z
      .int()
      .min(0)
      .describe('where it stood when the sender decided; moved meanwhile, it is not moved again'),
  }),
  output: DemoState,
});

export const remakeDemo = endpoint({
  method: 'POST',
  path: '/demo-remakes',
  admission: 'signedIn',
  summary: '重置 Make a demo district anew as on its first day; answers at once, and the old one answers until then',
  input: z.strictObject({ id: Id.describe('made by the sender; the same wish sent twice is one') }),
  output: DemoState,
  status: 202,
});
