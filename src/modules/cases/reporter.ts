// Opening a reporter's data: with a purpose, logged, shown to the reporter; and the law's erasure of words.

import { sql } from 'kysely';

import { holds } from '#permissions';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';

import { notFound } from './situation.ts';
import { findCaseRow } from './store.ts';
import { findContact, findReports } from './store-reports.ts';

/** How long a page may show it. */
const SHOWN_MINUTES = 1;

/** @throws {Problem} `not-found`; `permission-missing` for a case outside the area of the post that carries it */
export async function openReporter(ctx: Context, caseId: string, { reportId, purpose }: { reportId: string; purpose: string }) {
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  return inTransaction(ctx, async (ctx) => {
    const row = await seenCase(ctx, caseId);
    if (!holds(ctx.actor, 'reporter.reveal', row.path)) throw problem('permission-missing', 'Not in this area', { permission: 'reporter.reveal' });
    const report = (await findReports(ctx.db, caseId)).find(({ id }) => id === reportId);
    if (report === undefined) throw notFound();
    const contact = await findContact(ctx.db, report.origin_id ?? report.id);
    await ctx.db
      .insertInto('audit')
      .values({
        id: newId(),
        actor_id: ctx.actor.accountId,
        actor_role: ctx.actor.grants.find((grant) => grant.permissions.has('reporter.reveal'))?.role ?? null,
        act: 'reporter.opened',
        subject_kind: 'report',
        subject_id: reportId,
        path: row.path,
        reason_code: purpose,
        at: ctx.now,
      })
      .execute();
    const open = (column: string, value: string | null | undefined) =>
      value === null || value === undefined ? null : safe.open(`case_contacts.${column}.${contact?.report_id ?? ''}`, value);
    return {
      name: open('name', contact?.name_cipher),
      phone: open('phone', contact?.phone_cipher),
      address: open('address', contact?.address_cipher),
      until: addMinutes(ctx.now, SHOWN_MINUTES),
    };
  });
}

/** The words are gone for everybody; when and by which rule stays. */
export async function eraseText(ctx: Context, caseId: string, { textId, rule }: { textId: string; rule: string }): Promise<{ isErased: true }> {
  return inTransaction(ctx, async (ctx) => {
    const row = await seenCase(ctx, caseId);
    const text = await ctx.db.selectFrom('case_texts').select('id').where('id', '=', textId).where('case_id', '=', caseId).executeTakeFirst();
    if (text === undefined) throw notFound();
    await sql`select erase_text(${textId}::uuid, ${rule}, ${ctx.now}::timestamptz)`.execute(ctx.db);
    await ctx.db
      .insertInto('audit')
      .values({ id: newId(), actor_id: ctx.actor.accountId, act: 'text.erased', subject_kind: 'text', subject_id: textId, path: row.path, reason_code: rule, at: ctx.now })
      .execute();
    return { isErased: true };
  });
}

async function seenCase(ctx: TransactionContext, caseId: string) {
  const row = await findCaseRow(ctx.db, caseId);
  if (row === undefined) throw notFound();
  return row;
}
