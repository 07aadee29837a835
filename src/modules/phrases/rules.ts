/** How many sentences a person keeps, and how long one is. Pure. */

/** More than anybody finds again with ten keys and a few letters. */
export const MOST_PHRASES = 60;
export const LONGEST_PHRASE = 300;

/** Where a new sentence stands: behind all others. */
export function positionAfter(positions: readonly number[]): number {
  return Math.max(-1, ...positions) + 1;
}
