// What a verb of a case is called on screen: from the transition table itself.

import { CASE_VERBS, TRANSITIONS } from '#modules/cases/moves/transitions.ts';
import { preferences } from '#web/parts/preferences.ts';

export function verbTitle(verb: string): string {
  const known = CASE_VERBS.find((each) => each === verb);
  if (known === undefined) return verb;
  const { zh, en } = TRANSITIONS[known].title;
  return preferences.locale === 'en' ? en : zh;
}
