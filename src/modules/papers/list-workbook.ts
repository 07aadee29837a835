// The daily or monthly list as a workbook: the figures, both lists whole, and the rows with a 1 where a figure counts them.

import type { SheetContent, SheetValue } from '#platform/sheets.ts';
import { groupCaseNumber } from '#shared/case-number.ts';

import type { CountedList } from './actions-lists.ts';
import { className, matterWords, organisationName } from './list-document.ts';
import type { ListFacts } from './list-document.ts';
import { COUNTS, FIGURE_KEYS } from './list-figures.ts';
import type { Figures, Group, ListRow } from './list-figures.ts';
import { LIST_WORDS as words } from './list-words.ts';
import { momentWords } from './order-sheet.ts';
import { ON_PAPER } from './words.ts';

type Cells = Record<string, SheetValue>;

const FIGURE_COLUMNS = FIGURE_KEYS.map((key) => ({ key, title: words.figures[key], width: 11, isNumber: true }));

export function listWorkbook({ paper, facts, rows }: CountedList): SheetContent {
  const { period, timeZone, figures, partsTitle } = facts;
  const at = (instant: string | null) => (instant === null ? null : momentWords(instant, timeZone));
  const demo = paper.isDemo ? [ON_PAPER.demoSheet] : [];
  return {
    name: words.sheets.figures,
    columns: [{ key: 'name', title: partsTitle ?? words.kind(period.kind), width: 28 }, ...FIGURE_COLUMNS],
    rows: [...groupCells(facts.byPart), { name: words.total, ...figures }],
    further: [
      {
        name: words.sheets.classes,
        columns: [{ key: 'name', title: words.class, width: 36 }, ...FIGURE_COLUMNS],
        rows: [...groupCells(facts.byClass), { name: words.total, ...figures }],
      },
      {
        name: words.sheets.overdue,
        columns: [
          { key: 'number', title: words.number },
          { key: 'matter', title: words.matter, width: 60 },
          { key: 'class', title: words.class, width: 28 },
          { key: 'organisation', title: words.organisation, width: 24 },
          { key: 'dueAt', title: words.dueAt, width: 18 },
        ],
        rows: cellsOf(facts.overdue, (row) => ({
          number: groupCaseNumber(row.number),
          matter: matterWords(row, facts),
          class: classCell(row, facts),
          organisation: organisationName(row, facts),
          dueAt: at(row.dueAt),
        })),
      },
      {
        name: words.sheets.waiting,
        columns: [
          { key: 'number', title: words.number },
          { key: 'matter', title: words.matter, width: 60 },
          { key: 'class', title: words.class, width: 28 },
          { key: 'status', title: words.status },
          { key: 'reportedAt', title: words.reportedAt, width: 18 },
        ],
        rows: cellsOf(facts.waiting, (row) => ({
          number: groupCaseNumber(row.number),
          matter: matterWords(row, facts),
          class: classCell(row, facts),
          status: words.statuses[row.status],
          reportedAt: at(row.reportedAt),
        })),
      },
      {
        name: words.sheets.rows,
        columns: [
          { key: 'number', title: words.number },
          { key: 'class', title: words.class, width: 28 },
          { key: 'status', title: words.status },
          { key: 'reportedAt', title: words.reportedAt, width: 18 },
          ...FIGURE_COLUMNS,
        ],
        rows: countedCells(rows, ({ number, status, reportedAt, ...row }) => ({
          number: groupCaseNumber(number),
          class: classCell(row, facts),
          status: words.statuses[status],
          reportedAt: at(reportedAt),
        }), period), // prettier-ignore
      },
    ],
    notes: [
      ...demo,
      `${paper.title}${words.period(period)}`,
      ...words.definitionTexts,
      `${words.sheets.rows}：${words.flags}`,
      words.scope(facts.seesSecret),
      words.taken(momentWords(facts.now, timeZone)),
    ],
  };
}

/** One at a time, as they are written: taking what points to a person out of thousands of texts would stop the server. */
function* cellsOf(rows: readonly ListRow[], cells: (row: ListRow) => Cells): Generator<Cells> {
  for (const row of rows) yield cells(row);
}

function* countedCells(
  rows: readonly ListRow[],
  named: (row: ListRow) => Cells,
  period: CountedList['facts']['period'],
): Generator<Cells> {
  for (const row of rows) {
    const counts = FIGURE_KEYS.map((key) => [key, COUNTS[key](row, period)] as const);
    // What is open from earlier and counted by nothing stands in the two lists alone.
    if (counts.every(([, count]) => count === 0)) continue;
    yield { ...named(row), ...Object.fromEntries(counts) };
  }
}

function groupCells(groups: readonly Group<string>[]): (Cells & Figures)[] {
  return groups.map(({ key, figures }) => ({ name: key, ...figures }));
}

/** The class of a secret matter would say what it is about. */
function classCell(row: Pick<ListRow, 'secrecy' | 'classCode'>, facts: Pick<ListFacts, 'classNames'>): string {
  return row.secrecy === 'open' ? className(row, facts) : words.secret;
}
