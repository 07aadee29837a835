// Writes .xlsx workbooks for people to fill in or take away: a table with fixed headers, lists to choose from, and notes.
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import type ExcelJS from 'exceljs';

import { rowXml } from './sheet-xml.ts';
import type { CellContent } from './sheet-xml.ts';

export interface SheetColumn {
  key: string;
  title: string;
  /** In characters of the usual width; a Han takes two. */
  width?: number;
  /** Shown by a red header; whether it is filled in, the import checks. */
  required?: boolean;
  /** Excel counts with it; else a cell stays the text it is. */
  isNumber?: boolean;
}

/** Only the program writes one: what people typed stays text. `result` is what it gives, for whoever does not compute. */
export interface SheetFormula {
  readonly formula: string;
  readonly result: string | number;
}

export type SheetValue = string | number | boolean | SheetFormula | null | undefined;

export interface SheetTable {
  name: string;
  columns: SheetColumn[];
  rows: Iterable<Record<string, SheetValue>> | AsyncIterable<Record<string, SheetValue>>;
}

export interface SheetContent extends SheetTable {
  /** More tables, each on a sheet of its own after the first. */
  further?: readonly SheetTable[];
  /** Lines of a second sheet 说明. */
  notes?: string[];
  /** By column key: the values offered for choice, written to a hidden sheet so that a list may be of any length. */
  dropdowns?: Record<string, string[]>;
}

const HEADER_ROW = 1;
const NOTES_SHEET = '说明';
const CHOICES_SHEET = '选项';
/** Rows below the header that offer the choices. */
const CHOICE_ROWS = 20_000;
/** About 2 ms of work. */
const ROWS_AT_A_TIME = 100;
/** Excel repairs, that is empties, a cell that is longer. */
const MAX_CELL_CHARACTERS = 32_767;
/** The cell format "text". */
const TEXT_FORMAT = '@';
const NUMBER_FORMAT = '0';

/** The workbook as a stream, in bounded memory however many rows come. Errors of `rows` arrive as the stream's error. */
export function streamSheet(content: SheetContent): Readable {
  const output = new PassThrough();
  writeWorkbook(content, output).catch((error: unknown) => output.destroy(error as Error));
  return output;
}

export function writeSheet(content: SheetContent): Promise<Buffer> {
  return buffer(streamSheet(content));
}

async function writeWorkbook(content: SheetContent, output: PassThrough): Promise<void> {
  // Large, and no start needs it: read when the first workbook is written.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false });
  const { further = [], notes = [], dropdowns = {} } = content;
  for (const table of [content, ...further]) {
    const sheet = addSheet(workbook, table);
    if (table === content) offerChoices(sheet, content.columns, dropdowns);
    if (!(await writeRows(sheet, table, output))) return;
    sheet.commit();
  }
  writeNotes(workbook, notes);
  writeChoices(workbook, content.columns, dropdowns);
  await workbook.commit();
}

function addSheet(workbook: ExcelJS.stream.xlsx.WorkbookWriter, { name, columns }: SheetTable): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ key, width = 16, isNumber = false }) => ({
    key,
    width,
    style: { numFmt: isNumber ? NUMBER_FORMAT : TEXT_FORMAT },
  }));
  writeHeader(sheet, columns);
  return sheet;
}

/** False when the reader has gone away meanwhile. */
async function writeRows(
  sheet: ExcelJS.Worksheet,
  { columns, rows }: SheetTable,
  output: PassThrough,
): Promise<boolean> {
  const inside = insideOf(sheet, columns);
  let number = HEADER_ROW;
  let part = '';
  for await (const row of rows) {
    part += rowXml(
      (number += 1),
      columns.map(({ key }) => cellValue(row[key])),
      inside,
    );
    if (number % ROWS_AT_A_TIME !== 0) continue;
    inside.write(part);
    part = '';
    // Rows that are at hand already never leave the microtasks: without this the server stands still meanwhile.
    await setImmediate();
    // exceljs ignores that the reader is slow; without this wait a large export would lie in memory as a whole.
    if (output.writableNeedDrain) await drained(output);
    if (output.destroyed) return false;
  }
  if (part !== '') inside.write(part);
  return !output.destroyed;
}

