// One line of the district's audit trail: who did what to whom, in ids and codes.

import type { TransactionContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';

export interface AuditLine {
  readonly act: string;
  readonly subjectKind: 'account' | 'post' | 'role' | 'invitation';
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
