/** One box for everything: what was typed may be a number, a phone, words or pinyin; and which group is shown first. Pure. */
import { fitOf, squeezed } from '#modules/names/rules.ts';
import { parseCaseNumber } from '#shared/case-number.ts';
import { isDutyPhone, normalisePhone } from '#shared/identifiers.ts';

export const GROUP_KINDS = ['cases', 'places', 'areas', 'organisations', 'people'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** What was typed can be several of these at once: 10012345678 is a phone and could be a number. */
export interface Asked {
  /** A whole number of a case, as it is stored. */
  readonly number: string | undefined;
  /** Four digits: the end of a number, or of a duty phone. */
  readonly tail: string | undefined;
  readonly phone: string | undefined;
  /** At least two characters or letters. */
  readonly words: string | undefined;
  /** Letters and digits alone: pinyin, or a word of a Latin script. */
  readonly isSpelled: boolean;
}

export function asked(typed: string, options: { demo: boolean }): Asked {
  const text = typed.normalize('NFKC').trim();
  const digits = text.replace(/[\s\-–—]/g, '');
  const isDigits = /^\+?\d+$/.test(digits);
  const phone = normalisePhone(text);
  const letters = squeezed(text).replace(/[^\p{L}\p{N}]/gu, '');
  return {
    number: parseCaseNumber(text)?.number,
    tail: /^\d{4}$/.test(digits) ? digits : undefined,
    phone: isDutyPhone(phone, options) ? phone : undefined,
    words: !isDigits && [...letters].length >= 2 ? text : undefined,
    isSpelled: /^[a-z0-9]*[a-z][a-z0-9]*$/.test(letters),
  };
}

/** Whether anything could be found by it; else the box says what can be typed. */
export function isSearchable({ number, tail, phone, words }: Asked): boolean {
  return [number, tail, phone, words].some((each) => each !== undefined);
}

export interface Group<Hit> {
  readonly kind: GroupKind;
  readonly hits: readonly Hit[];
}

/** A matter that has the words somewhere stands before names that only have them somewhere too, behind names that begin with them. */
const CASES_FIT = 2.5;

/** The likeliest group first, empty ones left out. */
export function inOrder<G extends Group<{ readonly title: string }>>(
  groups: readonly G[],
  { number, tail, phone, isSpelled }: Asked,
  typed: string,
): G[] {
  const likeliness = ({ kind, hits }: G): number => {
    if (number !== undefined || tail !== undefined) return kind === 'cases' ? 9 : 1;
    if (phone !== undefined) return kind === 'people' ? 9 : 1;
    if (kind === 'cases') return CASES_FIT;
    // Initials stand in no name: that it was found by them is as good as its beginning.
    return isSpelled ? 3 : Math.max(0, ...hits.map(({ title }) => fitOf(typed, title)));
  };
  return groups
    .filter(({ hits }) => hits.length > 0)
    .map((group) => ({ group, likeliness: likeliness(group) }))
    .sort((one, other) => other.likeliness - one.likeliness)
    .map(({ group }) => group);
}

/** The best fitting names first; the shorter of two alike. */
export function byFit<Named extends { readonly name: string; readonly also?: string | null }>(
  named: readonly Named[],
  typed: string,
  isSpelled: boolean,
): Named[] {
  const fit = ({ name, also }: Named) => Math.max(fitOf(typed, name), fitOf(typed, also ?? '') - 0.5);
  return named
    .map((each) => ({ each, fit: isSpelled ? 1 : fit(each) }))
    .filter((found) => found.fit > 0)
    .sort((one, other) => other.fit - one.fit || one.each.name.length - other.each.name.length)
    .map(({ each }) => each);
}
