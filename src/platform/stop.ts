// Ends the process when asked: first no new requests, then those under way, then everything beneath them, within ten seconds.

import { setTimeout as sleep } from 'node:timers/promises';

// Requests get most of the ten seconds an operator waits; the database needs the rest to close cleanly.
const REQUESTS_MS = 8_000;
const ALL_MS = 9_500;

export interface Stop {
  /** Aborted at the first signal. */
  readonly signal: AbortSignal;
  /** What is ended first and may take eight seconds; `cut` ends it by force after that. */
  first(end: () => Promise<void>, cut: () => void): void;
  /** Runs after that, the latest added first. */
  before(end: () => Promise<void>): void;
  /** Ends everything, as for a signal, but without leaving the process. */
  now(): Promise<void>;
}

/** Waits for SIGTERM or SIGINT; a second signal leaves at once. */
export function onStopSignal(say: (line: string) => void): Stop {
  const abort = new AbortController();
  let front: { end: () => Promise<void>; cut: () => void } | undefined;
  const beneath: (() => Promise<void>)[] = [];

  const end = async () => {
    if (front !== undefined) await endOrCut(front);
    for (const each of beneath.toReversed()) await each();
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (abort.signal.aborted) process.exit(1);
    abort.abort();
    say(`Stopping (${signal}); a second signal stops at once.`);
    // A database that does not answer any more must not keep the process: whatever it acknowledged, it holds.
    setTimeout(() => {
      say('Something did not end in time; leaving.');
      process.exit(1);
    }, ALL_MS).unref();
    end().then(
      () => process.exit(0),
      (error: Error) => {
        say(`The stop went wrong: ${error.message}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);

  return {
    signal: abort.signal,
    first: (endIt, cut) => (front = { end: endIt, cut }),
    before: (endIt) => beneath.push(endIt),
    now: end,
  };
}

async function endOrCut({ end, cut }: { end: () => Promise<void>; cut: () => void }): Promise<void> {
  const ended = end();
  const isLate = await Promise.race([ended.then(() => false), sleep(REQUESTS_MS, true, { ref: false })]);
  if (isLate) cut();
  await ended;
}
