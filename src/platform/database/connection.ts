// One open transaction as Kysely sees it, the same for both databases, and refused once it is over or lent to a savepoint.

import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';

import type { Answer, Statement } from './batch.ts';
import { widenedStatement } from './opening.ts';
import type { Tables } from './tables.ts';

/** What a driver must be able to do inside one transaction. Whatever is said is done in the order in which it was said. */
export interface Connection {
  query(text: string, parameters: readonly unknown[]): Promise<{ rows: unknown[]; affected: number }>;
  /** Several statements without parameters in one message. */
  exec(text: string): Promise<void>;
  ask(statement: Statement): Promise<Answer>;
  /** Not waited for: what fails in it is told when the transaction, or its savepoint, ends. */
  tell(statement: Statement): void;
  /** @throws {Error} the first failure of what was told */
  settled(): Promise<void>;
  /** Whether the transaction is to see the whole district now, as context.ts says, and whether the database has been told. */
  readonly widened: { isWanted: boolean; isSaid: boolean };
}

export type Db = Kysely<Tables>;

/** A transaction's handle on its connection. `state` says whether it may be used now. */
export interface Handle {
  readonly connection: Connection;
  readonly db: Db;
  /** Tells the district's statements from those of others on the same connection. */
  readonly key: string;
  state: 'open' | 'lent' | 'closed';
}

const WHY_NOT = {
  lent: 'this context is lent to an inner transaction; use the context that was handed to its work',
  closed: 'this transaction is over; nothing may be read or written through it any more',
};

const handles = new WeakMap<Db, Handle>();

/** @throws {Error} for a builder that was derived from a transaction's own */
export function handleOf(db: Db): Handle {
  const handle = handles.get(db);
  if (handle === undefined) throw new Error('a prepared statement is asked through the `db` of a context');
  return handle;
}

export function makeHandle(connection: Connection, key = ''): Handle {
  const handle: { -readonly [K in keyof Handle]: Handle[K] } = {
    connection,
    key,
    db: undefined as never,
    state: 'open',
  };
  handle.db = new Kysely<Tables>({ dialect: dialectOver(handle) });
  handles.set(handle.db, handle);
  return handle;
}

/** A setting that the next one undoes is never sent: most moves end widened, and the commit narrows them anyway. */
export function sayWidened({ widened, tell }: Connection): void {
  if (widened.isWanted === widened.isSaid) return;
  widened.isSaid = widened.isWanted;
  tell(widenedStatement(widened.isWanted));
}

/** @throws {Error} when the transaction is over, or lent to a savepoint */
export function checkOpen({ state }: Handle): void {
  if (state !== 'open') throw new Error(WHY_NOT[state]);
}

// Made once: a builder is made for every transaction, and neither keeps anything from one query to the next.
const ADAPTER = new PostgresAdapter();
const COMPILER = new PostgresQueryCompiler();

function dialectOver(handle: Handle): Dialect {
  return {
    createAdapter: () => ADAPTER,
    createDriver: () => driverOver(handle),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => COMPILER,
  };
}

function driverOver(handle: Handle): Driver {
  const { connection } = handle;
  const refuse = async () => {
    throw new Error('transactions are opened by inTransaction alone');
  };
  const only: DatabaseConnection = {
    async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
      checkOpen(handle);
      sayWidened(connection);
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
