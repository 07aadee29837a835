// What time it is in a district: the real time, and in a demo district as far ahead as its visitors have moved its clock.

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import { millisecondsOf, toInstant } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import type { District } from './context.ts';
import type { Db } from './database/connection.ts';
import { CITY } from './database/database.ts';
import { prepare } from './database/prepared.ts';
import type { Platform } from './platform.ts';

export interface DistrictClock {
  readonly now: Instant;
  /** By how many milliseconds it runs ahead of the real time: never anything but 0 in a real district. */
  readonly aheadMs: number;
  /** When a demo district was made anew last; what was seen of it before is gone. */
  readonly remadeAt: Instant | null;
}

/**
 * The present instant for everything that happens in the district. Sessions, locked doors and whatever else belongs to the city
 * go by `platform.clock()` alone.
 */
export async function nowIn(platform: Platform, district: Pick<District, 'id' | 'isDemo'>): Promise<Instant> {
  return (await readClock(platform, district)).now;
}

/** Asked anew for each request: processes must agree, and no case may move before its last move. */
export async function readClock(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  { id, isDemo }: Pick<District, 'id' | 'isDemo'>,
): Promise<DistrictClock> {
  if (!isDemo) return clockOf(clock(), undefined);
  return database.oneTrip(CITY, ({ db }) => askClock(db, clock(), { id, isDemo }));
}

/** On the way of another question: what is asked before anybody is served takes one trip to the database. */
export async function askClock(
  db: Db,
  realNow: Instant,
  { id, isDemo }: Pick<District, 'id' | 'isDemo'>,
): Promise<DistrictClock> {
  const rows = isDemo ? await FIND_ROW.read(db, { id }) : [];
  return clockOf(realNow, rows[0]);
}

/** The present instant in the district, for a question on that same way: what the clock says is not known yet. */
export function nowInSql(realNow: Instant, districtId: string): RawBuilder<Date> {
  return sql<Date>`(${realNow}::timestamptz + coalesce(
    (select ahead_ms from demo_districts where district_id = ${districtId}::uuid), 0) * interval '1 millisecond')`;
}

function clockOf(realNow: Instant, row: { ahead_ms: number; remade_at: Instant | null } | undefined): DistrictClock {
  const { ahead_ms: aheadMs, remade_at: remadeAt } = row ?? { ahead_ms: 0, remade_at: null };
  return { now: toInstant(millisecondsOf(realNow) + aheadMs), aheadMs, remadeAt };
}

const FIND_ROW = prepare<{ id: string }>()((db, { id }) =>
  db.selectFrom('demo_districts').select(['ahead_ms', 'remade_at']).where('district_id', '=', id),
);
