/** 定稿, 更正: what was issued of a month, what a correction changed of it, and what is other by now. Pure. */
import type { Instant } from '#shared/time.ts';

import { toFigure } from './rules.ts';
import type { Figure } from './rules.ts';

/** By code: numerator, and denominator or null. */
export type IssuedFigures = Readonly<Record<string, readonly [numerator: number, denominator: number | null]>>;

export interface Issue {
  readonly number: number;
  readonly figures: IssuedFigures;
  readonly reason: string | null;
  readonly issued_at: Instant;
}

export interface Correction {
  readonly at: Instant;
  readonly was: Figure;
  readonly reason: string;
}

export function figuresToIssue(counted: readonly { readonly code: string; readonly figure: Figure }[]): IssuedFigures {
  return Object.fromEntries(
    counted.map(({ code, figure: { numerator, denominator } }) => [code, [numerator, denominator] as const]),
  );
}

/** Undefined for an indicator that was not there yet. */
export function issuedFigure({ figures }: Pick<Issue, 'figures'>, code: string): Figure | undefined {
  const found = figures[code];
  return found === undefined ? undefined : toFigure(...found);
}

/** The last one that changed this figure; `issues` newest first. */
export function correctionOf(issues: readonly Issue[], code: string): Correction | undefined {
  for (const [at, issue] of issues.entries()) {
    const before = issues[at + 1];
    if (before === undefined || issue.reason === null) return undefined;
    const was = issuedFigure(before, code);
    if (was !== undefined && !isSame(was, issuedFigure(issue, code)))
      return { at: issue.issued_at, was, reason: issue.reason };
  }
  return undefined;
}

export function isSame(one: Figure, other: Figure | undefined): boolean {
  return one.numerator === other?.numerator && one.denominator === other.denominator;
}
