// Starts what this process was asked to be: web, jobs, or both. The only reader of the clock and of the environment.

import { setTimeout as sleep } from 'node:timers/promises';

import { demoPeople } from '../seeds/people.ts';
import { demoCodes, hasStories } from '../seeds/plays.ts';
import { createApp } from './app.ts';
import { readSettings } from './config.ts';
import type { Settings } from './config.ts';
import { fillCalendar } from './modules/areas/calendar-days.ts';
import { districtsOf, hasDistricts } from './modules/areas/districts.ts';
import { systemContext } from './modules/areas/new-district.ts';
import { warmGridIndex } from './modules/grids/locate.ts';
import { fillNamesOnce } from './modules/names/actions.ts';
import { answerCopyRequests } from './platform/backup/copy.ts';
import { isDatabaseAway } from './platform/database/failures.ts';
import type { Server } from './platform/http/server.ts';
import { startJobs } from './platform/jobs/start.ts';
import { addStartPage } from './platform/start-page.ts';
import { openHouse, sentenceFor } from './platform/start.ts';
import type { House } from './platform/start.ts';
import { onStopSignal } from './platform/stop.ts';
import type { Stop } from './platform/stop.ts';
import { JOBS, REACTIONS, TIMERS } from './reactions.ts';
import { SCHEDULE } from './schedule.ts';
import { welcome } from './welcome.ts';

const clock = () => new Date().toISOString();
/** For people; the log goes to standard output. */
const say = (line: string) => void process.stderr.write(`${line}\n`);

const RETRY_MS = 1_000;

await start();

async function start(): Promise<void> {
  let settings: Settings | undefined;
  try {
    settings = readSettings(process.env, process.argv.slice(2));
    await run(settings);
  } catch (error) {
    const known = sentenceFor(error, settings);
    if (known === undefined) throw error;
    say(known.sentence);
    process.exit(known.code);
  }
}

async function run(settings: Settings): Promise<void> {
  const stop = onStopSignal(say);
  const house = await openHouse(settings, { clock, say });
  stop.before(() => house.close());
  try {
    await openMetricsDoor(house, stop);
    const server = settings.parts.has('web') ? await openWeb(house) : undefined;
    if (server !== undefined)
      stop.first(
        () => server.close(),
        () => server.server.closeAllConnections(),
      );
    await prepareWhenDatabaseAnswers(house, stop.signal);
    if (stop.signal.aborted) return;
    await openDemo(house);
    if (server !== undefined) await warmGrids(house);
    await nameWhatStands(house);
    await fillCalendars(house);
    if (settings.parts.has('jobs')) await openJobs(house, stop);
    stop.before(answerBackups(house));
    const lines = server === undefined ? ['Jobs are running.'] : await welcomeLines(house, server);
    house.open();
    for (const line of lines) say(line);
  } catch (error) {
    // Asked to stop in the middle of the start: what fails then fails because everything is being closed.
    if (stop.signal.aborted) return;
    await stop.now();
    throw error;
  }
}

async function openWeb({ platform }: House): Promise<Server> {
  const { server } = await createApp(platform);
  const districts = districtsOf(platform.database);
  const people = demoPeople();
  const codes = demoCodes();
  addStartPage(server, async () => {
    const all = await districts.all();
    const keys = new Set(all.filter(({ isDemo }) => isDemo).map(({ key }) => key));
    const isHere = ({ districtKey }: { districtKey: string }) => keys.has(districtKey);
    const here = all.map((district) => ({
      ...district,
      hasStories: district.isDemo && hasStories(district.key),
    }));
    return { districts: here, people: people.filter(isHere), codes: codes.filter(isHere) };
  });
  await server.listen({ port: platform.settings.port, host: platform.settings.host });
  return server;
}

/** Also of a process that has no pages: its jobs are what is to be watched. */
async function openMetricsDoor({ platform }: House, stop: Stop): Promise<void> {
  const { metrics } = platform.settings;
  if (metrics === undefined) return;
  const { openMetrics } = await import('./platform/metrics.ts');
  const server = await openMetrics(platform, metrics);
  stop.before(async () => {
    server.close();
    server.closeAllConnections();
  });
}

/** Read now, so that the first report does not wait for the boundaries of a whole city. */
async function warmGrids({ platform }: House): Promise<void> {
  const districts = await districtsOf(platform.database).open();
  for (const district of districts) await warmGridIndex(systemContext(platform, district));
}

/** Districts from before names were kept beside the ground, or restored without them: asked once, filled once. */
async function nameWhatStands({ platform }: House): Promise<void> {
  const districts = await districtsOf(platform.database).open();
  for (const district of districts) await fillNamesOnce(systemContext(platform, district));
}

/** Also at the start: what was off for a while, or comes from an old backup, lacks the year it wakes up in, and could send nothing out. */
async function fillCalendars({ platform }: House): Promise<void> {
  const districts = await districtsOf(platform.database).open();
  for (const district of districts) await fillCalendar(systemContext(platform, district));
}

/** `npm run backup` beside a running server: only this process may open the embedded database. */
function answerBackups({ platform }: House): () => Promise<void> {
  const { beneath } = platform.database;
  if (!('embedded' in beneath)) return async () => {};
  return answerCopyRequests(beneath.embedded, platform.settings.dataDirectory, (answer) =>
    platform.log.info(answer, 'copied for a backup'),
  );
}

/** Asked to stop, the jobs end beside the last requests, so that both have their eight seconds. */
async function openJobs({ platform }: House, stop: Stop): Promise<void> {
  const jobs = await startJobs(platform, districtsOf(platform.database), {
    reactions: REACTIONS,
    jobs: JOBS,
    timers: TIMERS,
    schedule: SCHEDULE,
  });
  stop.signal.addEventListener('abort', () => void jobs.stop());
  stop.before(() => jobs.stop());
}

/** The server already listens, so that /api/health can say that the database is away. */
async function prepareWhenDatabaseAnswers(house: House, signal: AbortSignal): Promise<void> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      const { ran, behind } = await house.prepare();
      if (ran.length > 0) house.platform.log.info({ ran }, 'migrated');
      if (behind.length > 0) {
        say(
          `Closed until they are migrated: ${behind.map(({ schema }) => schema).join(', ')}. Set MIGRATION_DATABASE_URL and run "npm run migrate".`,
        );
      }
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (tries === 1) say('The database does not answer; waiting for it.');
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined); // a stop ends the wait
    }
  }
}

async function openDemo({ platform }: House): Promise<void> {
  const { settings, database } = platform;
  if (!settings.opensDemo && (await hasDistricts(database))) return;
  if (database.kind === 'postgres' && settings.migrationDatabaseUrl === undefined) {
    say(
      'There is no district yet: set MIGRATION_DATABASE_URL and run "npm run district -- create", or start once with --demo.',
    );
    return;
  }
  say('Building the demo districts and three months of their life; this is done once and takes about twenty seconds.');
  // Three months of life are large, and a start that finds them made needs none of it.
  const { loadDemo } = await import('../seeds/load.ts');
  await loadDemo(platform);
}

async function welcomeLines({ platform }: House, server: Server): Promise<string[]> {
  const { settings } = platform;
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : settings.port;
  const base = settings.publicUrl ?? `http://localhost:${port}`;
  const all = await districtsOf(platform.database).all();
  const keys = new Set(all.filter(({ isDemo }) => isDemo).map(({ key }) => key));
  const people = demoPeople().filter(({ districtKey }) => keys.has(districtKey));
  return welcome({
    base,
    hasDocumentation: server.hasRoute({ method: 'GET', url: '/api/docs' }),
    districts: all,
    people,
  });
}
