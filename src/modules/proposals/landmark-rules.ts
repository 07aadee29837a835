/** Which place of the ground the words speak of: 包子店门口 is the door of the one 包子店 here. Pure. */

export interface Landmark {
  readonly id: string;
  readonly name: string;
  /** Nickname, address, former name. */
  readonly also: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

export interface PlaceProposal {
  readonly landmark: Landmark;
  /** The part of the words that names it. */
  readonly because: string;
  readonly isLearned: boolean;
}

/** What people called a place: words before 门口, and the place that those matters then had. */
export type Aliases = Readonly<Record<string, string>>;

/** Two characters are too many places: 菜场, 公园 stand in half of all names. Said before 门口 or 旁边 they mean the one here. */
const LEAST_CHARACTERS = 3;
const BESIDE = /([\p{Script=Han}]{2,8}?)(?:的)?(?:大?门口|旁边|对面|附近|隔壁|后面|前面|楼下|边上)/gu;
const BEFORE_A_NAME = /^.*(?:我家|我们|就在|在|从|到|有|是|去|这|那)/u;

/** Undefined when none is named, or two could be meant: then the person chooses. */
export function placeIn(words: string, landmarks: readonly Landmark[], aliases: Aliases): PlaceProposal | undefined {
  const text = squeezed(words);
  const named = landmarks
    .map((landmark) => ({ landmark, because: longestIn(text, landmark) }))
    .filter(({ because }) => because !== '')
    .toSorted((one, other) => other.because.length - one.because.length);
  const [first, second] = named;
  if (first !== undefined && first.because.length > (second?.because.length ?? 0))
    return { ...first, isLearned: false };
  if (first !== undefined) return undefined;
  for (const phrase of phrasesIn(words)) {
    const known = Object.hasOwn(aliases, phrase) ? landmarks.find(({ id }) => id === aliases[phrase]) : undefined;
    if (known !== undefined) return { landmark: known, because: phrase, isLearned: true };
    const ending = landmarks.filter(({ name }) => squeezed(name).endsWith(phrase));
    if (ending.length === 1) return { landmark: ending[0]!, because: phrase, isLearned: false };
  }
  return undefined;
}

/** 包子店 of 就在包子店门口: what is named as lying beside. Each end of the run is tried, longest first. */
export function phrasesIn(words: string): string[] {
  const found = [...words.normalize('NFKC').matchAll(BESIDE)].flatMap(([, run = '']) => {
    const name = run.replace(BEFORE_A_NAME, '');
    return Array.from({ length: Math.max(0, name.length - 1) }, (_, at) => name.slice(at));
  });
  return [...new Set(found)].filter((phrase) => phrase.length >= 2);
}

const LEAST_MATTERS = 2;
const LEAST_SHARE = 0.8;

/** Names that at least two matters gave to one and the same place. A household is no landmark. */
export function learnAliases(samples: readonly { readonly words: string; readonly placeId: string }[]): Aliases {
  const counts = new Map<string, Map<string, number>>();
  for (const { words, placeId } of samples) {
    const [phrase] = phrasesIn(words);
    if (phrase === undefined || phrase.includes('家') || phrase.length < LEAST_CHARACTERS) continue;
    const of = counts.get(phrase) ?? new Map<string, number>();
    counts.set(phrase, of.set(placeId, (of.get(placeId) ?? 0) + 1));
  }
  const aliases: Record<string, string> = {};
  for (const [phrase, of] of counts) {
    const all = [...of.values()].reduce((sum, count) => sum + count, 0);
    const [placeId, count] = [...of].toSorted((one, other) => other[1] - one[1])[0]!;
    if (count >= LEAST_MATTERS && count / all >= LEAST_SHARE) aliases[phrase] = placeId;
  }
  return aliases;
}

/** The name, or one of the other names, as far as it stands in the words. */
function longestIn(text: string, { name, also }: Landmark): string {
  const names = [name, ...(also ?? '').split('|')].map(squeezed).filter((each) => each.length >= LEAST_CHARACTERS);
  return names.filter((each) => standsIn(text, each)).toSorted((one, other) => other.length - one.length)[0] ?? '';
}

/** A number only as a whole number: 13栋 does not name 3栋. */
function standsIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!(/^\d/.test(name) && /\d/.test(text[at - 1] ?? ''))) return true;
  }
  return false;
}

function squeezed(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
}
