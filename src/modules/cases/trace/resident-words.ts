/** The one sentence a resident reads at each stage, as a key and its data; the words stand in shared/words. */
import type { WordData, WordKey } from '#shared/words/say.ts';

import type { CaseFacts, WorkOrderFacts } from '../facts.ts';
import { KINDS, verificationOf } from '../kinds.ts';
import { leadOrder } from '../orders/work-order-rules.ts';

export interface Sentence {
  readonly key: Extract<WordKey, `case.trace.${string}`>;
  readonly data: WordData;
}

export interface NamesForResident {
  /** Of the lead handler, as the resident may read it; organisation or crew, never a person. */
  readonly organisation: string;
  /** The grid worker's name if that one consents, else the empty text. */
  readonly gridWorker: string;
  /** Where the matter belongs instead, in words. */
  readonly referral: string;
  /** Until when it stands still, in words; empty while it does not. */
  readonly until: string;
  /** Why it stands still, in words; empty while it does not. */
  readonly whySuspended: string;
}

/** Of a time before reasons stood in the history only the day is told. */
export function suspendedSentence({ until, whySuspended }: Pick<NamesForResident, 'until' | 'whySuspended'>): Sentence {
  return whySuspended === ''
    ? sentence('case.trace.suspendedUntil', { until })
    : sentence('case.trace.suspended', { reason: whySuspended, until });
}

export function residentSentence(
  facts: CaseFacts,
  orders: readonly WorkOrderFacts[],
  names: NamesForResident,
): Sentence {
  const organisation = { organisation: names.organisation };
  const gridWorker = { gridWorker: names.gridWorker };
  const lead = leadOrder(orders);
  if (facts.arbitrationAt !== null) return sentence('case.trace.arbitration');
  if (lead?.status === 'sendBackAsked') return sentence('case.trace.sendBackAsked', organisation);
  if (lead?.suspension != null) return suspendedSentence(names);
  switch (facts.status) {
    case 'collected':
      return sentence('case.trace.collected');
    case 'confirming':
      return sentence(facts.confirmation === null ? 'case.trace.confirming' : 'case.trace.confirmed', gridWorker);
    case 'filed':
      return sentence(keyWhenFiled(facts));
    case 'dispatched':
      return sentence('case.trace.dispatched', organisation);
    case 'handling':
      if (lead?.status !== 'rework') return sentence('case.trace.handling', organisation);
      return sentence(lead.reworkCause === 'reopening' ? 'case.trace.reopened' : 'case.trace.rework');
    case 'feedback':
      return sentence(isCheckedOnSite(facts) ? 'case.trace.feedback' : 'case.trace.feedbackUnchecked', organisation);
    case 'verifying':
      return isCheckedOnSite(facts)
        ? sentence('case.trace.verifying')
        : sentence('case.trace.feedbackUnchecked', organisation);
    case 'closed':
      return sentence(keyWhenClosed(facts));
    case 'evaluated':
      return sentence('case.trace.evaluated');
    case 'rejected':
      return sentence('case.trace.rejected', { referral: names.referral });
    case 'cancelled':
      return sentence('case.trace.cancelled');
    case 'withdrawn':
      return sentence('case.trace.withdrawn');
    case 'merged':
      return sentence('case.trace.merged');
  }
}

function keyWhenFiled(facts: CaseFacts): Sentence['key'] {
  // Reopened by a failed re-check, not by the resident: then he has not said anything.
  const isByRecheck = facts.reopenCount > 0 && facts.reopenedAt === null;
  if (facts.review !== null) return isByRecheck ? `case.trace.${facts.review}ByRecheck` : `case.trace.${facts.review}`;
  if (isByRecheck) return 'case.trace.rework';
  return facts.reopenedAt === null ? 'case.trace.filed' : 'case.trace.reopened';
}

function keyWhenClosed(facts: CaseFacts): Sentence['key'] {
  const { endsBy } = KINDS[facts.kind];
  if (endsBy === 'report') return 'case.trace.thanked';
  if (endsBy === 'answer') return 'case.trace.answered';
  // Told without detail: nobody at home or at work should learn from the page what it was about.
  if (facts.kind === 'tipOff' || facts.secrecy === 'restricted') return 'case.trace.closedQuietly';
  return facts.resolvedOnSpotBy !== null && facts.reopenCount === 0 ? 'case.trace.resolvedOnSpot' : 'case.trace.closed';
}

function isCheckedOnSite(facts: CaseFacts): boolean {
  return verificationOf(facts.kind, facts.secrecy) === 'onSite';
}

function sentence(key: Sentence['key'], data: WordData = {}): Sentence {
  return { key, data };
}
