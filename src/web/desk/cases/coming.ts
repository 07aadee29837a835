// What still comes of a case, as the words of its stations: only what its kind of matter goes through.

import { KINDS } from '#modules/cases/kinds.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

import type { CasePage } from './case-words.ts';

const BY_STATUS: Readonly<Partial<Record<CasePage['status'], readonly MoveVerb[]>>> = {
  collected: ['file', 'dispatch', 'feedback', 'verify', 'close', 'evaluate'],
  confirming: ['file', 'dispatch', 'feedback', 'verify', 'close', 'evaluate'],
  filed: ['dispatch', 'feedback', 'verify', 'close', 'evaluate'],
  dispatched: ['acknowledge', 'feedback', 'verify', 'close', 'evaluate'],
  handling: ['feedback', 'verify', 'close', 'evaluate'],
  feedback: ['verify', 'close', 'evaluate'],
  verifying: ['close', 'evaluate'],
  closed: ['evaluate'],
};

export function comingVerbs({ status, kind }: Pick<CasePage, 'status' | 'kind'>): readonly MoveVerb[] {
  const verbs = BY_STATUS[status] ?? [];
  switch (KINDS[kind].endsBy) {
    case 'close':
      return verbs;
    case 'answer':
      return verbs
        .filter((verb) => verb === 'evaluate')
        .flatMap((verb) => (status === 'closed' ? [verb] : ['answer', verb]));
    default:
      return [];
  }
}
