// The daily or monthly list as PDF, A4, the same blocks as in Word; a table that breaks says its columns again.

import type { Block, BlockPaper } from './paper-data.ts';
import { A4, MM, addPage, box, bytesOf, heightOf, line, lines, newPdf } from './pdf-page.ts';
import type { Fonts, Pdf } from './pdf-page.ts';
import { ON_PAPER } from './words.ts';

const MARGINS = { top: 37, bottom: 35, left: 28, right: 26 };
const WIDE = A4.width - MARGINS.left - MARGINS.right;
const BOTTOM = A4.height - MARGINS.bottom;
const TEXT = 14;
const TEXT_GAP = 7;
const CELL = 10.5;
const CELL_GAP = 2;
const CELL_PADDING = 1.6;
const INK = '#000000';

interface Pen {
  readonly pdf: Pdf;
  y: number;
}

export function listPdf(
  fonts: Fonts,
  { title, blocks, isDemo }: BlockPaper,
  { at }: { at: string },
): Promise<Uint8Array> {
  const pdf = newPdf(fonts, title, at);
  const pen: Pen = { pdf, y: BOTTOM };
  let pages = 0;
  pdf.on('pageAdded', () => {
    pages += 1;
    if (isDemo) line(pdf, ON_PAPER.demoSheet, A4.width - 60, 20, 34, { size: 10.5, colour: '#c0322b', align: 'right' });
    line(pdf, `— ${pages} —`, 0, A4.height - 25, A4.width, { size: 12, align: 'center', colour: INK });
    pen.y = MARGINS.top;
  });
  addPage(pdf, A4);
  for (const block of blocks) drawBlock(pen, block);
  return bytesOf(pdf);
}

function drawBlock(pen: Pen, block: Block): void {
  switch (block.kind) {
    case 'title':
      return write(pen, block.text, { size: 22, weight: 'bold', align: 'center', after: 3 });
    case 'subtitle':
      return write(pen, block.text, { size: TEXT, align: 'center', after: 6 });
    case 'heading':
      // Not alone at the foot of a page.
      return write(pen, block.text, { size: 15, weight: 'bold', isIndented: true, needs: 18 });
    case 'paragraph':
      return write(pen, block.text, { size: TEXT, isIndented: true });
    case 'table':
      return table(pen, block);
    case 'signature':
      need(pen, block.lines.length * 10 + 12);
      pen.y += 10;
      for (const text of block.lines) write(pen, text, { size: TEXT, align: 'right' });
      return;
  }
}

interface Written {
  readonly size: number;
  readonly weight?: 'regular' | 'bold';
  readonly align?: 'left' | 'center' | 'right';
  readonly isIndented?: boolean;
  readonly after?: number;
  readonly needs?: number;
}

function write(pen: Pen, text: string, { isIndented = false, after = 0, needs = 0, ...style }: Written): void {
  const words = isIndented ? `　　${text}` : text;
  const high = heightOf(pen.pdf, words, WIDE, style.size, TEXT_GAP);
  need(pen, high + needs);
  lines(pen.pdf, words, MARGINS.left, pen.y, WIDE, { ...style, colour: INK, gap: TEXT_GAP });
  pen.y += high + after;
}

function table(pen: Pen, { columns, rows }: Extract<Block, { kind: 'table' }>): void {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => (width / whole) * WIDE);
  const head = columns.map(({ title }) => title);
  const drawHead = () => drawRow(pen, head, { widths, isHead: true, isFigure: () => true });
  need(pen, 2 * rowHigh(pen.pdf, head, widths));
  drawHead();
  for (const row of rows) {
    if (pen.y + rowHigh(pen.pdf, row, widths) > BOTTOM) {
      addPage(pen.pdf, A4);
      drawHead();
    }
    drawRow(pen, row, { widths, isHead: false, isFigure: (column) => columns[column]?.isFigure ?? false });
  }
  pen.y += 4;
}

function drawRow(
  pen: Pen,
  texts: readonly string[],
  { widths, isHead, isFigure }: { widths: readonly number[]; isHead: boolean; isFigure: (column: number) => boolean },
): void {
  const high = rowHigh(pen.pdf, texts, widths);
  let x = MARGINS.left;
  for (const [column, text] of texts.entries()) {
    const width = widths[column] ?? 0;
    box(pen.pdf, x, pen.y, width, high, { stroke: INK, ...(isHead ? { fill: '#f4f6fa' } : {}) });
    lines(pen.pdf, text, x + CELL_PADDING, pen.y + CELL_PADDING, width - 2 * CELL_PADDING, {
      size: CELL,
      weight: isHead ? 'bold' : 'regular',
      align: isFigure(column) ? 'center' : 'left',
      colour: INK,
      gap: CELL_GAP,
    });
    x += width;
  }
  pen.y += high;
}

function rowHigh(pdf: Pdf, texts: readonly string[], widths: readonly number[]): number {
  const highs = texts.map((text, column) =>
    heightOf(pdf, text === '' ? '—' : text, (widths[column] ?? 0) - 2 * CELL_PADDING, CELL, CELL_GAP),
  );
  return Math.max(...highs) + 2 * CELL_PADDING - CELL_GAP / MM;
}

function need(pen: Pen, high: number): void {
  if (pen.y + high > BOTTOM) addPage(pen.pdf, A4);
}
