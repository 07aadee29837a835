// A workbook of this module: its rows by the titles of their columns, the file that marks what is wrong, and the empty form.

import { problem } from '#problems';
import { SheetRefused, readSheet } from '#platform/sheet-reader.ts';
import { writeSheet } from '#platform/sheets.ts';

import { CELL_REASONS } from './rules-sheet.ts';
import type { SheetLine, WrongCell } from './rules-sheet.ts';

export const MAX_SHEET_ROWS = 5_000;
const MOST_WRONG_CELLS = 500;

export interface SheetForm<Key extends string> {
  readonly name: string;
  readonly columns: readonly { key: Key; title: string; width?: number; required?: boolean }[];
  /** A row of which this cell begins with the mark of a sample is shown to people and never taken over. */
  readonly sampleIn: Key;
  readonly sampleMark: string;
  readonly dropdowns: Partial<Record<Key, string[]>>;
  readonly notes: string[];
}

export interface ReadLines<Key extends string> {
  readonly lines: SheetLine<Key>[];
  readonly letters: Readonly<Partial<Record<Key, string>>>;
  readonly wrong: WrongCell[];
}

/** @throws {Problem} `sheet-unreadable` */
export async function readLines<Key extends string>(
  { columns: known, sampleIn, sampleMark }: SheetForm<Key>,
  content: unknown,
): Promise<ReadLines<Key>> {
  if (!Buffer.isBuffer(content) || content.length === 0) throw unreadable('empty');
  const lines: SheetLine<Key>[] = [];
  const columns = new Map<number, Key>();
  const letters: Partial<Record<Key, string>> = {};
  try {
    for await (const { row, cells } of readSheet(content, { maxRows: MAX_SHEET_ROWS + 1 })) {
      if (columns.size === 0) {
        for (const { column, text, address } of cells) {
          const found = known.find(({ title }) => title === text.replace(/[\s*＊]/g, ''));
          if (found === undefined) continue;
          columns.set(column, found.key);
          letters[found.key] = address.replace(/\d/g, '');
        }
        if (columns.size === 0) throw unreadable('no-header');
        continue;
      }
      const filled = cells.filter(({ column }) => columns.has(column));
      const texts = Object.fromEntries(filled.map(({ column, text }) => [columns.get(column), text])) as Partial<
        Record<Key, string>
      >;
      if (filled.length > 0 && !(texts[sampleIn] ?? '').startsWith(sampleMark)) lines.push({ row, texts });
    }
  } catch (error) {
    if (error instanceof SheetRefused) throw unreadable(error.reason);
    throw error;
  }
  if (columns.size === 0) throw unreadable('no-header');
  const present = new Set(columns.values());
  const wrong: WrongCell[] = known
    .filter(({ key, required }) => required === true && !present.has(key))
    .map(({ title }) => ({ cell: 'A1', row: 1, column: title, reason: 'missing-column' }));
  // Without a column every row would be wrong in it: that one line says enough.
  return { lines: wrong.length > 0 ? [] : lines, letters, wrong };
}

export function workbook<Key extends string>(
  { name, columns, dropdowns, notes }: SheetForm<Key>,
  rows: readonly Readonly<Record<Key, string>>[],
): Promise<Buffer> {
  return writeSheet({
    name,
    columns: [...columns],
    rows: rows.map((row) => ({ ...row })),
    dropdowns: dropdowns as Record<string, string[]>,
    notes,
  });
}

/** The same rows with a first column that says what is wrong in each. */
export function markedWorkbook<Key extends string>(
  { name, columns, dropdowns, notes }: SheetForm<Key>,
  { lines, wrong }: Pick<ReadLines<Key>, 'lines' | 'wrong'>,
): Promise<Buffer> {
  const wordsByRow = Map.groupBy(wrong, ({ row }) => row);
  const marked = lines.map(({ row, texts }) => ({ ...texts, wrong: wordsOf(wordsByRow.get(row) ?? []) }));
  const ofHeader = wordsByRow.has(1) ? [{ wrong: wordsOf(wordsByRow.get(1) ?? []) }] : [];
  return writeSheet({
    name,
    columns: [{ key: 'wrong', title: '哪里不对', width: 60 }, ...columns],
    rows: [...ofHeader, ...marked],
    dropdowns: dropdowns as Record<string, string[]>,
    notes,
  });
}

export function wrongCells(wrong: readonly WrongCell[]) {
  return { wrongCells: wrong.slice(0, MOST_WRONG_CELLS), wrongCellCount: wrong.length };
}

/** @throws {Problem} `sheet-wrong` when there is a wrong cell and it was no dry run: all rows or none */
export function guardCells(wrong: readonly WrongCell[], isDryRun: boolean): void {
  if (wrong.length > 0 && !isDryRun)
    throw problem('sheet-wrong', `${wrong.length} cell(s) are wrong; nothing was taken over`, wrongCells(wrong));
}

function wordsOf(wrong: readonly WrongCell[]): string {
  return wrong
    .map(({ column, reason, allowed }) => {
      const choices = allowed === undefined ? '' : `（可以填：${allowed.join('、')}）`;
      return `${column}：${CELL_REASONS[reason]}${choices}`;
    })
    .join('；');
}

function unreadable(reason: string): Error {
  return problem('sheet-unreadable', 'Send an .xlsx workbook whose first sheet has the headers of the template', {
    reason,
  });
}
