// What was issued of a figure, beside what is counted now: for the page of one indicator and for the paper of a month.

import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';

import type { CountedPage } from './actions.ts';
import type { Period } from './rules.ts';
import { correctionOf, issuedFigure } from './rules-issues.ts';
import { findIssues } from './store-issues.ts';
import type { Scope } from './store-sums.ts';

/** Of one figure: what was issued, and the last correction that changed it. Only whole months of areas are issued. */
export async function issueOf({ db }: TransactionContext, scope: Scope, period: Period, code: string) {
  if (period.cycle !== 'month' || scope.level === 'grid') return null;
  const issues = await findIssues(db, scope.id, period.from);
  const [last] = issues;
  const figure = last && issuedFigure(last, code);
  if (last === undefined || figure === undefined) return null;
  const correction = correctionOf(issues, code) ?? null;
  return { number: last.number, issuedAt: last.issued_at, figure, correction };
}

/** What each correction of a month changed, newest first: for the paper. */
export async function correctionsOf(ctx: Context, { place, period, indicators }: CountedPage) {
  if (place.scope.level === 'grid') return { issuedAt: null, corrections: [] };
  return inTransaction(ctx, async ({ db }) => {
    const issues = await findIssues(db, place.scope.id, period.from);
    const corrections = indicators.flatMap(({ indicator: { code, row } }) => {
      const correction = correctionOf(issues, code);
      const last = issues[0] && issuedFigure(issues[0], code);
      return correction === undefined || last === undefined ? [] : [{ name: row.name_zh, ...correction, is: last }];
    });
    return { issuedAt: issues.at(-1)?.issued_at ?? null, corrections };
  });
}
