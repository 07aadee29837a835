// Voices about a case: what was said, by whom it was written down, how to reach who said it; and another one that joins.

import { holds } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import type { Safe } from '#platform/vault.ts';
import type { Fact } from '#shared/facts.ts';
import { newId } from '#shared/ids.ts';

import { gatherAround } from '../actions.ts';
import { lineOf } from '../lines.ts';
import { checkedContact, sealedContact } from './contacts.ts';
import type { CheckedContact } from './contacts.ts';
import type { Channel, ReportInput } from './contract-reports.ts';
import { FINAL_STATUSES } from '../facts.ts';
import { receiptOf } from './receipt.ts';
import type { ReceiptView } from './receipt.ts';
import { askForSecrecy } from '../moves/secrecy.ts';
import { notFound } from '../moves/situation.ts';
import type { Around } from '../moves/situation.ts';
import { lockCaseRow } from '../store.ts';
import type { CaseRow } from '../store.ts';
import { appendHistory, giveAccess, insertText } from '../store-history.ts';
import { insertReport, saveContact, saveReportCount } from './store-reports.ts';

export interface AnotherVoice {
  reportId: string;
  words?: string | undefined;
  channel: Channel;
  wantsSecrecy?: boolean | undefined;
  contact?: ReportInput['contact'];
}

/**
 * Another voice about a case the actor sees. Without words it follows.
 *
 * @throws {Problem} `not-found`, `permission-missing`, `case-move-refused` for a case that is over, `id-taken`
 */
export async function addReport(ctx: Context, caseId: string, input: AnotherVoice): Promise<ReceiptView> {
  const contact = input.contact === undefined ? undefined : checkedContact(ctx, input.contact);
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    await once(ctx, input.reportId, contentOf(around.safe, { caseId, ...input }), async () => {
      const row = await lockCaseRow(ctx.db, caseId);
      if (row === undefined) throw notFound();
      checkMayAdd(ctx, row);
      await elevated(ctx, 'saveMove', () => saveAnotherVoice(ctx, { row, input, contact }, around));
      return { caseId };
    });
    return receiptOf(ctx, { caseId, reportId: input.reportId, words: input.words }, around);
  });
}

function checkMayAdd({ actor }: TransactionContext, row: CaseRow): void {
  if (!holds(actor, 'case.reportForOther', row.path)) {
    throw problem('permission-missing', 'Writing down another voice', { permission: 'case.reportForOther' });
  }
  const over: readonly string[] = FINAL_STATUSES;
  if (!over.includes(row.status)) return;
  throw problem('case-move-refused', `A ${row.status} case takes no more voices`, {
    caseStatus: row.status,
    allowed: [],
  });
}

interface Added {
  row: CaseRow;
  input: AnotherVoice;
  contact: CheckedContact | undefined;
}

async function saveAnotherVoice(
  ctx: TransactionContext,
  { row, input, contact }: Added,
  around: Around,
): Promise<void> {
  const { db } = ctx;
  const { reportId, channel } = input;
  await saveVoice(ctx, around.safe, { ...input, caseId: row.id, contact, at: ctx.now, isForOther: true });
  await saveReportCount(db, row.id, row.version + 1);
  const line = lineOf(ctx, row, 'report', { channel, reportId });
  appendHistory(db, newId(), line, { linkId: null, role: null, recordedAt: ctx.now });
  const secrecy = row.secrecy as Fact['secrecy'];
  await ctx.announce({
    name: 'case.reported',
    caseId: row.id,
    reportId,
    channel,
    kind: row.kind,
    path: row.path,
    secrecy: secrecy ?? 'restricted',
  });
  if (input.wantsSecrecy === true) await askForSecrecy(ctx, row.id);
}

/** A phone number has so few digits that its plain hash would give it away. */
export function contentOf<Content extends { contact?: unknown }>(safe: Safe, content: Content): unknown {
  if (content.contact === undefined) return content;
  return { ...content, contact: safe.index('writes.contact', JSON.stringify(content.contact)) };
}

export interface Voice extends Pick<AnotherVoice, 'reportId' | 'words' | 'channel' | 'wantsSecrecy'> {
  caseId: string;
  contact: CheckedContact | undefined;
  at: string;
  isForOther: boolean;
  placeWords?: string | undefined;
}

export async function saveVoice(ctx: TransactionContext, safe: Safe, voice: Voice): Promise<void> {
  const { db, actor } = ctx;
  const isOwn = actor.kind === 'account' && !voice.isForOther;
  insertReport(db, {
    id: voice.reportId,
    case_id: voice.caseId,
    channel: voice.channel,
    reporter_id: isOwn ? actor.accountId : null,
    taken_by: isOwn ? null : actor.accountId,
    on_behalf: voice.isForOther,
    wants_secrecy: voice.wantsSecrecy ?? false,
    follows_only: voice.words === undefined,
    reported_at: voice.at,
    received_at: ctx.now,
  });
  if (isOwn && actor.accountId !== null) giveAccess(db, voice.caseId, 'person', [actor.accountId], ctx.now);
  await saySaid(ctx, voice, 'report', voice.words);
  await saySaid(ctx, voice, 'place', voice.placeWords);
  if (voice.contact !== undefined) saveContact(db, sealedContact(safe, voice.reportId, voice.contact));
}

/** As it was said, for the reporter and for those whose area it is. */
async function saySaid(
  ctx: TransactionContext,
  voice: Voice,
  purpose: 'report' | 'place',
  words: string | undefined,
): Promise<void> {
  if (words === undefined) return;
  insertText(ctx.db, {
    id: newId(),
    caseId: voice.caseId,
    moveId: null,
    reportId: voice.reportId,
    audience: 'reporter',
    purpose,
    words,
    writtenBy: ctx.actor.accountId,
    at: ctx.now,
  });
}
