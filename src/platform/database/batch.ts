// Several statements in one message to PostgreSQL and one answer back: a round trip costs more than most statements do.

import pg from 'pg';

import { pgTypes } from './values.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Kept by the connection under this name: parsed and planned once, not each time. */
  readonly name?: string;
  /** Answered before what follows it in the batch, which may have to wait for a lock. */
  readonly isAnsweredFirst?: boolean;
}

export interface Answer {
  readonly rows: unknown[];
  readonly affected: number;
  /** `SELECT`, `COMMIT`, `ROLLBACK` … */
  readonly command: string;
}

/** A statement with the promise of its answer. */
export interface Asked extends Statement {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** More than a district's statements, and of several districts on one connection the most recent; each takes some 50 KB there. */
export const MOST_KEPT = 300;

interface Field {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

interface KeptStatements {
  /** Least recently used first, with the fields of their rows once these are known. */
  readonly known: Map<string, Fields | undefined>;
  /** Said behind a failure: the server may have heard them or not. */
  readonly doubtful: Set<string>;
}
type Fields = readonly Field[];
const keptBy = new WeakMap<object, KeptStatements>();

/** The part of the driver's connection that speaks the protocol, which its types leave out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void; destroy(): void; readonly namePrefix?: string };
  parse(message: { text: string; name: string }): void;
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(message: { type: 'P' }): void;
  execute(message: object): void;
  close(message: { type: 'S'; name: string }): void;
  flush(): void;
  sync(): void;
}

interface FieldMessage {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/** The driver takes an object like this in place of a query and hands it what the server says. */
export interface Batch {
  /** What it says, for whoever listens to a connection. */
  readonly asked: readonly Statement[];
  submit(connection: object): Error | undefined;
  handleRowDescription(message: FieldMessage): void;
  handleDataRow(message: { fields: (string | null)[] }): void;
  handleCommandComplete(message: { text: string }): void;
  handleEmptyQuery(): void;
  handleError(error: Error): void;
  handleReadyForQuery(): void;
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;

/** @param done called once the server has answered or is gone */
export function batchOf(asked: readonly Asked[], done: () => void): Batch {
  let kept: KeptStatements = { known: new Map(), doubtful: new Set() };
  let known: readonly (Fields | undefined)[] = [];
  let at = 0;
  let fields: Fields = [];
  let rows: unknown[] = [];

  function answer(command: string, affected: number): void {
    const { name, resolve } = asked[at]!;
    if (name !== undefined && kept.known.has(name)) kept.known.set(name, fields);
    resolve({ rows, affected, command });
    next(at + 1);
  }

  function next(index: number): void {
    at = index;
    fields = known[at] ?? [];
    rows = [];
  }

  return {
    asked,
    submit(connection) {
      const wire = connection as Wire;
      kept = keptBy.get(connection) ?? kept;
      keptBy.set(connection, kept);
      wire.stream.cork();
      try {
        closeDoubtful(wire, kept);
        known = asked.map((statement) => say(wire, kept, statement));
        wire.sync();
      } catch (error) {
        // Half a message stands in the stream: nothing more may be sent after it.
        wire.stream.destroy();
        return error as Error;
      } finally {
        wire.stream.uncork();
      }
      next(0);
      return undefined;
    },
    handleRowDescription(message) {
      fields = message.fields.map(({ name, dataTypeID }) => ({
        name,
        parse: pgTypes.getTypeParser(dataTypeID, 'text'),
      }));
    },
    handleDataRow(message) {
      const row: Record<string, unknown> = {};
      for (let index = 0; index < fields.length; index += 1) {
        const { name, parse } = fields[index]!;
        const text = message.fields[index]!;
        row[name] = text === null ? null : parse(text);
      }
      rows.push(row);
    },
    handleCommandComplete({ text }) {
      answer(text.split(' ', 1)[0] ?? '', Number(/\d+$/.exec(text)?.[0] ?? 0));
    },
    handleEmptyQuery() {
      answer('', 0);
    },
    handleError(error) {
      for (const { name, reject } of asked.slice(at)) {
        if (name !== undefined && kept.known.delete(name)) kept.doubtful.add(name);
        reject(error);
      }
      done();
    },
    handleReadyForQuery: done,
  };
}

/** Answers the fields of the rows to come, if they are known. */
function say(wire: Wire, { known: kept }: KeptStatements, statement: Statement): Fields | undefined {
  const { text, name = '', values, isAnsweredFirst } = statement;
  const known = kept.get(name);
  const spoken = nameOn(wire, name);
  if (name === '') wire.parse({ text, name });
  else {
    if (!kept.delete(name)) prepare(wire, kept, text, name);
    kept.set(name, known);
  }
  wire.bind({ statement: spoken, values, valueMapper: prepareValue });
  if (known === undefined) wire.describe({ type: 'P' });
  wire.execute({});
  if (isAnsweredFirst === true) wire.flush();
  return known;
}

function closeDoubtful(wire: Wire, { doubtful }: KeptStatements): void {
  // Closing what is not there is no error.
  for (const name of doubtful) wire.close({ type: 'S', name: nameOn(wire, name) });
  doubtful.clear();
}

function prepare(wire: Wire, kept: KeptStatements['known'], text: string, name: string): void {
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= MOST_KEPT) {
    kept.delete(oldest);
    wire.close({ type: 'S', name: nameOn(wire, oldest) });
  }
  wire.parse({ text, name: nameOn(wire, name) });
}

function nameOn({ stream }: Wire, name: string): string {
  return name === '' ? name : `${stream.namePrefix ?? ''}${name}`;
}
