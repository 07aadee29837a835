// REGISTER: which jobs follow which fact, and which fact a due timer stands for. The live streams need no entry: the pump tells them.

import type { Job, TimerReaction } from '#platform/jobs/register.ts';
import type { FactName } from '#shared/facts.ts';

import { reencodePicture } from './modules/attachments/jobs.ts';
import { ratingsLapsed, sendOrderLinks, workOrdersDue, workOrdersRang } from './modules/cases/clocks/jobs.ts';
import type { TimerKind } from './modules/cases/clocks/order-timers.ts';
import { tellLateCalls, tellLateReplies, tellRings } from './modules/notices/jobs.ts';
import { repliesLate } from './modules/supervision/jobs.ts';
import { whistlesLate } from './modules/whistles/jobs.ts';

/** Every job may run twice for the same fact and is written so. */
export const JOBS = {
  'cases.sendOrderLinks': { takes: 'batch', run: (ctx) => sendOrderLinks(ctx) },
  'notices.tellRings': { takes: 'batch', run: tellRings },
  'notices.tellLateReplies': { takes: 'batch', run: tellLateReplies },
  'notices.tellLateCalls': { takes: 'batch', run: tellLateCalls },
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
  'case.replyLate': ['notices.tellLateReplies'],
  'case.collaborated': [],
  'case.seen': [],
  'workOrder.issued': ['cases.sendOrderLinks'],
  'workOrder.due': ['notices.tellRings'],
  'workOrder.rang': ['notices.tellRings'],
  'case.ratingLapsed': [],
  'whistle.moved': ['cases.sendOrderLinks', 'notices.tellLateCalls'],
  'warning.changed': [],
  'attachment.received': ['attachments.reencodePicture'],
  'grid.changed': [],
  'post.changed': [],
};

export const TIMERS: { readonly [Kind in TimerKind]: TimerReaction } = {
  'workOrder.unsigned': (ctx, timers) => workOrdersRang(ctx, timers, 'unsigned'),
  'workOrder.half': (ctx, timers) => workOrdersRang(ctx, timers, 'half'),
  'workOrder.due': workOrdersDue,
  'workOrder.late': (ctx, timers) => workOrdersRang(ctx, timers, 'late'),
  'workOrder.review': (ctx, timers) => workOrdersRang(ctx, timers, 'review'),
  'case.ratingLapse': ratingsLapsed,
  'case.replyDue': repliesLate,
  'whistle.late': whistlesLate,
};
