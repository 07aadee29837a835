// Chance that repeats itself: the same name always gives the same numbers and the same ids.

import { createHash } from 'node:crypto';

export type Random = {
  /** 0 ≤ value < 1. */
  share(): number;
  /** Whole number, both ends included. */
  between(min: number, max: number): number;
  pick<T>(choices: readonly T[]): T;
};

/** sfc32, seeded with the digest of the name. */
export function makeRandom(name: string): Random {
  const digest = createHash('sha256').update(name).digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let counter = 1;
  const share = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  return {
    share,
    between: (min, max) => min + Math.floor(share() * (max - min + 1)),
    pick: (choices) => choices[Math.floor(share() * choices.length)]!,
  };
}

/** Shaped like every other id (UUIDv7, as of 2024-03-01), but always the same for the same name. */
export function seededId(name: string): string {
  const millis = Date.UTC(2024, 2, 1).toString(16).padStart(12, '0');
  const digest = createHash('sha256').update(`gezhi demo ${name}`).digest('hex');
  const variant = ((Number.parseInt(digest[3]!, 16) & 0x3) | 0x8).toString(16);
  return [
    millis.slice(0, 8),
    millis.slice(8),
    `7${digest.slice(0, 3)}`,
    `${variant}${digest.slice(4, 7)}`,
    digest.slice(7, 19),
  ].join('-');
}

/** Shares a whole number out by weight so that the parts add up to it exactly, each at least `least`. */
export function shareOut(total: number, weights: readonly number[], least: number): number[] {
  const spare = total - least * weights.length;
  if (spare < 0) throw new RangeError(`${total} cannot be shared out to ${weights.length} with ${least} each`);
  const sum = weights.reduce((before, weight) => before + weight, 0);
  const exact = weights.map((weight) => (spare * weight) / sum);
  const parts = exact.map((value) => Math.floor(value));
  const rest = spare - parts.reduce((before, part) => before + part, 0);
  const byRemainder = exact
    .map((value, at) => ({ at, remainder: value - Math.floor(value) }))
    .toSorted((left, right) => right.remainder - left.remainder || left.at - right.at);
  for (const { at } of byRemainder.slice(0, rest)) parts[at] = parts[at]! + 1;
  return parts.map((part) => part + least);
}

/** The id of a thing of a demo district, found again by anyone who knows its name. */
export function idOf(kind: string, districtKey: string, name: string): string {
  return seededId(`${kind} ${districtKey} ${name}`);
}

/** Eleven digits that no network connects: 100 and eight more. */
export function demoPhone(name: string): string {
  return `100${makeRandom(`phone ${name}`).between(10_000_000, 99_999_999)}`;
}
