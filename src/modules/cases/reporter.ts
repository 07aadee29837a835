// Opening a reporter's data: with a purpose, logged, shown to the reporter; and the law's erasure of words.

import { sql } from 'kysely';

import { holds } from '#permissions';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';
import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';

import { openSealed, protectedFor } from './contacts.ts';
import { summaryOf } from './reporting.ts';
import { notFound } from './situation.ts';
import { findCaseRow } from './store.ts';
import { findContact, findReports } from './store-reports.ts';

/** How long a page may show it. */
const SHOWN_MINUTES = 1;

/** @throws {Problem} `not-found`; `permission-missing` for a case outside the area of the post that carries it */
export async function openReporter(
  ctx: Context,
  caseId: string,
  { reportId, purpose }: { reportId: string; purpose: string },
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
    const contact = await findContact(ctx.db, voiceId);
    await ctx.db
      .insertInto('audit')
      .values({
        id: newId(),
        actor_id: ctx.actor.accountId,
        actor_role: ctx.actor.grants.find((grant) => grant.permissions.has('reporter.reveal'))?.role ?? null,
        act: 'reporter.opened',
        subject_kind: 'report',
        subject_id: voiceId,
        path: row.path,
        reason_code: purpose,
        at: ctx.now,
      })
      .execute();
    return {
      name: openSealed(safe, voiceId, 'name', contact?.name_cipher),
      phone: openSealed(safe, voiceId, 'phone', contact?.phone_cipher),
      address: openSealed(safe, voiceId, 'address', contact?.address_cipher),
      until: addMinutes(ctx.now, SHOWN_MINUTES),
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
    const text = await db
      .selectFrom('case_texts')
      .select(['id', 'move_id', 'report_id', 'purpose', 'words'])
      .where('id', '=', textId)
      .where('case_id', 'in', [caseId, ...(await filedUnder(ctx, caseId))])
      .executeTakeFirst();
    if (text === undefined) throw notFound();
    const passedOn = await db
      .selectFrom('case_texts')
      .select('id')
      .where('move_id', '=', text.move_id)
      .where('purpose', '=', `${text.purpose}.redacted`)
      .execute();
    for (const id of [textId, ...passedOn.map((each) => each.id)]) {
      await sql`select erase_text(${id}::uuid, ${rule}, ${now}::timestamptz)`.execute(db);
    }
    if (text.words !== '') await eraseCopies(ctx, safe, text);
    await db
      .insertInto('audit')
      .values({
        id: newId(),
        actor_id: ctx.actor.accountId,
        act: 'text.erased',
        subject_kind: 'text',
        subject_id: textId,
        path: row.path,
        reason_code: rule,
        at: now,
      })
      .execute();
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
  const { db } = ctx;
  const made = await protectedFor(ctx, safe, text.words, text.report_id);
  const summaries = [text.words, made, summaryOf(made, undefined)];
  const seen = await db.selectFrom('case_texts').select('case_id').where('report_id', '=', text.report_id).execute();
  const ids = seen.map(({ case_id }) => case_id);
  if (ids.length === 0) return;
  await db
    .updateTable('cases')
    .set({ summary: ERASED_SUMMARY })
    .where((eb) => eb.or([eb('id', 'in', ids), eb('split_from_id', 'in', ids)]))
    .where('summary', 'in', summaries)
    .execute();
  await db
    .updateTable('cases')
    .set({ place_words: null })
    .where('id', 'in', ids)
    .where('place_words', 'in', summaries)
    .execute();
}

/** Cases whose voices are read here since a merge. */
async function filedUnder({ db }: TransactionContext, caseId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('case_reports')
    .select('filed_under_id')
    .where('case_id', '=', caseId)
    .where('filed_under_id', 'is not', null)
    .execute();
  return rows.flatMap(({ filed_under_id }) => filed_under_id ?? []);
}

async function seenCase(ctx: TransactionContext, caseId: string) {
  const row = await findCaseRow(ctx.db, caseId);
  if (row === undefined) throw notFound();
  return row;
}
