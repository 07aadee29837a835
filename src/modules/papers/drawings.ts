// What is drawn in a thread of its own, as it is handed over to it.

import type { FontFile } from '#platform/fonts.ts';

import type { CountedList } from './actions-lists.ts';
import type { BlockPaper, CardSheet, CodeSigns, GridBoard, OrderSheet } from './paper-data.ts';
import type { Sheet } from './words.ts';

export type Drawing = (
  | { readonly paper: 'codes'; readonly data: CodeSigns; readonly sheet: Sheet }
  | { readonly paper: 'board'; readonly data: GridBoard }
  | { readonly paper: 'order'; readonly data: OrderSheet }
  | { readonly paper: 'cards'; readonly data: CardSheet }
  | { readonly paper: 'list'; readonly data: BlockPaper }
  | { readonly paper: 'listDocx'; readonly data: BlockPaper }
  | { readonly paper: 'listXlsx'; readonly data: CountedList }
) & {
  /** Stands in the file as when it was made. */
  readonly at: string;
};

export interface ThreadData {
  /** Of these the first that opens and has Han characters is taken. */
  readonly fonts: readonly FontFile[];
}

export type ThreadAnswer =
  | { readonly notice: 'ready'; readonly hasFont: boolean }
  | { readonly notice: 'drawn'; readonly bytes: Uint8Array }
  | { readonly notice: 'failed'; readonly name: string; readonly message: string };
