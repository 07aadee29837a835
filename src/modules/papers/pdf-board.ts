// 网格公示牌 as PDF, A3 upright: the map above, below who serves and the code, at the foot the phones.

import { inLocalTerms } from '#shared/words/terms.ts';

import type { BoardMap, MapShapeKind } from './board-map.ts';
import type { GridBoard } from './paper-data.ts';
import { A3, MM, addPage, box, bytesOf, heightOf, line, lines, newPdf, picture, qrCode, rule } from './pdf-page.ts';
import type { Fonts, Pdf } from './pdf-page.ts';
import { ON_PAPER } from './words.ts';

const EDGE = 14;
const WIDE = A3.width - 2 * EDGE;
const BLUE = '#1f5fbf';
const QUIET = '#4a566b';
const MAP_TOP = 56;
const words = ON_PAPER.board;

export function boardPdf(fonts: Fonts, data: GridBoard, { at }: { at: string }): Promise<Uint8Array> {
  const pdf = newPdf(fonts, `${data.gridName} ${inLocalTerms(words.title, data.terms)}`, at);
  addPage(pdf, A3);
  head(pdf, data);
  mapOn(pdf, data, EDGE, MAP_TOP);
  const below = MAP_TOP + data.map.height + 9;
  people(pdf, data, below);
  code(pdf, data, below);
  foot(pdf, data);
  return bytesOf(pdf);
}

/** A mark of any colour stands on white. */
const LOGO_BOX = 30;

function head(pdf: Pdf, { logo, areas, gridName, levelName, code: gridCode, isDemo, terms }: GridBoard): void {
  box(pdf, 0, 0, A3.width, 46, { fill: BLUE });
  const left = logo === null ? EDGE : EDGE + LOGO_BOX + 6;
  if (logo !== null) {
    box(pdf, EDGE, 8, LOGO_BOX, LOGO_BOX, { fill: '#ffffff' });
    picture(pdf, logo, EDGE + 2, 10, LOGO_BOX - 4, LOGO_BOX - 4);
  }
  line(pdf, areas.join('　'), left, 8, EDGE + 170 - left, { size: 16, colour: '#ffffff' });
  line(pdf, gridName, left, 16.5, EDGE + 190 - left, { size: 46, weight: 'bold', colour: '#ffffff' });
  line(pdf, inLocalTerms(words.title, terms), 200, 8, 83, {
    size: 22,
    weight: 'bold',
    colour: '#ffffff',
    align: 'right',
  });
  line(pdf, levelName, 200, 20, 83, { size: 14, colour: '#ffffff', align: 'right' });
  line(pdf, words.gridCode(gridCode), 200, 28, 83, { size: 11, colour: '#ffffff', align: 'right' });
  if (isDemo) line(pdf, ON_PAPER.demo, 200, 35.5, 83, { size: 11, colour: '#ffffff', align: 'right' });
}

const LOOKS: Readonly<Record<MapShapeKind, { fill?: string; stroke?: string; thick?: number }>> = {
  neighbour: { fill: '#f4f6fa', stroke: '#a9b4c6', thick: 0.3 },
  grid: { fill: '#e8f0fc' },
  microGrid: { stroke: '#6f93d2', thick: 0.35 },
  building: { fill: '#8a97ad' },
  border: { stroke: BLUE, thick: 1.1 },
};
const LABEL_COLOURS = { neighbour: '#5f6b80', compound: '#1b2433', building: '#1b2433' } as const;

function mapOn(pdf: Pdf, { map, terms }: GridBoard, left: number, top: number): void {
  pdf.save();
  pdf
    .rect(left * MM, top * MM, map.width * MM, map.height * MM)
    .clip()
    .translate(left * MM, top * MM);
  pdf.rect(0, 0, map.width * MM, map.height * MM).fill('#ffffff');
  for (const { kind, path } of map.shapes) drawShape(pdf, path, kind);
  for (const { kind, text, x, y, size } of map.labels) {
    const points = size * MM;
    pdf
      .font(kind === 'compound' ? 'bold' : 'regular')
      .fontSize(points)
      .fillColor(LABEL_COLOURS[kind]);
    // Its line is 1.45 high: the middle of the characters stands at its middle.
    pdf.text(text, x * MM - pdf.widthOfString(text) / 2, y * MM - points * 0.74, { lineBreak: false });
  }
  pdf.restore();
  box(pdf, left, top, map.width, map.height, { stroke: '#7a869a', thick: 0.3 });
  legend(pdf, map, terms, left, top);
}

/** The path is in millimetres; drawn under a scale, so that the line is as thick as it says. */
function drawShape(pdf: Pdf, path: string, kind: MapShapeKind): void {
  const { fill, stroke, thick = 0.2 } = LOOKS[kind];
  pdf.save().scale(MM);
  if (fill !== undefined) pdf.path(path).fill(fill);
  if (stroke !== undefined) {
    if (kind === 'microGrid') pdf.dash(2, { space: 1.4 });
    pdf.path(path).lineWidth(thick).lineJoin('round').stroke(stroke);
  }
  pdf.restore();
}

