// The two databases behind one door: every query runs in a transaction whose opening says what it may see.

import pg from 'pg';

import { makeHandle } from './connection.ts';
import type { Connection, Handle } from './connection.ts';
import type { Embedded } from './embedded.ts';
import { NO_SCOPE, OWNERS_OPENING, openingStatements } from './opening.ts';
import type { Opening } from './opening.ts';
import { runTransaction, runTrip } from './transaction.ts';
import type { Lender } from './transaction.ts';
import { pgTypes } from './values.ts';

export interface Database {
  readonly kind: 'embedded' | 'postgres';
  /** Runs work in one transaction: committed when it returns, rolled back when it throws. */
  transaction<T>(opening: Opening, work: (handle: Handle) => Promise<T>): Promise<T>;
  /** The same for work that asks prepared statements at once and nothing after them: the whole takes one round trip. */
  oneTrip<T>(opening: Opening, work: (handle: Handle) => Promise<T>): Promise<T>;
  /** Runs work as the owner, without row security: migrations, backup, restore; never for a request. */
  asOwner<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** The driver beneath, for pg-boss and LISTEN. */
  readonly beneath: { embedded: Embedded } | { pool: pg.Pool; url: string; migrationUrl?: string };
  close(): Promise<void>;
}

/** One connection: transactions run one after the other. */
export function embeddedDatabase(embedded: Embedded): Database {
  // It answers nothing before it has done everything that was said: its thread tells when it ends.
  const from: Lender = { pool: embedded.pool, patienceMs: undefined };
  return {
    kind: 'embedded',
    ...transactionsOf(from),
    asOwner: (work) => runTransaction(from, OWNERS_OPENING, work),
    beneath: { embedded },
    close: () => embedded.close(),
  };
}

// A server that is there answers an opening within milliseconds, for it takes no lock; one that was cut off never does.
const PATIENCE_MS = 2_000;

export interface PostgresOptions {
  url: string;
  /** The owner's address; absent in processes that never migrate. */
  migrationUrl?: string;
  connections?: number;
}

export function postgresDatabase({ url, migrationUrl, connections = 10 }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: pgTypes,
    connectionTimeoutMillis: 2500,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'gezhi',
  });
  const from: Lender = { pool, patienceMs: PATIENCE_MS };
  // An idle connection that dies must not end the process: the next query asks for a new one.
  pool.on('error', () => {});

  return {
    kind: 'postgres',
    ...transactionsOf(from),
    async asOwner(work) {
      if (migrationUrl === undefined)
        throw new Error('this needs the owner of the database: set MIGRATION_DATABASE_URL');
      const ownerPool = new pg.Pool({
        connectionString: migrationUrl,
        max: 1,
        types: pgTypes,
        connectionTimeoutMillis: 2500,
      });
      ownerPool.on('error', () => {}); // cut off while it says goodbye: nothing is lost any more
      try {
        return await runTransaction({ ...from, pool: ownerPool }, OWNERS_OPENING, work);
      } finally {
        await ownerPool.end();
      }
    },
    beneath: { pool, url, ...(migrationUrl === undefined ? {} : { migrationUrl }) },
    close: () => pool.end(),
  };
}

/** Sees nothing of any district: for the city-wide tables. */
export const CITY: Opening = { schema: null, scope: { ...NO_SCOPE, writer: 'system' } };

function transactionsOf(from: Lender): Pick<Database, 'transaction' | 'oneTrip'> {
  return {
    transaction: (opening, work) =>
      runTransaction(from, openingStatements(opening), async (connection) => {
        const handle = makeHandle(connection, keyOf(opening));
        try {
          return await work(handle);
        } finally {
          handle.state = 'closed';
        }
      }),
    oneTrip(opening, work) {
      const askAtOnce = (connection: Connection) => {
        const handle = makeHandle(connection, keyOf(opening));
        const answer = work(handle);
        // Whatever is asked later would come after the commit.
        handle.state = 'closed';
        return answer;
      };
      const [, ...opened] = openingStatements(opening);
      return runTrip(from, opened, askAtOnce);
    },
  };
}

const keys = new Map<string | null, string>();

/** Short, for the names of prepared statements: those of one district are no other's. */
function keyOf({ schema }: Opening): string {
  const key = keys.get(schema) ?? `_${keys.size}`;
  keys.set(schema, key);
  return key;
}
