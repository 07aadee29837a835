// What the levels that hold a case are called in this district; read once, and our own words until then.

import { shallowRef } from 'vue';

import { preferences } from '#web/parts/preferences.ts';
import { readLevelNames } from '#web/parts/routes.ts';

import { codeWords } from './cases/case-words.ts';
import { api } from './session.ts';

const names = shallowRef<Readonly<Partial<Record<string, string>>>>({});

export async function loadLevelNames(): Promise<void> {
  names.value = (await api.call(readLevelNames)).value;
}

/** The district's word; English pages keep ours, for the district's is Chinese. */
export function levelWords(level: string): string {
  return (preferences.locale === 'en' ? undefined : names.value[level]) ?? codeWords('level', level);
}
