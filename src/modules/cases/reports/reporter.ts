// Opening a reporter's data: with a purpose, logged, shown to the reporter; and the law's erasure of words.

import { holds } from '#permissions';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import type { Safe } from '#platform/vault.ts';
import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';

import { openSealed, protectedFor } from './contacts.ts';
import { summaryOf } from './reporting.ts';
import { notFound } from '../moves/situation.ts';
import { findCaseRow } from '../store.ts';
import { eraseCopiesOf, eraseWords, filedUnder, findPassedOn, findText, insertAudit } from '../store-erasures.ts';
import { findContact, findReports } from './store-reports.ts';

/** How long a page may show it. */
const SHOWN_MINUTES = 1;

/** @throws {Problem} `not-found`; `permission-missing` for a case outside the area of the post that carries it */
export async function openReporter(
  ctx: Context,
  caseId: string,
  { openingId, reportId, purpose }: { openingId: string; reportId: string; purpose: string },
) {
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  return inTransaction(ctx, async (ctx) => {
    const row = await seenCase(ctx, caseId);
    if (!holds(ctx.actor, 'reporter.reveal', row.path))
      throw problem('permission-missing', 'Not in this area', { permission: 'reporter.reveal' });
    const report = (await findReports(ctx.db, caseId)).find(({ id }) => id === reportId);
    if (report === undefined) throw notFound();
    // A voice of a split matter has its contact, and its reporter who reads of the opening, with the first voice.
    const voiceId = report.origin_id ?? report.id;
    const { answer } = await once(ctx, openingId, { caseId, reportId, purpose }, async () => {
      await insertAudit(ctx.db, {
        id: openingId,
        actor_id: ctx.actor.accountId,
        actor_role: ctx.actor.grants.find((grant) => grant.permissions.has('reporter.reveal'))?.role ?? null,
        act: 'reporter.opened',
        subject_kind: 'report',
        subject_id: voiceId,
        path: row.path,
        reason_code: purpose,
        at: ctx.now,
      });
      return { until: addMinutes(ctx.now, SHOWN_MINUTES) };
    });
    // Sent again it is the same opening: what is over is opened anew, and told anew.
    if (ctx.now > answer.until) throw problem('id-taken', 'This opening is over; make a new one', { id: openingId });
    const contact = await findContact(ctx.db, voiceId);
    return {
      name: openSealed(safe, voiceId, 'name', contact?.name_cipher),
      phone: openSealed(safe, voiceId, 'phone', contact?.phone_cipher),
      address: openSealed(safe, voiceId, 'address', contact?.address_cipher),
      until: answer.until,
    };
  });
}

/**
 * The words are gone for everybody, also where they were passed on to organisations; when and by which rule stays.
 *
 * @throws {Problem} `not-found`; `permission-missing` for a case outside the area of the post that carries it
 */
export async function eraseText(
  ctx: Context,
  caseId: string,
  { textId, rule }: { textId: string; rule: string },
): Promise<{ isErased: true }> {
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  return inTransaction(ctx, async (ctx) => {
    const { db, now } = ctx;
    const row = await seenCase(ctx, caseId);
    if (!holds(ctx.actor, 'case.cancel', row.path))
      throw problem('permission-missing', 'Not in this area', { permission: 'case.cancel' });
    const text = await findText(db, textId, [caseId, ...(await filedUnder(db, caseId))]);
    if (text === undefined) throw notFound();
    for (const id of [textId, ...(await findPassedOn(db, text))]) await eraseWords(db, id, rule, now);
    if (text.words !== '') await eraseCopies(ctx, safe, text);
    await insertAudit(db, {
      id: newId(),
      actor_id: ctx.actor.accountId,
      act: 'text.erased',
      subject_kind: 'text',
      subject_id: textId,
      path: row.path,
      reason_code: rule,
      at: now,
    });
    return { isErased: true };
  });
}

const ERASED_SUMMARY = '（按规定已删除）';

/** Summary and place of the cases the words were made into, unless a clerk has written others since. */
async function eraseCopies(
  ctx: TransactionContext,
  safe: Safe,
  text: { report_id: string | null; words: string },
): Promise<void> {
  const made = await protectedFor(ctx, safe, text.words, text.report_id);
  const copies = [text.words, made, summaryOf(made, undefined)];
  if (text.report_id !== null) await eraseCopiesOf(ctx.db, text.report_id, copies, ERASED_SUMMARY);
}

async function seenCase(ctx: TransactionContext, caseId: string) {
  const row = await findCaseRow(ctx.db, caseId);
  if (row === undefined) throw notFound();
  return row;
}
