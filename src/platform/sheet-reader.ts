// Reads the rows of an .xlsx workbook as a stream, within limits that hold whatever the file claims about itself.
//
// Our own reader, because the streaming reader of exceljs decodes each chunk of a file by itself and garbles the Chinese
// character that two chunks share (measured: 11 of 5,000 rows), reads pinyin guides as if they were the text, and puts
// sheets into temporary files.
import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { columnName, columnOf, readValue, showsDay } from './sheet-values.ts';
import type { SheetCell } from './sheet-values.ts';
import { readZipEntries, ZipRefused } from './zip-entries.ts';
import type { ZipEntry } from './zip-entries.ts';

export interface SheetRow {
  /** As Excel shows it, from 1. */
  row: number;
  /** Only cells with something in them. */
  cells: SheetCell[];
}

export interface ReadOptions {
  /** The sheet's name; without it the first one. */
  sheet?: string;
  maxRows?: number;
}

export type SheetRefusalReason =
  | 'too-large'
  | 'not-a-sheet' // also a damaged one
  | 'old-format' // .xls, or protected by a password: both are another container
  | 'too-many-rows'
  | 'too-much-inside'
  | 'no-such-sheet';

export class SheetRefused extends Error {
  override name = 'SheetRefused';
  readonly reason: SheetRefusalReason;

  constructor(reason: SheetRefusalReason, cause?: unknown) {
    super(`The workbook is refused: ${reason}`, { cause });
    this.reason = reason;
  }
}

export const MAX_SHEET_BYTES = 10 * 1024 * 1024;
export const MAX_SHEET_ROWS = 20_000;
/** 20,000 rows of 50 filled cells have about 60 MB of XML. All shared texts, or one long text, may lie in memory. */
const MAX_INFLATED_BYTES = 80 * 1024 * 1024;
const MAX_COLUMNS = 500;

/**
 * The rows that have something in them, one at a time; stop the loop and reading stops.
 *
 * @throws {SheetRefused} before the first row or, for what shows only then, between rows: whoever imports keeps nothing
 * before the last row has come
 */
export async function* readSheet(source: Buffer | Readable, options: ReadOptions = {}): AsyncGenerator<SheetRow> {
  try {
    yield* readRows(await collect(source), options);
  } catch (error) {
    if (error instanceof SheetRefused) throw error;
    if (error instanceof ZipRefused && error.reason === 'too-much-inside')
      throw new SheetRefused('too-much-inside', error);
    throw new SheetRefused('not-a-sheet', error);
  }
}

async function* readRows(archive: Buffer, { sheet, maxRows = MAX_SHEET_ROWS }: ReadOptions): AsyncGenerator<SheetRow> {
  if (archive.length >= 8 && archive.readUInt32BE(0) === 0xd0cf11e0) throw new SheetRefused('old-format');
  if (archive.toString('latin1', 0, 4) !== 'PK\x03\x04') throw new SheetRefused('not-a-sheet');
  const entries = readZipEntries(archive, { bytesLeft: MAX_INFLATED_BYTES });
  const workbook = await readWorkbook(entries);
  const path =
    sheet === undefined ? workbook.sheets[0]?.path : workbook.sheets.find(({ name }) => name === sheet)?.path;
  const entry = entries.get(path ?? '');
  if (!entry) throw new SheetRefused('no-such-sheet');
  const texts = await readSharedTexts(entries.get('xl/sharedStrings.xml'));
  const dayStyles = await readDayStyles(entries.get('xl/styles.xml'));
  let rows = 0;
  for await (const row of readCells(entry, texts, dayStyles, workbook.epoch)) {
    rows += 1;
    if (rows > maxRows) throw new SheetRefused('too-many-rows');
    yield row;
  }
}

