// What the raw cells of a workbook mean: texts, numbers, days, and where a cell stands.

export interface SheetCell {
  /** As Excel shows it, `B3`. */
  address: string;
  /** 1 for A. */
  column: number;
  /** Trimmed. Of a formula its result; a day as `YYYY-MM-DD`, with a time of day `YYYY-MM-DDTHH:MM:SS`. */
  text: string;
  /** `number`: a long one (identity number) typed as a number has lost its last digits in Excel already. */
  kind: 'text' | 'number' | 'day' | 'truth' | 'error';
}

/** @param isDay whether the cell's style shows a date @param epoch the serial number of 1970-01-01 in this workbook */
export function readValue(
  type: string,
  value: string,
  texts: string[],
  isDay: boolean,
  epoch: number,
): Pick<SheetCell, 'text' | 'kind'> {
  switch (type) {
    case 's':
      return { text: (texts[Number(value)] ?? '').trim(), kind: 'text' };
    case 'inlineStr':
    case 'str':
      return { text: value.trim(), kind: 'text' };
    case 'b':
      return { text: value.trim() === '1' ? 'true' : 'false', kind: 'truth' };
    case 'e':
      return { text: value.trim(), kind: 'error' };
    case 'd':
      return { text: value.trim().replace(/T00:00(:00)?(\.0+)?Z?$/, ''), kind: 'day' };
    default: {
      const number = Number(value);
      if (!Number.isFinite(number)) return { text: value.trim(), kind: 'text' };
      return isDay ? dayText(number, epoch) : { text: String(number), kind: 'number' };
    }
  }
}

/** Excel counts days, and believes that 1900 was a leap year; nobody's records start before March 1900. */
function dayText(serial: number, epoch: number): Pick<SheetCell, 'text' | 'kind'> {
  const milliseconds = Math.round((serial - epoch) * 86_400) * 1000;
  if (serial < 61 || milliseconds > 253_402_300_799_000) return { text: String(serial), kind: 'number' };
  const text = new Date(milliseconds).toISOString().slice(0, 19);
  return { text: text.replace('T00:00:00', ''), kind: 'day' };
}

/** 1 for `A7`, 28 for `AB7`; undefined when the address names no column. */
export function columnOf(address: string): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(address)?.[0];
  if (!letters) return undefined;
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
}

export function columnName(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? columnName(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** Numbers 14–22, 27–36 and 50–58 are built-in dates (the later ones Chinese); else the code outside quotes has y or d. */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code !== undefined) return /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '').replace(/general/i, ''));
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58);
}
