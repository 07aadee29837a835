// The two databases behind one door: every query runs in a transaction whose opening says what it may see.

import pg from 'pg';

import { makeHandle } from './connection.ts';
import type { Connection, Handle } from './connection.ts';
import type { Embedded } from './embedded.ts';
import { NO_SCOPE, openingSql } from './opening.ts';
import type { Opening } from './opening.ts';
import { pgTypes } from './values.ts';

export interface Database {
  readonly kind: 'embedded' | 'postgres';
  /** Runs work in one transaction: committed when it returns, rolled back when it throws. */
  transaction<T>(opening: Opening, work: (handle: Handle) => Promise<T>): Promise<T>;
  /** Runs work as the owner, without row security: migrations, backup, restore; never for a request. */
  asOwner<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** The driver beneath, for pg-boss and LISTEN. */
  readonly beneath: { embedded: Embedded } | { pool: pg.Pool; url: string; migrationUrl?: string };
  close(): Promise<void>;
}

export function embeddedDatabase(embedded: Embedded): Database {
  const { pglite } = embedded;

  const run = <T>(begin: string, work: (connection: Connection) => Promise<T>): Promise<T> =>
    pglite.transaction(async (tx) => {
      // PGlite has said begin already.
      const statements = begin.replace(/^begin( read only)?;? ?/, (_, readOnly) =>
        readOnly ? 'set transaction read only; ' : '',
      );
      if (statements !== '') await tx.exec(statements);
      return work({
        async query(text, parameters) {
          const result = await tx.query(text, parameters as unknown[]);
          return { rows: result.rows, affected: result.affectedRows ?? 0 };
        },
        async exec(text) {
          await tx.exec(text);
        },
      });
    });

  return {
    kind: 'embedded',
    transaction: (opening, work) => run(openingSql(opening), (connection) => withHandle(connection, work)),
    asOwner: (work) => run('begin', work),
    beneath: { embedded },
    close: () => embedded.close(),
  };
}

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
  // An idle connection that dies must not end the process: the next query asks for a new one.
  pool.on('error', () => {});

  return {
    kind: 'postgres',
    transaction: (opening, work) => withClient(pool, openingSql(opening), (connection) => withHandle(connection, work)),
    async asOwner(work) {
      if (migrationUrl === undefined)
        throw new Error('this needs the owner of the database: set MIGRATION_DATABASE_URL');
      const ownerPool = new pg.Pool({
        connectionString: migrationUrl,
        max: 1,
        types: pgTypes,
        connectionTimeoutMillis: 2500,
      });
      try {
        return await withClient(ownerPool, 'begin', work);
      } finally {
        await ownerPool.end();
      }
    },
    beneath: { pool, url, ...(migrationUrl === undefined ? {} : { migrationUrl }) },
    close: () => pool.end(),
  };
}

// A server that is there answers an opening within milliseconds, for it takes no lock; one that was cut off never does.
const OPENING_PATIENCE_MS = 2_000;

/** Sees nothing of any district: for the city-wide tables. */
export const CITY: Opening = { schema: null, scope: { ...NO_SCOPE, writer: 'system' } };

async function withHandle<T>(connection: Connection, work: (handle: Handle) => Promise<T>): Promise<T> {
  const handle = makeHandle(connection);
  try {
    return await work(handle);
  } finally {
    handle.state = 'closed';
  }
}

async function withClient<T>(pool: pg.Pool, begin: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const note = (error: Error) => (broken = error);
  client.on('error', note);
  try {
    await beginOrGiveUp(client, begin, note);
    const result = await work({
      async query(text, parameters) {
        const { rows, rowCount } = await client.query(text, parameters as unknown[]);
        return { rows, affected: rowCount ?? 0 };
      },
      async exec(text) {
        await client.query(text);
      },
    });
    await client.query('commit');
    return result;
  } catch (error) {
    // The first error is the one to tell; a rollback that fails too means the connection is gone.
    if (broken === undefined) await within(client, 'rollback').catch(note);
    throw error;
  } finally {
    client.off('error', note);
    client.release(broken);
  }
}

async function beginOrGiveUp(client: pg.PoolClient, begin: string, note: (error: Error) => void): Promise<void> {
  try {
    await within(client, begin);
  } catch (error) {
    // Nothing more is asked of this connection: after a silence every further question would wait behind the first.
    note(error as Error);
    throw error;
  }
}

/** @throws {Error} `Query read timeout`, which means that the database is away */
function within(client: pg.PoolClient, text: string): Promise<unknown> {
  return client.query({ text, query_timeout: OPENING_PATIENCE_MS } as pg.QueryConfig);
}
