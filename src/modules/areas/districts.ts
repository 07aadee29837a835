// Which districts this installation runs, and whether each is up to date with the code.

import { problem } from '#problems';
import { CITY } from '#platform/database/database.ts';
import type { Database } from '#platform/database/database.ts';
import { readMigrations } from '#platform/database/migrations.ts';
import type { District } from '#platform/context.ts';

export interface Districts {
  /** @throws {Problem} `not-found`; `district-behind` while its schema and the code differ */
  find(key: string): Promise<District>;
  all(): Promise<District[]>;
  /** Those whose schema this program understands. */
  open(): Promise<District[]>;
}

// A district made by another process is seen here within this time.
const KEPT_MS = 5_000;

interface Known {
  at: number;
  districts: Map<string, { district: District; has: number }>;
}

/** Whether this installation has any district at all. */
export async function hasDistricts(database: Database): Promise<boolean> {
  const rows = await database.transaction(CITY, ({ db }) =>
    db.selectFrom('districts').select('key').limit(1).execute(),
  );
  return rows.length > 0;
}

export function districtsOf(database: Database, milliseconds: () => number = Date.now): Districts {
  let known: Known | undefined;
  let wants: number | undefined;

  async function load(): Promise<Known> {
    if (known !== undefined && milliseconds() - known.at < KEPT_MS) return known;
    wants ??= (await readMigrations('district')).length;
    const rows = await database.transaction(CITY, ({ db }) =>
      db
        .selectFrom('districts')
        .leftJoin('migrations', 'migrations.schema_name', 'districts.schema_name')
        .select((eb) => [
          'districts.id',
          'districts.key',
          'districts.schema_name',
          'districts.name',
          'districts.time_zone',
          'districts.is_demo',
          eb.fn.max('migrations.number').as('has'),
        ])
        .groupBy('districts.id')
        .execute(),
    );
    const districts = new Map(
      rows.map((row) => [
        row.key,
        {
          has: row.has ?? 0,
          district: {
            id: row.id,
            key: row.key,
            schema: row.schema_name,
            name: row.name,
            path: `/${row.key}/`,
            timeZone: row.time_zone,
            isDemo: row.is_demo,
          },
        },
      ]),
    );
    known = { at: milliseconds(), districts };
    return known;
  }

  return {
    async find(key) {
      const found = (await load()).districts.get(key);
      if (found === undefined) throw problem('not-found', 'There is no such district here');
      if (found.has !== wants) {
        throw problem('district-behind', `${key} stands at migration ${found.has}, this program at ${wants}`, {
          has: found.has,
          wants,
        });
      }
      return found.district;
    },
    async all() {
      return [...(await load()).districts.values()].map(({ district }) => district);
    },
    async open() {
      const all = [...(await load()).districts.values()];
      return all.filter(({ has }) => has === wants).map(({ district }) => district);
    },
  };
}
