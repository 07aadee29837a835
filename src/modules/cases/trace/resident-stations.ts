// The stations a resident reads, one a move that concerns them: pure, from the history's codes to a key and its data.

import type { WordData, WordKey } from '#shared/words/say.ts';

import { suspendedSentence } from './resident-words.ts';

export interface Station {
  readonly key: WordKey;
  readonly data: WordData;
}

export interface HistoryRow {
  readonly verb: string;
  readonly to_status: string;
  readonly codes: Readonly<Record<string, unknown>>;
}

/** 请反映人看看: the reason of a verifier who could not look and asks who said it. */
const ASKS_REPORTER = 'askedReporter';

/** Undefined for what stays inside the house: opinions, levels, internal assignment. */
export function stationOf(
  { verb, to_status, codes }: HistoryRow,
  names: { organisation: string; gridWorker: string; referral: string; until: string; whySuspended: string },
): Station | undefined {
  const organisation = { organisation: names.organisation };
  switch (verb) {
    case 'report':
      return station(to_status === 'closed' ? 'case.trace.thanked' : 'case.trace.collected');
    case 'confirm':
      if (codes.outcome === 'notTrue') return undefined;
      return station(codes.outcome === 'underWay' ? 'case.trace.confirming' : 'case.trace.confirmed', {
        gridWorker: names.gridWorker,
      });
    case 'file':
      return station('case.trace.filed');
    case 'dispatch':
    case 'dispatchDirect':
    case 'redispatch':
      return station('case.trace.dispatched', organisation);
    case 'acknowledge':
      return station('case.trace.handling', organisation);
    case 'sendBack':
      return station('case.trace.sendBackAsked', organisation);
    case 'approveSendBack':
      return station('case.trace.sentBackAgreed', organisation);
    case 'refuseSendBack':
      return station('case.trace.sendBackRefused', organisation);
    case 'arbitrate':
      return station('case.trace.arbitrated', organisation);
    case 'addCoHandler':
      return station('case.trace.coHandler', organisation);
    case 'approveExtension':
      return station('case.trace.extended', { ...organisation, until: names.until });
    case 'suspend':
      return suspendedSentence(names);
    case 'resume':
      return station('case.trace.handling', organisation);
    case 'feedback':
      return to_status === 'feedback' ? station('case.trace.feedback', organisation) : undefined;
    case 'sendToVerify':
      return station('case.trace.verifying');
    case 'verify':
      if (codes.outcome === 'notSolved') return station('case.trace.rework');
      if (codes.reason === ASKS_REPORTER) return station('case.trace.askedReporter');
      return to_status === 'closed' ? station('case.trace.closed') : undefined;
    case 'returnToOrganisation':
      return station('case.trace.rework');
    case 'resolveOnSpot':
      return station('case.trace.resolvedOnSpot');
    case 'answer':
      return station('case.trace.answered');
    case 'close':
      return station('case.trace.closed');
    case 'reject':
      return station('case.trace.rejected', { referral: names.referral });
    case 'cancel':
      return station('case.trace.cancelled');
    case 'withdraw':
      return to_status === 'withdrawn' ? station('case.trace.withdrawn') : undefined;
    case 'merge':
      return station('case.trace.merged');
    case 'reopen':
      return station('case.trace.reopened');
    case 'recheck':
      return codes.outcome === 'notSolved' ? station('case.trace.rework') : undefined;
    case 'evaluate':
      return station('case.trace.evaluated');
    case 'answerRating':
      return names.organisation === ''
        ? station('case.trace.ratingAnsweredHere')
        : station('case.trace.ratingAnswered', organisation);
    default:
      return undefined;
  }
}

function station(key: WordKey, data: WordData = {}): Station {
  return { key, data };
}
