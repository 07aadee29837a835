/** What a name is found by: the same keys that the database makes of a name (`bigrams`, `name_keys`), for what was typed. Pure. */
import { bigrams } from '#shared/chinese.ts';

const HAN = '\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}';
const NUMBER_WITH_COUNTER = new RegExp(`[0-9]+[${HAN}]`, 'gu');
const HAS_HAN = new RegExp(`[${HAN}]`, 'u');
const RUNS = new RegExp(`[${HAN}]+|[a-z]+|[0-9]+`, 'gu');
const LONGEST_KEY = 40;

/** Without spaces, narrow and in lower case: names and what is typed are compared like this. */
export function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    .replace(/\s+/g, '');
}

/** What to ask the index of names for, all of it at once; nothing when too little was typed. */
export interface NameKeys {
  readonly whole: readonly string[];
  /** The beginning of initials or of whole pinyin. */
  readonly beginning: string | undefined;
}

/** Two Han characters are enough, or a number with its counter (3栋), or two letters. */
export function keysOf(typed: string): NameKeys {
  const text = squeezed(typed);
  if (!HAS_HAN.test(text)) {
    const letters = text.replace(/[^a-z0-9]/g, '').slice(0, LONGEST_KEY);
    const isEnough = letters.length >= 2 && /[a-z]/.test(letters);
    return { whole: [], beginning: isEnough ? letters : undefined };
  }
  const counted = [...text.matchAll(NUMBER_WITH_COUNTER)].map(([key]) => key);
  return { whole: [...new Set([...bigrams(text), ...counted])], beginning: undefined };
}

/**
 * How well a name fits what was typed, 0 for not at all: the runs of characters, letters and digits that were typed stand in it in
 * this order (船坞3栋 in 船坞新村 3 栋), a number only as a whole number. Exactly the name is best, its beginning next.
 */
export function fitOf(typed: string, name: string): number {
  const [wanted, text] = [squeezed(typed), squeezed(name)];
  if (wanted === '') return 0;
  if (text === wanted) return 4;
  if (text.startsWith(wanted) && !endsInsideNumber(text, wanted.length)) return 3;
  let at = 0;
  for (const [run] of wanted.matchAll(RUNS)) {
    const found = indexOfRun(text, run, at);
    if (found < 0) return 0;
    at = found + run.length;
  }
  return text.includes(wanted) ? 2 : 1;
}

function indexOfRun(text: string, run: string, from: number): number {
  for (let at = text.indexOf(run, from); at >= 0; at = text.indexOf(run, at + 1)) {
    const isNumber = /^[0-9]/.test(run);
    if (!isNumber || !(isDigit(text[at - 1]) || isDigit(text[at + run.length]))) return at;
  }
  return -1;
}

function endsInsideNumber(text: string, length: number): boolean {
  return isDigit(text[length - 1]) && isDigit(text[length]);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
