// The sheet of one work order (交办单, 督办单): plain facts in, what stands on the paper out. Nothing of a reporter goes in.

import { redact } from '#shared/redaction.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { wallClock } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';
import type { Limit } from '#shared/working-time.ts';
import { inLocalTerms } from '#shared/words/terms.ts';
import type { Terms } from '#shared/words/terms.ts';

import type { OrderSheet } from './paper-data.ts';
import { LIMIT_WORDS, ON_PAPER, ROLE_WORDS, SECRECY_WORDS } from './words.ts';

export interface OrderFacts {
  readonly number: string;
  readonly issuer: string;
  readonly organisation: string;
  readonly role: keyof typeof ROLE_WORDS;
  readonly isUrgent: boolean;
  readonly secrecy: keyof typeof SECRECY_WORDS;
  readonly summary: string;
  readonly placeWords: string | null;
  readonly class: {
    readonly majorName: string;
    readonly name: string;
    readonly limit: Limit;
    readonly source: string;
    readonly closingCondition: string;
  } | null;
  readonly issuedAt: Instant;
  readonly dueAt: Instant;
  readonly sendBackUntil: Instant;
  /** What was said with the order, in the order it was said. */
  readonly instruction: readonly string[];
  readonly call: OrderSheet['call'];
  readonly qr: OrderSheet['qr'];
  /** A directive of a leader on this matter; with one the sheet is a 督办单. */
  readonly directive: DirectiveFacts | null;
}

export interface DirectiveFacts {
  readonly number: string;
  /** The post or office it comes from, never a person's phone. */
  readonly from: string;
  readonly words: string;
  readonly issuedAt: Instant;
  readonly replyUntil: Instant;
}

export interface SheetFacts {
  readonly now: Instant;
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly terms: Terms;
}

/** All words go through the redaction once more: a clerk may have typed a phone into the summary since. */
export function orderSheet(facts: OrderFacts, { now, timeZone, isDemo, terms }: SheetFacts): OrderSheet {
  const at = (instant: Instant) => momentWords(instant, timeZone);
  const isRestricted = facts.secrecy === 'restricted';
  const told = (words: string) => (isRestricted ? ON_PAPER.order.restricted : redact(words));
  const instruction = facts.instruction.map(told).filter((words) => words !== '');
  const { directive } = facts;
  return {
    terms,
    kind: directive === null ? 'order' : 'directive',
    number: directive?.number ?? groupCaseNumber(facts.number),
    issuer: facts.issuer,
    organisation: facts.organisation,
    role: ROLE_WORDS[facts.role],
    isUrgent: facts.isUrgent,
    secrecy: SECRECY_WORDS[facts.secrecy],
    matter: told(facts.summary),
    place: facts.placeWords === null ? null : told(facts.placeWords),
    className: facts.class === null || isRestricted ? null : `${facts.class.majorName} / ${facts.class.name}`,
    issuedAt: at(facts.issuedAt),
    dueAt: at(facts.dueAt),
    limit: facts.class === null ? null : limitWords(facts.class.limit),
    basis: facts.class?.source ?? null,
    closingCondition: facts.class?.closingCondition ?? null,
    instruction: instruction.length === 0 ? null : [...new Set(instruction)].join('\n'),
    sendBackUntil: at(facts.sendBackUntil),
    call: facts.call,
    qr: facts.qr,
    directive:
      directive === null
        ? null
        : {
            number: directive.number,
            from: directive.from,
            words: told(directive.words),
            issuedAt: at(directive.issuedAt),
            replyUntil: at(directive.replyUntil),
          },
    printedAt: at(now),
    isDemo,
  };
}

export interface OrderRow {
  readonly label: string;
  readonly text: string;
  readonly isStrong: boolean;
  /** Millimetres its text may take: what is longer ends with an ellipsis, so that there is room left to sign. */
  readonly most: number;
}

/** The rows of the table, the same on page and in PDF. */
export function orderRows(sheet: OrderSheet): OrderRow[] {
  const words = ON_PAPER.order;
  const row = (label: string, text: string | null, { isStrong = false, most = 14 } = {}): OrderRow[] =>
    text === null ? [] : [{ label, text, isStrong, most }];
  const { directive } = sheet;
  const limit = sheet.limit === null ? [] : [words.limit(sheet.limit)];
  return [
    ...row(words.organisation, `${sheet.organisation}（${sheet.role}）`, { isStrong: true }),
    ...row(words.matter, sheet.matter, { isStrong: true, most: 44 }),
    ...row(words.place, sheet.place),
    ...row(words.class, sheet.className),
    ...(directive === null
      ? []
      : row(
          inLocalTerms(words.directive, sheet.terms),
          [directive.words, words.directiveFrom(directive.from, directive.issuedAt), words.replyUntil(directive.replyUntil)].join('\n'), // prettier-ignore
          { isStrong: true, most: 40 },
        )),
    ...row(words.issuedAt, sheet.issuedAt),
    ...row(words.dueAt, [sheet.dueAt, ...limit].join('　'), { isStrong: true }),
    ...row(words.basis, sheet.basis),
    ...row(words.closing, sheet.closingCondition),
    ...row(
      words.instruction,
      [sheet.instruction ?? words.noInstruction, words.sendBack(sheet.sendBackUntil)].join('\n'),
      { most: 44 },
    ),
  ];
}

function limitWords({ amount, unit }: Limit): string {
  return `${amount} ${LIMIT_WORDS[unit]}`;
}

/** `2026-11-19 09:55` on the wall of the district. */
export function momentWords(instant: Instant, timeZone: string): string {
  const { day, time } = wallClock(instant, timeZone);
  return `${day} ${time}`;
}
