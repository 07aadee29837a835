// Builds the machinery of one process from its settings and brings the database to where the code expects it.
// Shared by main.ts and the scripts.

import { resolve } from 'node:path';

import { WrongSetting } from '#config';
import type { Settings } from '#config';

import { KeyRefused, createKeyring } from './crypto.ts';
import type { Keyring } from './crypto.ts';
import { CITY, embeddedDatabase, postgresDatabase } from './database/database.ts';
import type { Database } from './database/database.ts';
import { DirectoryRefused } from './database/embedded-lock.ts';
import { openEmbedded } from './database/embedded.ts';
import { isDatabaseAway } from './database/failures.ts';
import { migrate, standings } from './database/migrations.ts';
import type { Standing } from './database/migrations.ts';
import { RemovalRefused } from './database/removal.ts';
import { hasQueue } from './database/queue-schema.ts';
import { checkEmbedded, checkServer } from './database/server-check.ts';
import { openFileStore } from './files.ts';
import { prepareQueue } from './jobs/queue.ts';
import { liveHere, livePostgres } from './live.ts';
import type { Live } from './live.ts';
import { createLog } from './log.ts';
import { loadMasterKey } from './master-key.ts';
import { phoneGatewayFor } from './phone-gateway.ts';
import type { Platform } from './platform.ts';
import { createVault } from './vault.ts';

/** Why the start is refused: one sentence for the person at the terminal. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}

const WHERE_TO_LOOK = 'look at DATA_DIR, FILES_DIR and GEZHI_KEY_FILE.';

export interface Surroundings {
  /** Answers an ISO instant in UTC. */
  readonly clock: () => string;
  /** Takes lines for the person at the terminal: never the log. */
  readonly say: (line: string) => void;
}

export interface House {
  readonly platform: Platform;
  /**
   * Checks the server, migrates where it may, opens the keys. Answers the migrations that ran, and the districts that stay
   * closed because they are behind.
   *
   * @throws {StartRefused | KeyRefused} or an error of a database that is away: then it may be called again
   */
  prepare(): Promise<{ ran: string[]; behind: Standing[] }>;
  /** From now on requests are answered. */
  open(): void;
  close(): Promise<void>;
}

/** @throws {DirectoryRefused} when another process works on the embedded database */
export async function openHouse(settings: Settings, { clock, say }: Surroundings): Promise<House> {
  const database = await openDatabase(settings);
  const keys = keysOpenedLater();
  const log = createLog(settings.logLevel);
  let isReady = false;
  const platform: Platform = {
    settings,
    database,
    vault: createVault(database, keys.keyring),
    files: await openFileStore(settings.filesDirectory),
    live: liveOver(database, log),
    phones: phoneGatewayFor(settings, say),
    log,
    clock,
    isReady: () => isReady,
    // Loaded only where it is wanted: it counts from then on.
    ...(settings.metrics === undefined ? {} : { metrics: (await import('./metrics.ts')).createMetrics() }),
  };

  return {
    platform,
    async prepare() {
      const { ran, behind, hasKeys } = await bringUpToDate(database, settings);
      const { masterKey, keyFile, dataDirectory } = settings;
      // Only where nothing is sealed yet: a new master key beside old keys could open none of them.
      keys.open(loadMasterKey({ text: masterKey, path: keyFile, dataDirectory, createIfMissing: !hasKeys }));
      if (!hasKeys) await makeCityKeys(platform);
      await platform.vault.safe(null); // a master key that opens nothing is found out now, not at the first sign-in
      return { ran, behind };
    },
    open: () => void (isReady = true),
    async close() {
      await platform.live.close();
      await database.close();
    },
  };
}

async function openDatabase(settings: Settings): Promise<Database> {
  const { databaseUrl, migrationDatabaseUrl, connections, dataDirectory } = settings;
  // Whole, because a directory called "memory" is a directory here.
  if (databaseUrl === undefined) return embeddedDatabase(await openEmbedded({ directory: resolve(dataDirectory) }));
  return postgresDatabase({
    url: databaseUrl,
    connections,
    ...(migrationDatabaseUrl === undefined ? {} : { migrationUrl: migrationDatabaseUrl }),
  });
}

