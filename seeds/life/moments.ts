// When a matter of the demo began and when each move of it was made: over by now, or still open a little while ago.

import { addMinutes } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

import type { Random } from '../random.ts';
import { awake, inOffice, momentFor, ofLimit } from './days.ts';
import type { Act } from './acts.ts';
import type { Desk } from './step.ts';
import type { Told } from './voice.ts';

/** When it was said, and when each move was made. */
export function momentsOf(
  desk: Desk,
  voice: Told,
  acts: readonly Act[],
  begins: ReadonlyMap<string, Instant>,
  random: Random,
): Instant[] {
  const { more } = voice;
  const jitters = acts.map(() => 0.6 + random.share() * 1.1);
  if (more.joins !== undefined) {
    const first = begins.get(more.joins);
    if (first === undefined) throw new RangeError(`${voice.key} joins ${more.joins}, which is not there`);
    const start = addMinutes(first, 4 + random.between(0, 6));
    return [start, ...acts.map((_, at) => addMinutes(start, 3 + 2 * at))];
  }
  if (more.minutesAgo !== undefined) return stretched(desk.now, more.minutesAgo, acts, jitters);
  const limit = limitOf(desk, voice);
  const isRain = more.rain === true;
  for (let later = 0; ; later += 1) {
    const daysAgo = more.daysAgo === undefined && later === 0 ? undefined : (more.daysAgo ?? 10) + later;
    const start = momentFor(random, { channel: voice.channel, isRain, daysAgo }, desk.last, desk.calendar);
    const moments = [start];
    let ordered = start;
    for (const [at, act] of acts.entries()) {
      const before = moments.at(-1) ?? start;
      const next = after(before, ordered, act, jitters[at] ?? 1, limit, desk.calendar);
      if (act.order === 'new' || act.verb === 'reopen' || act.verb === 'verify') ordered = next;
      moments.push(next);
    }
    // It has to be over by now: else it began some days earlier.
    if ((moments.at(-1) ?? start) < addMinutes(desk.now, -60)) return moments;
  }
}

/** Still open: the waits are pressed together so that the last move lies a little before now. */
function stretched(now: Instant, minutesAgo: number, acts: readonly Act[], jitters: readonly number[]): Instant[] {
  const start = addMinutes(now, -minutesAgo);
  const waits = acts.map(({ after: wait }, at) => (jitters[at] ?? 1) * minutesOf(wait));
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  const factor = Math.min(1, (minutesAgo * 0.85) / Math.max(1, total));
  let passed = 0;
  return [start, ...waits.map((wait) => addMinutes(start, Math.floor((passed += wait * factor))))];
}

function minutesOf(wait: Act['after']): number {
  if ('minutes' in wait) return wait.minutes;
  return 'officeMinutes' in wait ? wait.officeMinutes : 300;
}

function after(
  before: Instant,
  ordered: Instant,
  { after: wait, by }: Act,
  jitter: number,
  limit: Limit,
  calendar: WorkingCalendar,
): Instant {
  const least = addMinutes(before, 1);
  if ('minutes' in wait) {
    const minutes = wait.minutes * jitter;
    return limit.unit === 'emergencyHour' && by !== 'reporter' ? addMinutes(before, minutes) : awake(before, minutes);
  }
  if ('officeMinutes' in wait) return inOffice(before, wait.officeMinutes * jitter, calendar);
  const due = ofLimit(
    ordered,
    limit,
    wait.shareOfLimit * (wait.shareOfLimit > 1 ? 1 : Math.min(jitter, 1.4)),
    calendar,
  );
  return due > least ? due : addMinutes(least, 20 * jitter);
}

/** What an order of the matter is given, by its class. */
export function limitOf({ classes }: Desk, { what }: Told): Limit {
  const row = classes.get(what);
  return row === undefined ? { unit: 'workDay', amount: 5 } : { unit: row.limitUnit, amount: row.limitAmount };
}
