// What other modules ask about pictures: when and where they were taken, and of which earlier ones they are copies.

import type { TransactionContext } from '#platform/context.ts';

import { findNamedPictures, findPictureFacts } from './store-prints.ts';
import type { EarlierPicture, PictureFacts } from './store-prints.ts';

export type { EarlierPicture, PictureFacts } from './store-prints.ts';

/** Of the pictures of a case. Inside a widened transaction. */
export function pictureFacts({ db }: TransactionContext, caseId: string): Promise<PictureFacts[]> {
  return findPictureFacts(db, caseId);
}

/** The earlier pictures these are copies of, as far as a case has named them. Inside a widened transaction. */
export async function copiedPictures(
  { db }: TransactionContext,
  pictures: readonly PictureFacts[],
): Promise<Map<string, EarlierPicture>> {
  const found = await findNamedPictures(db, [...new Set(pictures.flatMap(({ alikeIds }) => alikeIds))]);
  return new Map(found.map((each) => [each.id, each]));
}
