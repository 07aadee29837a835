// One transaction on a connection lent by the pool: opened together with its first statement, committed or rolled back.

import type pg from 'pg';

import type { Answer, Statement } from './batch.ts';
import type { Connection } from './connection.ts';
import { conversationWith } from './conversation.ts';

export interface Lender {
  readonly pool: pg.Pool;
  /** How long a connection may be silent at the opening before it is given up. */
  readonly patienceMs: number | undefined;
}

const COMMIT: Statement = { name: 'commit', text: 'commit', values: [] };
const ROLLBACK: Statement = { name: 'rollback', text: 'rollback', values: [] };

export function runTransaction<T>(
  lender: Lender,
  opening: readonly Statement[],
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  return withConnection(lender, async (connection, patiently, giveUp) => {
    try {
      // Not waited for: it goes out together with the first statement. A connection whose opening failed is not used again.
      const opened = patiently(Promise.all(opening.map(connection.ask))).catch(giveUp);
      const result = await work(connection);
      const [{ command }] = await Promise.all([connection.ask(COMMIT), opened]);
      await connection.settled();
      // PostgreSQL answers a commit with a rollback, and no error, when a statement failed and its error was swallowed.
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back: a statement in it had failed');
      return result;
    } catch (error) {
      const first = await firstFailure(connection, error);
      // A rollback that fails too means the connection is gone.
      if (!giveUp.isGivenUp()) await patiently(connection.ask(ROLLBACK)).catch(giveUp);
      throw first;
    }
  });
}

/**
 * For work that says all it has to say at once: what goes out in one message is one transaction by itself, so nothing begins it
 * and nobody commits it. Said over two messages its opening would be forgotten before the second.
 */
export function runTrip<T>(
  lender: Lender,
  opening: readonly Statement[],
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  return withConnection(lender, async (connection, patiently, giveUp) => {
    const opened = patiently(Promise.all(opening.map(connection.ask))).catch(giveUp);
    const [worked] = await Promise.allSettled([work(connection), opened]);
    await connection.settled();
    if (worked.status === 'rejected') throw worked.reason;
    return worked.value;
  });
}

type Patiently = (answer: Promise<unknown>) => Promise<unknown>;
type GiveUp = ((error: Error) => void) & { isGivenUp(): boolean };

/** Lends a connection of the pool; one that was given up meanwhile is not used again. */
async function withConnection<T>(
  { pool, patienceMs }: Lender,
  work: (connection: Connection, patiently: Patiently, giveUp: GiveUp) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const note = (error: Error): void => {
    broken = error;
  };
  const giveUp = Object.assign(note, { isGivenUp: () => broken !== undefined });
  client.on('error', giveUp);
  const patiently: Patiently = (answer) => (patienceMs === undefined ? answer : within(client, patienceMs, answer));
  try {
    return await work(connectionOver(client), patiently, giveUp);
  } finally {
    client.off('error', giveUp);
    client.release(broken);
  }
}

/** What was told may have failed before the question that then found the transaction aborted. */
export function firstFailure(connection: Connection, error: unknown): Promise<unknown> {
  return connection.settled().then(
    () => error,
    (earlier: unknown) => earlier,
  );
}

function connectionOver(client: pg.PoolClient): Connection {
  const { ask, exec } = conversationWith(client);
  let told: Promise<Answer>[] = [];
  return {
    widened: { isWanted: false, isSaid: false },
    ask,
    exec,
    query: (text, values) => ask({ text, values }),
    tell(statement) {
      const answer = ask(statement);
      answer.catch(() => undefined); // looked at in settled()
      told.push(answer);
    },
    async settled() {
      const before = told;
      told = [];
      await Promise.all(before);
    },
  };
}

/** Ends the connection when there is no answer for so long: whatever waits on it hears that it was terminated. */
async function within<T>(client: pg.PoolClient, patienceMs: number, answer: Promise<T>): Promise<T> {
  const timer = setTimeout(() => void client.end(), patienceMs);
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}
