// 办到哪一步: what a reporter reads by the private link, and the few things a reporter changes there.

import type { Directory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { dayOf } from '#shared/time.ts';
import { say } from '#shared/words/say.ts';
import type { Locale } from '#shared/words/say.ts';

import { gatherAround } from './actions.ts';
import type { TraceView } from './contract-reports.ts';
import { checkedContact, sealedPhone } from './contacts.ts';
import { findReferral } from './referrals.ts';
import { pageToken } from './links.ts';
import { residentSentence } from './resident-words.ts';
import { stationOf } from './resident-stations.ts';
import { verbsFor } from './rules.ts';
import { askForSecrecy } from './secrecy.ts';
import { loadSituation, notFound } from './situation.ts';
import type { Loaded } from './situation.ts';
import { findCaseRow } from './store.ts';
import type { CaseRow } from './store.ts';
import { findContact, findReport, revokeLinks, savePhone } from './store-reports.ts';
import type { ReportRow } from './store-reports.ts';
import {
  findMoves,
  findOpenings,
  findOwnWords,
  findPublicWords,
  findSplitOff,
  findTraceAttachments,
  findWorkerWhoShowsName,
  saveWantsSecrecy,
} from './store-trace.ts';
import type { MoveRow } from './store-trace.ts';
import { promiseFor, whomToCall } from './trace-around.ts';
import { leadOrder } from './work-order-rules.ts';

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
      const names = await namesFor(ctx, loaded, around.directory, locale);
      const sentence = voice.is_withdrawn ? WITHDRAWN : residentSentence(situation.before, situation.orders, names);
      return {
        id: row.id,
        isOpened: linkId !== null,
        page: linkId === null ? null : pageToken(around.safe, linkId),
        number: own.number,
        groupedNumber: groupCaseNumber(own.number),
        version: row.version,
        status: row.status,
        sentence: { ...sentence, words: say(locale, sentence.key, sentence.data) },
        reportedAt: voice.reported_at,
        closedAt: row.closed_at,
        promise: voice.is_withdrawn ? null : promiseFor(loaded, voice, around),
        stations: await stationsOf(ctx, { voice, own, row }, around.directory, names, locale),
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

interface Names {
  organisation: string;
  gridWorker: string;
  referral: string;
}

/** Organisations and crews by name, the grid worker only with consent, nobody else. */
async function namesFor(
  ctx: TransactionContext,
  { row, situation }: Loaded,
  directory: Directory,
  locale: Locale,
): Promise<Names> {
  const lead = leadOrder(situation.orders);
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const worker = row.grid_id === null ? undefined : await findWorkerWhoShowsName(ctx.db, row.grid_id, today);
  return {
    organisation: lead === undefined ? '' : (directory.find(lead.organisationId)?.name ?? ''),
    gridWorker: worker ?? '',
    referral: row.referral === null ? '' : await findReferral(ctx, row.referral, locale),
  };
}

interface Standing {
  voice: ReportRow;
  /** The case the voice was first filed as, and the one that holds it now. */
  own: CaseRow;
  row: CaseRow;
}

async function stationsOf(
  ctx: TransactionContext,
  { voice, own, row }: Standing,
  directory: Directory,
  names: Names,
  locale: Locale,
): Promise<View['stations']> {
  const ofOwn = await findMoves(ctx.db, own.id);
  const mergedAt = ofOwn.findLast(({ verb }) => verb === 'merge')?.at ?? '';
  const since = own.id === row.id ? [] : (await findMoves(ctx.db, row.id)).filter(({ at }) => at > mergedAt);
  const said = ctx.actor.linkId === null ? new Map() : await findPublicWords(ctx.db, [own.id, row.id]);
  // Another voice about the same problem is another's matter: only one's own arrival is a station.
  const isOthers = (move: MoveRow) => move.verb === 'report' && move.seq > 1 && codesOf(move).reportId !== voice.id;
  return [...ofOwn, ...since]
    .filter((move) => !isOthers(move))
    .flatMap((move) => {
      const organisation = move.organisation_id === null ? '' : (directory.find(move.organisation_id)?.name ?? '');
      const station = stationOf({ ...move, codes: codesOf(move) }, { ...names, organisation });
      if (station === undefined) return [];
      const words = say(locale, station.key, station.data);
      return [{ ...station, words, at: move.at, reason: reasonOf(move), said: said.get(move.id) ?? null }];
    });
}

/** Of the reasons only why an organisation says that it is not its own: the others are the house's. */
function reasonOf(move: MoveRow): string | null {
  const { sendBackReason } = codesOf(move);
  return typeof sendBackReason === 'string' ? sendBackReason : null;
}

function codesOf({ codes }: { codes: unknown }): Record<string, unknown> {
  return codes as Record<string, unknown>;
}

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
