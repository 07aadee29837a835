// Lines of history that no verb of the table writes: voices that came or went, secrecy asked for.

import type { TransactionContext } from '#platform/context.ts';

import type { HistoryLine } from './history.ts';
import type { CaseRow } from './store.ts';

/** A line about a case that stays as it is. */
export function lineOf(
  ctx: TransactionContext,
  row: Pick<CaseRow, 'id' | 'status' | 'held_level'>,
  verb: HistoryLine['verb'],
  codes: HistoryLine['codes'],
): HistoryLine {
  const status = row.status as HistoryLine['to'];
  const heldLevel = row.held_level as HistoryLine['heldLevel'];
  const by = ctx.actor.accountId === null ? 'reporter' : 'account';
  return {
    caseId: row.id,
    verb,
    at: ctx.now,
    accountId: ctx.actor.accountId,
    by,
    from: status,
    to: status,
    heldLevel,
    workOrderId: null,
    organisationId: null,
    codes,
  };
}
