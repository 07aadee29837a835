// `;` in an opinion asks for a sentence: what was typed since then narrows the choice, and the chosen one takes its place.
// A semicolon right behind a word is a semicolon; two of them ask all the same.

const MARKS = [';', '；'];
const ENDS_A_SENTENCE = /[\s。，、！？：）.,!?:)]/;
/** Longer than that nobody types to find a sentence. */
const LONGEST_QUERY = 12;

export interface Asked {
  /** Where the mark stands, or the first of two. */
  readonly at: number;
  readonly length: 1 | 2;
  /** What was typed behind it. */
  readonly query: string;
}

/** Whether what was just typed in front of the caret asks. */
export function askedAt(text: string, caret: number): Asked | undefined {
  if (!MARKS.includes(text.slice(caret - 1, caret))) return undefined;
  const before = text.slice(Math.max(0, caret - 2), caret - 1);
  if (MARKS.includes(before)) return { at: caret - 2, length: 2, query: '' };
  return before === '' || ENDS_A_SENTENCE.test(before) ? { at: caret - 1, length: 1, query: '' } : undefined;
}

/** What is asked now that more was typed; undefined when the caret has left it. */
export function askedFurther({ at, length }: Asked, text: string, caret: number): Asked | undefined {
  const query = text.slice(at + length, caret);
  const isHeld = caret >= at + length && MARKS.includes(text.slice(at, at + 1)) && !/\s/.test(query);
  return isHeld && query.length <= LONGEST_QUERY ? { at, length, query } : undefined;
}

/** The text with the sentence in place of the mark, and where the caret stands then. */
export function withPhrase(
  text: string,
  { at, length, query }: Asked,
  words: string,
): { readonly text: string; readonly caret: number } {
  return { text: text.slice(0, at) + words + text.slice(at + length + query.length), caret: at + words.length };
}
