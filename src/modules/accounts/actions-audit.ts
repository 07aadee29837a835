// What auditors read: the district's trail and the trail of the door, below the paths where they hold audit.read.

import { ROLES } from '#permissions';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import type { Instant } from '#shared/time.ts';

import { pathsWith } from './actions-accounts.ts';
import { isRole } from './rules.ts';
import { findAuditLines, findDoorLines } from './store-audit.ts';
import type { TrailFilter } from './store-audit.ts';

export interface TrailQuery {
  readonly accountId?: string | undefined;
  readonly act?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function listAudit(ctx: Context, query: TrailQuery) {
  const rows = await inTransaction(ctx, (ctx) =>
    elevated(ctx, 'audit', () => findAuditLines(ctx.db, filterOf(ctx, query))),
  );
  const page = rows.slice(0, query.limit);
  return {
    lines: page.map((row) => ({
      id: row.id,
      at: row.at,
      act: row.act,
      actorId: row.actor_id,
      ...roleView(row.actor_role),
      viaLinkId: row.via_link_id,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      path: row.path,
      reasonCode: row.reason_code,
      codes: (row.codes ?? {}) as Record<string, unknown>,
    })),
    next: nextOf(rows, query.limit),
  };
}

export async function listDoorAudit(ctx: Context, query: TrailQuery) {
  const rows = await inTransaction(ctx, (ctx) =>
    elevated(ctx, 'audit', () => findDoorLines(ctx.db, filterOf(ctx, query))),
  );
  return {
    lines: rows.slice(0, query.limit).map((row) => ({
      id: row.id,
      at: row.at,
      act: row.act,
      way: row.way,
      accountId: row.account_id ?? '',
      actorId: row.actor_id,
      sessionId: row.session_id,
    })),
    next: nextOf(rows, query.limit),
  };
}

/** One line more than the page tells whether another follows. */
function filterOf(ctx: Context, { accountId, act, from, to, after, limit }: TrailQuery): TrailFilter {
  return { paths: pathsWith(ctx.actor, ['audit.read']), accountId, act, from, to, after, limit: limit + 1 };
}

function nextOf(rows: readonly { id: string }[], limit: number): string | null {
  return rows.length > limit ? (rows[limit - 1]?.id ?? null) : null;
}

/** A role that this version of the program no longer knows has no title. */
function roleView(role: string | null) {
  if (role === null || !isRole(role)) return { actorRole: null, actorTitle: null };
  return { actorRole: role, actorTitle: ROLES[role].title };
}
