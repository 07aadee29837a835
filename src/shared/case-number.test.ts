import { expect, test } from 'vitest';
import * as numbers from './case-number.ts';

test('the 412th case of 19 November 2026 is 26 1119 0412', () => {
  expect(numbers.formatCaseNumber('2026-11-19', 412)).toBe('2611190412');
  expect(numbers.groupCaseNumber('2611190412')).toBe('26 1119 0412');
});

test('after 9,999 cases the serial grows and the number still reads back', () => {
  const number = numbers.formatCaseNumber('2026-11-19', 10_000);
  expect(numbers.groupCaseNumber(number)).toBe('26 1119 10000');
  expect(numbers.parseCaseNumber(number)).toEqual({ number: '26111910000', day: '2026-11-19', serial: 10_000 });
});

test('a number is read however it was typed', () => {
  const expected = { number: '2611190412', day: '2026-11-19', serial: 412 };
  expect(numbers.parseCaseNumber(' 26 1119 0412 ')).toEqual(expected);
  expect(numbers.parseCaseNumber('２６　１１１９　０４１２')).toEqual(expected);
  expect(numbers.parseCaseNumber('26-1119-0412')).toEqual(expected);
});

test('a day that does not exist, serial zero, letters and wrong lengths are no number', () => {
  const refused = [
    '2602300412',
    '2611190000',
    '26111904',
    '261119041',
    'A611190412',
    '26111900412',
    '',
    "2611190412'--",
  ];
  expect(refused.map((text) => numbers.parseCaseNumber(text))).toEqual(refused.map(() => undefined));
  expect(() => numbers.formatCaseNumber('2026-11-19', 0)).toThrow(RangeError);
  expect(() => numbers.formatCaseNumber('1999-11-19', 1)).toThrow(RangeError);
});

test('what anyone would try first counts as easy to guess', () => {
  const easy = ['0000', '1234', '4321', '9876', '7890', '1212', '8889'];
  expect(easy.map(numbers.isEasyToGuess)).toEqual(easy.map(() => true));
  expect(numbers.isEasyToGuess('7308')).toBe(false);
});
