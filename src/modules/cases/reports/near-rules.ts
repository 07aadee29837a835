/** How alike two matters of one neighbourhood are: by what was said, by class, by how far apart they lie. Pure. */
import { sharedWords, similarity } from './similarity.ts';

interface Matter {
  readonly summary: string;
  readonly class_code: string | null;
}

/** Beyond it the same words are another cover, another lamp. */
export const FAR_M = 400;
const CLASS_WEIGHT = 0.4;
const NEAR_WEIGHT = 0.3;

/** Why two matters are taken for one: what a person may check before merging. */
export interface LikeReasons {
  readonly isSameClass: boolean;
  /** Said in both, the longest first. */
  readonly words: readonly string[];
}

export function reasonsOf(one: Matter, other: Matter): LikeReasons {
  return {
    isSameClass: one.class_code !== null && one.class_code === other.class_code,
    words: sharedWords(one.summary, other.summary),
  };
}

/** 0 when they are not alike. Distance alone makes nothing alike; without a place the words have to. */
export function likenessOf(one: Matter, other: Matter, distanceM: number | undefined): number {
  if (distanceM !== undefined && distanceM > FAR_M) return 0;
  const words = similarity(one.summary, other.summary);
  const isSameClass = one.class_code !== null && one.class_code === other.class_code;
  // Of one class but said in other words: only where they lie close together.
  if (words === 0 && !(isSameClass && distanceM !== undefined)) return 0;
  const nearness = distanceM === undefined ? 0 : 1 - distanceM / FAR_M;
  return words + (isSameClass ? CLASS_WEIGHT : 0) + NEAR_WEIGHT * nearness;
}

export interface Placed {
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** In metres; undefined while one of them has no point. */
export function distanceBetween(one: Placed, other: Placed): number | undefined {
  if (one.longitude === null || one.latitude === null || other.longitude === null || other.latitude === null)
    return undefined;
  return metresBetween([one.longitude, one.latitude], [other.longitude, other.latitude]);
}

const EARTH_M = 6_371_008;

/** Between two points in degrees, longitude first; good for a town. */
export function metresBetween(
  [lon1, lat1]: readonly [number, number],
  [lon2, lat2]: readonly [number, number],
): number {
  const radians = Math.PI / 180;
  const x = (lon2 - lon1) * radians * Math.cos(((lat1 + lat2) / 2) * radians);
  const y = (lat2 - lat1) * radians;
  return Math.hypot(x, y) * EARTH_M;
}
