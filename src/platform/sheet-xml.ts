// The rows of a large workbook as the XML that stands in it: a tenth of the work and of the garbage of a cell object for each value.

import type { SheetFormula } from './sheets.ts';

export type CellContent = string | number | boolean | SheetFormula | null;

/** What XML 1.0 cannot hold: control characters, and halves of a character. */
const NOT_IN_XML = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Surrogate}/gu;
const TO_BE_ESCAPED = /[&<>]/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** `letters` are those of the columns, `styles` the numbers of their formats in the workbook's table. Nothing for a row without a value. */
export function rowXml(
  number: number,
  cells: readonly CellContent[],
  { letters, styles }: { readonly letters: readonly string[]; readonly styles: readonly number[] },
): string {
  let inside = '';
  for (const [at, content] of cells.entries())
    if (content !== null) inside += cellXml(`${letters[at] ?? ''}${number}`, styles[at] ?? 0, content);
  return inside === '' ? '' : `<row r="${number}">${inside}</row>`;
}

function cellXml(address: string, style: number, content: Exclude<CellContent, null>): string {
  const head = `<c r="${address}" s="${style}"`;
  switch (typeof content) {
    case 'number':
      return `${head}><v>${content}</v></c>`;
    case 'boolean':
      return `${head} t="b"><v>${content ? 1 : 0}</v></c>`;
    case 'string':
      return `${head} t="str"><v>${escaped(content)}</v></c>`;
    default: {
      const { formula, result } = content;
      const type = typeof result === 'string' ? ' t="str"' : '';
      return `${head}${type}><f>${escaped(formula)}</f><v>${escaped(String(result))}</v></c>`;
    }
  }
}

function escaped(text: string): string {
  return text.replace(NOT_IN_XML, '').replace(TO_BE_ESCAPED, (mark) => ESCAPES[mark] ?? '');
}
