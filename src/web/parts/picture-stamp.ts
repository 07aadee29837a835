// What is laid over a picture of a case: when, where, which number. It is never written into the file.

import { groupCaseNumber } from '#shared/case-number.ts';

import { dateTimeWords } from './clock-words.ts';

interface Case {
  readonly number: string;
  readonly placeWords: string | null;
  readonly reports: readonly { readonly reportedAt: string }[];
  readonly stations: readonly { readonly moveId: string; readonly at: string }[];
}

/** @param moveId of the move the picture came with; null: it came with the first report */
export function stampOf({ number, placeWords, reports, stations }: Case, moveId: string | null): string {
  const at = stations.find((station) => station.moveId === moveId)?.at ?? reports[0]?.reportedAt;
  return [at === undefined ? '' : dateTimeWords(at), placeWords ?? '', groupCaseNumber(number)]
    .filter((part) => part !== '')
    .join(' · ');
}
