// Runs src/schedule.ts: a row says when an entry is due next, and whoever moves it on puts the job into the queue.

import { addDays, addMinutes, dayOf, instantAt } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import type { District } from '../context.ts';
import { CITY } from '../database/database.ts';
import { nowIn } from '../district-clock.ts';
import type { Platform } from '../platform.ts';
import type { Queue } from './queue.ts';
import type { JobRegister, ScheduleEntry } from './register.ts';

/** The queue of everything that runs by the clock. */
export const BY_THE_CLOCK = 'byTheClock';

const CITY_ZONE = 'Asia/Shanghai';
const NO_DISTRICT = '';

/** Puts what is due into the queue, once across all processes. Answers how many entries. */
export async function runClockwork(
  platform: Platform,
  districts: readonly District[],
  { schedule }: JobRegister,
  queue: Queue,
): Promise<number> {
  const city = [{ key: NO_DISTRICT, timeZone: CITY_ZONE, now: platform.clock() }];
  const inDistricts = await Promise.all(
    districts.map(async (district) => ({ ...district, now: await nowIn(platform, district) })),
  );
  const wanted = Object.entries(schedule).flatMap(([entry, { every, inEach }]) =>
    (inEach === 'city' ? city : inDistricts).map(({ key, timeZone, now }) => ({ entry, every, key, timeZone, now })),
  );
  if (wanted.length === 0) return 0;
  const count = await platform.database.transaction(CITY, async ({ db }) => {
    const known = await db.selectFrom('schedule_runs').select(['entry', 'district_key', 'due_at']).execute();
    const dueAt = new Map(known.map(({ entry, district_key, due_at }) => [`${entry} ${district_key}`, due_at]));
    let due = 0;
    for (const { entry, every, key, timeZone, now } of wanted) {
      const next = nextAfter(every, now, timeZone);
      const at = dueAt.get(`${entry} ${key}`);
      if (at === undefined) {
        await db
          .insertInto('schedule_runs')
          .values({ entry, district_key: key, due_at: next })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      } else if (at <= now) {
        // Of two processes the second waits for the row and then finds it moved on.
        const moved = await db
          .updateTable('schedule_runs')
          .set({ due_at: next })
          .where('entry', '=', entry)
          .where('district_key', '=', key)
          .where('due_at', '<=', now)
          .executeTakeFirst();
        if (moved.numUpdatedRows === 0n) continue;
        await queue.add(db, BY_THE_CLOCK, [{ district: key, entry }]);
        due += 1;
      }
    }
    return due;
  });
  if (count > 0) queue.wakeWorkers([BY_THE_CLOCK]);
  return count;
}

/** The next time after `now`. */
export function nextAfter(every: ScheduleEntry['every'], now: Instant, timeZone: string): Instant {
  if ('minutes' in every) return addMinutes(now, every.minutes);
  const [hours = 0, minutes = 0] = every.dayAt.split(':').map(Number);
  const today = dayOf(now, timeZone);
  const at = instantAt(today, hours * 60 + minutes, timeZone);
  return at > now ? at : instantAt(addDays(today, 1), hours * 60 + minutes, timeZone);
}
