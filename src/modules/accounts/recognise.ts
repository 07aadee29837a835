// Who sends a request: from a session's token to an actor with the grants held in this district today.

import { sql } from 'kysely';

import { ROLES, permissionsOf } from '#permissions';
import type { Role } from '#permissions';
import { problem } from '#problems';
import { ANONYMOUS } from '#platform/context.ts';
import type { Actor, District, Grant } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import { CITY } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import { NO_SCOPE } from '#platform/database/opening.ts';
import type { Instant } from '#shared/time.ts';
import { dayOf } from '#shared/time.ts';

interface PostRow {
  account_id: string;
  session_id: string;
  role: Role | null;
  path: string | null;
  grid_id: string | null;
  organisation_id: string | null;
  organisations: string[] | null;
  overrides: { permission: string; is_granted: boolean }[] | null;
}

/** @throws {Problem} `signed-out` when the session has ended, expired, or its account may not enter any more */
export async function recogniseSession(
  platform: Platform,
  district: District | undefined,
  token: string | undefined,
  now: Instant,
): Promise<Actor> {
  if (token === undefined || token === '') return ANONYMOUS;
  const rows = district === undefined ? await readCitySession(platform, token, now) : await readSession(platform, district, token, now);
  const [first] = rows;
  if (first === undefined) throw problem('signed-out', 'The session has ended; sign in again');
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

async function readSession(platform: Platform, district: District, token: string, now: Instant): Promise<PostRow[]> {
  const opening = { schema: district.schema, scope: { ...NO_SCOPE, writer: 'anonymous' } };
  return platform.database.transaction(opening, async ({ db }) => {
    const { rows } = await sql<PostRow>`
      select s.id as session_id, s.account_id, p.role, p.path, p.grid_id, p.organisation_id, p.organisations,
        (select jsonb_agg(jsonb_build_object('permission', r.permission, 'is_granted', r.is_granted))
         from role_permissions as r where r.role = p.role) as overrides
      from sessions as s
      join accounts as a on a.id = s.account_id
      left join lateral posts_of(s.account_id, ${dayOf(now, district.timeZone)}::date) as p on true
      where s.token_hash = ${hashToken(token)} and s.ended_at is null and s.expires_at > ${now}::timestamptz
        and a.suspended_at is null and a.left_at is null
    `.execute(db);
    return rows;
  });
}

async function readCitySession(platform: Platform, token: string, now: Instant): Promise<PostRow[]> {
  return platform.database.transaction(CITY, async ({ db }) => {
    const rows = await db
      .selectFrom('sessions')
      .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
      .select(['sessions.id as session_id', 'sessions.account_id'])
      .where('token_hash', '=', hashToken(token))
      .where('ended_at', 'is', null)
      .where('expires_at', '>', now)
      .where('suspended_at', 'is', null)
      .where('left_at', 'is', null)
      .execute();
    return rows.map((row) => ({ ...row, role: null, path: null, grid_id: null, organisation_id: null, organisations: null, overrides: null }));
  });
}

function grantOf({ role, path, grid_id, organisation_id, overrides }: PostRow): Grant[] {
  // A role that this version of the program no longer knows gives nothing.
  if (role === null || path === null || !(role in ROLES)) return [];
  const permissions = new Set<string>(permissionsOf(role));
  for (const { permission, is_granted } of overrides ?? []) {
    if (is_granted) permissions.add(permission);
    else permissions.delete(permission);
  }
  return [{ role, path, gridId: grid_id, organisationId: organisation_id, permissions }];
}
