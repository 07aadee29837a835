// The jobs part of a process: pump, timers, clock and workers, from their start to a stop that loses nothing.

import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

import { SYSTEM } from '../context.ts';
import type { Context, District } from '../context.ts';
import { isDatabaseAway } from '../database/failures.ts';
import { nowIn } from '../district-clock.ts';
import { describeError } from '../http/server.ts';
import type { Platform } from '../platform.ts';
import { BY_THE_CLOCK, runClockwork } from './clockwork.ts';
import { MOST_IN_A_BATCH, pumpOnce, readFacts } from './pump.ts';
import { openQueue } from './queue.ts';
import type { JobData, PrepareJobs, Queue } from './queue.ts';
import type { JobRegister, OpenDistricts, PastFact } from './register.ts';
import { sweepTimers } from './sweep.ts';

export interface Jobs {
  /** Running jobs finish, for at most 8 seconds; what has not finished is in the queue again. Asked twice, it stops once. */
  stop(): Promise<void>;
}

const LOOK_FOR_FACTS_MS = 500;
const GATHER_FACTS_MS = 100;
const SWEEP_MS = 1_000;
const CLOCKWORK_MS = 15_000;

/** Starts the pump, the timers, the clock and the workers. The queue must have been prepared by the owner. */
export async function startJobs(platform: Platform, districts: OpenDistricts, register: JobRegister): Promise<Jobs> {
  const stopping = new AbortController();
  const bell = createBell();
  const queue = await openQueue(platform, queueNames(register), runnerOf(platform, districts, register), {
    supervises: true,
  });
  const stopHearing = platform.live.onWake(() => bell.ring());
  await queue.startWorkers();

  const inEachDistrict = async (work: (ctx: Context) => Promise<unknown>): Promise<void> => {
    for (const district of await openOnes(districts)) {
      if (stopping.signal.aborted) return;
      await work(await contextIn(platform, district));
    }
  };
  const repeat = (name: string, work: () => Promise<void>, wait: () => Promise<unknown>) =>
    keepDoing({ name, platform, signal: stopping.signal, work, wait });
  const loops = [
    repeat(
      'pump',
      () => inEachDistrict((ctx) => pumpAll(ctx, register, queue, stopping.signal)),
      // Each look costs the same for one fact as for fifty: what follows shortly is passed on with it.
      () => bell.wait(LOOK_FOR_FACTS_MS).then(() => pause(GATHER_FACTS_MS, stopping.signal)),
    ),
    repeat(
      'timers',
      () => inEachDistrict((ctx) => sweepAll(ctx, register, stopping.signal)),
      () => pause(SWEEP_MS, stopping.signal),
    ),
    repeat(
      'clock',
      async () => void (await runClockwork(platform, await openOnes(districts), register, queue)),
      () => pause(CLOCKWORK_MS, stopping.signal),
    ),
  ];

  async function stopAll(): Promise<void> {
    stopping.abort();
    stopHearing();
    bell.ring();
    // The pump first: what it has begun goes through the queue.
    await Promise.all(loops);
    await queue.stop();
  }
  let stopped: Promise<void> | undefined;
  return { stop: () => (stopped ??= stopAll()) };
}

/** The same work in the caller's own time, until nothing is left that is due: for tests and for commands that end. */
export async function openJobsByHand(
  platform: Platform,
  districts: OpenDistricts,
  register: JobRegister,
): Promise<{ settle(): Promise<void>; stop(): Promise<void> }> {
  const queue = await openQueue(platform, queueNames(register), runnerOf(platform, districts, register), {
    supervises: false,
  });
  return {
    async settle() {
      for (let done = 1; done > 0;) {
        done = 0;
        for (const district of await openOnes(districts)) {
          const ctx = await contextIn(platform, district);
          done += await sweepTimers(ctx, register);
          done += await pumpOnce(ctx, register, queue);
        }
        done += await queue.runDue();
      }
    },
    stop: () => queue.stop(),
  };
}

function queueNames({ jobs }: JobRegister): string[] {
  return [...Object.keys(jobs), BY_THE_CLOCK];
}

async function contextIn(platform: Platform, district: District): Promise<Context> {
  return { platform, district, actor: SYSTEM, now: await nowIn(platform, district) };
}

/** The districts whose schema is what the code expects; the others wait for their migration. */
async function openOnes(districts: OpenDistricts): Promise<District[]> {
  const all = await districts.all();
  const found = await Promise.allSettled(all.map(({ key }) => districts.find(key)));
  return found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

function runnerOf(platform: Platform, districts: OpenDistricts, { jobs, schedule }: JobRegister): PrepareJobs {
  const runEntry = async ({ entry: name = '', district }: JobData): Promise<void> => {
    const entry = schedule[name];
    if (entry?.inEach === 'city') await entry.run(platform);
    if (entry?.inEach === 'district') await entry.run(await contextIn(platform, await districts.find(district)));
  };
  return async (name, wanted) => {
    if (name === BY_THE_CLOCK) return wanted.map((data) => () => runEntry(data));
    const job = jobs[name];
    if (job === undefined) throw new Error(`no such job: ${name}`);
    const facts = new Map<string, PastFact>();
    for (const key of new Set(wanted.map(({ district }) => district))) {
      const ids = wanted.filter(({ district }) => district === key).flatMap(({ factId }) => factId ?? []);
      if (ids.length === 0) continue;
      for (const fact of await readFacts(await contextIn(platform, await districts.find(key)), { ids }))
        facts.set(fact.id, fact);
    }
    return wanted.map(({ district, factId = '', batch = -1 }) => async () => {
      const ctx = await contextIn(platform, await districts.find(district));
      if (job.takes === 'batch') return job.run(ctx, await readFacts(ctx, { batch }));
      const fact = facts.get(factId);
      // Older than what is kept: nothing follows any more.
      if (fact !== undefined) await job.run(ctx, fact);
    });
  };
}

/** A full batch means that more wait. */
async function pumpAll(ctx: Context, register: JobRegister, queue: Queue, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await pumpOnce(ctx, register, queue)) === MOST_IN_A_BATCH) await setImmediate(); // requests have their turn
}

async function sweepAll(ctx: Context, register: JobRegister, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await sweepTimers(ctx, register)) > 0) await setImmediate();
}

interface Loop {
  name: string;
  platform: Platform;
  signal: AbortSignal;
  work(): Promise<void>;
  wait(): Promise<unknown>;
}

/** Goes on through a database that is away, and says it once. */
async function keepDoing({ name, platform, signal, work, wait }: Loop): Promise<void> {
  let isAway = false;
  while (!signal.aborted) {
    try {
      await work();
      if (isAway) platform.log.info({ loop: name }, 'jobs: the database is back');
      isAway = false;
    } catch (error) {
      if (!isDatabaseAway(error)) platform.log.error({ loop: name, error: describeError(error) }, 'jobs');
      else if (!isAway) platform.log.warn({ loop: name }, 'jobs: the database does not answer');
      isAway = isDatabaseAway(error);
    }
    await wait();
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return sleep(milliseconds, undefined, { signal }).catch(() => undefined); // a stop ends the pause
}

/** Rung while nobody waits, it is heard at the next wait. */
function createBell() {
  let hasRung = false;
  let waiting: (() => void) | undefined;
  return {
    ring(): void {
      hasRung = true;
      waiting?.();
    },
    async wait(milliseconds: number): Promise<void> {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          waiting = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      waiting = undefined;
      hasRung = false;
    },
  };
}
