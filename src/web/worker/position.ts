// Where this phone is, once the person has asked for it here; it is kept by the page alone and sent to nobody.

import { ref } from 'vue';

import { directionOf, metresBetween, roundedMetres } from './distance.ts';
import type { Spot } from './distance.ts';
import { say } from './say.ts';

export const position = ref<Spot>();

/** 往东约 180 米; nothing while the phone has not said where it is. */
export function farWords(from: Spot | undefined, to: Spot): string {
  if (from === undefined) return '';
  const metres = roundedMetres(metresBetween(from, to));
  const direction = say(`direction.${directionOf(from, to)}` as 'direction.0');
  return metres < 1000 ? say('far.metres', { n: metres, direction }) : say('far.km', { n: metres / 1000, direction });
}
