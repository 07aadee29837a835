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
import type { Day, Instant } from '#shared/time.ts';
import { dayOf, minutesBetween } from '#shared/time.ts';

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
 * At an address of the city an ended session counts as nobody, so that a browser with an old cookie can sign in again.
 *
 * @param now in the district, for the posts held today; a session belongs to the city and lives by the real time
 * @throws {Problem} in a district: `signed-out` when the session has ended, expired, or its account may not enter any more
 */
export async function recogniseSession(
  platform: Platform,
  district: District | undefined,
  token: string | undefined,
  now: Instant,
  { isUse } = { isUse: true },
): Promise<Actor> {
  if (token === undefined || token === '') return ANONYMOUS;
  const realNow = platform.clock();
  const rows =
    district === undefined
      ? await readCitySession(platform, token, realNow)
      : await readSession(platform, district, token, { today: dayOf(now, district.timeZone), realNow });
  const [first] = rows;
  if (first === undefined) {
    if (district === undefined) return ANONYMOUS;
    throw problem('signed-out', 'The session has ended; sign in again');
  }
  if (isUse && minutesBetween(first.seen_at, realNow) >= SLIDE_MINUTES) await slide(platform, first, realNow);
  const grants = rows.flatMap((row) => grantOf(row));
  return {
    ...ANONYMOUS,
    kind: 'account',
    accountId: first.account_id,
    sessionId: first.session_id,
    grants,
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

async function readSession(
  platform: Platform,
  district: District,
  token: string,
  { today, realNow }: { today: Day; realNow: Instant },
): Promise<PostRow[]> {
  const opening = { schema: district.schema, scope: { ...NO_SCOPE, writer: 'anonymous' } };
  return platform.database.oneStatement(opening, ({ db }) =>
    FIND_SESSION.read(db, {
      tokenHash: hashToken(token),
      today,
      now: realNow,
      isDemo: district.isDemo,
    }),
  );
}

const FIND_SESSION = prepare<{ tokenHash: string; today: Day; now: Instant; isDemo: boolean }>()(
  (_db, { tokenHash, today, now, isDemo }) => sql<PostRow>`
      select s.id as session_id, s.account_id, s.seen_at, p.role, p.path, p.grid_id, p.organisation_id, p.organisations,
        (select jsonb_agg(jsonb_build_object('permission', r.permission, 'is_granted', r.is_granted))
         from role_permissions as r where r.role = p.role) as overrides
      from sessions as s
      join accounts as a on a.id = s.account_id
      left join lateral posts_of(s.account_id, ${today}::date) as p on true
      where s.token_hash = ${tokenHash} and s.ended_at is null and s.expires_at > ${now}::timestamptz
        and (s.idle_minutes is null or s.seen_at + s.idle_minutes * interval '1 minute' > ${now}::timestamptz)
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
