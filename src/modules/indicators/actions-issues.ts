// 定稿, 更正: an area issues the figures of a month that is over, and corrects them with a reason; what changes later is shown beside.

import { noteChange } from '#modules/areas/actions-ground.ts';
import { guardHolds } from '#modules/areas/rules.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { dayOf } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';

import { countPage } from './actions.ts';
import type { CountedPage } from './actions.ts';
import { countChanges } from './actions-refresh.ts';
import { periodOf } from './rules.ts';
import type { Figure, Period } from './rules.ts';
import { figuresToIssue, isSame, issuedFigure } from './rules-issues.ts';
import type { IssueRow } from './store-issues.ts';
import { findIssues, insertIssue } from './store-issues.ts';
import { findAccountName } from './store-names.ts';

export interface MonthAsked {
  readonly areaId: string;
  /** Any day of it. */
  readonly on: Day;
}

/** @throws {Problem} `permission-missing`, `not-found`, `input-invalid` for a month that has not begun */
export async function listFigureIssues(ctx: Context, { areaId, on }: MonthAsked) {
  const page = await countPage(ctx, { areaId, cycle: 'month', on });
  return inTransaction(ctx, async (ctx) => {
    const issues = await findIssues(ctx.db, areaId, page.period.from);
    const named = await Promise.all(
      issues.map(async (issue) => ({
        number: issue.number,
        issuedAt: issue.issued_at,
        issuedByName: await findAccountName(ctx.db, issue.issued_by),
        reason: issue.reason,
      })),
    );
    return {
      month: page.period.from,
      isOver: isOver(ctx, page.period),
      issues: named,
      changed: changedSince(issues, page),
    };
  });
}

export interface NewFigureIssue {
  readonly id: string;
  readonly areaId: string;
  readonly month: Day;
  readonly seenNumber: number;
  readonly reason?: string | undefined;
}

/**
 * Counts what has changed first, so that what is issued is of this moment.
 *
 * @throws {Problem} `permission-missing`, `not-found`, `changed-meanwhile`, `id-taken`; `input-invalid` for a month that is not over, a
 *   correction without a reason, or one that changes nothing
 */
export async function issueFigures(ctx: Context, wanted: NewFigureIssue) {
  const { id, areaId, month, seenNumber, reason } = wanted;
  const period = periodOf('month', month);
  if (period.from !== month) throw wrong('/month', 'is not the first day of a month');
  if (!isOver(ctx, period)) throw wrong('/month', 'is not over yet');
  if (seenNumber > 0 && reason === undefined) throw wrong('/reason', 'a correction says why');
  if (seenNumber === 0 && reason !== undefined) throw wrong('/reason', 'only a correction has one');
  await countChanges(ctx);
  const page = await countPage(ctx, { areaId, cycle: 'month', on: month });
  const { path } = page.place;
  guardHolds(ctx.actor, 'case.supervise', path);
  return inTransaction(ctx, async (ctx) => {
    const { answer } = await once(ctx, id, { ...wanted }, async () => {
      const issues = await findIssues(ctx.db, areaId, month);
      const last = issues[0]?.number ?? 0;
      if (last !== seenNumber) throw issuedMeanwhile(last);
      if (last > 0 && changedSince(issues, page).length === 0)
        throw wrong('/areaId', 'every figure is still as issued');
      const number = last + 1;
      const figures = figuresToIssue(page.indicators.map(({ indicator: { code }, figure }) => ({ code, figure })));
      const issue = { id, areaId, path, month, number, figures, reason: reason ?? null };
      const isFirst = await insertIssue(ctx.db, { ...issue, issuedBy: ctx.actor.accountId ?? '', at: ctx.now });
      if (!isFirst) throw issuedMeanwhile(number);
      await noteChange(ctx, { act: 'figures.issue', subjectKind: 'indicator', subjectId: id, path });
      return { number };
    });
    return answer;
  });
}

export interface ChangedFigure {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly was: Figure;
  readonly is: Figure;
}

/** Figures that are other now than as last issued. */
function changedSince([last]: readonly IssueRow[], { indicators }: CountedPage): ChangedFigure[] {
  if (last === undefined) return [];
  return indicators.flatMap(({ indicator: { code, row }, figure }) => {
    const was = issuedFigure(last, code);
    if (was === undefined || isSame(was, figure)) return [];
    return [{ code, name: { zh: row.name_zh, en: row.name_en }, was, is: figure }];
  });
}

function isOver({ now, district }: Context, { next }: Period): boolean {
  return next <= dayOf(now, district.timeZone);
}

function wrong(pointer: string, detail: string): Error {
  return problem('input-invalid', `1 field(s) are wrong: ${pointer}`, { errors: [{ pointer, in: 'body', detail }] });
}

function issuedMeanwhile(version: number): Error {
  return problem('changed-meanwhile', 'They have been issued meanwhile', { version });
}
