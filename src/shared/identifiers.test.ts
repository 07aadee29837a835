import { expect, test } from 'vitest';
import * as identifiers from './identifiers.ts';

test('the specimen numbers of GB 11643 and GB 32100 pass, with another check character they do not', () => {
  expect(identifiers.identityDocumentOf('11010519491231002X')).toBe('resident-id');
  expect(identifiers.identityDocumentOf('110105194912310021')).toBeUndefined();
  expect(identifiers.isCreditCode('91350100M000100Y43')).toBe(true);
  expect(identifiers.isCreditCode('91350100M000100Y44')).toBe(false);
});

test('any single wrong digit of an identity number is noticed', () => {
  const wrong = Array.from({ length: 17 }, (_, at) => replaceDigit('11010519491231002X', at));
  expect(wrong.map(identifiers.identityDocumentOf)).toEqual(wrong.map(() => undefined));
});

test('a right check character does not excuse an impossible date or region', () => {
  expect(identifiers.identityDocumentOf(withCheck('11010519490231002'))).toBeUndefined();
  expect(identifiers.identityDocumentOf(withCheck('99010519491231002'))).toBeUndefined();
  expect(identifiers.identityDocumentOf(withCheck('01010519491231002'))).toBeUndefined();
});

test('permits of Hong Kong, Macao and Taiwan and of foreigners are documents of their own', () => {
  expect(identifiers.identityDocumentOf(withCheck('81000019491231002'))).toBe('residence-permit');
  expect(identifiers.identityDocumentOf(withCheck('93184019850707001'))).toBe('permanent-resident');
  expect(identifiers.identityDocumentOf('XXX310085070700')).toBe('permanent-resident-old');
});

test('a credit code has none of the letters I O S V Z, and digits for its region', () => {
  expect(identifiers.isCreditCode('91350100O000100Y43')).toBe(false);
  expect(identifiers.isCreditCode('9135010AM000100Y43')).toBe(false);
  expect(identifiers.isCreditCode(identifiers.normaliseIdentifier('９１３５０１００m000100y43'))).toBe(true);
});

test('phones are stored as digits however they were written', () => {
  const written = ['138 0000 0000', '+86 138-0000-0000', '0086-13800000000', '8613800000000', '１３８００００００００'];
  expect(written.map(identifiers.normalisePhone)).toEqual(written.map(() => '13800000000'));
  expect(identifiers.normalisePhone('0571-87654321')).toBe('057187654321');
  expect(identifiers.normalisePhone('(0571) 8765 4321 转 8001')).toBe('057187654321-8001');
  expect(identifiers.normalisePhone('057187654321-8001')).toBe('057187654321-8001');
  expect(identifiers.normalisePhone('+86 571 8765')).toBe('5718765');
});

test('numbers that cannot be dialled are phones in demo districts only', () => {
  expect(identifiers.isMobilePhone('10012345678')).toBe(false);
  expect(identifiers.isMobilePhone('10012345678', { demo: true })).toBe(true);
  expect(identifiers.isMobilePhone('13800000000')).toBe(true);
  const refused = ['12800000000', '1380000000', '138000000000', '13800000000\n', '', 'abc'];
  expect(refused.filter((phone) => identifiers.isMobilePhone(phone, { demo: true }))).toEqual([]);
});

test('a duty room may have a landline, a hot line or a mobile', () => {
  const accepted = [
    '057187654321',
    '01087654321',
    '02187654321-123',
    '13800000000',
    '110',
    '12345',
    '95598',
    '4001234567',
  ];
  expect(accepted.filter((phone) => !identifiers.isDutyPhone(phone))).toEqual([]);
  expect(identifiers.isLandline('87654321')).toBe(false);
  expect(identifiers.isDutyPhone('10012345678')).toBe(false);
  expect(identifiers.isDutyPhone('999')).toBe(false);
});

test('masks show no more than is needed', () => {
  expect(identifiers.maskPhone('13800000000')).toBe('138****0000');
  expect(identifiers.maskPhone('057187654321-8001')).toBe('****01');
  expect(['张敏', '陈小花', '𠮷野', '古丽娜·阿不都', '张', ''].map(identifiers.maskName)).toEqual([
    '张*',
    '陈**',
    '𠮷*',
    '古**',
    '张',
    '',
  ]);
  expect(identifiers.maskIdentityNumber('330106194912311234')).toBe('330106********1234');
});

function replaceDigit(number: string, at: number): string {
  return number.slice(0, at) + String((Number(number[at]) + 1) % 10) + number.slice(at + 1);
}

/** The standard's own formula written another way: weight i is 2^(18−i) mod 11. */
function withCheck(first17: string): string {
  const sum = Array.from(first17).reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return first17 + '10X98765432'.charAt(sum % 11);
}
