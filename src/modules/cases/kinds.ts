/** Kinds of matter and their paths, levels, and how secret a matter is. Data: a new kind is a new row. */
import { LEVELS } from '#permissions';
import type { Level } from '#permissions';

/** Levels are named beside the roles that act for them; whoever speaks of cases finds them here. */
export { LEVELS };

export const SECRECIES = ['open', 'confidential', 'restricted'] as const;
export type Secrecy = (typeof SECRECIES)[number];

/**
 * Who says that it is solved. `onSite`: another person than the handler looks. `personServed`: the person served
 * confirms. `authorityRecord`: the authority's document says so, nobody goes there.
 */
export type Verification = 'onSite' | 'personServed' | 'authorityRecord' | 'none';

interface KindRow {
  title: { zh: string; en: string };
  verification: Verification;
  /** The verb that ends it in the ordinary way. */
  endsBy: 'close' | 'answer' | 'report';
  mayBeDispatched: boolean;
  secrecy: Secrecy;
}

export const KINDS = {
  problem: {
    title: { zh: '反映问题', en: 'Problem' },
    verification: 'onSite',
    endsBy: 'close',
    mayBeDispatched: true,
    secrecy: 'open',
  },
  help: {
    title: { zh: '求助', en: 'Help' },
    verification: 'personServed',
    endsBy: 'close',
    mayBeDispatched: true,
    secrecy: 'open',
  },
  enquiry: {
    title: { zh: '咨询', en: 'Enquiry' },
    verification: 'none',
    endsBy: 'answer',
    mayBeDispatched: false,
    secrecy: 'open',
  },
  complaint: {
    title: { zh: '投诉', en: 'Complaint' },
    verification: 'none',
    endsBy: 'answer',
    mayBeDispatched: false,
    secrecy: 'confidential',
  },
  tipOff: {
    title: { zh: '举报', en: 'Tip-off' },
    verification: 'authorityRecord',
    endsBy: 'close',
    mayBeDispatched: true,
    secrecy: 'confidential',
  },
  suggestion: {
    title: { zh: '建议', en: 'Suggestion' },
    verification: 'none',
    endsBy: 'answer',
    mayBeDispatched: false,
    secrecy: 'open',
  },
  praise: {
    title: { zh: '表扬', en: 'Praise' },
    verification: 'none',
    endsBy: 'report',
    mayBeDispatched: false,
    secrecy: 'open',
  },
} as const satisfies Record<string, KindRow>;

export type CaseKind = keyof typeof KINDS;
export const CASE_KINDS = Object.keys(KINDS) as CaseKind[];

/** Whom a class wants asked first to verify what its kind has looked at on site; `asKind` leaves it to the kind. */
export type VerifiedBy = 'asKind' | 'gridWorker' | 'community' | 'authorityRecord';

/** A restricted matter (violence at home, minors) is never verified by somebody at the door. */
export function verificationOf(kind: CaseKind, secrecy: Secrecy): Verification {
  return secrecy === 'restricted' && KINDS[kind].endsBy === 'close' ? 'authorityRecord' : KINDS[kind].verification;
}

/** The stricter of two: a class can make a matter more secret than its kind, never less. */
export function stricter(one: Secrecy, other: Secrecy): Secrecy {
  return SECRECIES.indexOf(one) > SECRECIES.indexOf(other) ? one : other;
}

/** The level above, where 上报 goes; undefined from the district. */
export function nextLevel(level: Level): Level | undefined {
  return LEVELS[LEVELS.indexOf(level) + 1];
}

export function isBelow(level: Level, other: Level): boolean {
  return LEVELS.indexOf(level) < LEVELS.indexOf(other);
}

export function higher(one: Level, other: Level): Level {
  return isBelow(one, other) ? other : one;
}

/** '/yunting/jg/cw/g03/' → '/yunting/jg/cw/'; the district is above itself. */
export function pathAbove(path: string): string {
  const segments = path.split('/').slice(1, -1);
  return segments.length <= 1 ? path : `/${segments.slice(0, -1).join('/')}/`;
}

/** '/yunting/jg/cw/' → '/yunting/'. */
export function districtPath(path: string): string {
  return `/${path.split('/')[1]}/`;
}
