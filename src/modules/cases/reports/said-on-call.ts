// What a reporter said when called back, kept with the other words of the case: for staff alone, and erased as they are.

import type { TransactionContext } from '#platform/context.ts';

import { insertText } from '../store-history.ts';

/** Inside a widened transaction. The text has the id of its call. */
export function keepSaid(
  ctx: TransactionContext,
  { id, caseId, reportId, words }: { id: string; caseId: string; reportId: string; words: string },
): void {
  insertText(ctx.db, {
    id,
    caseId,
    moveId: null,
    reportId,
    audience: 'staff',
    purpose: 'callback',
    words,
    writtenBy: ctx.actor.accountId,
    at: ctx.now,
  });
}
