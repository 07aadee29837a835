// 工作证 as PDF: cards of 90 × 60 mm, eight on a sheet of A4, each with the code of its verification page.

import type { CardSheet } from './paper-data.ts';
import { A4, MM, addPage, box, bytesOf, line, newPdf, qrCode } from './pdf-page.ts';
import type { Fonts, Pdf } from './pdf-page.ts';
import { ON_PAPER } from './words.ts';

const CARD = { width: 90, height: 60 };
const COLUMNS = 2;
const ROWS = 4;
const LEFT = (A4.width - COLUMNS * CARD.width) / 2;
const TOP = (A4.height - ROWS * CARD.height) / 2;
const BLUE = '#1f5fbf';

export function cardsPdf(fonts: Fonts, data: CardSheet, { at }: { at: string }): Promise<Uint8Array> {
  const pdf = newPdf(fonts, ON_PAPER.card.title, at);
  for (const [index, card] of data.cards.entries()) {
    const place = index % (COLUMNS * ROWS);
    if (place === 0) addPage(pdf, A4);
    const x = LEFT + (place % COLUMNS) * CARD.width;
    const y = TOP + Math.floor(place / COLUMNS) * CARD.height;
    drawCard(pdf, card, { x, y, isDemo: data.isDemo });
  }
  return bytesOf(pdf);
}

function drawCard(
  pdf: Pdf,
  card: CardSheet['cards'][number],
  { x, y, isDemo }: { x: number; y: number; isDemo: boolean },
): void {
  box(pdf, x, y, CARD.width, 13, { fill: BLUE });
  line(pdf, card.organisation, x + 4, y + 1.6, 56, { size: 8, colour: '#ffffff' });
  line(pdf, ON_PAPER.card.title, x + 4, y + 5.2, 56, { size: 14, weight: 'bold', colour: '#ffffff' });
  if (isDemo) line(pdf, ON_PAPER.demoSheet, x + 62, y + 4.6, 24, { size: 8, colour: '#ffffff', align: 'right' });

  pdf.circle((x + 14) * MM, (y + 27) * MM, 9.5 * MM).fill('#e8f0fc');
  line(pdf, card.initial, x + 4, y + 21, 20, { size: 26, weight: 'bold', colour: BLUE, align: 'center' });

  line(pdf, card.name, x + 27, y + 16, 35, { size: 17, weight: 'bold' });
  line(pdf, card.title, x + 27, y + 25.6, 35, { size: 10.5 });
  line(pdf, card.place, x + 27, y + 31.2, 35, { size: 10.5 });

  qrCode(pdf, card.address, x + 61, y + 14.5, 27);
  line(pdf, ON_PAPER.card.verify, x + 61, y + 41.4, 27, { size: 8, align: 'center' });

  line(pdf, ON_PAPER.card.validUntil(card.validUntil), x + 4, y + 40.6, 56, { size: 9 });
  const { call } = card;
  if (call !== null) line(pdf, ON_PAPER.card.call(call.name, call.phone), x + 4, y + 46.6, 82, { size: 9 });
  line(pdf, ON_PAPER.card.found, x + 4, y + 52.8, 82, { size: 7.5, colour: '#4a566b' });
  pdf.dash(3, { space: 3 });
  box(pdf, x, y, CARD.width, CARD.height, { stroke: '#7a869a' });
  pdf.undash();
}
