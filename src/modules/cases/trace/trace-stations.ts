// The stations of a matter as its reporter reads them, for the trace itself and for staff who want to see what residents see.

import type { Directory } from '#modules/organisations/directory.ts';
import type { TransactionContext } from '#platform/context.ts';
import { dayOf, wallClock } from '#shared/time.ts';
import { say } from '#shared/words/say.ts';
import type { Locale } from '#shared/words/say.ts';
import type { Terms } from '#shared/words/terms.ts';

import { SUSPENSION_REASONS } from '../facts.ts';
import type { CaseFacts } from '../facts.ts';
import type { TraceView } from '../reports/contract-reports.ts';
import { findReferral } from '../moves/referrals.ts';
import { stationOf } from './resident-stations.ts';
import type { Sentence } from './resident-words.ts';
import type { Loaded } from '../moves/situation.ts';
import type { CaseRow } from '../store.ts';
import { findMoves, findPublicWords, findWorkerWhoShowsName } from './store-trace.ts';
import type { MoveRow } from './store-trace.ts';
import { leadOrder } from '../orders/work-order-rules.ts';

type Stations = (typeof TraceView)['_zod']['input']['stations'];

export interface NamesForTrace {
  organisation: string;
  gridWorker: string;
  referral: string;
  /** Until when the lead handler's order stands still; of a station, until when more time was given. */
  until: string;
  whySuspended: string;
}

/** Organisations and crews by name, the grid worker only with consent, nobody else. */
export async function namesForResident(
  ctx: TransactionContext,
  { row, situation }: Loaded,
  directory: Directory,
  locale: Locale,
): Promise<NamesForTrace> {
  const lead = leadOrder(situation.orders);
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const worker = row.grid_id === null ? undefined : await findWorkerWhoShowsName(ctx.db, row.grid_id, today);
  return {
    organisation: lead === undefined ? '' : (directory.find(lead.organisationId)?.name ?? ''),
    gridWorker: worker ?? '',
    referral: row.referral === null ? '' : await findReferral(ctx, row.referral, locale),
    until: untilWords(lead?.suspension?.until, ctx.district.timeZone, locale),
    whySuspended: whyWords(lead?.suspension?.reason, locale),
  };
}

export interface Standing {
  /** The voice whose trace it is. */
  readonly voiceId: string;
  /** The case the voice was first filed as, and the one that holds it now. */
  readonly own: CaseRow;
  readonly row: CaseRow;
  /** Whether what was said to everybody is told: with the page's address alone it is not. */
  readonly isTold: boolean;
}

export async function residentStations(
  ctx: TransactionContext,
  { voiceId, own, row, isTold }: Standing,
  { directory, names, locale, terms }: { directory: Directory; names: NamesForTrace; locale: Locale; terms: Terms },
): Promise<Stations> {
  const ofOwn = await findMoves(ctx.db, own.id);
  const mergedAt = ofOwn.findLast(({ verb }) => verb === 'merge')?.at ?? '';
  const since = own.id === row.id ? [] : (await findMoves(ctx.db, row.id)).filter(({ at }) => at > mergedAt);
  const said = isTold ? await findPublicWords(ctx.db, [own.id, row.id]) : new Map<string, string>();
  // Another voice about the same problem is another's matter: only one's own arrival is a station.
  const isOthers = (move: MoveRow) => move.verb === 'report' && move.seq > 1 && codesOf(move).reportId !== voiceId;
  return [...ofOwn, ...since]
    .filter((move) => !isOthers(move))
    .flatMap((move) => {
      const organisation = move.organisation_id === null ? '' : (directory.find(move.organisation_id)?.name ?? '');
      const codes = codesOf(move);
      const until = untilWords(codes.until, ctx.district.timeZone, locale);
      const station = stationOf(
        { ...move, codes },
        { ...names, organisation, until, whySuspended: whyWords(codes.why, locale) },
      );
      if (station === undefined) return [];
      const words = say(locale, station.key, station.data, terms);
      return [{ ...station, words, at: move.at, reason: reasonOf(move), said: said.get(move.id) ?? null }];
    });
}

/** What stands on top while the reporter is asked to look: nobody is checking on site then. */
export function askOfReporter({ status, verification }: CaseFacts, stations: Stations): Sentence | undefined {
  const isAsked = status === 'verifying' && verification === 'notNow' && stations.at(-1)?.key === ASKED.key;
  return isAsked ? ASKED : undefined;
}

const ASKED: Sentence = { key: 'case.trace.askedReporter', data: {} };

/** 12月1日 17:30, as a resident reads a moment; nothing for what is none. */
function untilWords(at: unknown, timeZone: string, locale: Locale): string {
  if (typeof at !== 'string') return '';
  const { day, time } = wallClock(at, timeZone);
  if (locale !== 'zh-CN') return `${day} ${time}`;
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日 ${time}`;
}

/** Why it stands still, as a resident reads it; nothing for what is no such reason. */
function whyWords(reason: unknown, locale: Locale): string {
  const known = SUSPENSION_REASONS.find((each) => each === reason);
  return known === undefined ? '' : say(locale, `case.suspension.${known}`);
}

/** Of the reasons only why an organisation says that it is not its own: the others are the house's. */
function reasonOf(move: MoveRow): string | null {
  const { sendBackReason } = codesOf(move);
  return typeof sendBackReason === 'string' ? sendBackReason : null;
}

function codesOf({ codes }: { codes: unknown }): Record<string, unknown> {
  return codes as Record<string, unknown>;
}
