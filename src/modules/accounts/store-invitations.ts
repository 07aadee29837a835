// Invitations to join by a code: each is spent by one statement.

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

import type { PostPlace } from './rules.ts';

export interface NewInvitation {
  readonly id: string;
  readonly districtId: string;
  readonly tokenHash: string;
  readonly role: string;
  readonly place: PostPlace;
  readonly invitedBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export async function insertInvitation(db: Db, invitation: NewInvitation): Promise<void> {
  const { place } = invitation;
  await db
    .insertInto('invitations')
    .values({
      id: invitation.id,
      district_id: invitation.districtId,
      token_hash: invitation.tokenHash,
      role: invitation.role,
      path: place.path,
      area_id: place.kind === 'area' ? place.id : null,
      grid_id: place.kind === 'grid' ? place.id : null,
      invited_by: invitation.invitedBy,
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
    })
    .execute();
}

export interface Invitation {
  readonly id: string;
  readonly role: string;
  readonly place: PostPlace;
  readonly invitedBy: string;
}

const COLUMNS = ['id', 'role', 'path', 'area_id', 'grid_id', 'invited_by'] as const;

interface InvitationRow {
  id: string;
  role: string;
  path: string;
  area_id: string | null;
  grid_id: string | null;
  invited_by: string;
}

/** With its row locked: nobody joins by it meanwhile. */
export async function lockInvitation(
  db: Db,
  id: string,
  districtId: string,
): Promise<(Invitation & { isUsed: boolean; isRevoked: boolean }) | undefined> {
  const row = await db
    .selectFrom('invitations')
    .select([...COLUMNS, 'used_at', 'revoked_at'])
    .where('id', '=', id)
    .where('district_id', '=', districtId)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...toInvitation(row), isUsed: row.used_at !== null, isRevoked: row.revoked_at !== null };
}

export async function revokeInvitation(db: Db, id: string, { by, at }: { by: string | null; at: Instant }) {
  await db.updateTable('invitations').set({ revoked_at: at, revoked_by: by }).where('id', '=', id).execute();
}

/** Undefined when it was used or revoked, has expired, or belongs to another district. */
export async function spendInvitation(
  db: Db,
  tokenHash: string,
  districtId: string,
  now: Instant,
): Promise<Invitation | undefined> {
  const row = await db
    .updateTable('invitations')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('district_id', '=', districtId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && toInvitation(row);
}

function toInvitation(row: InvitationRow): Invitation {
  const kind = row.grid_id === null ? 'area' : 'grid';
  const place = { kind, id: row.grid_id ?? row.area_id ?? '', path: row.path } as const;
  return { id: row.id, role: row.role, place, invitedBy: row.invited_by };
}

export async function noteJoined(db: Db, id: string, accountId: string): Promise<void> {
  await db.updateTable('invitations').set({ account_id: accountId }).where('id', '=', id).execute();
}
