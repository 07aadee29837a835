// 办到哪一步: what a reporter reads by the private link, and the few things a reporter changes there.

import { findReferral } from './referrals.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { say } from '#shared/words/say.ts';
import type { Locale } from '#shared/words/say.ts';

import { gatherAround } from './actions.ts';
import type { TraceView } from './contract-reports.ts';
import { checkedContact, sealedContact } from './reporting.ts';
import { residentSentence } from './resident-words.ts';
import { stationOf } from './resident-stations.ts';
import { verbsFor } from './rules.ts';
import { loadSituation, notFound } from './situation.ts';
import type { Loaded } from './situation.ts';
import { findCaseRow } from './store.ts';
import { findContact, revokeLinks, saveContact } from './store-reports.ts';
import { leadOrder } from './work-order-rules.ts';

type View = (typeof TraceView)['_zod']['input'];

/** @throws {Problem} `not-found` when the link's case or voice is gone */
export async function readTrace(ctx: Context, locale: Locale): Promise<View> {
  const { linkCaseId, linkReportId } = ctx.actor;
  if (linkCaseId === undefined || linkReportId === undefined) throw notFound();
  const around = await gatherAround(ctx);
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'door', async () => {
      const loaded = await loadSituation(ctx, await caseOfVoice(ctx, linkReportId), around, {}, { isLocked: false });
      const { row, situation } = loaded;
      const names = await namesFor(ctx, loaded, around.directory, locale);
      const sentence = residentSentence(situation.before, situation.orders, names);
      const merged = row.merged_into_id === null ? undefined : await findCaseRow(ctx.db, row.merged_into_id);
      return {
        id: row.id,
        number: row.number,
        groupedNumber: groupCaseNumber(row.number),
        version: row.version,
        status: row.status,
        sentence: { ...sentence, words: say(locale, sentence.key, sentence.data) },
        reportedAt: row.reported_at,
        closedAt: row.closed_at,
        stations: await stationsOf(ctx, loaded, around.directory, names, locale),
        mine: await mineOf(ctx, linkReportId),
        openings: await openingsOf(ctx, linkReportId),
        allowed: verbsFor(situation),
        mergedIntoNumber: merged?.number ?? null,
        splitOff: await ctx.db.selectFrom('cases').select(['number', 'status']).where('split_from_id', '=', row.id).execute(),
      };
    }),
  );
}

/** A voice moves with a merge: the link follows it. */
async function caseOfVoice(ctx: TransactionContext, reportId: string): Promise<string> {
  const report = await ctx.db.selectFrom('case_reports').select('case_id').where('id', '=', reportId).executeTakeFirst();
  if (report === undefined) throw notFound();
  return report.case_id;
}

interface Names {
  organisation: string;
  gridWorker: string;
  referral: string;
}

/** Organisations and crews by name, the grid worker only with consent, nobody else. */
async function namesFor(ctx: TransactionContext, { row, situation }: Loaded, directory: Directory, locale: Locale): Promise<Names> {
  const lead = leadOrder(situation.orders);
  const worker =
    row.grid_id === null
      ? undefined
      : await ctx.db
          .selectFrom('posts')
          .innerJoin('accounts', 'accounts.id', 'posts.account_id')
          .select('accounts.name')
          .where('posts.grid_id', '=', row.grid_id)
          .where('posts.role', '=', 'gridWorker')
          .where('posts.ended_at', 'is', null)
          .where('accounts.shows_name', '=', true)
          .executeTakeFirst();
  return {
    organisation: lead === undefined ? '' : (directory.find(lead.organisationId)?.name ?? ''),
    gridWorker: worker?.name ?? '',
    referral: row.referral === null ? '' : await findReferral(ctx, row.referral, locale),
  };
}

async function stationsOf(ctx: TransactionContext, { row }: Loaded, directory: Directory, names: Names, locale: Locale): Promise<View['stations']> {
  const moves = await ctx.db
    .selectFrom('case_moves')
    .select(['verb', 'to_status', 'organisation_id', 'codes', 'at'])
    .where('case_id', '=', row.id)
    .orderBy('seq')
    .execute();
  return moves.flatMap((move) => {
    const organisation = move.organisation_id === null ? '' : (directory.find(move.organisation_id)?.name ?? '');
    const station = stationOf({ ...move, codes: move.codes as Record<string, unknown> }, { ...names, organisation });
    return station === undefined ? [] : [{ ...station, words: say(locale, station.key, station.data), at: move.at }];
  });
}

async function mineOf(ctx: TransactionContext, reportId: string): Promise<View['mine']> {
  const report = await ctx.db.selectFrom('case_reports').select('wants_secrecy').where('id', '=', reportId).executeTakeFirstOrThrow();
  const texts = await ctx.db.selectFrom('case_texts').select('words').where('report_id', '=', reportId).where('audience', '=', 'reporter').execute();
  const contact = await findContact(ctx.db, reportId);
  return { words: texts.map(({ words }) => words), wantsSecrecy: report.wants_secrecy, hasPhone: (contact?.phone_cipher ?? null) !== null };
}

async function openingsOf(ctx: TransactionContext, reportId: string): Promise<View['openings']> {
  const rows = await ctx.db.selectFrom('audit').select(['at', 'reason_code']).where('act', '=', 'reporter.opened').where('subject_id', '=', reportId).orderBy('at').execute();
  return rows.map(({ at, reason_code }) => ({ at, purpose: reason_code ?? '' }));
}

/** A phone left after the number, or taken away again. Secrecy asked for here takes the case from sight at once. */
export async function setContact(ctx: Context, input: { phone: string | null; wantsSecrecy?: boolean | undefined }) {
  const { linkReportId } = ctx.actor;
  if (linkReportId === undefined) throw notFound();
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  const contact = checkedContact(ctx, input.phone === null ? {} : { phone: input.phone });
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'door', async () => {
      await saveContact(ctx.db, sealedContact(safe, linkReportId, contact));
      if (input.wantsSecrecy !== undefined) await askForSecrecy(ctx, linkReportId, input.wantsSecrecy);
      return { hasPhone: contact.phone !== undefined, wantsSecrecy: (await mineOf(ctx, linkReportId)).wantsSecrecy };
    }),
  );
}

async function askForSecrecy(ctx: TransactionContext, reportId: string, wantsSecrecy: boolean): Promise<void> {
  await ctx.db.updateTable('case_reports').set({ wants_secrecy: wantsSecrecy }).where('id', '=', reportId).execute();
  if (!wantsSecrecy) return;
  const caseId = await caseOfVoice(ctx, reportId);
  await ctx.db
    .updateTable('cases')
    .set((eb) => ({ secrecy: 'confidential', version: eb('version', '+', 1) }))
    .where('id', '=', caseId)
    .where('secrecy', '=', 'open')
    .execute();
}

export async function revokeMyLink(ctx: Context): Promise<{ isRevoked: true }> {
  const { linkReportId } = ctx.actor;
  if (linkReportId === undefined) throw notFound();
  await inTransaction(ctx, (ctx) => elevated(ctx, 'door', () => revokeLinks(ctx.db, { reportId: linkReportId }, ctx.now)));
  return { isRevoked: true };
}

