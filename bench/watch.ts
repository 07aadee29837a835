// Loaded into the server before its own code (`node --import`): tells the bench how long the event loop stood still.

import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Watched {
  readonly longestPauseMs: number;
  readonly residentMb: number;
  /** Spent by the process since its start. */
  readonly processorMs: number;
}

// Milliseconds between looks, taken off: a pause shorter than that is no pause.
const EVERY_MS = 10;
const delays = monitorEventLoopDelay({ resolution: EVERY_MS });
delays.enable();

if (process.send !== undefined) {
  process.on('message', (message) => {
    if (message === 'forget') return delays.reset();
    const { user, system } = process.cpuUsage();
    const longestPauseMs = Math.max(0, delays.max / 1e6 - EVERY_MS);
    const residentMb = process.memoryUsage().rss / 1e6;
    process.send?.({ longestPauseMs, residentMb, processorMs: (user + system) / 1000 } satisfies Watched);
  });
  // The bench's line must not keep a server alive that was asked to stop.
  process.channel?.unref();
}
