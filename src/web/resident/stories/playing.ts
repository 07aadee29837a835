// How far a story is on this device: when it was begun, which matters it has made, and which step comes next.

import { apiOf } from '#web/parts/api.ts';
import { addMinutes } from '#shared/time.ts';
import { now } from '#web/parts/now.ts';
import { keepHere, readKept } from '#web/parts/kept-here.ts';
import type { AnswerOf, Route } from '#web/parts/route.ts';
import { playingName } from '#web/parts/story-hint.ts';
import { getStoryProgress } from '#web/parts/routes.ts';
import type { listStories } from '#web/parts/routes.ts';

type Answer<R> = R extends Route<infer E> ? AnswerOf<E> : never;
export type Story = Answer<typeof listStories>['stories'][number];
export type Step = Story['steps'][number];
export type Matter = Answer<typeof getStoryProgress>['matters'][number];

export interface Playing {
  readonly since: string;
  /** The matters of this device's story, in the order they were made; others may play the same story elsewhere. */
  readonly own: readonly string[];
}

export function readPlaying(story: string): Playing | undefined {
  const kept = readKept(playingName(story));
  return kept === undefined ? undefined : (JSON.parse(kept) as Playing);
}

export function beginPlaying(story: string): Playing {
  // A little back: a clock that agrees with the server's within seconds is left as it is.
  const playing = { since: addMinutes(now(), -0.1), own: [] };
  keepHere(playingName(story), JSON.stringify(playing));
  return playing;
}

export interface Progress {
  /** The matters this device has reported, or taken as its own, in their order. */
  readonly own: readonly Matter[];
  /** Reported elsewhere since: by the player in another browser, or by somebody who plays the same story. */
  readonly others: readonly Matter[];
}

/** @throws {Refused | NoAnswer} */
export async function readProgress(district: string, story: Story, playing: Playing): Promise<Progress> {
  const { matters } = await apiOf(district).call(getStoryProgress, {
    params: { key: story.key },
    query: { since: playing.since, ...(playing.own.length === 0 ? {} : { own: playing.own.join(',') }) },
  });
  return {
    own: playing.own.flatMap((id) => matters.filter((matter) => matter.id === id)),
    others: matters.filter(({ id }) => !playing.own.includes(id)),
  };
}

/** What was done in another window is this story's too, once the player has said so. */
export function claim(story: string, playing: Playing, matter: Matter): Playing {
  const claimed = { ...playing, own: [...playing.own, matter.id] };
  keepHere(playingName(story), JSON.stringify(claimed));
  return claimed;
}

export function isDone(step: Step, matters: readonly Matter[]): boolean {
  const moves = matters[step.matter]?.moves ?? [];
  const { verb, times, to } = step.done;
  return moves.filter((move) => move.verb === verb && (to === null || move.to === to)).length >= times;
}

/** The address with its matter filled in; undefined while that is not there yet. */
export function addressOf(step: Step, matters: readonly Matter[], pageOf: (number: string) => string | undefined) {
  const matter = matters[step.matter];
  const values = {
    case: matter?.id,
    number: matter?.number,
    link: matter === undefined ? undefined : pageOf(matter.number),
  };
  let address = step.address;
  for (const [name, value] of Object.entries(values)) {
    if (!address.includes(`{${name}}`)) continue;
    if (value === undefined) return undefined;
    address = address.replace(`{${name}}`, value);
  }
  return address;
}
