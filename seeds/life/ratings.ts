// Who rates, and how: most people do not; what nobody rated stays unrated.

import type { MoveBody } from '#modules/cases/moves/contract-moves.ts';

import type { Random } from '../random.ts';
import type { Told } from './voice.ts';

const SHARE_THAT_RATES = 0.24;
const SHARE_SOLVED = 0.84;
const SHARE_GOOD = 0.91;
/** Staff who saw it themselves are no residents: nobody asks them. */
const OF_STAFF = ['gridWorker', 'microGridMember', 'mobileReporter', 'superior', 'videoDevice', 'interface'];

export type Rating = Pick<MoveBody, 'isSolved' | 'manner' | 'words'> & { readonly afterMinutes: number };

export function ratingOf({ channel, life, more }: Told, random: Random): Rating | undefined {
  const afterMinutes = 40 + random.between(0, 2_800);
  if (more.rating !== undefined) {
    const [isSolved, manner, words] = more.rating;
    return { isSolved, manner, afterMinutes, ...(words === undefined ? {} : { words }) };
  }
  if (OF_STAFF.includes(channel) || life === 'tipOff' || life === 'restricted') return undefined;
  if (random.share() >= SHARE_THAT_RATES) return undefined;
  const isSolved = random.share() < SHARE_SOLVED;
  const manner = random.share() < SHARE_GOOD ? 'good' : random.pick(['fair', 'poor'] as const);
  return { isSolved, manner, afterMinutes };
}
