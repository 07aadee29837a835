// 码牌 as PDF: eight signs on a sheet of A4 to be cut apart, or one alone, large, on A4 or A5.

import { groupShortCode } from '#shared/short-code.ts';

import type { CodeSigns } from './paper-data.ts';
import { A4, A5, addPage, box, bytesOf, line, newPdf, picture, qrCode } from './pdf-page.ts';
import type { Fonts, PaperSize, Pdf } from './pdf-page.ts';
import { ON_PAPER } from './words.ts';
import type { Sheet } from './words.ts';

type Sign = CodeSigns['signs'][number];

const COLUMNS = 2;
const ROWS = 4;
const MARGIN = 12;
/** Of what stands on a sign at its smallest, millimetres. */
const HIGH = 58.5;
const HIGH_DEMO = 62.5;

export function codesPdf(
  fonts: Fonts,
  data: CodeSigns,
  { sheet, at }: { sheet: Sheet; at: string },
): Promise<Uint8Array> {
  const pdf = newPdf(fonts, '码牌', at);
  const size: PaperSize = sheet === 'a5' ? A5 : A4;
  if (sheet === 'eight') eightOnEach(pdf, data);
  else {
    for (const sign of data.signs) {
      addPage(pdf, size);
      drawSign(pdf, sign, data, { x: 0, y: 0, ...size, scale: size.width / 84 });
    }
  }
  return bytesOf(pdf);
}

function eightOnEach(pdf: Pdf, data: CodeSigns): void {
  const width = (A4.width - 2 * MARGIN) / COLUMNS;
  const height = (A4.height - 2 * MARGIN) / ROWS;
  for (const [index, sign] of data.signs.entries()) {
    const place = index % (COLUMNS * ROWS);
    if (place === 0) addPage(pdf, A4);
    const x = MARGIN + (place % COLUMNS) * width;
    const y = MARGIN + Math.floor(place / COLUMNS) * height;
    pdf.dash(3, { space: 3 });
    box(pdf, x, y, width, height, { stroke: '#7a869a' });
    pdf.undash();
    drawSign(pdf, sign, data, { x, y, width, height, scale: 1 });
  }
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Drawn once for the small sign, and as many times larger as the paper is wider. */
function drawSign(pdf: Pdf, { code, place, about, address }: Sign, data: CodeSigns, frame: Frame): void {
  const { x, y, width, height, scale } = frame;
  const side = 31 * scale;
  const top = y + (height - (data.isDemo ? HIGH_DEMO : HIGH) * scale) / 2;
  const write = (text: string, down: number, size: number, weight: 'regular' | 'bold' = 'regular') =>
    line(pdf, text, x + 3 * scale, top + down * scale, width - 6 * scale, {
      size: size * scale,
      weight,
      align: 'center',
      colour: '#000000',
    });
  write(about, 0, 8);
  write(place, 3.8, 13, 'bold');
  write(ON_PAPER.scan, 10, 9);
  qrCode(pdf, address, x + (width - side) / 2, top + 14 * scale, side);
  // Beside the code, where nothing has to be scanned.
  const free = (width - side) / 2 - 5 * scale;
  if (data.logo !== null) picture(pdf, data.logo, x + 3 * scale, top + 20 * scale, free, 18 * scale);
  const below = 14 + 31;
  write(groupShortCode(code), below, 10, 'bold');
  write(ON_PAPER.domain(data.domain), below + 5.4, 8);
  write(ON_PAPER.warning, below + 9.4, 8, 'bold');
  if (data.isDemo) write(ON_PAPER.demo, below + 13.6, 8);
}
