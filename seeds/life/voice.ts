// What one voice of the demo is: where, about what, in whose words, and how the matter went on.

import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

import type { LifeName } from './lives.ts';

/** Pictures before and after, each in three lights, by the name of their files in seeds/pictures. */
export const MOTIFS = [
  'advert',
  'bags',
  'bin',
  'cables',
  'charging',
  'drain',
  'lamp',
  'manhole',
  'pipe',
  'rail',
  'sofa',
  'tree',
] as const;
export type Motif = (typeof MOTIFS)[number];

export interface More {
  /** By which other voices and the tests find it. */
  readonly key?: string;
  /** Still open: how long ago it was said. Without it the voice lies somewhere in the ninety days. */
  readonly minutesAgo?: number;
  readonly daysAgo?: number;
  /** One of the two days with heavy rain. */
  readonly rain?: true;
  /** What is said at the end: by the organisation, the office or whoever settled it. */
  readonly said?: string;
  /** What whoever sends it on, refuses it or looks again says about it. */
  readonly opinion?: string;
  /** What a clerk made of the words. */
  readonly summary?: string;
  readonly placeWords?: string;
  readonly picture?: Motif;
  /** Left a phone number. */
  readonly leavesPhone?: true;
  /** How whoever left a phone is called; else a name is drawn. Two in one building may be called the same. */
  readonly reporter?: string;
  readonly wantsSecrecy?: true;
  /** Another organisation than the one that usually gets this class here. */
  readonly organisation?: string;
  /** The one that says as well that it is not its own, and whose it is in the end. */
  readonly otherOrganisation?: string;
  /** What is said with each move of this verb, one after the other; else `opinion`. */
  readonly notes?: Partial<Record<MoveVerb, readonly string[]>>;
  /** 延期, 挂账: why more time is asked for, by code. */
  readonly reason?: string;
  /** 挂账: the day of review, counted from the last working day; before zero it has passed. */
  readonly reviewInDays?: number;
  /** The person (sign-in name) or organisation a complaint is about. */
  readonly about?: string;
  readonly referral?: string;
  /** The voice whose case this one joins. */
  readonly joins?: string;
  readonly adoption?: 'adopted' | 'partlyAdopted' | 'notNow';
  readonly rating?: readonly [isSolved: boolean, manner: 'good' | 'fair' | 'poor', words?: string];
  /** What the organisation, or else the community, says to the rating. */
  readonly answer?: string;
}

/** Place (a place, a building, a grid or a community), class or kind, how it went on, the words. */
export type Voice = readonly [place: string, what: string, life: LifeName, words: string, more?: More];

export type Channel =
  | 'scan'
  | 'phone'
  | 'visit'
  | 'chatGroup'
  | 'gridWorker'
  | 'microGridMember'
  | 'mobileReporter'
  | 'hotline12345'
  | 'superior'
  | 'videoDevice'
  | 'interface';

export interface Told {
  readonly districtKey: 'yunting' | 'chengan';
  readonly channel: Channel;
  readonly key: string;
  readonly place: string;
  readonly what: string;
  readonly life: LifeName;
  readonly words: string;
  readonly more: More;
}
