// Statements that are written once and asked often: compiled when first used, parsed and planned once a connection.

import type { CompiledQuery, Insertable, QueryExecutorProvider, Updateable } from 'kysely';

import type { Statement } from './batch.ts';
import { checkOpen, handleOf, sayWidened } from './connection.ts';
import type { Connection, Db } from './connection.ts';
import type { Tables } from './tables.ts';

export interface Prepared<Values, Row> {
  read(db: Db, values: Values): Promise<Row[]>;
  /** Not waited for: goes out with what is said next, and what fails in it fails the transaction. */
  write(db: Db, values: Values): void;
}

/** A query of the builder, or a `sql` template. */
interface Buildable<Row> {
  compile(db: QueryExecutorProvider): CompiledQuery<Row>;
}

interface Compiled {
  readonly text: string;
  valuesOf(values: Readonly<Record<string, unknown>>): unknown[];
}

/**
 * `prepare<{ id: string }>()((db, { id }) => db.selectFrom(…).where('id', '=', id))`. A value may stand wherever the builder
 * takes one, but for a list of which it would make a parameter each: say `= any(…)`.
 */
export function prepare<Values extends object>() {
  return <Row>(build: (db: Db, values: Values) => Buildable<Row>): Prepared<Values, Row> =>
    prepared((db) => {
      const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) });
      const { sql, parameters } = build(db, slots as Values).compile(db);
      return {
        text: sql,
        valuesOf: (values) => parameters.map((each) => (each instanceof Slot ? values[each.name] : each)),
      };
    });
}

/**
 * Writes a row: one statement for each set of columns that is ever given.
 *
 * @param made columns that the database makes of what is given for them, as SQL around its place
 */
export function prepareInsert<Name extends keyof Tables & string>(
  table: Name,
  made: Readonly<Record<string, (place: string) => string>> = {},
) {
  const statementFor = byColumns((columns) => {
    const places = columns.map((column, at) => made[column]?.(`$${at + 1}`) ?? `$${at + 1}`).join(', ');
    return {
      text: `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) values (${places})`,
      valuesOf: (row) => columns.map((column) => row[column]),
    };
  });
  return (db: Db, row: Insertable<Tables[Name]>): void => statementFor(row).write(db, row);
}

/** Changes some columns of the row of this id: one statement for each set of columns that is ever changed. */
export function prepareUpdate<Name extends keyof Tables & string>(table: Name) {
  const statementFor = byColumns((columns) => {
    const places = columns.map((column, at) => `"${column}" = $${at + 2}`).join(', ');
    return {
      text: `update "${table}" set ${places} where "id" = $1`,
      valuesOf: ({ id, changes }) => [id, ...columns.map((column) => (changes as Record<string, unknown>)[column])],
    };
  });
  return (db: Db, id: string, changes: Updateable<Tables[Name]>): void => {
    if (Object.keys(changes).length > 0) statementFor(changes).write(db, { id, changes });
  };
}

/** Stands for a value while a statement is compiled. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

let made = 0;

function prepared<Values extends object, Row>(compile: (db: Db) => Compiled): Prepared<Values, Row> {
  made += 1;
  const name = `s${made}`;
  let compiled: Compiled | undefined;

  function begin(db: Db, values: Values): { connection: Connection; statement: Statement } {
    const handle = handleOf(db);
    checkOpen(handle);
    const { connection, key } = handle;
    sayWidened(connection);
    compiled ??= compile(db);
    // Each schema has its own of that name: under another search path the database would plan it again.
    const statement = { name: name + key, text: compiled.text, values: compiled.valuesOf(values as never) };
    return { connection, statement };
  }

  return {
    async read(db, values) {
      const { connection, statement } = begin(db, values);
      const { rows } = await connection.ask(statement);
      return rows as Row[];
    },
    write(db, values) {
      const { connection, statement } = begin(db, values);
      connection.tell(statement);
    },
  };
}

function byColumns(compile: (columns: readonly string[]) => Compiled) {
  const known = new Map<string, Prepared<object, unknown>>();
  return (row: object): Prepared<object, unknown> => {
    const columns = Object.keys(row);
    const key = columns.join();
    const statement = known.get(key) ?? prepared<object, unknown>(() => compile(columns));
    known.set(key, statement);
    return statement;
  };
}
