// Numbers of cases as people write them on paper: digits only, with a 4-digit code (查询码) beside them.
import { isDay } from './time.ts';
import type { Day } from './time.ts';

export interface CaseNumber {
  /** Stored form without spaces, `2611190412`. */
  number: string;
  day: Day;
  serial: number;
}

const NUMBER_PATTERN = /^(\d{2})(\d{2})(\d{2})(\d{4}|[1-9]\d{4,6})$/;
const CENTURY = '20';

/**
 * The stored form: yy mm dd and the district's serial of that day, `2611190412`. The serial has four digits and
 * grows when a day has more than 9,999 cases, so numbers stay unique and readable.
 */
export function formatCaseNumber(day: Day, serial: number): string {
  if (!isDay(day) || !day.startsWith(CENTURY)) throw new RangeError('A case number needs a day of this century');
  if (!Number.isInteger(serial) || serial < 1 || serial > 9_999_999)
    throw new RangeError('The serial is 1 to 9,999,999');
  return day.slice(2).replaceAll('-', '') + String(serial).padStart(4, '0');
}

/** What people see and say: `26 1119 0412`. */
export function groupCaseNumber(number: string): string {
  return `${number.slice(0, 2)} ${number.slice(2, 6)} ${number.slice(6)}`;
}

/** Reads a number as typed: spaces, hyphens and full-width digits do no harm. Undefined when it cannot be one. */
export function parseCaseNumber(text: string): CaseNumber | undefined {
  const parts = NUMBER_PATTERN.exec(compact(text));
  if (!parts) return undefined;
  const day = `${CENTURY}${parts[1]}-${parts[2]}-${parts[3]}`;
  const serial = Number(parts[4]);
  return isDay(day) && serial > 0 ? { number: parts[0], day, serial } : undefined;
}

/** A 查询码 anybody would try first: fewer than three different digits (0000, 1212, 8889) or four in a row (1234, 9876). */
export function isEasyToGuess(code: string): boolean {
  return new Set(code).size < 3 || '01234567890'.includes(code) || '09876543210'.includes(code);
}

function compact(text: string): string {
  return text.normalize('NFKC').replace(/[\s\-–—]/g, '');
}
