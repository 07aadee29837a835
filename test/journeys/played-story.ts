// What the server tells of a story of 演示剧本 and of how far a visitor has played it.

import { demoDistricts } from '../../seeds/town.ts';

export interface Matter {
  id: string;
  number: string;
  moves: { verb: string; to: string }[];
}
export interface Step {
  key: string;
  who: { signInName: string | null };
  address: string;
  words: string | null;
  matter: number;
  done: { verb: string; times: number };
}
export interface Story {
  key: string;
  shows: { zh: string; en: string }[];
  steps: Step[];
}

export interface Play {
  readonly story: Story;
  /** Ids and links of the matters, in their order. */
  readonly made: { id: string; link: string }[];
}

/** What the page asks for beside the words; the visitor chooses it from the lists that the task names. */
export type Fields = Record<string, unknown>;

/** A place or a building as a map names it. */
export function pointAt(name: string): Fields {
  const { places, buildings } = demoDistricts().yunting;
  const found = [...places, ...buildings].find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  const { longitude, latitude } = found;
  return { place: { longitude, latitude, crs: 'CGCS2000' }, placeWords: name };
}
