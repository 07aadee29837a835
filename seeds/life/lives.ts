// How matters go on: each life is a line of moves, with who makes them and how long they let it wait.

import {
  act,
  answers,
  byStreet,
  checks,
  classed,
  closes,
  direct,
  filedByStreet,
  finds,
  looks,
  office,
  ofLimit,
  sends,
  signs,
  soon,
  toStreet,
  up,
} from './acts.ts';
import type { Act } from './acts.ts';
import { DISPUTED, WITH_MORE_TIME } from './lives-apart.ts';

const settlesOnSpot = act('worker', 'resolveOnSpot', soon(60), {}, { slots: ['said', 'evidence'], namesClass: true });
const assignedInside = [
  ...byStreet,
  act('organisation', 'assign', office(30), {}, { slots: ['assignee'], order: 'last' }),
];
const crewAnswers = act(
  'crew',
  'feedback',
  ofLimit(0.6),
  {},
  { slots: ['said', 'evidence'], order: 'last', showsAfter: true },
);

export const LIVES = {
  // Waiting for somebody now.
  new: [],
  looking: [looks()],
  confirmed: [looks(), finds(30)],
  atCommunity: [finds(), up('worker')],
  atStreet: toStreet,
  filed: filedByStreet,
  atDistrict: [...toStreet, up('street', office(60))],
  issued: [...filedByStreet, sends('street', office(30))],
  signed: byStreet,
  /** Asked of a neighbour who helps. */
  helpAsked: [
    up('worker', soon(25)),
    act('community', 'handDown', soon(30), { level: 'microGrid' }, { slots: ['opinion', 'dueSoon'] }),
  ],
  neighbourAsked: [
    ...direct,
    signs(soon(15)),
    answers(soon(90)),
    act('community', 'sendToVerify', soon(40), {}, { slots: ['member'] }),
  ],
  notTrueOpen: [looks(), act('worker', 'confirm', soon(40), { outcome: 'notTrue' }, { slots: ['opinion'] })],
  toCallBack: [
    finds(30),
    settlesOnSpot,
    act('reporter', 'reopen', soon(900), {}, { slots: ['opinion'] }),
    settlesOnSpot,
    act('reporter', 'reopen', soon(1_200), {}, { slots: ['opinion'] }),
  ],
  fedBack: [...byStreet, answers(office(200))],
  verified: [...byStreet, answers(office(200)), act('street', 'sendToVerify', office(30)), checks('solved')],
  notNow: [...byStreet, answers(office(200)), checks('notNow')],
  reworking: [...byStreet, answers(office(200)), checks('notSolved')],
  sendBackAsked: [
    ...filedByStreet,
    sends('street', office(30)),
    act(
      'organisation',
      'sendBack',
      soon(60),
      { sendBackReason: 'otherTerritory' },
      { slots: ['opinion'], order: 'last' },
    ),
  ],
  dutyDisputed: [
    ...filedByStreet,
    sends('street', office(30)),
    act('organisation', 'sendBack', soon(60), { sendBackReason: 'otherDuty' }, { slots: ['opinion'], order: 'last' }),
  ],
  directIssued: direct,
  directSigned: [...direct, signs(soon(10))],
  directFedBack: [...direct, signs(soon(10)), answers(soon(60))],
  directReworking: [...direct, signs(soon(15)), answers(soon(90)), checks('notSolved', soon(60))],
  assigned: assignedInside,

  // Settled near the door.
  onSpot: [
    finds(35),
    act('worker', 'resolveOnSpot', soon(40), {}, { slots: ['said', 'evidence'], namesClass: true, showsAfter: true }),
  ],
  onSpotAtOnce: [act('worker', 'resolveOnSpot', soon(25), {}, { slots: ['said', 'evidence'], namesClass: true })],
  atOnceTold: [
    act('worker', 'contactReporter', soon(20), { channel: 'phone', contactOutcome: 'reached' }),
    act('worker', 'resolveOnSpot', soon(70), {}, { slots: ['said', 'evidence'], namesClass: true }),
  ],
  helped: [
    classed({ kind: 'help' }),
    act('worker', 'contactReporter', soon(10), { channel: 'visit', contactOutcome: 'reached' }),
    act('worker', 'resolveOnSpot', soon(60), { evidence: ['partyConfirmation'] }, { slots: ['said'] }),
  ],

  /** Confidential by its class: the grid's lead goes there, nobody else is told. */
  cared: [
    act('lead', 'contactReporter', soon(25), { channel: 'visit', contactOutcome: 'reached' }),
    act('lead', 'resolveOnSpot', soon(110), { evidence: ['partyConfirmation'] }, { slots: ['said'] }),
  ],

  // The grid calls an organisation.
  direct: [...direct, signs(soon(20)), answers(ofLimit(0.5)), checks('solved'), closes('community')],
  directLate: [...direct, signs(soon(80)), answers(ofLimit(1.5)), checks('solved'), closes('community')],
  directRework: [
    ...direct,
    signs(soon(30)),
    answers(ofLimit(0.4)),
    checks('notSolved', office(300)),
    answers(ofLimit(0.5)),
    checks('solved', office(200)),
    closes('community'),
  ],

  // The community.
  community: [
    finds(40),
    up('worker'),
    act(
      'community',
      'resolveOnSpot',
      office(240),
      {},
      { slots: ['said', 'evidence'], namesClass: true, showsAfter: true },
    ),
  ],
  communityTalks: [
    up('worker', soon(60)),
    act('community', 'contactReporter', office(60), { channel: 'visit', contactOutcome: 'reached' }),
    act('community', 'resolveOnSpot', office(900), {}, { slots: ['said', 'evidence'], namesClass: true }),
  ],

  // The street.
  street: [...byStreet, answers(ofLimit(0.6)), checks('solved'), closes('street')],
  streetAssigned: [...assignedInside, crewAnswers, checks('solved'), closes('street')],
  streetLate: [...byStreet, answers(ofLimit(1.5)), checks('solved'), closes('street')],
  streetRework: [
    ...byStreet,
    answers(ofLimit(0.4)),
    checks('notSolved'),
    answers(ofLimit(0.4)),
    checks('solved'),
    closes('street'),
  ],
  returned: [
    ...filedByStreet,
    sends('street', office(30)),
    act(
      'organisation',
      'sendBack',
      office(100),
      { sendBackReason: 'informationMissing' },
      { slots: ['opinion'], order: 'last' },
    ),
    act('streetChief', 'approveSendBack', office(60), {}, { order: 'last' }),
    act('street', 'dispatch', office(40), {}, { slots: ['organisation'], order: 'new' }),
    signs(office(60)),
    answers(ofLimit(0.5)),
    checks('solved'),
    closes('street'),
  ],
  returnedRefused: [
    ...filedByStreet,
    sends('street', office(30)),
    act(
      'organisation',
      'sendBack',
      office(60),
      { sendBackReason: 'alreadyDone' },
      { slots: ['opinion'], order: 'last' },
    ),
    act('streetChief', 'refuseSendBack', office(60), { reason: 'stillThere' }, { order: 'last' }),
    answers(ofLimit(0.5)),
    checks('solved'),
    closes('street'),
  ],
  reopened: [
    ...byStreet,
    answers(ofLimit(0.5)),
    checks('solved'),
    closes('street'),
    act('reporter', 'reopen', soon(1500), {}, { slots: ['opinion'] }),
    answers(ofLimit(0.4)),
    checks('solved'),
    closes('street'),
  ],
  reopenedOpen: [
    ...byStreet,
    answers(office(300)),
    checks('solved'),
    closes('street'),
    act('reporter', 'reopen', soon(600), {}, { slots: ['opinion'] }),
  ],
  reopenedOnSpot: [
    finds(30),
    act('worker', 'resolveOnSpot', soon(60), {}, { slots: ['said', 'evidence'], namesClass: true }),
    act('reporter', 'reopen', soon(900), {}, { slots: ['opinion'] }),
  ],

  // The district.
  district: [
    ...toStreet,
    up('street', office(60)),
    act('district', 'file', office(60), {}, { namesClass: true }),
    sends('district', office(60)),
    signs(office(120)),
    answers(ofLimit(0.6)),
    checks('solved'),
    closes('district'),
  ],

  // Kinds with a way of their own.
  answered: [classed({ kind: 'enquiry' }), act('worker', 'answer', soon(30), {}, { slots: ['said'] })],
  askedOpen: [classed({ kind: 'enquiry' })],
  suggestion: [
    classed({ kind: 'suggestion' }),
    up('worker'),
    act('community', 'answer', office(1200), {}, { slots: ['said', 'adoption'] }),
  ],
  suggestionOpen: [classed({ kind: 'suggestion' }), up('worker')],
  praise: [classed({ kind: 'praise' })],
  complaint: [classed({ kind: 'complaint' }, 'street'), act('street', 'answer', office(700), {}, { slots: ['said'] })],
  tipOff: [
    act('street', 'classify', office(90), { kind: 'tipOff' }, { namesClass: true }),
    act('street', 'file', office(30)),
    sends('street', office(40)),
    signs(office(120)),
    answers(ofLimit(0.6)),
    act('street', 'verify', office(120), { outcome: 'solved', evidence: ['document'] }),
    closes('street'),
  ],
  tipOffOpen: [
    act('street', 'classify', office(60), { kind: 'tipOff' }, { namesClass: true }),
    act('street', 'file', office(30)),
    sends('street', office(40)),
    signs(office(60)),
  ],
  restricted: [
    act('districtChief', 'file', soon(15), {}, { namesClass: true }),
    act('districtChief', 'contactReporter', soon(10), { channel: 'phone', contactOutcome: 'reached' }),
    act('districtChief', 'close', office(900), { evidence: ['document'] }),
  ],

  // What does not go on.
  refused: [
    looks(),
    up('worker'),
    act('community', 'reject', office(120), { reason: 'notOurs' }, { slots: ['opinion', 'referral'] }),
  ],
  objected: [
    looks(),
    up('worker'),
    act('community', 'reject', office(120), { reason: 'notOurs' }, { slots: ['opinion', 'referral'] }),
    act('reporter', 'objectToRejection', soon(240), {}, { slots: ['said'] }),
    // Heard one level above, and said once more where it belongs: it does not lie in the street's pool for ever.
    act('street', 'reject', office(300), { reason: 'notOurs' }, { slots: ['opinion', 'referral'] }),
  ],
  notTrue: [
    looks(),
    act('worker', 'confirm', soon(40), { outcome: 'notTrue' }, { slots: ['opinion'] }),
    act('community', 'cancel', office(120), { reason: 'nothingThere' }),
  ],
  withdrawn: [act('reporter', 'withdraw', soon(90), {}, { slots: ['said'] })],
  joined: [act('community', 'merge', soon(12))],

  // Whose it is was disputed; more time was asked for.
  ...DISPUTED,
  ...WITH_MORE_TIME,
} as const satisfies Record<string, readonly Act[]>;

export type LifeName = keyof typeof LIVES;
