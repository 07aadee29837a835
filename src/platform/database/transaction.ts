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

export async function runTransaction<T>(
  { pool, patienceMs }: Lender,
  opening: readonly Statement[],
  work: (connection: Connection) => Promise<T>,
  { isOneTrip = false } = {},
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const note = (error: Error) => (broken = error);
  client.on('error', note);
  const connection = connectionOver(client);
  const patiently = (answer: Promise<unknown>) =>
    patienceMs === undefined ? answer : within(client, patienceMs, answer);
  try {
    // Not waited for: it goes out together with the first statement. A connection whose opening failed is not used again.
    const opened = patiently(Promise.all(opening.map(connection.ask))).catch(note);
    const working = work(connection);
    // What takes one trip is committed with it, unseen: it has said all it will say.
    if (!isOneTrip) await working;
    const [{ command }, result] = await Promise.all([connection.ask(COMMIT), working, opened]);
    await connection.settled();
    // PostgreSQL answers a commit with a rollback, and no error, when a statement failed and its error was swallowed.
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back: a statement in it had failed');
    return result;
  } catch (error) {
    const first = await firstFailure(connection, error);
    // A rollback that fails too means the connection is gone.
    if (broken === undefined) await patiently(connection.ask(ROLLBACK)).catch(note);
    throw first;
  } finally {
    client.off('error', note);
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
