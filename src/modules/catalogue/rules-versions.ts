// Versions of a class: which is in force, what a new one does to the one before, and when they would overlap.

import { addDays } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';

export interface Validity {
  readonly version: number;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export type VersionState = 'inForce' | 'waiting' | 'past' | 'replaced';

/** The newest is changed by what follows it, or stands in its way. */
export type Fit = { readonly closesOn: Day | null } | { readonly overlaps: Validity };

/**
 * What the newest version becomes when this one follows. An open one ends the day before; one that began on the same day is
 * replaced and was never valid after that; one whose last day is said keeps it, and the new one may not begin before it ended.
 */
export function fitAfter(newest: Validity, next: { readonly validFrom: Day }): Fit {
  if (next.validFrom < newest.validFrom) return { overlaps: newest };
  const dayBefore = addDays(next.validFrom, -1);
  if (next.validFrom === newest.validFrom) return { closesOn: dayBefore };
  if (newest.validTo === null) return { closesOn: dayBefore };
  return newest.validTo < next.validFrom ? { closesOn: newest.validTo } : { overlaps: newest };
}

/** The one that counts on this day; before the first one began, the first one. */
export function inForceOn<V extends Validity>(versions: readonly V[], day: Day): V | undefined {
  const standing = versions.filter((each) => !isReplaced(each));
  const begun = standing.filter(({ validFrom }) => validFrom <= day);
  if (begun.length > 0) return begun.reduce((newest, each) => (each.version > newest.version ? each : newest));
  return standing.toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1))[0];
}

export function stateOf(each: Validity, day: Day): VersionState {
  if (isReplaced(each)) return 'replaced';
  if (each.validFrom > day) return 'waiting';
  return each.validTo !== null && each.validTo < day ? 'past' : 'inForce';
}

function isReplaced({ validFrom, validTo }: Validity): boolean {
  return validTo !== null && validTo < validFrom;
}
