// Names of verbs, kinds, roles and permissions as the registers have them, in the language of the page.

import { preferences } from '#web/parts/preferences.ts';
import { localWord } from '#web/parts/words.ts';

export function titleWords({ zh, en }: { readonly zh: string; readonly en: string }): string {
  return preferences.locale === 'en' ? en : localWord(zh);
}
