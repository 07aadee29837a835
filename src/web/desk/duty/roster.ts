// The roster as its parts pass it on.

import type { AnswerTo } from '#web/parts/route.ts';
import type { readRoster } from '#web/parts/routes.ts';

export type Roster = AnswerTo<typeof readRoster>;
export type Place = Roster['places'][number];
export type Shift = Place['shifts'][number];
export type Kind = Shift['kind'];
export type Wanted = { readonly path: string } | { readonly organisationId: string };

export const KINDS: readonly Kind[] = ['lead', 'day', 'night', 'standby'];

export function wantedOf({ path, organisationId }: Place): Wanted {
  return organisationId === null ? { path } : { organisationId };
}

/** What is usual where a place has not said which shifts it wants. */
export const USUAL_HOURS: Readonly<Record<Kind, readonly [string, string]>> = {
  lead: ['08:30', '08:30'],
  day: ['08:30', '17:30'],
  night: ['17:30', '08:30'],
  standby: ['08:30', '08:30'],
};
