// What all papers share as PDF: millimetres, the font, one line that fits, a QR code of squares, the bytes at the end.

import PdfKit from 'pdfkit';
import { create } from 'qrcode';

export type Pdf = PDFKit.PDFDocument;

/** Points to a millimetre. */
export const MM = 72 / 25.4;

export interface Font {
  /** The whole file, read once: 19 MB each time a paper is drawn would be read for nothing. */
  readonly bytes: Uint8Array;
  /** The PostScript name inside a collection. */
  readonly name: string | null;
}

export interface Fonts {
  readonly regular: Font;
  readonly bold: Font;
}

const HAN = '网'.codePointAt(0)!;

/** What pdfkit keeps of the font it writes with; its types leave it out. */
interface OpenedFont {
  hasGlyphForCodePoint(code: number): boolean;
}

/** Whether it opens, and has Han characters. */
export function hasHan({ bytes, name }: Font): boolean {
  try {
    const document = new PdfKit({ autoFirstPage: false });
    // Without a name it is taken as the file's only font.
    document.registerFont('tried', bytes, name ?? undefined).font('tried');
    const { font } = (document as unknown as Record<'_font', { font: OpenedFont }>)['_font'];
    return font.hasGlyphForCodePoint(HAN);
  } catch {
    return false; // not a font, not this name in the collection: another is tried
  }
}

export interface PaperSize {
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
}

export const A3: PaperSize = { width: 297, height: 420 };
export const A4: PaperSize = { width: 210, height: 297 };
export const A5: PaperSize = { width: 148, height: 210 };

/** A document without pages yet; `at` stands in it as when it was made. */
export function newPdf(fonts: Fonts, title: string, at: string): Pdf {
  const made = new Date(at);
  const pdf = new PdfKit({
    autoFirstPage: false,
    margin: 0,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: title, Producer: 'Gezhi', CreationDate: made, ModDate: made },
  });
  pdf.registerFont('regular', fonts.regular.bytes, fonts.regular.name ?? undefined);
  pdf.registerFont('bold', fonts.bold.bytes, fonts.bold.name ?? undefined);
  return pdf;
}

export function addPage(pdf: Pdf, { width, height }: PaperSize): void {
  pdf.addPage({ size: [width * MM, height * MM], margin: 0 });
}

export function bytesOf(pdf: Pdf): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.once('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    pdf.once('error', reject);
    pdf.end();
  });
}

export interface LineStyle {
  /** Height of a Han character, points. */
  readonly size: number;
  readonly weight?: 'regular' | 'bold';
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
}

/** How far below the top of a line the middle of its characters stands, in parts of its size. */
const SMALLEST_PART = 0.6;

/** One line between two edges, millimetres; it grows smaller to fit, down to six tenths, and then ends with an ellipsis. */
export function line(pdf: Pdf, text: string, x: number, y: number, width: number, style: LineStyle): void {
  const { size, weight = 'regular', colour = '#1b2433', align = 'left' } = style;
  pdf.font(weight).fontSize(size).fillColor(colour);
  const wanted = pdf.widthOfString(text);
  const part = Math.max(SMALLEST_PART, Math.min(1, (width * MM) / Math.max(wanted, 0.01)));
  pdf.fontSize(size * part);
  pdf.text(fitted(pdf, text, width * MM), x * MM, y * MM + (size * (1 - part)) / 2, {
    width: width * MM + 0.5,
    align,
    lineBreak: false,
  });
}

function fitted(pdf: Pdf, text: string, width: number): string {
  if (pdf.widthOfString(text) <= width + 0.5) return text;
  const characters = Array.from(text);
  while (characters.length > 1 && pdf.widthOfString(`${characters.join('')}…`) > width) characters.pop();
  return `${characters.join('')}…`;
}

/** Lines that break between two edges, at most so high; answers how high they became, millimetres. */
export function lines(
  pdf: Pdf,
  text: string,
  x: number,
  y: number,
  width: number,
  style: LineStyle & { readonly height?: number; readonly gap?: number },
): number {
  const { size, weight = 'regular', colour = '#1b2433', align = 'left', height, gap = size * 0.25 } = style;
  pdf.font(weight).fontSize(size).fillColor(colour);
  const options = { width: width * MM, align, lineGap: gap };
  const needed = pdf.heightOfString(text, options);
  const most = height === undefined ? needed : height * MM;
  pdf.text(text, x * MM, y * MM, { ...options, ...(needed > most ? { height: most, ellipsis: '…' } : {}) });
  return Math.min(needed, most) / MM;
}

export function heightOf(pdf: Pdf, text: string, width: number, size: number, gap = size * 0.25): number {
  return (
    pdf
      .font('regular')
      .fontSize(size)
      .heightOfString(text, { width: width * MM, lineGap: gap }) / MM
  );
}

/** A picture inside a box, as large as fits, in its middle. */
export function picture(pdf: Pdf, address: string, x: number, y: number, width: number, height: number): void {
  const bytes = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
  pdf.image(bytes, x * MM, y * MM, { fit: [width * MM, height * MM], align: 'center', valign: 'center' });
}

/** Light modules around it: a scanner needs four. The page draws the same (web/desk/print/QrCode.vue). */
const QUIET = 4;

export function qrCode(pdf: Pdf, address: string, x: number, y: number, side: number): void {
  const { modules } = create(address, { errorCorrectionLevel: 'Q' });
  const unit = (side * MM) / (modules.size + 2 * QUIET);
  pdf.rect(x * MM, y * MM, side * MM, side * MM).fill('#ffffff');
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 0) continue;
      pdf.rect(x * MM + (column + QUIET) * unit, y * MM + (row + QUIET) * unit, unit, unit);
    }
  }
  pdf.fill('#000000');
}

export function box(
  pdf: Pdf,
  x: number,
  y: number,
  width: number,
  height: number,
  { fill, stroke, thick = 0.2 }: { fill?: string; stroke?: string; thick?: number },
): void {
  const rectangle = () => pdf.rect(x * MM, y * MM, width * MM, height * MM);
  if (fill !== undefined) rectangle().fill(fill);
  if (stroke !== undefined) {
    rectangle()
      .lineWidth(thick * MM)
      .stroke(stroke);
  }
}

export function rule(pdf: Pdf, fromX: number, y: number, toX: number, colour = '#1b2433', thick = 0.2): void {
  pdf
    .moveTo(fromX * MM, y * MM)
    .lineTo(toX * MM, y * MM)
    .lineWidth(thick * MM)
    .stroke(colour);
}
