import { expect, test } from 'vitest';
import * as identifiers from './identifiers.ts';

test('the specimen of GB 32100 passes, with another check character it does not', () => {
  expect(identifiers.isCreditCode('91350100M000100Y43')).toBe(true);
  expect(identifiers.isCreditCode('91350100M000100Y44')).toBe(false);
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
});
