// One open transaction as Kysely sees it, the same for both databases, and refused once it is over or lent to a savepoint.

import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';

import type { Tables } from './tables.ts';

/** What a driver must be able to do inside one transaction. */
export interface Connection {
  query(text: string, parameters: readonly unknown[]): Promise<{ rows: unknown[]; affected: number }>;
  /** Several statements without parameters in one message. */
  exec(text: string): Promise<void>;
  /** Settings to be said before the next query; set by context.ts when it widens or narrows a transaction. */
  pending?: string | undefined;
}

export type Db = Kysely<Tables>;

/** A transaction's handle on its connection. `state` says whether it may be used now. */
export interface Handle {
  readonly connection: Connection;
  readonly db: Db;
  state: 'open' | 'lent' | 'closed';
}

const WHY_NOT = {
  lent: 'this context is lent to an inner transaction; use the context that was handed to its work',
  closed: 'this transaction is over; nothing may be read or written through it any more',
};

export function makeHandle(connection: Connection): Handle {
  const handle: { -readonly [K in keyof Handle]: Handle[K] } = { connection, db: undefined as never, state: 'open' };
  handle.db = new Kysely<Tables>({ dialect: dialectOver(connection, () => handle.state) });
  return handle;
}

/** A setting that the next one undoes is never sent: most moves end widened, and the commit narrows them anyway. */
export async function sayPending(connection: Connection): Promise<void> {
  const { pending } = connection;
  if (pending === undefined) return;
  connection.pending = undefined;
  await connection.exec(pending);
}

function dialectOver(connection: Connection, state: () => Handle['state']): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driverOver(connection, state),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function driverOver(connection: Connection, state: () => Handle['state']): Driver {
  const refuse = async () => {
    throw new Error('transactions are opened by inTransaction alone');
  };
  const only: DatabaseConnection = {
    async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
      const now = state();
      if (now !== 'open') throw new Error(WHY_NOT[now]);
      await sayPending(connection);
      const { rows, affected } = await connection.query(compiled.sql, compiled.parameters);
      return { rows: rows as R[], numAffectedRows: BigInt(affected) };
    },
    streamQuery() {
      throw new Error('rows are read in pages; nothing is streamed inside a transaction');
    },
  };
  return {
    init: async () => {},
    acquireConnection: async () => only,
    releaseConnection: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => {},
  };
}
