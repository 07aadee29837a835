// 交办单 and 督办单 as PDF, A4: what is to be done above, below where the organisation signs and answers by hand.

import { inLocalTerms } from '#shared/words/terms.ts';

import type { OrderSheet } from './paper-data.ts';
import { orderRows } from './order-sheet.ts';
import { A4, addPage, box, bytesOf, heightOf, line, lines, newPdf, qrCode, rule } from './pdf-page.ts';
import type { Fonts, Pdf } from './pdf-page.ts';
import { ON_PAPER } from './words.ts';

const LEFT = 20;
const WIDE = A4.width - 2 * LEFT;
const LABEL_WIDE = 26;
const QR_SIDE = 34;
const words = ON_PAPER.order;
const INK = '#1b2433';

export function orderPdf(fonts: Fonts, data: OrderSheet, { at }: { at: string }): Promise<Uint8Array> {
  const pdf = newPdf(fonts, `${titleOf(data)} ${data.number}`, at);
  addPage(pdf, A4);
  let y = head(pdf, data);
  y = rows(pdf, data, y);
  blanks(pdf, y);
  foot(pdf, data);
  return bytesOf(pdf);
}

/** 督办 and its like as the district calls them. */
function titleOf({ kind, terms }: OrderSheet): string {
  return inLocalTerms(words.titles[kind], terms);
}

function head(pdf: Pdf, data: OrderSheet): number {
  const { qr } = data;
  if (data.isDemo) line(pdf, ON_PAPER.demoSheet, LEFT, 12, 60, { size: 10, colour: '#c0322b' });
  line(pdf, data.issuer, LEFT, 19, WIDE - QR_SIDE - 4, { size: 13 });
  line(pdf, titleOf(data), LEFT, 26, WIDE - QR_SIDE - 4, { size: 26, weight: 'bold' });
  line(pdf, `${words.number}　${data.number}`, LEFT, 41, 100, { size: 13, weight: 'bold' });
  const marks = [data.isUrgent ? words.urgent : null, data.secrecy].filter((mark) => mark !== null).join('　');
  line(pdf, marks, LEFT + 92, 41, 40, { size: 13, weight: 'bold', colour: '#c0322b' });
  const left = A4.width - LEFT - QR_SIDE;
  if (qr === null) lines(pdf, words.noCode, left, 20, QR_SIDE, { size: 8.5 });
  else {
    qrCode(pdf, qr.address, left, 12, QR_SIDE);
    lines(pdf, words.code[qr.leadsTo], left - 4, 12 + QR_SIDE, QR_SIDE + 8, { size: 7.5, align: 'center' });
  }
  return 57;
}

function rows(pdf: Pdf, data: OrderSheet, top: number): number {
  let y = top;
  for (const { label: title, text, isStrong, most } of orderRows(data)) {
    const size = isStrong ? 12.5 : 11;
    const inner = WIDE - LABEL_WIDE - 6;
    const high = Math.min(heightOf(pdf, text, inner, size), most) + 4;
    box(pdf, LEFT, y, LABEL_WIDE, high, { fill: '#f4f6fa', stroke: INK });
    box(pdf, LEFT + LABEL_WIDE, y, WIDE - LABEL_WIDE, high, { stroke: INK });
    line(pdf, title, LEFT + 2, y + high / 2 - 2.6, LABEL_WIDE - 4, { size: 11, align: 'center' });
    lines(pdf, text, LEFT + LABEL_WIDE + 3, y + 1.8, inner, {
      size,
      weight: isStrong ? 'bold' : 'regular',
      height: high - 3,
    });
    y += high;
  }
  return y;
}

const FOOT_TOP = A4.height - 20;
const SIGN_HIGH = 17;

/** What is written by hand: the answer takes what the sheet has left. */
function blanks(pdf: Pdf, top: number): void {
  label(pdf, words.acknowledge, top, SIGN_HIGH);
  const half = (WIDE - LABEL_WIDE) / 2;
  for (const [index, text] of words.acknowledgeLines.entries())
    toSign(pdf, text, LEFT + LABEL_WIDE + 3 + index * half, top + 7, half - 8);
  const y = top + SIGN_HIGH;
  const high = FOOT_TOP - 4 - y;
  label(pdf, words.feedback, y, high);
  line(pdf, words.feedbackAsk, LEFT + LABEL_WIDE + 3, y + 2, WIDE - LABEL_WIDE - 6, { size: 9, colour: '#4a566b' });
  for (const [index, text] of words.feedbackLines.entries()) {
    const x = LEFT + LABEL_WIDE + 3 + (index % 2) * half;
    toSign(pdf, text, x, y + high - (index < 2 ? 21 : 10), half - 8);
  }
}

function label(pdf: Pdf, text: string, y: number, high: number): void {
  box(pdf, LEFT, y, LABEL_WIDE, high, { fill: '#f4f6fa', stroke: INK });
  box(pdf, LEFT + LABEL_WIDE, y, WIDE - LABEL_WIDE, high, { stroke: INK });
  line(pdf, text, LEFT + 2, y + high / 2 - 2.6, LABEL_WIDE - 4, { size: 11, align: 'center' });
}

function toSign(pdf: Pdf, text: string, x: number, y: number, width: number): void {
  line(pdf, `${text}：`, x, y - 1, 30, { size: 11 });
  rule(pdf, x + 27, y + 5, x + width, INK);
}

function foot(pdf: Pdf, { call, issuer, printedAt }: OrderSheet): void {
  const calls = call.map(({ name, phone }) => `${name} ${phone}`).join('　');
  line(pdf, `${words.issuer}：${issuer}　　${words.call}：${calls}`, LEFT, FOOT_TOP, WIDE, { size: 9.5 });
  line(pdf, words.printed(printedAt), LEFT, FOOT_TOP + 5.5, WIDE, { size: 8.5, colour: '#4a566b' });
}
