// The district's audit trail, written line by line and read by auditors, and the trail of the door: ids and codes.

import { sql } from 'kysely';
import type { ExpressionBuilder } from 'kysely';

import type { TransactionContext } from '#platform/context.ts';
import type { Db } from '#platform/database/connection.ts';
import type { Tables } from '#platform/database/tables.ts';
import { newId } from '#shared/ids.ts';
import type { Instant } from '#shared/time.ts';
import type { AuditAct, AuditSubject } from '#shared/audit-acts.ts';

export interface AuditLine {
  readonly act: AuditAct;
  readonly subjectKind: AuditSubject;
  readonly subjectId: string | null;
  readonly path: string | null;
  readonly reasonCode?: string;
  readonly codes?: Readonly<Record<string, string | number | boolean | null>>;
}

export function writeAudit(ctx: TransactionContext, line: AuditLine): Promise<void> {
  return writeAuditLines(ctx, [line]);
}

export async function writeAuditLines(ctx: TransactionContext, lines: readonly AuditLine[]): Promise<void> {
  const rows = lines.map((line) => ({
    id: newId(),
    actor_id: ctx.actor.accountId,
    actor_role: ctx.actor.grants[0]?.role ?? null,
    act: line.act,
    subject_kind: line.subjectKind,
    subject_id: line.subjectId,
    path: line.path,
    reason_code: line.reasonCode ?? null,
    codes: line.codes === undefined ? null : JSON.stringify(line.codes),
    at: ctx.now,
  }));
  for (let start = 0; start < rows.length; start += 500) {
    await ctx.db
      .insertInto('audit')
      .values(rows.slice(start, start + 500))
      .execute();
  }
}

export interface TrailFilter {
  /** Below which a line must lie; never empty. */
  readonly paths: readonly string[];
  readonly accountId: string | undefined;
  readonly act: string | undefined;
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
  /** The id of the last line of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

export function findAuditLines(db: Db, wanted: TrailFilter) {
  const { accountId = null, act = null, from = null, to = null, after = null } = wanted;
  return db
    .selectFrom('audit')
    .select(['id', 'at', 'act', 'actor_id', 'actor_role', 'via_link_id', 'subject_kind', 'subject_id', 'path'])
    .select(['reason_code', 'codes'])
    .where((eb) => eb.or(wanted.paths.map((path) => sql<boolean>`path ^@ ${path}`)))
    .$if(accountId !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('actor_id', '=', accountId),
          eb('subject_id', '=', accountId),
          eb('subject_id', 'in', eb.selectFrom('posts').select('posts.id').where('account_id', '=', accountId)),
        ]),
      ),
    )
    .$if(act !== null, (query) => query.where('act', '=', act))
    .$if(from !== null, (query) => query.where('at', '>=', from))
    .$if(to !== null, (query) => query.where('at', '<', to))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (select last.at, last.id from audit as last where last.id = ${after})`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(wanted.limit)
    .execute();
}

export function findDoorLines(db: Db, wanted: TrailFilter) {
  const { accountId = null, act = null, from = null, to = null, after = null } = wanted;
  const serving = ({ selectFrom }: ExpressionBuilder<Tables, 'door_audit'>) =>
    selectFrom('posts')
      .select('posts.account_id')
      .where((eb) => eb.or(wanted.paths.map((path) => sql<boolean>`posts.path ^@ ${path}`)));
  return db
    .selectFrom('door_audit')
    .select(['id', 'at', 'act', 'way', 'account_id', 'actor_id', 'session_id'])
    .where((eb) => eb('account_id', 'in', serving(eb)))
    .$if(accountId !== null, (query) => query.where('account_id', '=', accountId))
    .$if(act !== null, (query) => query.where('act', '=', act))
    .$if(from !== null, (query) => query.where('at', '>=', from))
    .$if(to !== null, (query) => query.where('at', '<', to))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (select last.at, last.id from door_audit as last where last.id = ${after})`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(wanted.limit)
    .execute();
}
