// One after another: heavy work that must not run at once, with an end to how much may wait.

import { problem } from '#problems';

export interface Turns {
  /** @throws {Problem} `too-many-tries` when too much waits already, and whatever the work throws */
  take<T>(work: () => Promise<T>): Promise<T>;
}

const TRY_AGAIN_SECONDS = 10;

export function turnsOf({ mostWaiting }: { mostWaiting: number }): Turns {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      if (waiting > mostWaiting) {
        throw problem('too-many-tries', `${waiting} others wait for the same`, {
          retryAfterSeconds: TRY_AGAIN_SECONDS,
        });
      }
      waiting += 1;
      const own = last.then(work);
      // Whoever comes next waits for the end, good or bad; the outcome itself is told to whoever asked.
      last = own.then(ended, ended);
      return own;
    },
  };

  function ended(): void {
    waiting -= 1;
  }
}
