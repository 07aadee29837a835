// Words about what is odd in pictures, in English.

import type { checkingZhCN } from './checking-zh-CN.ts';

export const checkingEn: Record<keyof typeof checkingZhCN, string> = {
  'odd.title': 'About the pictures ({n})',
  'odd.intro':
    'To keep in mind on site, no conclusion: time and place of a picture can be wrong, and none is needed to verify.',
  'odd.picture': 'Picture {n} with a remark',
  'odd.copy.other': 'the same as a picture of another matter of {day}',
  'odd.copy.same': 'the same as a picture this matter has had since {day}',
  'odd.copy.open': 'See that one, {number}',
  'odd.copy.earlier': 'That picture',
  'odd.farAway': 'taken {metres} m from the place of this matter',
  'odd.tooOld': 'taken {taken}, before the work began {since}',
};
