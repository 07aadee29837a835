// Wakes who waits for facts: the pump when some were announced, the open streams when a batch has passed, in every process.

import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

export type BatchListener = (districtKey: string, batch: number) => void;

export interface Live {
  /** Called after a commit that announced facts: the pump of this process need not wait for its next look. */
  wake(districtKey: string): void;
  onWake(listener: (districtKey: string) => void): () => void;
  /** Called by the pump after commit. */
  tell(districtKey: string, batch: number): Promise<void>;
  /**
   * Returns the way to stop listening. `onGap` is called when batches may have passed unheard (the connection was away):
   * what was told is only a hint, the rows are the truth.
   */
  listen(listener: BatchListener, onGap?: () => void): () => void;
  close(): Promise<void>;
}

/** One process alone: the embedded database has no other. */
export function liveHere(): Live {
  const here = listenersHere();
  return {
    ...here,
    async tell(districtKey, batch) {
      here.heard(districtKey, batch);
    },
    async close() {
      here.clear();
    },
  };
}

const CHANNEL = 'gezhi_live';
const RECONNECT_MS = 500;
const PULSE_EVERY_MS = 5_000;
const PULSE_PATIENCE_MS = 5_000;

export interface LiveConnection {
  readonly pool: pg.Pool;
  /** Direct, not through a pooler that lends a connection for one transaction: LISTEN belongs to a session. */
  readonly url: string;
  /** Told when the connection is lost and when it is back. */
  readonly report?: (state: 'lost' | 'back') => void;
}

/** Several processes on one PostgreSQL: one NOTIFY a batch, one listening connection a process, opened by the first listener. */
export function livePostgres({ pool, url, report = () => {} }: LiveConnection): Live {
  const here = listenersHere();
  const closing = new AbortController();
  let listening: Promise<void> | undefined;

  async function keepListening(): Promise<void> {
    let isLost = false;
    while (!closing.signal.aborted) {
      await listenUntilLost(() => {
        if (isLost) report('back');
        isLost = false;
        here.gap();
      });
      if (!isLost && !closing.signal.aborted) report('lost');
      isLost = true;
      await sleep(RECONNECT_MS, undefined, { signal: closing.signal, ref: false }).catch(() => undefined); // closing ends the wait
    }
  }

  /** Returns when the connection is gone, for whatever reason: the next one is asked for in a moment. */
  async function listenUntilLost(onListening: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'gezhi-live',
      keepAlive: true,
      connectionTimeoutMillis: 2_500,
    });
    const lost = Promise.withResolvers<void>();
    client.on('error', () => lost.resolve());
    client.on('end', () => lost.resolve());
    client.on('notification', ({ payload = '' }) => {
      const [districtKey = '', batch = ''] = payload.split(':');
      here.heard(districtKey, Number(batch));
    });
    closing.signal.addEventListener('abort', () => lost.resolve(), { once: true });
    const pulse = setInterval(() => void feel(client).catch(() => lost.resolve()), PULSE_EVERY_MS);
    pulse.unref();
    try {
      await client.connect();
      await client.query('listen gezhi_live');
      onListening();
      await lost.promise;
    } catch {
      // Not connected: the same as lost, and `report` has said so or will.
      lost.resolve();
    } finally {
      clearInterval(pulse);
      // A connection that was cut off silently never says goodbye.
      await Promise.race([client.end(), sleep(1_000, undefined, { ref: false })]).catch(() => undefined);
    }
  }

  return {
    ...here,
    async tell(districtKey, batch) {
      await pool.query('select pg_notify($1, $2)', [CHANNEL, `${districtKey}:${batch}`]);
    },
    listen(listener, onGap) {
      listening ??= keepListening();
      return here.listen(listener, onGap);
    },
    async close() {
      closing.abort();
      here.clear();
      await listening;
    },
  };
}

function feel(client: pg.Client): Promise<unknown> {
  return client.query({ text: 'select', query_timeout: PULSE_PATIENCE_MS } as pg.QueryConfig);
}

function listenersHere() {
  const listeners = new Set<{ listener: BatchListener; onGap: (() => void) | undefined }>();
  const wakers = new Set<(districtKey: string) => void>();
  return {
    wake(districtKey: string): void {
      for (const waker of wakers) waker(districtKey);
    },
    onWake(waker: (districtKey: string) => void): () => void {
      wakers.add(waker);
      return () => void wakers.delete(waker);
    },
    listen(listener: BatchListener, onGap?: () => void): () => void {
      const entry = { listener, onGap };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    heard(districtKey: string, batch: number): void {
      for (const { listener } of listeners) listener(districtKey, batch);
    },
    gap(): void {
      for (const { onGap } of listeners) onGap?.();
    },
    clear(): void {
      listeners.clear();
      wakers.clear();
    },
  };
}
