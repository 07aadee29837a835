/** Whether two short texts speak of the same thing: by the pairs of characters they share. Pure. */
import { bigrams } from '#shared/chinese.ts';

/** Fewer shared pairs are chance: 路上, 门口, 我们. */
const LEAST_SHARED = 2;
/** Of the shorter text's pairs. 井盖松了响 and 门前井盖响 share 2 of 4; two matters of one street seldom a quarter. */
const LEAST_SHARE = 0.25;
/** Said in nearly every report; they tell nothing about what it is. */
const EMPTY_PAIRS = new Set([
  '门口',
  '旁边',
  '没有',
  '已经',
  '这里',
  '那里',
  '我们',
  '小区',
  '一个',
  '有人',
  '好几',
  '几天',
  '请来',
  '请问',
]);

/** 0 when they do not; else the share of the shorter one's pairs that the other has, up to 1. */
export function similarity(one: string, other: string): number {
  const left = tellingPairs(one);
  const right = new Set(tellingPairs(other));
  const shared = left.filter((pair) => right.has(pair)).length;
  const share = shared / Math.max(1, Math.min(left.length, right.size));
  return shared >= LEAST_SHARED && share >= LEAST_SHARE ? share : 0;
}

const MOST_WORDS = 3;

/** The runs of the first text whose pairs the other has too: 井盖松, not 井盖 and 盖松. The longest first. */
export function sharedWords(one: string, other: string): string[] {
  const shared = new Set(tellingPairs(other));
  const runs = new Set<string>();
  let run = '';
  const characters = Array.from(one.normalize('NFKC').toLowerCase());
  for (const [at, character] of characters.entries()) {
    const next = characters[at + 1] ?? '';
    if (shared.has(`${character}${next}`) && !/[0-9]/.test(`${character}${next}`)) run = `${run || character}${next}`;
    else if (run !== '') {
      runs.add(run);
      run = '';
    }
  }
  return [...runs].toSorted((left, right) => right.length - left.length).slice(0, MOST_WORDS);
}

/** House numbers name the place, not the thing: everybody at 3 栋 says 3 栋. */
function tellingPairs(text: string): string[] {
  return bigrams(text.replace(/[0-9０-９]+|[东南西北]/g, ' ')).filter((pair) => !EMPTY_PAIRS.has(pair));
}
