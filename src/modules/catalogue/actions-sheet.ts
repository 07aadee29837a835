// The catalogue from a workbook or from one that is shipped: template, check of every cell, and all rows or none.

import { readGround } from '#modules/areas/actions-ground.ts';
import type { Context } from '#platform/context.ts';

import { changeCatalogue, listClasses, putVersions, todayOf } from './actions.ts';
import type { CatalogueClass } from './rules.ts';
import { checkLines, planEntries } from './rules-sheet.ts';
import type { SheetPlan } from './rules-sheet.ts';
import { CELL_WORDS, NOTES, SAMPLE_MARK, SAMPLE_ROW, SHEET_COLUMNS, rowOf } from './sheet-columns.ts';
import type { SheetKey } from './sheet-columns.ts';
import { guardCells, markedWorkbook, readLines, workbook, wrongCells } from './sheet-lines.ts';
import type { SheetForm } from './sheet-lines.ts';
import { shippedClasses } from './shipped.ts';
import { listNewest } from './store.ts';

const YES_NO = [CELL_WORDS.yes, CELL_WORDS.no];
const FORM: SheetForm<SheetKey> = {
  name: '目录',
  columns: SHEET_COLUMNS,
  sampleIn: 'code',
  sampleMark: SAMPLE_MARK,
  dropdowns: {
    classType: Object.values(CELL_WORDS.classType),
    severity: Object.values(CELL_WORDS.severity),
    secrecy: Object.values(CELL_WORDS.secrecy),
    verifiedBy: Object.values(CELL_WORDS.verifiedBy),
    direct: YES_NO,
    emergency: YES_NO,
    minor: YES_NO,
    admitted: YES_NO,
  },
  notes: NOTES,
};

export async function exportSheet(ctx: Context): Promise<Buffer> {
  return workbook(FORM, (await listClasses(ctx, true)).map(rowOf));
}

export function sheetTemplate(): Promise<Buffer> {
  return workbook(FORM, [SAMPLE_ROW]);
}

/** @throws {Problem} `sheet-unreadable`, `sheet-wrong` when it was not a dry run, `changed-meanwhile` */
export async function putSheet(ctx: Context, content: unknown, isDryRun: boolean) {
  const { checked, wrong } = await check(ctx, content);
  guardCells(wrong, isDryRun);
  const plan = await takeOver(ctx, wrong.length > 0 ? [] : checked, isDryRun);
  return { isDryRun, ...countsOf(plan), ...wrongCells(wrong) };
}

/** @throws {Problem} `sheet-unreadable` */
export async function markSheet(ctx: Context, content: unknown): Promise<Buffer> {
  return markedWorkbook(FORM, await check(ctx, content));
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
  const sheet = await readLines(FORM, content);
  const newest = await readGround(ctx, ({ db }) => listNewest(db));
  const { entries, wrong } = checkLines(sheet.lines, { newest, today: todayOf(ctx), letters: sheet.letters });
  return { lines: sheet.lines, checked: entries, wrong: [...sheet.wrong, ...wrong] };
}

function countsOf({ created, updated, unchanged }: SheetPlan) {
  return { created, updated, unchanged: unchanged.length };
}
