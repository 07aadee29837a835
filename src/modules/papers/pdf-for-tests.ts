// Reads a PDF back as a person's viewer would: its pages with their sizes, and the words on them through each font's ToUnicode table.
//
// Small and our own, because no PDF reader is among the packages; it knows what pdfkit writes and nothing more.

import { inflateSync } from 'node:zlib';

export interface ReadPage {
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
  readonly text: string;
  /** Rectangles that were filled: of a QR code each dark square is one. */
  readonly rectangles: readonly { x: number; y: number; width: number; height: number }[];
}

interface Stored {
  readonly dictionary: string;
  readonly stream: Buffer | undefined;
}

const MM = 72 / 25.4;

export function readPdf(pdf: Buffer): ReadPage[] {
  const objects = objectsOf(pdf);
  return [...objects.values()]
    .filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary))
    .map((page) => pageOf(page, objects));
}

/** The subsets that lie in the file, as they are named: `ABCDEF+NotoSansCJKsc-Regular`. */
export function fontsIn(pdf: Buffer): string[] {
  return [...new Set([...pdf.toString('latin1').matchAll(/\/FontName \/([\w+-]+)/g)].map(([, name]) => name ?? ''))];
}

function objectsOf(pdf: Buffer): Map<string, Stored> {
  const text = pdf.toString('latin1');
  const found = new Map<string, Stored>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\r?\n([\s\S]*?)(?:\r?\nstream\r?\n|\r?\nendobj)/g)) {
    const [whole, id = '', dictionary = ''] = match;
    found.set(id, {
      dictionary,
      stream: whole.endsWith('stream\n') ? streamAt(pdf, match.index + whole.length, dictionary) : undefined,
    });
  }
  return found;
}

function streamAt(pdf: Buffer, from: number, dictionary: string): Buffer {
  const bytes = pdf.subarray(from, from + Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0));
  return dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes;
}

function pageOf({ dictionary }: Stored, objects: Map<string, Stored>): ReadPage {
  const [width = 0, height = 0] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(dictionary)?.slice(1).map(Number) ?? [];
  const resources = followed(dictionary, 'Resources', objects);
  const fonts = new Map(
    [...(/\/Font <<([\s\S]*?)>>/.exec(resources)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)].map(
      ([, name = '', id = '']) => [name, unicodeOf(objects.get(id)?.dictionary ?? '', objects)],
    ),
  );
  const content = objects.get(/\/Contents (\d+) 0 R/.exec(dictionary)?.[1] ?? '')?.stream?.toString('latin1') ?? '';
  return {
    width: width / MM,
    height: height / MM,
    text: textOf(content, fonts),
    rectangles: [...content.matchAll(/^([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re$/gm)].map((match) => {
      const [x = 0, y = 0, wide = 0, high = 0] = match.slice(1).map(Number);
      return { x, y, width: wide, height: high };
    }),
  };
}

function followed(dictionary: string, name: string, objects: Map<string, Stored>): string {
  const id = new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1];
  return id === undefined ? dictionary : (objects.get(id)?.dictionary ?? '');
}

/** Codes of four hexadecimal digits to the characters they stand for. */
function unicodeOf(font: string, objects: Map<string, Stored>): Map<string, string> {
  const id = /\/ToUnicode (\d+) 0 R/.exec(font)?.[1];
  const table = objects.get(id ?? '')?.stream?.toString('latin1') ?? '';
  const found = new Map<string, string>();
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    for (const [at, [, code = '']] of [...list.matchAll(/<([0-9a-f]+)>/gi)].entries())
      found.set(
        (parseInt(first, 16) + at).toString(16).padStart(4, '0'),
        Buffer.from(code, 'hex').swap16().toString('utf16le'),
      );
  }
  return found;
}

/** Each piece of text on a line of its own, in the order it was drawn. */
function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map();
  const lines: string[] = [];
  for (const [, name, shown] of content.matchAll(/\/(\w+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ/gi)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    else lines.push([...(shown ?? '').matchAll(/<([0-9a-f]*)>/gi)].map(([, codes = '']) => said(codes, font)).join(''));
  }
  return lines.join('\n');
}

function said(codes: string, font: ReadonlyMap<string, string>): string {
  return (codes.match(/.{4}/g) ?? []).map((code) => font.get(code.toLowerCase()) ?? '\ufffd').join('');
}
