// What supervision and 多方联动 ask of a case: the case as the actor sees it, whom it may be asked of, and keeping the words.

import { redact } from '#shared/redaction.ts';
import type { TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';

import { protectedFor } from './reports/contacts.ts';
import { notFound } from './moves/situation.ts';
import { findCaseRow, findCaseRows } from './store.ts';
import type { CaseRow } from './store.ts';
import { insertText } from './store-history.ts';
import { findReports } from './reports/store-reports.ts';

export type SeenCase = CaseRow;

/** @throws {Problem} `not-found` for a case that row security does not show the actor */
export async function seenCase(ctx: TransactionContext, caseId: string): Promise<SeenCase> {
  const row = await findCaseRow(ctx.db, caseId);
  if (row === undefined) throw notFound();
  return row;
}

/** Of many at once, those that row security shows the actor. */
export function seenCases(ctx: TransactionContext, caseIds: readonly string[]): Promise<SeenCase[]> {
  return findCaseRows(ctx.db, caseIds);
}

export interface DirectiveWords {
  readonly id: string;
  readonly purpose: 'directive' | 'directiveReply' | 'collaboration';
  readonly words: string;
  /** An organisation reads what it is asked, and what it answered; other directives stay with the staff. */
  readonly isForOrganisation: boolean;
  readonly at: string;
}

/** Inside a widened transaction. What an organisation will read never points to whoever reported. */
export async function saveDirectiveWords(
  ctx: TransactionContext,
  safe: Safe,
  caseId: string,
  { id, purpose, words, isForOrganisation, at }: DirectiveWords,
): Promise<void> {
  insertText(ctx.db, {
    id,
    caseId,
    moveId: null,
    reportId: null,
    audience: isForOrganisation ? 'organisation' : 'staff',
    purpose,
    words: isForOrganisation ? await withoutReporters(ctx, safe, caseId, words) : words,
    writtenBy: ctx.actor.accountId,
    at,
  });
}

/** Words as an organisation may read them. */
export async function withoutReporters(
  ctx: TransactionContext,
  safe: Safe,
  caseId: string,
  words: string,
): Promise<string> {
  let clean = redact(words);
  for (const { id, origin_id } of await findReports(ctx.db, caseId))
    clean = await protectedFor(ctx, safe, clean, origin_id ?? id);
  return clean;
}
