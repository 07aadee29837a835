// 办到哪一步: what a reporter reads by the private link, and the few things a reporter changes there.

import { settingOf } from '#modules/areas/actions-settings.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { say } from '#shared/words/say.ts';
import type { Locale } from '#shared/words/say.ts';

import { gatherAround } from '../actions.ts';
import type { TraceView } from '../reports/contract-reports.ts';
import { checkedContact, sealedPhone } from '../reports/contacts.ts';
import { pageToken } from '../reports/links.ts';
import { residentSentence } from './resident-words.ts';
import { verbsFor } from '../rules.ts';
import { askForSecrecy } from '../moves/secrecy.ts';
import { loadSituation, notFound } from '../moves/situation.ts';
import { findCaseRow } from '../store.ts';
import type { CaseRow } from '../store.ts';
import { findContact, findReport, revokeLinks, savePhone } from '../reports/store-reports.ts';
import type { ReportRow } from '../reports/store-reports.ts';
import { findOpenings, findOwnWords, findSplitOff, findTraceAttachments, saveWantsSecrecy } from './store-trace.ts';
import { promiseFor, whomToCall } from './trace-around.ts';
import { askOfReporter, namesForResident, residentStations } from './trace-stations.ts';

type View = (typeof TraceView)['_zod']['input'];

/**
 * A voice that was merged reads under its own number, with its own words, how the case goes that holds it now.
 *
 * @throws {Problem} `not-found` when the link's case or voice is gone
 */
export async function readTrace(ctx: Context, locale: Locale): Promise<View> {
  const { linkCaseId, linkReportId, linkId } = ctx.actor;
  if (linkCaseId === undefined || linkReportId === undefined) throw notFound();
  const [around, citySafe] = await Promise.all([gatherAround(ctx), ctx.platform.vault.safe(null)]);
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'door', async () => {
      const voice = await findReport(ctx.db, linkReportId);
      if (voice === undefined) throw notFound();
      const loaded = await loadSituation(ctx, voice.case_id, around, {}, { isLocked: false });
      const { row, situation } = loaded;
      const own = voice.filed_under_id === null ? row : await findCaseRow(ctx.db, voice.filed_under_id);
      if (own === undefined) throw notFound();
      const names = await namesForResident(ctx, loaded, around.directory, locale);
      const { value: terms } = await settingOf(ctx, 'district.terms');
      const stations = await residentStations(
        ctx,
        { voiceId: voice.id, own, row, isTold: linkId !== null },
        { directory: around.directory, names, locale, terms },
      );
      const sentence = voice.is_withdrawn
        ? WITHDRAWN
        : (askOfReporter(situation.before, stations) ?? residentSentence(situation.before, situation.orders, names));
      return {
        id: row.id,
        isOpened: linkId !== null,
        page: linkId === null ? null : pageToken(around.safe, linkId),
        number: own.number,
        groupedNumber: groupCaseNumber(own.number),
        version: row.version,
        status: row.status,
        sentence: { ...sentence, words: say(locale, sentence.key, sentence.data, terms) },
        reportedAt: voice.reported_at,
        closedAt: row.closed_at,
        promise: voice.is_withdrawn ? null : promiseFor(loaded, voice, around),
        stations,
        ...(await whomToCall(ctx, row, citySafe)),
        isSolved: row.is_solved,
        manner: row.manner_rating,
        mine: linkId === null ? NOTHING_OF_MINE : await mineOf(ctx, voice, own),
        openings: linkId === null ? [] : await findOpenings(ctx.db, linkReportId),
        // With the page's address alone nothing may be done: no row of the case is in its scope.
        allowed: linkId === null ? [] : verbsFor(situation),
        mergedIntoNumber: own.id === row.id ? null : row.number,
        splitOff: await findSplitOff(ctx.db, own.id),
      };
    }),
  );
}

const NOTHING_OF_MINE = { words: [], placeWords: null, wantsSecrecy: false, hasPhone: false, attachments: [] };

const WITHDRAWN = { key: 'case.trace.withdrawn', data: {} } as const;

/** What I said with the report and since, not what was taken from it for others. */
async function mineOf(ctx: TransactionContext, voice: ReportRow, own: CaseRow): Promise<View['mine']> {
  const contact = await findContact(ctx.db, voice.id);
  return {
    placeWords: own.place_words,
    attachments: await findTraceAttachments(ctx.db, voice),
    words: await findOwnWords(ctx.db, voice.id),
    wantsSecrecy: voice.wants_secrecy,
    hasPhone: (contact?.phone_cipher ?? null) !== null,
  };
}

/** @throws {Problem} `not-found` for whoever has only the address of the page */
function openedVoice({ actor }: Context): string {
  if (actor.linkId === null || actor.linkReportId === undefined) throw notFound();
  return actor.linkReportId;
}

/** A phone left after the number, or taken away again. Secrecy asked for here takes the case from sight at once. */
export async function setContact(ctx: Context, input: { phone: string | null; wantsSecrecy?: boolean | undefined }) {
  const linkReportId = openedVoice(ctx);
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  const { phone } = checkedContact(ctx, input.phone === null ? {} : { phone: input.phone }, '/phone');
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'door', async () => {
      await savePhone(ctx.db, linkReportId, sealedPhone(safe, linkReportId, phone));
      const voice = await findReport(ctx.db, linkReportId);
      if (voice === undefined) throw notFound();
      const wantsSecrecy = input.wantsSecrecy ?? voice.wants_secrecy;
      if (wantsSecrecy !== voice.wants_secrecy) await saveWantsSecrecy(ctx.db, linkReportId, wantsSecrecy);
      if (wantsSecrecy) await askForSecrecy(ctx, voice.case_id);
      return { hasPhone: phone !== undefined, wantsSecrecy };
    }),
  );
}

export async function revokeMyLink(ctx: Context): Promise<{ isRevoked: true }> {
  const linkReportId = openedVoice(ctx);
  await inTransaction(ctx, (ctx) =>
    elevated(ctx, 'door', async () => revokeLinks(ctx.db, { reportId: linkReportId }, ctx.now)),
  );
  return { isRevoked: true };
}
