/** Says a key in a language, with its data filled in. */
import { en } from './en.ts';
import { inLocalTerms } from './terms.ts';
import type { Terms } from './terms.ts';
import { zhCN } from './zh-CN.ts';

export type WordKey = keyof typeof zhCN;
export type Locale = 'zh-CN' | 'en';
export type WordData = Readonly<Record<string, string | number>>;

export const WORDS: Readonly<Record<Locale, Readonly<Record<WordKey, string>>>> = { 'zh-CN': zhCN, en };

const BLANK = /\{(\w+)\}/g;

/** @throws when a blank has no data: a sentence with a hole in it must not reach a resident */
export function say(locale: Locale, key: WordKey, data: WordData = {}, terms: Terms = {}): string {
  const words = WORDS[locale][key];
  return (locale === 'zh-CN' ? inLocalTerms(words, terms) : words).replace(BLANK, (_, name: string) => {
    const value = data[name];
    if (value === undefined) throw new Error(`${key} says {${name}}, which was not given`);
    return String(value);
  });
}

/** The names of the blanks of a text. */
export function blanksOf(locale: Locale, key: WordKey): string[] {
  return [...WORDS[locale][key].matchAll(BLANK)].map((match) => match[1] ?? '');
}
