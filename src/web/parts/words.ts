// Words on screen by key. Chinese comes with the app, another language when somebody asks for it.

import { shallowReactive, shallowRef } from 'vue';

import type { Locale, WordData } from '#shared/words/say.ts';
import { inLocalTerms } from '#shared/words/terms.ts';
import type { Terms } from '#shared/words/terms.ts';

import { preferences } from './preferences.ts';

type Table<K extends string> = Readonly<Record<K, string>>;
export type Say<K extends string> = (key: K, data?: WordData) => string;

const BLANK = /\{(\w+)\}/g;
/** What the district of this page calls things; Chinese only, for its words are Chinese. */
const local = shallowRef<Terms>({});
const loaders: (() => Promise<void>)[] = [];

/** One say-function an app: `say('report.send')`. Inside a template it follows the language by itself. */
export function defineWords<K extends string>(zhCN: Table<K>, loadEn: () => Promise<Table<K>>): Say<K> {
  const tables = shallowReactive<Partial<Record<Locale, Table<K>>>>({ 'zh-CN': zhCN });
  const load = async () => {
    tables.en ??= await loadEn();
  };
  loaders.push(load);
  // A page that is loaded later brings its own words: the language may have been chosen before.
  if (preferences.locale !== 'zh-CN') void load();
  return (key, data = {}) => {
    const table = tables[preferences.locale] ?? zhCN;
    const words = table === zhCN ? inLocalTerms(table[key], local.value) : table[key];
    return words.replace(BLANK, (_, name: string) => {
      const value = data[name];
      if (value === undefined) throw new Error(`${key} says {${name}}, which was not given`);
      return String(value);
    });
  };
}

export function setTerms(terms: Terms): void {
  local.value = terms;
}

/** A Chinese word of a register (titles of roles and permissions) as it is said here. */
export function localWord(chinese: string): string {
  return inLocalTerms(chinese, local.value);
}

/** Brings in every table of the language before it is shown, so that no page is half one and half another. */
export async function showLanguage(locale: Locale): Promise<void> {
  if (locale !== 'zh-CN') await Promise.all(loaders.map((load) => load()));
  preferences.locale = locale;
}