/**
 * Where rows are written as XML, behind the header that exceljs wrote: of its own rows 100,000 leave 130 MB of cells for the
 * collector. The typed interface of exceljs leaves out both things its own rows are written with.
 */
function insideOf(sheet: ExcelJS.Worksheet, columns: SheetColumn[]) {
  const { stream, workbook } = sheet as unknown as {
    stream: { write(xml: string): void };
    workbook: { styles: { addStyleModel(style: Partial<ExcelJS.Style>): number } };
  };
  return {
    letters: columns.map((_, at) => sheet.getColumn(at + 1).letter),
    styles: columns.map(({ isNumber = false }) =>
      workbook.styles.addStyleModel({ numFmt: isNumber ? NUMBER_FORMAT : TEXT_FORMAT }),
    ),
    write: (xml: string) => stream.write(xml),
  };
}

function writeHeader(sheet: ExcelJS.Worksheet, columns: SheetColumn[]): void {
  const header = sheet.addRow(columns.map(({ title }) => title));
  for (const [at, { required }] of columns.entries()) {
    header.getCell(at + 1).font = { bold: true, color: { argb: required ? 'FFC00000' : 'FF000000' } };
  }
  header.commit();
}

function offerChoices(sheet: ExcelJS.Worksheet, columns: SheetColumn[], dropdowns: Record<string, string[]>): void {
  // The typed interface of exceljs leaves out the collection that its writer reads ranges from.
  const { dataValidations } = sheet as unknown as {
    dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void };
  };
  for (const [at, { key }] of columns.entries()) {
    const choices = dropdowns[key];
    if (!choices?.length) continue;
    const letter = sheet.getColumn(at + 1).letter;
    dataValidations.add(`${letter}2:${letter}${CHOICE_ROWS + 1}`, {
      type: 'list',
      allowBlank: true,
      formulae: [`${CHOICES_SHEET}!$${letter}$1:$${letter}$${choices.length}`],
    });
  }
}

function writeNotes(workbook: ExcelJS.stream.xlsx.WorkbookWriter, notes: string[]): void {
  if (notes.length === 0) return;
  const sheet = workbook.addWorksheet(NOTES_SHEET);
  sheet.columns = [{ width: 100, style: { numFmt: TEXT_FORMAT } }];
  for (const note of notes) sheet.addRow([cellValue(note)]).commit();
  sheet.commit();
}

/** Each list under the letter of its column, so that the ranges of `offerChoices` need no table of their own. */
function writeChoices(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  columns: SheetColumn[],
  dropdowns: Record<string, string[]>,
): void {
  const lists = columns.map(({ key }) => dropdowns[key] ?? []);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  if (longest === 0) return;
  const sheet = workbook.addWorksheet(CHOICES_SHEET, { state: 'hidden' });
  for (let at = 0; at < longest; at += 1) sheet.addRow(lists.map((list) => cellValue(list[at]))).commit();
  sheet.commit();
}

/**
 * A formula is made of an object of the program, never of a string, so `=1+1`, `+86…`, `-3`, `@x` are written
 * as texts. The column's format "text" keeps them texts when someone edits the cell in Excel.
 */
function cellValue(value: SheetValue): CellContent {
  switch (typeof value) {
    case 'string':
      return value.length > MAX_CELL_CHARACTERS
        ? `${value.slice(0, MAX_CELL_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, '')}…`
        : value;
    case 'number':
    case 'boolean':
      return value;
    default:
      if (isFormula(value)) return value;
      if (value !== null && value !== undefined)
        throw new TypeError('A cell holds a text, a number, a truth value or nothing');
      return null;
  }
}

function isFormula(value: unknown): value is SheetFormula {
  return typeof value === 'object' && value !== null && 'formula' in value && 'result' in value;
}

function drained(output: PassThrough): Promise<void> {
  return new Promise((resolve, reject) => {
    const close = () => reject(new Error('The reader went away'));
    output.once('close', close);
    output.once('drain', () => {
      output.off('close', close);
      resolve();
    });
  });
}
