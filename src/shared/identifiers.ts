// Identifiers of people and organisations: is it one, how is it stored, how is it shown to someone who need not know it.
import { isDay } from './time.ts';

export type IdentityDocument =
  | 'resident-id' // 居民身份证, GB 11643
  | 'residence-permit' // 港澳台居民居住证, GB 11643 with region 81, 82 or 83
  | 'permanent-resident' // 外国人永久居留身份证 since 2023, GB 11643 starting with 9
  | 'permanent-resident-old'; // before 2023, three letters and twelve digits; only the shape is checked

export interface PhoneOptions {
  /** Demo districts also know `100` + 8 digits, which nobody can dial. */
  demo?: boolean;
}

const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' '),
);
const PERMIT_REGIONS = new Set(['81', '82', '83']);
const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const IDENTITY_CHECKS = '10X98765432';

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const CREDIT_PATTERN = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

const MOBILE_PATTERN = /^1[3-9]\d{9}$/;
const DEMO_MOBILE_PATTERN = /^100\d{8}$/;
// Area codes: 010, 02x with eight digits; 03xx–09xx with seven or eight; an extension of up to six after a hyphen.
const LANDLINE_PATTERN = /^(?:0(?:10|2\d)[2-9]\d{7}|0[3-9]\d{2}[2-9]\d{6,7})(?:-\d{1,6})?$/;
// 110, 12345, 95598, 962121, 400-… and 800-…: what duty rooms of water, gas and power have.
const SERVICE_PATTERN = /^(?:1[12]\d(?:\d{2,3})?|9[56]\d{3,4}|[48]00\d{7})$/;

/** Full-width to plain, without spaces and hyphens, upper case: the form that is stored and compared. */
export function normaliseIdentifier(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\-–—]/g, '')
    .toUpperCase();
}

/**
 * Which document a normalised number belongs to; undefined when its check character, date or region is wrong. Whether the
 * county inside existed on the day of birth is not checked: counties are renamed and the numbers stay.
 */
export function identityDocumentOf(number: string): IdentityDocument | undefined {
  if (/^[A-Z]{3}\d{12}$/.test(number)) return 'permanent-resident-old';
  if (!/^\d{17}[\dX]$/.test(number) || !hasIdentityCheck(number)) return undefined;
  const birth = number.slice(6, 14);
  if (birth < '18500101' || !isDay(`${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`)) return undefined;
  if (number.startsWith('9')) return PROVINCES.has(number.slice(1, 3)) ? 'permanent-resident' : undefined;
  if (PERMIT_REGIONS.has(number.slice(0, 2))) return 'residence-permit';
  return PROVINCES.has(number.slice(0, 2)) ? 'resident-id' : undefined;
}

/** 统一社会信用代码, GB 32100, normalised. */
export function isCreditCode(code: string): boolean {
  if (!CREDIT_PATTERN.test(code)) return false;
  const sum = CREDIT_WEIGHTS.reduce(
    (total, weight, at) => total + weight * CREDIT_ALPHABET.indexOf(code.charAt(at)),
    0,
  );
  return code.charAt(17) === CREDIT_ALPHABET[(31 - (sum % 31)) % 31];
}

/**
 * A phone number as it is stored: plain digits, without +86, 0086, spaces, dots and brackets. The hyphen before an
 * extension stays (`057187654321-8001`). A text that is no number comes back as it is, only without the separators.
 */
export function normalisePhone(text: string): string {
  const compact = text
    .normalize('NFKC')
    .replace(/[\s().·—–]/g, '')
    .replace(/转/g, '-');
  const national = compact.replace(/^(?:\+86|0086)-?/, '').replace(/^86-?(?=1\d{10}$)/, '');
  const [head = '', ...tail] = national.split('-');
  const joined = national.replaceAll('-', '');
  // In 0571-87654321 the hyphen ends the area code, in 057187654321-8001 it starts the extension; 0571-87654321-8001 has both.
  const extension = head.length <= 4 ? tail.slice(1).join('') : tail.join('');
  const isExtended = joined.startsWith('0') && extension.length > 0 && extension.length <= 6;
  return isExtended ? `${joined.slice(0, joined.length - extension.length)}-${extension}` : joined;
}

/** A normalised mobile number of the mainland. */
export function isMobilePhone(phone: string, { demo = false }: PhoneOptions = {}): boolean {
  return MOBILE_PATTERN.test(phone) || (demo && DEMO_MOBILE_PATTERN.test(phone));
}

/** A normalised landline with its area code, extension allowed. */
export function isLandline(phone: string): boolean {
  return LANDLINE_PATTERN.test(phone);
}

/** Any normalised number a duty room may have: mobile, landline, 110, 12345, 95598, 400…. */
export function isDutyPhone(phone: string, options: PhoneOptions = {}): boolean {
  return isMobilePhone(phone, options) || isLandline(phone) || SERVICE_PATTERN.test(phone);
}

/** `138****0000`; of shorter numbers only the last two digits stay. */
export function maskPhone(phone: string): string {
  return phone.length === 11 ? `${phone.slice(0, 3)}****${phone.slice(7)}` : `****${phone.slice(-2)}`;
}

/** `张*`, `陈**`; never more than two stars, so that long names are not known by their length. */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name.trim());
  return first + '*'.repeat(Math.min(rest.length, 2));
}

/** `330106********1234`. */
export function maskIdentityNumber(number: string): string {
  return number.length === 18 ? `${number.slice(0, 6)}********${number.slice(14)}` : `****${number.slice(-2)}`;
}

function hasIdentityCheck(number: string): boolean {
  const sum = IDENTITY_WEIGHTS.reduce((total, weight, at) => total + weight * Number(number.charAt(at)), 0);
  return number.charAt(17) === IDENTITY_CHECKS.charAt(sum % 11);
}
