// The catalogue from a workbook or from one that is shipped: template, check of every cell, and all rows or none.

import { readGround } from '#modules/areas/actions-ground.ts';
import { problem } from '#problems';
import type { Context } from '#platform/context.ts';
import { SheetRefused, readSheet } from '#platform/sheet-reader.ts';
import { writeSheet } from '#platform/sheets.ts';

import { changeCatalogue, listClasses, putVersions, todayOf } from './actions.ts';
import type { CatalogueClass } from './rules.ts';
import { CELL_REASONS, checkLines, planEntries } from './rules-sheet.ts';
import type { SheetLine, SheetPlan, WrongCell } from './rules-sheet.ts';
import { CELL_WORDS, NOTES, SAMPLE_MARK, SAMPLE_ROW, SHEET_COLUMNS, rowOf } from './sheet-columns.ts';
import type { SheetKey } from './sheet-columns.ts';
import { shippedClasses } from './shipped.ts';
import { listNewest } from './store.ts';

export const MAX_CLASS_ROWS = 5_000;
const MOST_WRONG_CELLS = 500;

export async function exportSheet(ctx: Context): Promise<Buffer> {
  return workbook((await listClasses(ctx, true)).map(rowOf));
}

export function sheetTemplate(): Promise<Buffer> {
  return workbook([SAMPLE_ROW]);
}

/** @throws {Problem} `sheet-unreadable`, `sheet-wrong` when it was not a dry run, `changed-meanwhile` */
export async function putSheet(ctx: Context, content: unknown, isDryRun: boolean) {
  const { checked, wrong } = await check(ctx, content);
  if (wrong.length > 0 && !isDryRun) {
    throw problem('sheet-wrong', `${wrong.length} cell(s) are wrong; nothing was taken over`, wrongCells(wrong));
  }
  const plan = await takeOver(ctx, wrong.length > 0 ? [] : checked, isDryRun);
  return { isDryRun, ...countsOf(plan), ...wrongCells(wrong) };
}

/** The same rows with a first column that says what is wrong in each. @throws {Problem} `sheet-unreadable` */
export async function markSheet(ctx: Context, content: unknown): Promise<Buffer> {
  const { lines, wrong } = await check(ctx, content);
  const wordsByRow = Map.groupBy(wrong, ({ row }) => row);
  const marked = lines.map(({ row, texts }) => ({ ...texts, wrong: wordsOf(wordsByRow.get(row) ?? []) }));
  const ofHeader = wordsByRow.has(1) ? [{ wrong: wordsOf(wordsByRow.get(1) ?? []) }] : [];
  return writeSheet({
    name: '目录',
    columns: [{ key: 'wrong', title: '哪里不对', width: 60 }, ...SHEET_COLUMNS],
    rows: [...ofHeader, ...marked],
    dropdowns: DROPDOWNS,
    notes: NOTES,
  });
}

/** Takes a shipped catalogue over, or says what that would change. @throws {Problem} `not-found` */
export async function adoptShipped(ctx: Context, key: string, isDryRun: boolean) {
  const today = todayOf(ctx);
  const plan = await takeOver(
    ctx,
    shippedClasses(key).map((each) => ({ ...each, validFrom: today, validTo: null })),
    isDryRun,
  );
  return { isDryRun, ...countsOf(plan) };
}

/** Saved as the next version of whatever stands. */
function takeOver(ctx: Context, entries: readonly CatalogueClass[], isDryRun: boolean): Promise<SheetPlan> {
  return changeCatalogue(ctx, async (ctx) => {
    const plan = planEntries(entries, await listNewest(ctx.db));
    if (!isDryRun) await putVersions(ctx, plan.wanted, 'newest');
    return plan;
  });
}

async function check(ctx: Context, content: unknown) {
  const sheet = await readLines(content);
  const newest = await readGround(ctx, ({ db }) => listNewest(db));
  const { entries, wrong } = checkLines(sheet.lines, { newest, today: todayOf(ctx), letters: sheet.letters });
  return { lines: sheet.lines, checked: entries, wrong: [...sheet.wrong, ...wrong] };
}

/** @throws {Problem} `sheet-unreadable` */
async function readLines(content: unknown) {
  if (!Buffer.isBuffer(content) || content.length === 0) throw unreadable('empty');
  const lines: SheetLine[] = [];
  const columns = new Map<number, SheetKey>();
  const letters: Partial<Record<SheetKey, string>> = {};
  try {
    for await (const { row, cells } of readSheet(content, { maxRows: MAX_CLASS_ROWS + 1 })) {
      if (columns.size === 0) {
        for (const { column, text, address } of cells) {
          const known = SHEET_COLUMNS.find(({ title }) => title === text.replace(/[\s*＊]/g, ''));
          if (known === undefined) continue;
          columns.set(column, known.key);
          letters[known.key] = address.replace(/\d/g, '');
        }
        if (columns.size === 0) throw unreadable('no-header');
        continue;
      }
      const known = cells.filter(({ column }) => columns.has(column));
      const texts: SheetLine['texts'] = Object.fromEntries(
        known.map(({ column, text }) => [columns.get(column), text]),
      );
      if (known.length > 0 && !(texts.code ?? '').startsWith(SAMPLE_MARK)) lines.push({ row, texts });
    }
  } catch (error) {
    if (error instanceof SheetRefused) throw unreadable(error.reason);
    throw error;
  }
  if (columns.size === 0) throw unreadable('no-header');
  const present = new Set(columns.values());
  const wrong: WrongCell[] = SHEET_COLUMNS.filter((each) => 'required' in each && !present.has(each.key)).map(
    ({ title }) => ({ cell: 'A1', row: 1, column: title, reason: 'missing-column' }),
  );
  // Without a column every row would be wrong in it: that one line says enough.
  return { lines: wrong.length > 0 ? [] : lines, letters, wrong };
}

const DROPDOWNS: Partial<Record<SheetKey, string[]>> = {
  classType: Object.values(CELL_WORDS.classType),
  severity: Object.values(CELL_WORDS.severity),
  secrecy: Object.values(CELL_WORDS.secrecy),
  verifiedBy: Object.values(CELL_WORDS.verifiedBy),
  ...Object.fromEntries(
    ['direct', 'emergency', 'minor', 'admitted'].map((key) => [key, [CELL_WORDS.yes, CELL_WORDS.no]]),
  ),
};

function workbook(rows: Readonly<Record<SheetKey, string>>[]): Promise<Buffer> {
  return writeSheet({
    name: '目录',
    columns: [...SHEET_COLUMNS],
    rows: rows.map((row) => ({ ...row })),
    dropdowns: DROPDOWNS as Record<string, string[]>,
    notes: NOTES,
  });
}

function countsOf({ created, updated, unchanged }: SheetPlan) {
  return { created, updated, unchanged: unchanged.length };
}

function wordsOf(wrong: readonly WrongCell[]): string {
  return wrong
    .map(({ column, reason, allowed }) => {
      const choices = allowed === undefined ? '' : `（可以填：${allowed.join('、')}）`;
      return `${column}：${CELL_REASONS[reason]}${choices}`;
    })
    .join('；');
}

function wrongCells(wrong: readonly WrongCell[]) {
  return { wrongCells: wrong.slice(0, MOST_WRONG_CELLS), wrongCellCount: wrong.length };
}

function unreadable(reason: string): Error {
  return problem('sheet-unreadable', 'Send an .xlsx workbook whose first sheet has the headers of the template', {
    reason,
  });
}
