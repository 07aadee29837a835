// Pinyin of names, for finding them by initials and whole syllables. The dictionary is large and read when it is first wanted.

import type { pinyin } from 'pinyin-pro';

let speller: typeof pinyin | undefined;

/** To be awaited before a transaction in which `spell` is called: there nothing is waited for but SQL. */
export async function readySpelling(): Promise<void> {
  speller ??= (await import('pinyin-pro')).pinyin;
}

/** Han runs are spelled together, so that the words around a character decide how it is read (重庆, 重量). */
const PARTS = /(?<han>[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]+)|[a-z0-9]+/gu;
const SYLLABLE = /^[a-z]+$/;

export interface SpellOptions {
  /** A person's name: the surname has readings of its own (单 shàn, 解 xiè). */
  readonly isPerson?: boolean;
}

/** `chuan wu xin cun =3 dong` for 船坞新村 3 栋: syllables without tones, digits and letters behind `=`. */
export function spell(name: string, { isPerson = false }: SpellOptions = {}): string {
  if (speller === undefined) throw new Error('readySpelling() has to be awaited first');
  const read = speller;
  const folded = name.normalize('NFKC').toLowerCase();
  const syllables = [...folded.matchAll(PARTS)].flatMap(({ 0: part, groups }) => {
    if (groups?.['han'] === undefined) return [`=${part}`];
    const spelled = read(part, { toneType: 'none', type: 'array', v: true, surname: isPerson ? 'head' : 'off' });
    // A character the dictionary does not know comes back as it is: it is found by itself alone.
    return spelled.filter((syllable) => SYLLABLE.test(syllable));
  });
  return syllables.join(' ');
}
