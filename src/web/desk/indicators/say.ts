// The say-function of the figures, and how a figure is written.

import { rateWords } from '#modules/indicators/rules.ts';
import type { Figure } from '#modules/indicators/rules.ts';
import { preferences } from '#web/parts/preferences.ts';
import { defineWords } from '#web/parts/words.ts';

import { indicatorsZhCN } from '../words/indicators-zh-CN.ts';

export const say = defineWords(indicatorsZhCN, async () => (await import('../words/indicators-en.ts')).indicatorsEn);

export function countWords(count: number): string {
  return count.toLocaleString(preferences.locale === 'en' ? 'en' : 'zh-CN');
}

/** `93.72%`, a count, `—` of nothing, and of too few that they are. */
export function figureWords(figure: Figure): string {
  if (figure.denominator === null) return countWords(figure.numerator);
  return rateWords(figure) ?? say('few');
}
