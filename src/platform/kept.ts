// What every request of a district needs and nobody changes often, kept for a moment, for each database and district.

import type { Context } from './context.ts';
import type { Database } from './database/database.ts';

export interface Kept<T> {
  /** Loads it when it is not kept, or for too long. Whoever asks meanwhile waits for the same load; a failure is not kept. */
  of(ctx: Context): Promise<T>;
  /** What was just changed here is seen at once here; other processes see it when their time is over. */
  forget(ctx: Pick<Context, 'platform' | 'district'>): void;
}

export function keptFor<T>(milliseconds: number, load: (ctx: Context) => Promise<T>): Kept<T> {
  const kept = new WeakMap<Database, Map<string, { at: number; value: Promise<T> }>>();
  return {
    of(ctx) {
      const { database } = ctx.platform;
      const ofDatabase = kept.get(database) ?? new Map<string, { at: number; value: Promise<T> }>();
      kept.set(database, ofDatabase);
      const { schema } = ctx.district;
      const known = ofDatabase.get(schema);
      const at = performance.now();
      if (known !== undefined && at - known.at < milliseconds) return known.value;
      const fresh = { at, value: load(ctx) };
      ofDatabase.set(schema, fresh);
      fresh.value.catch(() => {
        // Not one that was loaded since.
        if (ofDatabase.get(schema) === fresh) ofDatabase.delete(schema);
      });
      return fresh.value;
    },
    forget: ({ platform, district }) => void kept.get(platform.database)?.delete(district.schema),
  };
}
