// What can be done to a case on a phone: one row an act, with what its sheet asks for. Which are shown the server decides.

import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

import type { CasePage } from './case-pages.ts';

export type FieldName =
  | 'reason'
  | 'class'
  | 'organisation'
  | 'phoned'
  | 'evidence'
  | 'place'
  | 'target'
  | 'referral'
  | 'due'
  | 'verifier'
  | 'words'
  | 'pictures';

interface ActRow {
  readonly verb: MoveVerb;
  readonly fields: readonly FieldName[];
  /** Without these it is not sent. */
  readonly asks?: readonly FieldName[];
  readonly reasons?: readonly string[];
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Behind 更多. */
  readonly isSeldom?: true;
  readonly isGrave?: true;
}

export const ACTS = {
  goAndSee: { verb: 'confirm', fields: [], fixed: { outcome: 'underWay' } },
  dispatchDirect: {
    verb: 'dispatchDirect',
    fields: ['class', 'organisation', 'phoned', 'words'],
    asks: ['class', 'organisation'],
  },
  resolveOnSpot: { verb: 'resolveOnSpot', fields: ['class', 'evidence', 'words', 'pictures'], asks: ['evidence'] },
  escalate: {
    verb: 'escalate',
    fields: ['reason', 'words'],
    asks: ['reason'],
    reasons: ['persuaded', 'askedProperty', 'beyondPowers'],
  },
  answer: { verb: 'answer', fields: ['words'], asks: ['words'] },
  file: { verb: 'file', fields: ['class', 'words'], asks: ['class'] },
  close: { verb: 'close', fields: ['words'] },
  sendToVerify: { verb: 'sendToVerify', fields: ['verifier', 'words'] },
  reject: { verb: 'reject', fields: ['referral', 'words'], asks: ['referral'], isGrave: true },
  notTrue: {
    verb: 'confirm',
    fields: ['words', 'pictures'],
    asks: ['words'],
    fixed: { outcome: 'notTrue' },
    isSeldom: true,
  },
  merge: { verb: 'merge', fields: ['target', 'words'], asks: ['target'], isSeldom: true },
  split: { verb: 'split', fields: ['words'], asks: ['words'], isSeldom: true },
  movePlace: { verb: 'classify', fields: ['place'], asks: ['place'], isSeldom: true },
  setClass: { verb: 'classify', fields: ['class'], asks: ['class'], isSeldom: true },
  addPictures: {
    verb: 'confirm',
    fields: ['pictures', 'words'],
    asks: ['pictures'],
    fixed: { outcome: 'underWay' },
    isSeldom: true,
  },
  answerRating: { verb: 'answerRating', fields: ['words'], asks: ['words'] },
  supplement: { verb: 'supplement', fields: ['words', 'pictures'], asks: ['words'], isSeldom: true },
  withdraw: { verb: 'withdraw', fields: ['words'], isSeldom: true, isGrave: true },
  askNeighbour: {
    verb: 'handDown',
    fields: ['words', 'due'],
    asks: ['words', 'due'],
    fixed: { level: 'microGrid' },
    isSeldom: true,
  },
  cancel: {
    verb: 'cancel',
    fields: ['reason', 'words'],
    asks: ['reason'],
    reasons: ['reportedByMistake', 'nothingThere'],
    isSeldom: true,
    isGrave: true,
  },
} as const satisfies Record<string, ActRow>;

export type ActKey = keyof typeof ACTS;

export function rowOf(key: ActKey): ActRow {
  return ACTS[key];
}

const KEYS = Object.keys(ACTS) as ActKey[];

interface Offered {
  readonly allowed: readonly MoveVerb[];
  readonly status: CasePage['status'];
}

/** The acts the server allows now, the likely one first. */
export function actsOf(page: Offered, hasDirect: boolean): ActKey[] {
  const open = KEYS.filter((key) => page.allowed.includes(rowOf(key).verb)).filter((key) => fits(key, page));
  const likely: ActKey = hasDirect && open.includes('dispatchDirect') ? 'dispatchDirect' : 'goAndSee';
  return [...open.filter((key) => key === likely), ...open.filter((key) => key !== likely)];
}

/** Somebody is on the way already: he need not say so again. */
function fits(key: ActKey, { status }: Offered): boolean {
  return key !== 'goAndSee' || status === 'collected';
}
