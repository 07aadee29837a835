// Every voice of the demo in one list for each district, with the channel it came by.

import {
  FOUND_IN_CHENGAN,
  FOUND_OUTSIDE,
  SCANNED_IN_CHENGAN,
  SCANNED_OUTSIDE,
  SPOKEN_OUTSIDE,
} from './outskirts-voices.ts';
import { BY_COURIERS, BY_GRID_WORKERS, BY_MICRO_GRID_MEMBERS, FROM_THE_HOTLINE } from './found.ts';
import { FOUND_IN_RONGTING, IN_CHATS_OF_RONGTING, SCANNED_IN_RONGTING, SPOKEN_IN_RONGTING } from './rongting-voices.ts';
import { APART } from './apart-voices.ts';
import { SCANNED } from './scanned.ts';
import { AT_THE_COUNTER, IN_CHAT_GROUPS, ON_THE_PHONE } from './spoken.ts';
import { BY_OTHER_WAYS, TOLD_AGAIN_BY_OTHERS } from './more-voices.ts';
import { IN_ZHITING, WAITING_IN_ZHITING } from './zhiting-voices.ts';
import { IN_CAIQIAO, WAITING_IN_CAIQIAO } from './caiqiao-voices.ts';
import { IN_CHENGAN } from './chengan-voices.ts';
import { TOLD_AGAIN, WAITING } from './waiting.ts';
import { USUAL } from './usual-voices.ts';
import type { Channel, Told, Voice } from './voice.ts';

type List = readonly [Channel, readonly Voice[]];

const LISTS: Readonly<Record<Told['districtKey'], readonly List[]>> = {
  yunting: [
    ['scan', SCANNED],
    ['phone', ON_THE_PHONE],
    ['visit', AT_THE_COUNTER],
    ['chatGroup', IN_CHAT_GROUPS],
    ['gridWorker', BY_GRID_WORKERS],
    ['microGridMember', BY_MICRO_GRID_MEMBERS],
    ['mobileReporter', BY_COURIERS],
    ['hotline12345', FROM_THE_HOTLINE],
    ['scan', SCANNED_IN_RONGTING],
    ['phone', SPOKEN_IN_RONGTING],
    ['chatGroup', IN_CHATS_OF_RONGTING],
    ['gridWorker', FOUND_IN_RONGTING],
    ['scan', SCANNED_OUTSIDE],
    ['phone', SPOKEN_OUTSIDE],
    ['gridWorker', FOUND_OUTSIDE],
    ...IN_ZHITING,
    ...IN_CAIQIAO,
    ...BY_OTHER_WAYS,
    ...APART,
    ...USUAL,
    ...WAITING,
    ...WAITING_IN_ZHITING,
    ...WAITING_IN_CAIQIAO,
    ...TOLD_AGAIN,
    ...TOLD_AGAIN_BY_OTHERS,
  ],
  chengan: [['scan', SCANNED_IN_CHENGAN], ['gridWorker', FOUND_IN_CHENGAN], ...IN_CHENGAN],
};

export function voicesOf(districtKey: Told['districtKey']): Told[] {
  return LISTS[districtKey].flatMap(([channel, voices]) =>
    voices.map(([place, what, life, words, more = {}]): Told => {
      // Two people may say the same words, but not at the same place by the same channel.
      const key = more.key ?? `${channel} ${place} ${words}`;
      return { districtKey, channel, key, place, what, life, words, more };
    }),
  );
}
