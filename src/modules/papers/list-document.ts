// The daily or monthly list as one document in the order of an official paper (公文): page, PDF and Word draw these blocks and add nothing.

import { redact } from '#shared/redaction.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { dayOf } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import type { Figures, Group, ListRow } from './list-figures.ts';
import { LIST_WORDS as words } from './list-words.ts';
import { momentWords } from './order-sheet.ts';
import type { Block } from './paper-data.ts';
import { FEWEST_FOR_A_RATE, rateOf } from './rules.ts';
import type { Period } from './rules.ts';

export interface ListFacts {
  readonly period: Period;
  readonly areaName: string;
  /** `街道`, `社区`, `网格`; null where there is nothing below. */
  readonly partsTitle: string | null;
  readonly issuer: string;
  readonly now: Instant;
  readonly timeZone: string;
  readonly figures: Figures;
  readonly byPart: readonly Group<string>[];
  readonly byClass: readonly Group<string>[];
  readonly overdue: readonly ListRow[];
  readonly waiting: readonly ListRow[];
  readonly seesSecret: boolean;
  readonly classNames: Readonly<Record<string, string>>;
  readonly organisationNames: Readonly<Record<string, string>>;
}

/** Longer lists stand in the workbook: on paper nobody reads more, and a meeting's copy stays a few sheets. */
export const MOST_ON_PAPER = 100;

export function titleOf({ areaName, period }: Pick<ListFacts, 'areaName' | 'period'>): string {
  return words.title(areaName, period.kind);
}

export function listBlocks(facts: ListFacts): Block[] {
  const { figures, partsTitle, byPart, byClass } = facts;
  const headings = countedHeadings();
  return [
    { kind: 'title', text: titleOf(facts) },
    { kind: 'subtitle', text: words.period(facts.period) },
    { kind: 'heading', level: 1, text: headings(words.basics) },
    ...section(words.receiving, words.receivingText(figures)),
    ...section(words.handling, words.handlingText(figures), 1),
    ...section(words.rating, ratingText(figures), 2),
    ...(partsTitle === null ? [] : grouped(headings(words.byPart(partsTitle)), partsTitle, byPart, facts)),
    ...grouped(headings(words.byClass), words.class, byClass, facts),
    ...listed(headings(words.overdue), facts.overdue, facts, overdueTable),
    ...listed(headings(words.waiting), facts.waiting, facts, waitingTable),
    { kind: 'heading', level: 1, text: headings(words.definitions) },
    ...[
      ...words.definitionTexts,
      words.scope(facts.seesSecret),
      words.taken(momentWords(facts.now, facts.timeZone)),
    ].map((text, index): Block => ({ kind: 'paragraph', text: `${index + 1}. ${text}` })),
    { kind: 'signature', lines: [facts.issuer, words.day(dayOf(facts.now, facts.timeZone))] },
  ];
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八'];

/** 一、二、三、 in the order they are asked for. */
function countedHeadings(): (text: string) => string {
  let count = 0;
  return (text) => {
    count += 1;
    return `${NUMERALS[count - 1]}、${text}`;
  };
}

/** （一）heading and what it says. */
function section(title: string, text: string, index = 0): Block[] {
  return [
    { kind: 'heading', level: 2, text: `（${NUMERALS[index]}）${title}` },
    { kind: 'paragraph', text },
  ];
}

function ratingText({ closed, answered, solved, unrated }: Figures): string {
  const rate = rateOf(solved, answered);
  return words.ratingText({ closed, answered, solved, unrated, rate, fewest: FEWEST_FOR_A_RATE });
}

const SHOWN = ['received', 'filed', 'refused', 'closed', 'overdue', 'returned'] as const;

function grouped(heading: string, title: string, groups: readonly Group<string>[], { figures }: ListFacts): Block[] {
  if (groups.length === 0) return [{ kind: 'heading', level: 1, text: heading }, paragraph(words.none)];
  return [
    { kind: 'heading', level: 1, text: heading },
    {
      kind: 'table',
      columns: [
        { title, width: 46, isFigure: false },
        ...SHOWN.map((key) => ({ title: words.figures[key], width: 15, isFigure: true })),
      ],
      rows: [
        ...groups.map(({ key, figures: own }) => [key, ...SHOWN.map((name) => String(own[name]))]),
        [words.total, ...SHOWN.map((name) => String(figures[name]))],
      ],
    },
  ];
}

function listed(
  heading: string,
  rows: readonly ListRow[],
  facts: ListFacts,
  table: (rows: readonly ListRow[], facts: ListFacts) => Block,
): Block[] {
  const shown = rows.slice(0, MOST_ON_PAPER);
  return [
    { kind: 'heading', level: 1, text: `${heading}${words.count(rows.length)}` },
    ...(rows.length === 0 ? [paragraph(words.none)] : [table(shown, facts)]),
    ...(rows.length > shown.length ? [paragraph(words.more(shown.length, rows.length))] : []),
  ];
}

function overdueTable(rows: readonly ListRow[], facts: ListFacts): Block {
  return {
    kind: 'table',
    columns: [
      { title: words.number, width: 24, isFigure: false },
      { title: words.matter, width: 38, isFigure: false },
      { title: words.organisation, width: 20, isFigure: false },
      { title: words.dueAt, width: 30, isFigure: false },
    ],
    rows: rows.map((row) => [
      groupCaseNumber(row.number),
      matterWords(row, facts),
      organisationName(row, facts),
      row.dueAt === null ? '' : momentWords(row.dueAt, facts.timeZone),
    ]),
  };
}

function waitingTable(rows: readonly ListRow[], facts: ListFacts): Block {
  return {
    kind: 'table',
    columns: [
      { title: words.number, width: 24, isFigure: false },
      { title: words.matter, width: 42, isFigure: false },
      { title: words.status, width: 16, isFigure: false },
      { title: words.reportedAt, width: 30, isFigure: false },
    ],
    rows: rows.map((row) => [
      groupCaseNumber(row.number),
      matterWords(row, facts),
      words.statuses[row.status],
      momentWords(row.reportedAt, facts.timeZone),
    ]),
  };
}

/** What and where without what points to a person; of a secret matter that it is one, on paper nothing more. */
export function matterWords(
  { secrecy, summary, placeWords, classCode }: ListRow,
  facts: Pick<ListFacts, 'classNames'>,
): string {
  if (secrecy !== 'open') return words.secret;
  const told = [redact(summary), placeWords === null ? '' : redact(placeWords)].filter((text) => text !== '');
  return told.length === 0 ? className({ classCode }, facts) : told.join('，');
}

export function className(
  { classCode }: Pick<ListRow, 'classCode'>,
  { classNames }: Pick<ListFacts, 'classNames'>,
): string {
  return classNames[classCode ?? ''] ?? words.unclassified;
}

export function organisationName(
  { organisationId }: Pick<ListRow, 'organisationId'>,
  { organisationNames }: Pick<ListFacts, 'organisationNames'>,
): string {
  return organisationNames[organisationId ?? ''] ?? '';
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}
