import { expect, test } from 'vitest';
import * as codes from './short-code.ts';

test('the alphabet has no two symbols that look alike in print', () => {
  expect(new Set(codes.SHORT_CODE_ALPHABET).size).toBe(25);
  expect(codes.SHORT_CODE_ALPHABET).not.toMatch(/[01OQILSZBGUa-z]/);
});

test('codes are random, ten symbols of the alphabet, and read back as themselves', () => {
  const made = Array.from({ length: 40_000 }, codes.newShortCode);
  expect(new Set(made).size).toBe(40_000);
  expect(made.map(codes.parseShortCode)).toEqual(made);
  const uses = new Map<string, number>();
  for (const symbol of made.join('')) uses.set(symbol, (uses.get(symbol) ?? 0) + 1);
  expect(uses.size).toBe(25);
  // 400,000 symbols, 16,000 of each expected, standard deviation 124; a careless remainder makes some 1,500 more frequent.
  expect(Math.max(...uses.values()) - Math.min(...uses.values())).toBeLessThan(1_000);
});

test('a code is read in any case, grouped, full-width, and with look-alikes', () => {
  expect(codes.groupShortCode('K7M2PXW4RT')).toBe('K7M2P XW4RT');
  expect(codes.parseShortCode('k7m2p-xw4rt')).toBe('K7M2PXW4RT');
  expect(codes.parseShortCode('Ｋ７Ｍ２Ｐ　ＸＷ４ＲＴ')).toBe('K7M2PXW4RT');
  expect(codes.parseShortCode('OSZBGU0Q1s')).toBe('D5286VDD75');
});

test('what cannot be a code is refused', () => {
  const refused = [
    '',
    'K7M2PXW4R',
    'K7M2PXW4RTT',
    'K7M2PXW4RI',
    'K7M2PXW4RL',
    'K7M2PXW4R井',
    '../../etc/p',
    'constructor',
  ];
  expect(refused.map(codes.parseShortCode)).toEqual(refused.map(() => undefined));
});

test('a token holds 256 bits and has one spelling', () => {
  const tokens = Array.from({ length: 1_000 }, codes.newToken);
  expect(new Set(tokens).size).toBe(1_000);
  expect(tokens.filter((token) => !codes.isToken(token) || Buffer.from(token, 'base64url').length !== 32)).toEqual([]);
  const token = `${'A'.repeat(42)}A`;
  expect(codes.isToken(token)).toBe(true);
  expect(codes.isToken(`${'A'.repeat(42)}B`)).toBe(false);
  expect(codes.isToken(`${token}=`)).toBe(false);
});
