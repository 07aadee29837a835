/** What is odd about a picture, with its reason: told to a person who checks. It decides nothing and is asked of nobody. */
import { distanceMetres } from '#shared/geo.ts';
import { addMinutes } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

/** A phone between tall buildings is easily a hundred metres off. */
const FAR_METRES = 300;
/** Clocks of cameras run a few minutes ahead or behind. */
const CLOCK_MINUTES = 30;

/** Moves whose pictures show what was done. */
const SHOW_WORK: readonly string[] = ['feedback', 'resolveOnSpot', 'verify', 'close', 'answer', 'recheck'];

export interface JudgedPicture {
  /** The verb it came with; undefined for what came with a voice. */
  readonly verb: string | undefined;
  readonly takenAt: Instant | null;
  readonly takenLongitude: number | null;
  readonly takenLatitude: number | null;
}

export interface JudgedCase {
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** When the work began that a picture would show; of what nobody was sent to, when it was reported. */
  readonly workSince: Instant;
}

export type Hint =
  | { readonly reason: 'farAway'; readonly metres: number }
  | { readonly reason: 'tooOld'; readonly takenAt: Instant; readonly since: Instant };

/** What the camera wrote down can be wrong and is often missing: nothing missing is a hint. */
export function hintsOf(picture: JudgedPicture, matter: JudgedCase): Hint[] {
  return [far(picture, matter), old(picture, matter)].flatMap((hint) => hint ?? []);
}

function far({ takenLongitude, takenLatitude }: JudgedPicture, { longitude, latitude }: JudgedCase): Hint | undefined {
  if (takenLongitude === null || takenLatitude === null || longitude === null || latitude === null) return undefined;
  const taken = { longitude: takenLongitude, latitude: takenLatitude };
  const metres = Math.round(distanceMetres(taken, { longitude, latitude }));
  return metres > FAR_METRES ? { reason: 'farAway', metres } : undefined;
}

function old({ verb, takenAt }: JudgedPicture, { workSince }: JudgedCase): Hint | undefined {
  if (takenAt === null || verb === undefined || !SHOW_WORK.includes(verb)) return undefined;
  return takenAt < addMinutes(workSince, -CLOCK_MINUTES) ? { reason: 'tooOld', takenAt, since: workSince } : undefined;
}
