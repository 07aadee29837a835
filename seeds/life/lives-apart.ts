// Lives in which an organisation says that it is not its own until the district settles it, or asks for more time.

import { act, answers, byStreet, checks, closes, filedByStreet, office, ofLimit, sends, signs } from './acts.ts';
import type { Act, Hand, Slot } from './acts.ts';

const sendsBack = (by: Hand, sendBackReason: 'otherDuty' | 'ownershipUnclear') =>
  act(by, 'sendBack', office(70), { sendBackReason }, { slots: ['opinion'], order: 'last' });
const agrees = act('districtChief', 'approveSendBack', office(90), {}, { order: 'last' });
const sendsAgain = (slot: Slot) => act('street', 'dispatch', office(40), {}, { slots: [slot], order: 'new' });

/** One says no, the other says no, and the first one says no again. */
const disputed: readonly Act[] = [
  ...filedByStreet,
  sends('street', office(30)),
  sendsBack('organisation', 'otherDuty'),
  agrees,
  sendsAgain('other'),
  sendsBack('other', 'otherDuty'),
  agrees,
  sendsAgain('organisation'),
  sendsBack('organisation', 'ownershipUnclear'),
];

export const DISPUTED = {
  toSettle: disputed,
  settled: [
    ...disputed,
    act('districtChief', 'arbitrate', office(320), {}, { slots: ['other', 'opinion'], order: 'new' }),
    signs(office(40), 'other'),
    answers(ofLimit(0.5), 'other'),
    checks('solved'),
    closes('street'),
  ],
} as const satisfies Record<string, readonly Act[]>;

const asksToSuspend = act(
  'organisation',
  'askSuspension',
  // Before the shortest first stage of a staged class is over.
  office(80),
  {},
  { slots: ['reason', 'review', 'opinion'], order: 'last' },
);
const suspends = act('approver', 'suspend', office(240), {}, { slots: ['opinion', 'owner'], order: 'last' });

export const WITH_MORE_TIME = {
  /** Stands, with somebody who looks after it and a day of review. */
  suspended: [...byStreet, asksToSuspend, suspends],
  extended: [
    ...byStreet,
    act('organisation', 'askExtension', ofLimit(0.6), {}, { slots: ['reason', 'longer', 'opinion'], order: 'last' }),
    act('streetChief', 'approveExtension', office(40), {}, { order: 'last' }),
    answers(ofLimit(1.2)),
    checks('solved'),
    closes('street'),
  ],
} as const satisfies Record<string, readonly Act[]>;