function legend(
  pdf: Pdf,
  { width, height, scale, unnamed, shapes }: BoardMap,
  terms: GridBoard['terms'],
  left: number,
  top: number,
): void {
  const right = left + width;
  const bottom = top + height;
  box(pdf, right - 18, top + 4, 13, 19, { fill: '#ffffff' });
  line(pdf, words.north, right - 16, top + 5, 9, { size: 13, weight: 'bold', align: 'center' });
  pdf
    .polygon(
      [(right - 11.5) * MM, (top + 12) * MM],
      [(right - 8.5) * MM, (top + 21) * MM],
      [(right - 11.5) * MM, (top + 19) * MM],
      [(right - 14.5) * MM, (top + 21) * MM],
    )
    .fill('#1b2433');
  const bar = bottom - 5;
  box(pdf, left + 3, bottom - 13, scale.length + 8, 11, { fill: '#ffffff' });
  rule(pdf, left + 6, bar, left + 6 + scale.length, '#1b2433', 0.6);
  rule(pdf, left + 6, bar - 1.6, left + 6.5, '#1b2433', 0.6);
  line(pdf, words.metres(scale.metres), left + 6, bar - 6.6, 40, { size: 10 });

  const marks = (['grid', 'neighbour', 'microGrid', 'building'] as const).filter((kind) =>
    shapes.some((shape) => shape.kind === kind),
  );
  let x = left;
  for (const kind of marks) {
    const looks = kind === 'grid' ? { ...LOOKS.grid, stroke: BLUE, thick: 0.5 } : LOOKS[kind];
    box(pdf, x, bottom + 2.6, 4.4, 3, looks);
    line(pdf, inLocalTerms(words.legend[kind], terms), x + 6, bottom + 1.6, 24, { size: 10, colour: QUIET });
    x += 32;
  }
  const note = unnamed === 0 ? words.schematic : `${words.schematic}，${words.unlabelled(unnamed)}`;
  line(pdf, note, right - 110, bottom + 1.6, 110, { size: 10, colour: QUIET, align: 'right' });
}

const PEOPLE_WIDE = 188;
const FOOT_TOP = A3.height - 62;

function people(pdf: Pdf, { rows }: GridBoard, top: number): void {
  line(pdf, words.serving, EDGE, top, PEOPLE_WIDE, { size: 19, weight: 'bold' });
  rule(pdf, EDGE, top + 11, EDGE + PEOPLE_WIDE, BLUE, 0.6);
  let y = top + 14;
  for (const { title, people: named, unnamed } of rows) {
    const said = named.map(({ name, phone }) => (phone === null ? name : `${name} ${phone}`));
    const rest = unnamed === 0 ? [] : [words.unnamed(unnamed)];
    const text = [...said, ...rest].join('　　') || words.vacant;
    const high = Math.max(8, heightOf(pdf, text, PEOPLE_WIDE - 52, 16));
    if (y + high > FOOT_TOP - 2) break;
    line(pdf, title, EDGE, y, 50, { size: 14, colour: QUIET });
    lines(pdf, text, EDGE + 52, y, PEOPLE_WIDE - 52, { size: 16, weight: 'bold', height: high });
    y += high + 3;
  }
}

const CODE_SIDE = 66;

function code(pdf: Pdf, { qr, domain, terms }: GridBoard, top: number): void {
  const left = A3.width - EDGE - CODE_SIDE;
  const write = (text: string, y: number, size: number, weight: 'regular' | 'bold' = 'regular') =>
    line(pdf, text, left - 4, y, CODE_SIDE + 8, { size, weight, align: 'center' });
  if (qr === null) {
    write(inLocalTerms(words.noCode, terms), top + 20, 14);
    return;
  }
  write(inLocalTerms(words.scan, terms), top, 14, 'bold');
  qrCode(pdf, qr.address, left, top + 8, CODE_SIDE);
  write(qr.code, top + CODE_SIDE + 8.5, 13, 'bold');
  write(ON_PAPER.domain(domain), top + CODE_SIDE + 15.5, 9.5);
  write(ON_PAPER.warning, top + CODE_SIDE + 20.5, 9.5, 'bold');
}

function foot(pdf: Pdf, data: GridBoard): void {
  box(pdf, 0, FOOT_TOP, A3.width, A3.height - FOOT_TOP, { fill: '#f4f6fa' });
  const phone = (title: string, call: { name: string; phone: string } | null, x: number) => {
    if (call === null) return;
    line(pdf, `${title}（${call.name}）`, x, FOOT_TOP + 6, 128, { size: 14, colour: QUIET });
    line(pdf, call.phone, x, FOOT_TOP + 13, 128, { size: 30, weight: 'bold', colour: BLUE });
  };
  phone(words.dutyPhone, data.dutyPhone, EDGE);
  phone(words.complaint, data.complaintPhone, EDGE + 140);
  rule(pdf, EDGE, FOOT_TOP + 31, EDGE + WIDE, '#dde3ec', 0.3);
  const calls = data.emergency.map(({ name, phone: number }) => `${name} ${number}`).join('　');
  line(pdf, `${words.emergency}　${calls}`, EDGE, FOOT_TOP + 34.5, WIDE, {
    size: 15,
    weight: 'bold',
    colour: '#c0322b',
  });
  line(pdf, words.issued(data.issuedBy, data.issuedOn), EDGE, FOOT_TOP + 47, 150, { size: 11.5, colour: QUIET });
  line(pdf, data.domain, EDGE + 150, FOOT_TOP + 47, WIDE - 150, { size: 11.5, colour: QUIET, align: 'right' });
}
