// What a reporter gets at once: number, 查询码, private link, and until when somebody looks at it.

import { settingOf } from '#modules/areas/actions-settings.ts';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { dangerWordsIn } from '#shared/chinese.ts';
import { addMinutes } from '#shared/time.ts';
import { say } from '#shared/words/say.ts';
import { dueAt } from '#shared/working-time.ts';

import type { Receipt } from './contract-reports.ts';
import { KINDS } from '../kinds.ts';
import type { CaseKind } from '../kinds.ts';
import { queryCode, reportLinkOf } from './links.ts';
import { liesOutsideDistrict } from './outside.ts';
import { notFound } from '../moves/situation.ts';
import type { Around } from '../moves/situation.ts';
import { findCaseRow } from '../store.ts';
import { findReport, findReportLink } from './store-reports.ts';

export type ReceiptView = (typeof Receipt)['_zod']['input'];

const URGENT_MINUTES = 30;

/** The same whenever it is asked for: made from the voice as it came in, not from where the matter stands now. */
export async function receiptOf(
  ctx: TransactionContext,
  { caseId, reportId, words }: { caseId: string; reportId: string; words: string | undefined },
  around: Around,
): Promise<ReceiptView> {
  return elevated(ctx, 'report', async () => {
    const [row, report, link, { value: terms }] = await Promise.all([
      findCaseRow(ctx.db, caseId),
      findReport(ctx.db, reportId),
      findReportLink(ctx.db, reportId),
      settingOf(ctx, 'district.terms'),
    ]);
    if (row === undefined || report === undefined) throw notFound();
    const { settings } = around;
    const at = report.received_at;
    const isThanked = KINDS[row.kind as CaseKind].endsBy === 'report';
    const isOutsideDistrict = await liesOutsideDistrict(ctx, row);
    return {
      id: caseId,
      reportId,
      number: row.number,
      groupedNumber: groupCaseNumber(row.number),
      queryCode: queryCode(around.safe, reportId),
      // A voice may stand under another case by now: the link leads to where it stands.
      ...reportLinkOf(ctx, around.safe, { caseId: report.case_id, reportId, found: link }),
      sentence: say('zh-CN', isThanked ? 'case.trace.thanked' : keyWhenCollected(isOutsideDistrict), {}, terms),
      isOutsideDistrict,
      isUrgent: row.is_urgent,
      dangerWords: dangerWordsIn(words ?? ''),
      seenBy: row.is_urgent ? addMinutes(at, URGENT_MINUTES) : dueAt(at, settings.firstLookWithin, settings.calendar),
    };
  });
}

function keyWhenCollected(isOutsideDistrict: boolean) {
  return isOutsideDistrict ? 'case.trace.collectedOutside' : 'case.trace.collected';
}
