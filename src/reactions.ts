// REGISTER: which jobs follow which fact, and which fact a due timer stands for. The live streams need no entry: the pump tells them.

import type { Job, TimerReaction } from '#platform/jobs/register.ts';
import type { FactName } from '#shared/facts.ts';

import { reencodePicture } from './modules/attachments/jobs.ts';
import { ratingsLapsed, sendOrderLinks, workOrdersDue, workOrdersRang } from './modules/cases/clocks/jobs.ts';
import type { TimerKind } from './modules/cases/clocks/order-timers.ts';
import { repliesLate } from './modules/supervision/jobs.ts';
import { whistlesLate } from './modules/whistles/jobs.ts';

/** Every job may run twice for the same fact and is written so. */
export const JOBS = {
  'cases.sendOrderLinks': { takes: 'batch', run: (ctx) => sendOrderLinks(ctx) },
  'attachments.reencodePicture': {
    takes: 'each',
    run: async (ctx, fact) => {
      if (fact.name === 'attachment.received') await reencodePicture(ctx, fact.attachmentId);
    },
  },
} as const satisfies Record<string, Job>;

export type JobName = keyof typeof JOBS;

export const REACTIONS: { readonly [Name in FactName]: readonly JobName[] } = {
  'case.reported': [],
  'case.moved': [],
  'case.asked': [],
  'case.replied': [],
  'case.replyLate': [],
  'case.seen': [],
  'workOrder.issued': ['cases.sendOrderLinks'],
  'workOrder.due': [],
  'workOrder.rang': [],
  'case.ratingLapsed': [],
  'whistle.moved': [],
  'attachment.received': ['attachments.reencodePicture'],
  'grid.changed': [],
  'post.changed': [],
};

export const TIMERS: { readonly [Kind in TimerKind]: TimerReaction } = {
  'workOrder.half': (ctx, timers) => workOrdersRang(ctx, timers, 'half'),
  'workOrder.due': workOrdersDue,
  'workOrder.late': (ctx, timers) => workOrdersRang(ctx, timers, 'late'),
  'workOrder.review': (ctx, timers) => workOrdersRang(ctx, timers, 'review'),
  'case.ratingLapse': ratingsLapsed,
  'case.replyDue': repliesLate,
  'whistle.late': whistlesLate,
};