/** One process alone hears itself; several hear each other through PostgreSQL. */
function liveOver({ beneath }: Database, log: Platform['log']): Live {
  if ('embedded' in beneath) return liveHere();
  return livePostgres({ ...beneath, report: (state) => log.warn({ state }, 'live: the listening connection') });
}

/** Whether a key may be made is known only once the database has answered, and the server listens before that. */
function keysOpenedLater(): { keyring: Keyring; open(masterKey: Buffer): void } {
  let opened: Keyring | undefined;
  const keyring = () => {
    if (opened === undefined) throw new Error('the keys are not opened yet');
    return opened;
  };
  return {
    keyring: {
      wrapNewKey: (purpose) => keyring().wrapNewKey(purpose),
      openKey: (wrapped, purpose) => keyring().openKey(wrapped, purpose),
      rewrapKey: (wrapped, other) => keyring().rewrapKey(wrapped, other),
      wrapKey: (key) => keyring().wrapKey(key),
    },
    open: (masterKey) => void (opened ??= createKeyring(masterKey)),
  };
}

async function bringUpToDate(
  database: Database,
  settings: Settings,
): Promise<{ ran: string[]; behind: Standing[]; hasKeys: boolean }> {
  const check =
    'pool' in database.beneath
      ? await checkServer(database.beneath.pool).catch(refuseLogin)
      : await checkEmbedded(database);
  if (check.refusal !== undefined) throw new StartRefused(check.refusal);
  await refuseOwnerAtWork(database, settings);
  const { isMigrated } = check;
  const mayMigrate = database.kind === 'embedded' || settings.migrationDatabaseUrl !== undefined;
  if (!isMigrated && !mayMigrate) {
    throw new StartRefused('The database is empty: set MIGRATION_DATABASE_URL to its owner and run "npm run migrate".');
  }
  if (isMigrated) refuseNewer(await readStandings(database));
  const ran = mayMigrate ? await migrateOrRefuse(database) : [];
  const now = await readStandings(database);
  refuseNewer(now);
  const behind = now.filter(({ has, wants }) => has < wants);
  if (behind.some(({ schema }) => schema === 'shared')) {
    throw new StartRefused(
      'The database is behind this program: set MIGRATION_DATABASE_URL to its owner and run "npm run migrate".',
    );
  }
  if (settings.parts.has('jobs') && !(await database.transaction(CITY, ({ connection }) => hasQueue(connection)))) {
    throw new StartRefused(
      'The queue of jobs is missing: set MIGRATION_DATABASE_URL to the owner of the database and run "npm run migrate".',
    );
  }
  const cityKeys = await database.transaction(CITY, ({ db }) =>
    db.selectFrom('field_keys').select('id').where('district_id', 'is', null).execute(),
  );
  return { ran, behind, hasKeys: cityKeys.length > 0 };
}

function readStandings(database: Database): Promise<Standing[]> {
  return database.transaction(CITY, ({ connection }) => standings(connection));
}

/** On an empty database the role owns nothing yet; by the first migration it would. */
async function refuseOwnerAtWork(database: Database, settings: Settings): Promise<void> {
  if (!('pool' in database.beneath) || settings.migrationDatabaseUrl === undefined) return;
  const { rows: logins } = await database.beneath.pool.query<{ name: string }>('select session_user as name');
  const login = logins[0]?.name ?? '';
  const { rows } = await database.asOwner((connection) =>
    connection.query("select session_user as owner, pg_has_role($1::name, session_user, 'member') as is_member", [
      login,
    ]),
  );
  const { owner, is_member } = rows[0] as { owner: string; is_member: boolean };
  if (!is_member) return;
  throw new StartRefused(
    `DATABASE_URL logs in as ${login}, which is or belongs to ${owner}, the owner in MIGRATION_DATABASE_URL; row security would not hold for it. Use a plain role such as gezhi_app.`,
  );
}

