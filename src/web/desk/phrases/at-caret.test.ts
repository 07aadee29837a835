import { expect, test } from 'vitest';

import { askedAt, askedFurther, withPhrase } from './at-caret.ts';

test('a semicolon of either width asks at the beginning and behind a sentence, behind a word it is one', () => {
  expect(askedAt('；', 1)).toEqual({ at: 0, length: 1, query: '' });
  expect(askedAt('同意。;', 4)).toEqual({ at: 3, length: 1, query: '' });
  expect(askedAt('情况属实；', 5)).toBeUndefined();
  expect(askedAt('同意，', 3)).toBeUndefined();
  expect(askedAt('', 0)).toBeUndefined();
});

test('two of them ask behind a word too', () => {
  expect(askedAt('情况属实；；', 6)).toEqual({ at: 4, length: 2, query: '' });
});

test('what is typed behind it narrows, until a space, a long text or the caret leaves it', () => {
  const asked = { at: 0, length: 1, query: '' } as const;
  expect(askedFurther(asked, ';时限', 3)).toEqual({ at: 0, length: 1, query: '时限' });
  expect(askedFurther(asked, '', 0)).toBeUndefined();
  expect(askedFurther(asked, '; ', 2)).toBeUndefined();
  expect(askedFurther(asked, `;${'长'.repeat(13)}`, 14)).toBeUndefined();
});

test('the sentence takes the place of the mark and of what was typed behind it', () => {
  expect(withPhrase('同意。；时限，谢谢', { at: 3, length: 1, query: '时限' }, '请按时限办理。')).toEqual({
    text: '同意。请按时限办理。，谢谢',
    caret: 10,
  });
});
