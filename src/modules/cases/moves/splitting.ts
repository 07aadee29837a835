// Splitting (拆分): one report about two things becomes two cases with two numbers.

import type { TransactionContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { dayOf } from '#shared/time.ts';

import type { MoveDone } from '../actions.ts';
import { lineOf } from '../lines.ts';
import { factColumns, insertCase } from '../store.ts';
import { appendHistory, insertText } from '../store-history.ts';
import { findReports, insertReport } from '../reports/store-reports.ts';

/** The voice that spoke of two things stays with the first; the second gets a voice of its own that remembers it. */
export async function splitOff(
  ctx: TransactionContext,
  { loaded, moved, words }: Pick<MoveDone, 'loaded' | 'moved'> & { words: string | undefined },
): Promise<void> {
  const { newCase } = moved;
  if (newCase === undefined) return;
  const { row } = loaded;
  const [first] = await findReports(ctx.db, row.id);
  const { version: _version, number: _number, ...same } = row;
  const split = {
    ...same,
    ...factColumns(newCase),
    id: newCase.id,
    class_confirmed: false,
    summary: words ?? row.summary,
    handed_down_due_at: null,
    due_at: null,
    split_from_id: row.id,
  };
  insertCase(ctx.db, split, dayOf(ctx.now, ctx.district.timeZone));
  const reportId = newId();
  const channel = first?.channel ?? 'superior';
  insertReport(ctx.db, {
    id: reportId,
    case_id: newCase.id,
    origin_id: first?.origin_id ?? first?.id ?? null,
    channel,
    reporter_id: first?.reporter_id ?? null,
    taken_by: ctx.actor.accountId,
    on_behalf: first?.on_behalf ?? false,
    wants_secrecy: first?.wants_secrecy ?? false,
    follows_only: false,
    reported_at: first?.reported_at ?? ctx.now,
    received_at: ctx.now,
  });
  insertText(ctx.db, {
    id: newId(),
    caseId: newCase.id,
    moveId: null,
    reportId,
    audience: 'staff',
    purpose: 'split',
    words: words ?? row.summary,
    writtenBy: ctx.actor.accountId,
    at: ctx.now,
  });
  const line = { ...lineOf(ctx, split, 'report', { splitFromId: row.id, reportId }), from: null };
  appendHistory(ctx.db, newId(), line, { linkId: null, role: null, recordedAt: ctx.now });
  const { id, kind, path, secrecy } = newCase;
  await ctx.announce({ name: 'case.reported', caseId: id, reportId, channel, kind, path, secrecy });
}
