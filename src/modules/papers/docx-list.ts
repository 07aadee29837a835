// The daily or monthly list as a Word document in the layout of official papers (GB/T 9704): 仿宋 text, 黑体 and 楷体 headings, — 1 — below.

import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';

import type { Block, BlockPaper } from './paper-data.ts';
import { ON_PAPER } from './words.ts';

/** Twentieths of a point to a millimetre. */
const MM = 56.6929;
/** 156 × 225 mm of text on A4: 28 lines of 22 characters. */
const MARGINS = { top: 37, bottom: 35, left: 28, right: 26 };
const TEXT_WIDE = 156;
/** 28 points a line. */
const LINE = { line: 560, lineRule: LineRuleType.EXACT };
const TABLE_LINE = { line: 340, lineRule: LineRuleType.AT_LEAST };

const FONTS = { title: '宋体', text: '仿宋', first: '黑体', second: '楷体' } as const;
/** In half points: 二号, 三号, 小四, 四号. */
const SIZES = { title: 44, text: 32, table: 24, page: 28 } as const;

export async function drawList({ title, blocks, isDemo }: BlockPaper): Promise<Uint8Array> {
  const document = new Document({
    title,
    creator: 'Gezhi',
    styles: { default: { document: { run: { font: fontOf(FONTS.text), size: SIZES.text } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
            margin: {
              top: Math.round(MARGINS.top * MM),
              bottom: Math.round(MARGINS.bottom * MM),
              left: Math.round(MARGINS.left * MM),
              right: Math.round(MARGINS.right * MM),
              footer: Math.round(25 * MM),
            },
          },
        },
        headers: isDemo ? { default: new Header({ children: [demoMark()] }) } : {},
        footers: { default: new Footer({ children: [pageNumber()] }) },
        children: blocks.flatMap(drawBlock),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function drawBlock(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'title':
      return [
        said(block.text, {
          font: FONTS.title,
          size: SIZES.title,
          isBold: true,
          align: AlignmentType.CENTER,
          line: 640,
        }),
      ];
    case 'subtitle':
      return [said(block.text, { font: FONTS.second, align: AlignmentType.CENTER, after: 280 })];
    case 'heading':
      return [
        said(block.text, { font: block.level === 1 ? FONTS.first : FONTS.second, isIndented: true, keeps: true }),
      ];
    case 'paragraph':
      return [said(block.text, { isIndented: true })];
    case 'table':
      return [tableOf(block), new Paragraph({ spacing: { line: 240 }, children: [] })];
    case 'signature':
      return block.lines.map((text, index) =>
        said(text, { align: AlignmentType.RIGHT, before: index === 0 ? 560 : 0, keeps: index === 0 }),
      );
  }
}

interface Said {
  readonly font?: string;
  readonly size?: number;
  readonly isBold?: boolean;
  readonly isIndented?: boolean;
  readonly align?: (typeof AlignmentType)[keyof typeof AlignmentType];
  readonly line?: number;
  readonly before?: number;
  readonly after?: number;
  /** With what follows on one page. */
  readonly keeps?: boolean;
}

function said(text: string, style: Said): Paragraph {
  const { font = FONTS.text, size = SIZES.text, isBold = false, align, before = 0, after = 0 } = style;
  return new Paragraph({
    spacing: { ...LINE, ...(style.line === undefined ? {} : { line: style.line }), before, after },
    keepNext: style.keeps ?? false,
    ...(align === undefined ? {} : { alignment: align }),
    // Two characters, as every paragraph of an official paper begins.
    ...(style.isIndented ? { indent: { firstLine: size * 20 } } : {}),
    children: [new TextRun({ text, font: fontOf(font), size, bold: isBold })],
  });
}

function tableOf({ columns, rows }: Extract<Block, { kind: 'table' }>): Table {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => Math.round((width / whole) * TEXT_WIDE * MM));
  const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  const cell = (text: string, column: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[column] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new Paragraph({
          spacing: TABLE_LINE,
          alignment: isHead || columns[column]?.isFigure ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [
            new TextRun({ text, size: SIZES.table, font: fontOf(isHead ? FONTS.first : FONTS.text), bold: false }),
          ],
        }),
      ],
    });
  return new Table({
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    width: { size: Math.round(TEXT_WIDE * MM), type: WidthType.DXA },
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: [
      new TableRow({ tableHeader: true, children: columns.map(({ title }, column) => cell(title, column, true)) }),
      ...rows.map(
        (texts) => new TableRow({ cantSplit: true, children: texts.map((text, column) => cell(text, column, false)) }),
      ),
    ],
  });
}

function pageNumber(): Paragraph {
  const style = { font: fontOf(FONTS.title), size: SIZES.page };
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ ...style, children: ['— ', PageNumber.CURRENT, ' —'] })],
  });
}

function demoMark(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    children: [new TextRun({ text: ON_PAPER.demoSheet, font: fontOf(FONTS.first), size: 21, color: 'C0322B' })],
  });
}

/** Word takes another font for Han than for Latin unless all four are named. */
function fontOf(name: string) {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, cs: name };
}
