// Speaks with one connection: what is said without waiting for an answer goes out together, in the order it was said.

import type pg from 'pg';

import { batchOf } from './batch.ts';
import type { Answer, Asked, Statement } from './batch.ts';

export interface Conversation {
  /** Sent as soon as the program waits for something, with everything else that was said until then. */
  ask(statement: Statement): Promise<Answer>;
  /** Several statements without values in one message of its own. */
  exec(text: string): Promise<void>;
}

type Waiting = Asked | { readonly alone: string; resolve(): void; reject(error: Error): void };

export function conversationWith(client: pg.ClientBase): Conversation {
  const waiting: Waiting[] = [];
  let isBusy = false;

  function send(): void {
    const [first] = waiting;
    if (isBusy || first === undefined) return;
    isBusy = true;
    const done = () => {
      isBusy = false;
      send();
    };
    if ('alone' in first) {
      waiting.shift();
      client
        .query(first.alone)
        .then(() => first.resolve(), first.reject)
        .finally(done);
    } else {
      const end = waiting.findIndex((each) => 'alone' in each);
      const together = waiting.splice(0, end === -1 ? waiting.length : end) as Asked[];
      client.query(batchOf(together, done) as unknown as pg.Submittable);
    }
  }

  function wait(next: Waiting): void {
    // Runs when every function that can go on has gone on, so when nothing more can be said without an answer.
    if (waiting.length === 0) process.nextTick(send);
    waiting.push(next);
  }

  return {
    ask(statement) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      wait({ ...statement, resolve, reject });
      return promise;
    },
    exec(alone) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      wait({ alone, resolve, reject });
      return promise;
    },
  };
}
