// Which cases of the same grid sound like this one: by class, or by the words they share.

import { bigrams } from '#shared/chinese.ts';

import type { CasePage } from './case-pages.ts';
import type { Alike } from './TargetField.vue';

export interface Line {
  readonly id: string;
  readonly number: string;
  readonly summary: string;
  readonly status: string;
  readonly classCode: string | null;
  readonly reportedAt: string;
}

const OVER: readonly string[] = ['closed', 'evaluated', 'rejected', 'cancelled', 'withdrawn', 'merged'];
const SHARED_PAIRS = 2;
const MOST = 3;

export function alikeOf(page: Pick<CasePage, 'id' | 'summary' | 'classCode'>, lines: readonly Line[]): Alike[] {
  const own = new Set(bigrams(page.summary));
  return lines
    .filter(({ id }) => id !== page.id)
    .filter(
      (line) =>
        (page.classCode !== null && line.classCode === page.classCode) ||
        bigrams(line.summary).filter((pair) => own.has(pair)).length >= SHARED_PAIRS,
    )
    .slice(0, MOST)
    .map(({ id, number, summary, status, reportedAt }) => ({
      id,
      number,
      summary,
      reportedAt,
      isOpen: !OVER.includes(status),
    }));
}
