// Identifiers of people and organisations: is it one, how is it stored, how is it shown to someone who need not know it.
export interface PhoneOptions {
  /** Demo districts also know `100` + 8 digits, which nobody can dial. */
  demo?: boolean;
}

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
