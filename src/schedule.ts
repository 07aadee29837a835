// REGISTER: what runs by the clock, with its reason. An entry that was missed runs once when the machine is on again.

import type { ScheduleEntry } from '#platform/jobs/register.ts';
import { removeOldFacts, removeOldWrites } from '#platform/jobs/keeping.ts';
import { vacuumEmbedded } from '#platform/database/vacuum.ts';

import { removeSpentDoorRows } from './modules/accounts/jobs.ts';
import { fillCalendar } from './modules/areas/calendar-days.ts';
import { districtsOf } from './modules/areas/districts.ts';
import { systemContext } from './modules/areas/new-district.ts';
import { removeOrphans } from './modules/attachments/actions-files.ts';
import { removeUnnamed } from './modules/attachments/jobs.ts';
import { sendOrderLinks } from './modules/cases/clocks/jobs.ts';
import { tellReporters } from './modules/cases/reports/telling.ts';
import { bringIntoForce } from './modules/catalogue/actions.ts';
import { countChanges, countEverything } from './modules/indicators/actions-refresh.ts';
import { fillNames } from './modules/names/actions.ts';
import { closeOverNotices } from './modules/notices/jobs.ts';
import { ringDutyPhones } from './modules/notices/ring-texts.ts';
import { retrain } from './modules/proposals/actions.ts';
import { lookForWarnings } from './modules/warnings/actions.ts';

export const SCHEDULE = {
  'cases.sendWaitingLinks': {
    why: 'an order link that could not be sent is tried again, and one whose sender died is found',
    every: { minutes: 1 },
    inEach: 'district',
    run: (ctx) => sendOrderLinks(ctx),
  },
  'cases.tellReporters': {
    why: 'who left a number is told within the minute that it is done, or asked to look; at night in the morning',
    every: { minutes: 1 },
    inEach: 'district',
    run: (ctx) => tellReporters(ctx),
  },
  'notices.ringDutyPhones': {
    why: 'an organisation without accounts is told within the minute that its order rings; at night in the morning',
    every: { minutes: 1 },
    inEach: 'district',
    run: (ctx) => ringDutyPhones(ctx),
  },
  'catalogue.bringIntoForce': {
    why: 'a version of a class that waits for its day is in force from that day on',
    every: { minutes: 1 },
    inEach: 'district',
    run: (ctx) => bringIntoForce(ctx),
  },
  'areas.fillCalendar': {
    why: 'the year to come enters the working calendar by itself: as published, or with what the law names until it is',
    every: { minutes: 60 },
    inEach: 'district',
    run: (ctx) => fillCalendar(ctx),
  },
  'warnings.look': {
    why: 'like matters that gather in one place are told within minutes; looking by the clock costs a report nothing',
    every: { minutes: 1 },
    inEach: 'district',
    run: (ctx) => lookForWarnings(ctx),
  },
  'proposals.train': {
    why: 'proposals follow what was closed and how the catalogue has changed; a day old is new enough',
    every: { dayAt: '04:10' },
    inEach: 'district',
    run: (ctx) => retrain(ctx),
  },
  'indicators.countChanges': {
    why: 'figures say until when they are counted; ten minutes old, nobody has to say so by hand',
    every: { minutes: 10 },
    inEach: 'district',
    run: async (ctx) => void (await countChanges(ctx)),
  },
  'indicators.countEverything': {
    why: 'a case whose moves were recorded by a clock that was set back is found by comparing every case with its row',
    every: { dayAt: '02:10' },
    inEach: 'district',
    run: async (ctx) => void (await countEverything(ctx)),
  },
  'notices.closeOver': {
    why: 'what was fed back, signed or answered meanwhile is told to nobody; lists leave it out at once, its row within minutes',
    every: { minutes: 10 },
    inEach: 'district',
    run: closeOverNotices,
  },
  'attachments.removeUnnamed': {
    why: "a picture that no report has named for 24 hours is nobody's evidence and somebody's picture",
    every: { minutes: 60 },
    inEach: 'district',
    run: async (ctx) => void (await removeUnnamed(ctx)),
  },
  'attachments.removeOrphans': {
    why: 'a process that ended between a file and the row that names it leaves a file nobody can find and nobody would erase',
    every: { dayAt: '03:40' },
    inEach: 'city',
    async run(platform) {
      // Without a district there is no row to ask, so nothing is removed.
      const [anyOne] = await districtsOf(platform.database).all();
      if (anyOne === undefined) return;
      platform.log.info({ removed: await removeOrphans(systemContext(platform, anyOne)) }, 'orphaned files');
    },
  },
  'facts.removeOld': {
    why: 'streams, feeds and figures read facts for 30 days; after that the history of each case says the same',
    every: { dayAt: '03:10' },
    inEach: 'district',
    run: async (ctx) => void (await removeOldFacts(ctx)),
  },
  'writes.removeOld': {
    why: 'after 90 days no phone sends a write again whose answer it has not seen',
    every: { dayAt: '03:20' },
    inEach: 'district',
    run: async (ctx) => void (await removeOldWrites(ctx)),
  },
  'door.removeSpent': {
    why: 'counted failures, expired codes and sessions that ended 30 days ago say nothing any more, and are about people',
    every: { dayAt: '03:30' },
    inEach: 'city',
    run: removeSpentDoorRows,
  },
  'names.fill': {
    why: 'what was loaded in bulk, past the actions, is found by its name too, and by its pinyin',
    every: { dayAt: '03:50' },
    inEach: 'district',
    run: async (ctx) => void (await fillNames(ctx)),
  },
  'database.vacuum': {
    why: 'the embedded database has no autovacuum: without this every table of changing rows would grow and slow down',
    every: { minutes: 360 },
    inEach: 'city',
    async run({ database, log }) {
      log.info(await vacuumEmbedded(database), 'vacuumed');
    },
  },
} as const satisfies Record<string, ScheduleEntry>;
