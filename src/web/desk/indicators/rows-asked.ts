// Which rows are open on the page: of a measure, of a part of it, of one line of a breakdown.

import type { Dimension, Excluded } from '#modules/indicators/rules.ts';
import type { MeasureKey } from '#modules/indicators/rules-measures.ts';

export interface RowsAsked {
  readonly measure: MeasureKey | Excluded;
  readonly part?: MeasureKey;
  readonly only?: 'with' | 'without';
  readonly by?: Dimension;
  readonly key?: string;
}