async function collect(source: Buffer | Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of Buffer.isBuffer(source) ? [source] : source) {
    sizeBytes += (chunk as Buffer).length;
    if (sizeBytes > MAX_SHEET_BYTES) throw new SheetRefused('too-large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

interface XmlHandlers {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** Parses an entry; yields after each chunk so that whoever collects can pass on what is complete. */
async function* parse(entry: ZipEntry, { open, text, close }: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  // A DTD has no place in a workbook, and entities could multiply in it.
  parser.on('doctype', () => {
    throw new SheetRefused('not-a-sheet');
  });
  // Files of other programs may name every element x:row.
  if (open) parser.on('opentag', ({ name, attributes }) => open(localName(name), attributes));
  if (text) parser.on('text', text);
  if (close) parser.on('closetag', ({ name }) => close(localName(name)));
  // The stream joins a character that two chunks share.
  for await (const chunk of entry.read().setEncoding('utf8')) {
    parser.write(chunk as string);
    yield;
  }
  parser.close();
}

async function parseWhole(entry: ZipEntry | undefined, handlers: XmlHandlers): Promise<void> {
  if (!entry) return;
  const steps = parse(entry, handlers);
  while (!(await steps.next()).done);
}

interface Workbook {
  sheets: { name: string; path: string }[];
  /** The serial number of 1970-01-01: 25569, or in workbooks from old Macs 24107. */
  epoch: number;
}

async function readWorkbook(entries: Map<string, ZipEntry>): Promise<Workbook> {
  if (!entries.has('xl/workbook.xml')) throw new SheetRefused('not-a-sheet');
  const targets = new Map<string, string>();
  await parseWhole(entries.get('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id = '', Target = '' }) => name === 'Relationship' && targets.set(Id, Target),
  });
  const workbook: Workbook = { sheets: [], epoch: 25_569 };
  await parseWhole(entries.get('xl/workbook.xml'), {
    open: (tag, attributes) => {
      if (tag === 'workbookPr' && /^(1|true)$/.test(attributes['date1904'] ?? '')) workbook.epoch = 24_107;
      if (tag !== 'sheet') return;
      const target = targets.get(attributes['r:id'] ?? '') ?? '';
      workbook.sheets.push({
        name: attributes['name'] ?? '',
        path: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
      });
    },
  });
  return workbook;
}

async function readSharedTexts(entry: ZipEntry | undefined): Promise<string[]> {
  const texts: string[] = [];
  let current = '';
  let inText = false;
  let inGuide = false; // <rPh>: the pinyin above the characters is not the text
  await parseWhole(entry, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') inGuide = true;
      inText = name === 't' && !inGuide;
    },
    text: (text) => {
      if (inText) current += text;
    },
    close: (name) => {
      if (name === 'si') texts.push(current);
      if (name === 'rPh') inGuide = false;
      inText = false;
    },
  });
  return texts;
}

/** The numbers of the cell styles that show a date. */
async function readDayStyles(entry: ZipEntry | undefined): Promise<Set<number>> {
  const custom = new Map<string, string>();
  const days = new Set<number>();
  let inCellStyles = false;
  let index = 0;
  await parseWhole(entry, {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt') custom.set(numFmtId, formatCode);
      if (name === 'cellXfs') inCellStyles = true;
      if (name !== 'xf' || !inCellStyles) return;
      if (showsDay(Number(numFmtId), custom.get(numFmtId))) days.add(index);
      index += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return days;
}

async function* readCells(
  entry: ZipEntry,
  texts: string[],
  dayStyles: Set<number>,
  epoch: number,
): AsyncGenerator<SheetRow> {
  let complete: SheetRow[] = [];
  let row: SheetRow = { row: 0, cells: [] };
  let cell = { column: 0, type: '', style: 0, value: '' };
  let inValue = false;
  let inGuide = false;
  const steps = parse(entry, {
    open: (name, attributes) => {
      // Rows and cells may leave out their address; then they follow the one before.
      if (name === 'row') row = { row: Number(attributes['r'] ?? row.row + 1), cells: [] };
      if (name === 'row') cell.column = 0;
      if (name === 'c') {
        const column = attributes['r'] === undefined ? cell.column + 1 : columnOf(attributes['r']);
        if (column === undefined) throw new SheetRefused('not-a-sheet');
        cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '' };
      }
      if (name === 'rPh') inGuide = true;
      inValue = (name === 'v' || name === 't') && !inGuide;
    },
    text: (text) => {
      if (inValue) cell.value += text;
    },
    close: (name) => {
      inValue = false;
      if (name === 'rPh') inGuide = false;
      if (name === 'c' && cell.value !== '' && cell.column <= MAX_COLUMNS) {
        const read = readValue(cell.type, cell.value, texts, dayStyles.has(cell.style), epoch);
        if (read.text !== '')
          row.cells.push({ address: `${columnName(cell.column)}${row.row}`, column: cell.column, ...read });
      }
      if (name === 'row' && row.cells.length > 0) complete.push(row);
    },
  });
  while (!(await steps.next()).done) {
    yield* complete;
    complete = [];
  }
  yield* complete;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
