// Who sends a request: from a session's token to an actor with the grants held in this district today.

import { sql } from 'kysely';

import type { Role } from '#permissions';
import { problem } from '#problems';
import { ANONYMOUS } from '#platform/context.ts';
import type { Actor, District, Grant } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import { CITY } from '#platform/database/database.ts';
import { prepare } from '#platform/database/prepared.ts';
import type { Platform } from '#platform/platform.ts';
import { NO_SCOPE } from '#platform/database/opening.ts';
import { askClock, nowInSql, readClock } from '#platform/district-clock.ts';
import type { Recognised } from '#platform/http/serve.ts';
import type { Instant } from '#shared/time.ts';
import { minutesBetween } from '#shared/time.ts';

import { isRole, permissionsHere } from './rules.ts';

interface PostRow {
  account_id: string;
  session_id: string;
  seen_at: Instant;
  role: Role | null;
  path: string | null;
  grid_id: string | null;
  organisation_id: string | null;
  organisations: string[] | null;
  overrides: { permission: string; is_granted: boolean }[] | null;
}

// One write a minute keeps a session awake; one a request would double the cost of reading.
const SLIDE_MINUTES = 1;

/**
 * A session belongs to the city and lives by the real time; the posts are those held today in the district.
 *
 * @throws {Problem} `signed-out` when the session has ended, expired, or its account may not enter any more
 */
export async function recogniseSession(
  platform: Platform,
  district: District,
  token: string | undefined,
  { isUse } = { isUse: true },
): Promise<Recognised> {
  if (isNone(token)) return { actor: ANONYMOUS, clock: await readClock(platform, district) };
  const realNow = platform.clock();
  const { rows, clock } = await readSession(platform, district, token, realNow);
  if (rows[0] === undefined) throw problem('signed-out', 'The session has ended; sign in again');
  return { actor: await actorOf(platform, rows, { isUse, realNow }), clock };
}

/** An ended session counts as nobody. */
export async function recogniseInCity(platform: Platform, token: string | undefined): Promise<Actor> {
  if (isNone(token)) return ANONYMOUS;
  const realNow = platform.clock();
  const rows = await readCitySession(platform, token, realNow);
  return rows[0] === undefined ? ANONYMOUS : actorOf(platform, rows, { isUse: true, realNow });
}

function isNone(token: string | undefined): token is undefined {
  return token === undefined || token === '';
}

async function actorOf(
  platform: Platform,
  rows: readonly PostRow[],
  { isUse, realNow }: { isUse: boolean; realNow: Instant },
): Promise<Actor> {
  const first = rows[0]!;
  if (isUse && minutesBetween(first.seen_at, realNow) >= SLIDE_MINUTES) await slide(platform, first, realNow);
  return {
    ...ANONYMOUS,
    kind: 'account',
    accountId: first.account_id,
    sessionId: first.session_id,
    grants: rows.flatMap((row) => grantOf(row)),
    organisationIds: [...new Set(rows.flatMap((row) => row.organisations ?? []))],
  };
}

/** Of many requests at once one writes: the others find the time they read no longer there. */
async function slide(platform: Platform, { session_id, seen_at }: PostRow, now: Instant): Promise<void> {
  await platform.database.transaction(CITY, ({ db }) =>
    db
      .updateTable('sessions')
      .set({ seen_at: now })
      .where('id', '=', session_id)
      .where('seen_at', '=', seen_at)
      .execute(),
  );
}

async function readSession(platform: Platform, district: District, token: string, realNow: Instant) {
  const { id: districtId, isDemo, timeZone } = district;
  const opening = { schema: district.schema, scope: { ...NO_SCOPE, writer: 'anonymous' } };
  return platform.database.oneTrip(opening, async ({ db }) => {
    const [rows, clock] = await Promise.all([
      FIND_SESSION.read(db, { tokenHash: hashToken(token), realNow, districtId, timeZone, isDemo }),
      askClock(db, realNow, district),
    ]);
    return { rows, clock };
  });
}

interface SessionWanted {
  tokenHash: string;
  realNow: Instant;
  districtId: string;
  timeZone: string;
  isDemo: boolean;
}

const FIND_SESSION = prepare<SessionWanted>()(
  (_db, { tokenHash, realNow, districtId, timeZone, isDemo }) => sql<PostRow>`
      select s.id as session_id, s.account_id, s.seen_at, p.role, p.path, p.grid_id, p.organisation_id, p.organisations,
        (select jsonb_agg(jsonb_build_object('permission', r.permission, 'is_granted', r.is_granted))
         from role_permissions as r where r.role = p.role) as overrides
      from sessions as s
      join accounts as a on a.id = s.account_id
      left join lateral posts_of(s.account_id, (${nowInSql(realNow, districtId)} at time zone ${timeZone})::date) as p on true
      where s.token_hash = ${tokenHash} and s.ended_at is null and s.expires_at > ${realNow}::timestamptz
        and (s.idle_minutes is null or s.seen_at + s.idle_minutes * interval '1 minute' > ${realNow}::timestamptz)
        and (s.way <> 'demo' or ${isDemo}::boolean)
        and a.suspended_at is null and a.left_at is null
    `,
);

async function readCitySession(platform: Platform, token: string, now: Instant): Promise<PostRow[]> {
  return platform.database.transaction(CITY, async ({ db }) => {
    const { rows } = await sql<Pick<PostRow, 'session_id' | 'account_id' | 'seen_at'>>`
      select s.id as session_id, s.account_id, s.seen_at
      from sessions as s
      join accounts as a on a.id = s.account_id
      where s.token_hash = ${hashToken(token)} and s.ended_at is null and s.expires_at > ${now}::timestamptz
        and (s.idle_minutes is null or s.seen_at + s.idle_minutes * interval '1 minute' > ${now}::timestamptz)
        and a.suspended_at is null and a.left_at is null
    `.execute(db);
    return rows.map((row) => ({ ...row, ...NO_POST }));
  });
}

const NO_POST = {
  role: null,
  path: null,
  grid_id: null,
  organisation_id: null,
  organisations: null,
  overrides: null,
} as const;

function grantOf({ role, path, grid_id, organisation_id, overrides }: PostRow): Grant[] {
  // A role that this version of the program no longer knows gives nothing.
  if (role === null || path === null || !isRole(role)) return [];
  const changed = (overrides ?? []).map(({ permission, is_granted }) => ({ permission, isGranted: is_granted }));
  return [
    { role, path, gridId: grid_id, organisationId: organisation_id, permissions: permissionsHere(role, changed) },
  ];
}