function refuseNewer(all: readonly Standing[]): void {
  const newer = all.filter(({ has, wants }) => has > wants);
  if (newer.length === 0) return;
  const names = newer.map(({ schema, has, wants }) => `${schema} (${has}, this program knows ${wants})`).join(', ');
  throw new StartRefused(
    `The database was migrated by a newer version of Gezhi: ${names}; run that version or a newer one.`,
  );
}

async function migrateOrRefuse(database: Database): Promise<string[]> {
  try {
    const ran = await migrate(database);
    await prepareQueue(database);
    return ran;
  } catch (error) {
    if (isDatabaseAway(error) || !(error instanceof Error)) throw error;
    throw new StartRefused(`The database could not be brought up to date: ${error.message}.`, { cause: error });
  }
}

function refuseLogin(error: unknown): never {
  const { code, message } = error as { code?: string; message?: string };
  // 28: wrong name or password. 3D: no such database. Neither mends itself by waiting.
  if (code !== undefined && /^(28|3D)/.test(code))
    throw new StartRefused(`PostgreSQL refuses DATABASE_URL: ${message}.`, { cause: error });
  // The driver's own words, without a code: the server asks for a password and the address has none.
  if (message?.includes('client password must be a string')) {
    throw new StartRefused('PostgreSQL asks for a password and DATABASE_URL has none.', { cause: error });
  }
  throw error;
}

async function makeCityKeys({ database, vault, clock }: Platform): Promise<void> {
  const made = vault.newKeys();
  const at = clock();
  await database.asOwner(async (connection) => {
    // Of two processes that start at once, the second waits here and finds the keys made.
    await connection.exec('lock table shared.field_keys in share row exclusive mode');
    const { rows } = await connection.query('select id from shared.field_keys where district_id is null', []);
    if (rows.length > 0) return;
    for (const { id, purpose, wrapped } of made) {
      await connection.query(
        'insert into shared.field_keys (id, district_id, purpose, wrapped, created_at) values ($1, null, $2, $3, $4)',
        [id, purpose, wrapped, at],
      );
    }
  });
}

/** What an error of listening names. */
interface At {
  port?: number;
  address?: string;
}

/** The sentence for the terminal and the exit code, when an error is one that a person can act on. */
export function sentenceFor(error: unknown, settings?: Settings): { sentence: string; code: number } | undefined {
  if (error instanceof WrongSetting) return { sentence: error.message, code: 2 };
  if (error instanceof StartRefused || error instanceof DirectoryRefused || error instanceof RemovalRefused)
    return { sentence: error.message, code: 1 };
  if (error instanceof KeyRefused) return { sentence: `${error.message}.`, code: 1 };
  const { code, syscall, path = 'A directory of the platform', ...at } = error as NodeJS.ErrnoException & At;
  const { port = settings?.port ?? 0, address = settings?.host } = at;
  const isMetrics = port !== settings?.port && port === settings?.metrics?.port;
  const [portName, hostName] = isMetrics ? ['METRICS_PORT', 'METRICS_HOST'] : ['PORT', 'HOST'];
  if (code === 'EADDRINUSE')
    return {
      sentence: `Port ${port} is taken by another program: stop it or set ${portName} to another number.`,
      code: 1,
    };
  if (code === 'EACCES' && syscall === 'listen')
    return {
      sentence: `Port ${port} may not be opened by this user: set ${portName} to a number above 1023.`,
      code: 1,
    };
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { sentence: `${address} is not an address of this machine: set ${hostName} to one that is.`, code: 1 };
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'EISDIR')
    return { sentence: `${path} is not a directory (${code}): ${WHERE_TO_LOOK}`, code: 1 };
  if (syscall === 'mkdir') return { sentence: `${path} cannot be made (${code}): ${WHERE_TO_LOOK}`, code: 1 };
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC')
    return { sentence: `${path} cannot be written (${code}).`, code: 1 };
  return undefined;
}
