// `npm run migrate`: brings the shared schema and every district up to this program, and says what ran.

import { readSettings } from '../src/config.ts';
import type { Settings } from '../src/config.ts';
import { openHouse, sentenceFor, StartRefused } from '../src/platform/start.ts';

await start();

async function start(): Promise<void> {
  let settings: Settings | undefined;
  try {
    settings = readSettings(process.env);
    if (settings.databaseUrl !== undefined && settings.migrationDatabaseUrl === undefined) {
      throw new StartRefused('MIGRATION_DATABASE_URL is not set: migrations run as the owner of the database.');
    }
    await migrateNow(settings);
  } catch (error) {
    const known = sentenceFor(error, settings);
    if (known === undefined) throw error;
    console.error(known.sentence);
    process.exitCode = known.code;
  }
}

async function migrateNow(settings: Settings): Promise<void> {
  const house = await openHouse(settings, { clock: () => new Date().toISOString(), say: console.error });
  try {
    const { ran } = await house.prepare();
    for (const name of ran) console.log(name);
    console.log(ran.length === 0 ? 'Nothing to do: everything is up to date.' : `${ran.length} migrations ran.`);
  } finally {
    await house.close();
  }
}
