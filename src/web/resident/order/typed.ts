// What a crew has typed into a form of its order: kept while sheets open and close, and read back from a parcel that was refused.

import type { SendBackReason } from '#modules/cases/facts.ts';
import type { Draft } from '#web/parts/evidence.ts';
import type { Kept } from '#web/parts/outbox.ts';

export type FormVerb = 'feedback' | 'sendBack' | 'askToRelay';

export interface Typed {
  words: string;
  drafts: Draft[];
  /** Kinds of evidence beside words and pictures. */
  isConfirmedByParty: boolean;
  hasDocument: boolean;
  /** Settled as a whole: the stages still to come are not needed. */
  endsStages: boolean;
  reason: SendBackReason | '';
  /** Of a send-back: whether it points to the list that organisations of this kind point to. */
  hasBasis: boolean;
}

export function emptyTyped(): Typed {
  return {
    words: '',
    drafts: [],
    isConfirmedByParty: false,
    hasDocument: false,
    endsStages: false,
    reason: '',
    hasBasis: true,
  };
}

/** Undefined for what is no form: 签收 is one tap. */
export function typedOf(parcel: Kept): { verb: FormVerb; typed: Typed } | undefined {
  const last = parcel.steps[parcel.steps.length - 1];
  const verb = last?.address.split('/').pop();
  if (last === undefined || typeof last.body !== 'string') return undefined;
  if (verb !== 'feedback' && verb !== 'sendBack' && verb !== 'askToRelay') return undefined;
  const body = JSON.parse(last.body) as {
    words?: string;
    evidence?: string[];
    endsStages?: boolean;
    sendBackReason?: SendBackReason;
    basis?: string;
  };
  const drafts = parcel.steps.flatMap(({ address, body: bytes }) =>
    bytes instanceof Blob
      ? [{ id: address.split('/').pop() ?? '', kind: 'picture' as const, bytes, address: URL.createObjectURL(bytes) }]
      : [],
  );
  return {
    verb,
    typed: {
      words: body.words ?? '',
      drafts,
      isConfirmedByParty: body.evidence?.includes('partyConfirmation') === true,
      hasDocument: body.evidence?.includes('document') === true,
      endsStages: body.endsStages === true,
      reason: body.sendBackReason ?? '',
      hasBasis: body.basis !== undefined,
    },
  };
}
