// Codes printed on walls and posters for ten years, and the long tokens of private links.

/** No 0 O Q, 1 I L, S, Z, B, G or U: each looks like a symbol that is here. 25 symbols, so 10 of them hold 46 bits. */
export const SHORT_CODE_ALPHABET = '23456789ACDEFHJKMNPRTVWXY';
export const SHORT_CODE_LENGTH = 10;

/** What a person may read instead of a symbol of the alphabet. I and L stand for nothing there: such a code is refused. */
// prettier-ignore
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['0', 'D'], ['O', 'D'], ['Q', 'D'], ['1', '7'], ['S', '5'], ['Z', '2'], ['B', '8'], ['G', '6'], ['U', 'V'],
]);

const TOKEN_PATTERN = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** A random short code. It names a place and is no secret; whether it is taken, the table says. */
export function newShortCode(): string {
  let code = '';
  while (code.length < SHORT_CODE_LENGTH) {
    // 250 is the largest multiple of 25 in a byte; the rest would favour the first symbols.
    const usable = crypto.getRandomValues(new Uint8Array(SHORT_CODE_LENGTH)).filter((byte) => byte < 250);
    for (const byte of usable) code += SHORT_CODE_ALPHABET.charAt(byte % SHORT_CODE_ALPHABET.length);
  }
  return code.slice(0, SHORT_CODE_LENGTH);
}

/** Two groups of five, as printed under the picture: `K7M2P XW4RT`. */
export function groupShortCode(code: string): string {
  return `${code.slice(0, 5)} ${code.slice(5)}`;
}

/** Reads a code as typed: any case, spaces, hyphens, full-width letters, look-alikes. Undefined when it cannot be one. */
export function parseShortCode(text: string): string | undefined {
  const typed = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const code = Array.from(typed, (symbol) => LOOK_ALIKES.get(symbol) ?? symbol).join('');
  const isCode =
    code.length === SHORT_CODE_LENGTH && Array.from(code).every((symbol) => SHORT_CODE_ALPHABET.includes(symbol));
  return isCode ? code : undefined;
}

/** A secret of 256 random bits as 43 characters of base64url, for private links and sessions. Store only its hash. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '');
}

/** Whether `value` has the shape of a token; the last character carries only four bits, so one token has one spelling. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && TOKEN_PATTERN.test(value);
}
