// Pins and signs as small pictures drawn here: OpenLayers' own need createImageBitmap, which Safari 14 lacks. Shape and letter say
// the state, a number how many, so that nothing is said by colour alone.

import Icon from 'ol/style/Icon.js';
import Style from 'ol/style/Style.js';

import type { Palette } from './palette.ts';
import { PIN_LETTERS } from './things.ts';
import type { PinState } from './things.ts';

/** Drawn twice as large as shown, for screens of twice as many points. */
const SHARPNESS = 2;
const SIDE = 30;

export function pinStyles(palette: Palette): (state: PinState, count: number) => Style {
  const made = new Map<string, Style>();
  return (state, count) => {
    const words = count > 1 ? countWords(count) : '';
    const key = `${state} ${words}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const img = drawPin(palette, state, words);
    const style = new Style({
      image: new Icon({ img, scale: palette.scale / SHARPNESS, anchor: [SIDE / 2 / (img.width / SHARPNESS), 0.5] }),
    });
    made.set(key, style);
    return style;
  };
}

function countWords(count: number): string {
  return count < 10_000 ? String(count) : `${Math.floor(count / 1000)}k`;
}

function drawPin(palette: Palette, state: PinState, words: string): HTMLCanvasElement {
  const badge = words === '' ? 0 : 8 + words.length * 8;
  const canvas = document.createElement('canvas');
  canvas.width = (SIDE + Math.max(0, badge - 6)) * SHARPNESS;
  canvas.height = SIDE * SHARPNESS;
  const pen = canvas.getContext('2d');
  if (pen === null) return canvas;
  pen.scale(SHARPNESS, SHARPNESS);
  pen.lineWidth = 2;
  pen.strokeStyle = palette.card;
  pen.fillStyle = state === 'inHand' ? palette.grid : palette.danger;
  tracePin(pen, state);
  pen.fill();
  pen.stroke();
  pen.fillStyle = palette.card;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.font = `600 13px ${palette.fonts}`;
  pen.fillText(PIN_LETTERS[state], SIDE / 2, SIDE / 2 + 1);
  if (words !== '') drawCount(pen, palette, words, badge);
  return canvas;
}

/** 急 a diamond, 超 a square, 办 a circle. */
function tracePin(pen: CanvasRenderingContext2D, state: PinState): void {
  const middle = SIDE / 2;
  pen.beginPath();
  if (state === 'inHand') pen.arc(middle, middle, 11, 0, 2 * Math.PI);
  else if (state === 'overdue') pen.rect(middle - 10, middle - 10, 20, 20);
  else {
    pen.moveTo(middle, 1);
    pen.lineTo(SIDE - 1, middle);
    pen.lineTo(middle, SIDE - 1);
    pen.lineTo(1, middle);
    pen.closePath();
  }
}

function drawCount(pen: CanvasRenderingContext2D, palette: Palette, words: string, width: number): void {
  const [left, top, height] = [SIDE - 8, 1, 14];
  pen.beginPath();
  pen.arc(left + height / 2, top + height / 2, height / 2, Math.PI / 2, Math.PI * 1.5);
  pen.arc(left + width - height / 2, top + height / 2, height / 2, -Math.PI / 2, Math.PI / 2);
  pen.closePath();
  pen.fillStyle = palette.card;
  pen.strokeStyle = palette.ink;
  pen.lineWidth = 1;
  pen.fill();
  pen.stroke();
  pen.fillStyle = palette.ink;
  pen.font = `600 11px ${palette.fonts}`;
  pen.fillText(words, left + width / 2, top + height / 2 + 0.5);
}

/** A small picture in the middle of its point. Names may give way to each other, signs stay. */
function drawnIcon(side: number, draw: (pen: CanvasRenderingContext2D, middle: number) => void): Icon {
  const canvas = document.createElement('canvas');
  canvas.width = side * SHARPNESS;
  canvas.height = side * SHARPNESS;
  const pen = canvas.getContext('2d');
  if (pen !== null) {
    pen.scale(SHARPNESS, SHARPNESS);
    draw(pen, side / 2);
  }
  return new Icon({ img: canvas, scale: 1 / SHARPNESS, declutterMode: 'none' });
}

export function squareIcon(colour: string): Icon {
  return drawnIcon(8, (pen) => {
    pen.fillStyle = colour;
    pen.fillRect(0.5, 0.5, 7, 7);
  });
}

export function ringIcon(radius: number, { line, width, fill }: { line: string; width: number; fill?: string }): Icon {
  return drawnIcon(2 * (radius + width), (pen, middle) => {
    traceRing(pen, middle, radius);
    drawRing(pen, line, width, fill);
  });
}

export function letterIcon(palette: Palette, letter: string): Icon {
  return drawnIcon(22, (pen, middle) => {
    traceRing(pen, middle, 9);
    drawRing(pen, palette.ink, 1.5, palette.card);
    pen.fillStyle = palette.ink;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.font = `600 11px ${palette.fonts}`;
    pen.fillText(letter, middle, middle + 0.5);
  });
}

function traceRing(pen: CanvasRenderingContext2D, middle: number, radius: number): void {
  pen.beginPath();
  pen.arc(middle, middle, radius, 0, 2 * Math.PI);
}

function drawRing(pen: CanvasRenderingContext2D, line: string, width: number, fill: string | undefined): void {
  if (fill !== undefined) {
    pen.fillStyle = fill;
    pen.fill();
  }
  pen.strokeStyle = line;
  pen.lineWidth = width;
  pen.stroke();
}
