// What leaves for a phone is said in the district's own terms, and only through the one table.

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { MESSAGES, messageWords } from './messages.ts';
import type { MessageKey } from './messages.ts';
import { TERMS, TERM_KEYS } from './terms.ts';
import type { Terms } from './terms.ts';

const KEYS = Object.keys(MESSAGES) as MessageKey[];
const LOCAL: Terms = Object.fromEntries(TERM_KEYS.map((key, at) => [key, `甲${at}乙`]));
const DATA = {
  organisation: '吹哨街道网格员协会',
  district: '受理台区',
  number: '26 1119 0001',
  link: 'http://town.test/x',
  kind: '应急哨',
  code: '204816',
  due: '11月20日 17:30',
  minutes: 10,
};

test.each(KEYS)('the message %s says no term as it is called elsewhere, and fills every blank', (key) => {
  const withoutData = MESSAGES[key].replaceAll(/\{\w+\}/g, '');
  const blanks = [...MESSAGES[key].matchAll(/\{(\w+)\}/g)].map(([, blank]) => blank as keyof typeof DATA);
  const said = messageWords(key, DATA, LOCAL);
  expect(blanks.filter((blank) => !said.includes(String(DATA[blank])))).toEqual([]);
  expect(said).not.toMatch(/[{}]/);
  const own = blanks.reduce((text, blank) => text.replace(String(DATA[blank]), ''), said);
  expect(Object.values(TERMS).filter((term) => own.includes(term))).toEqual([]);
  const used = TERM_KEYS.filter((term) => withoutData.includes(TERMS[term]));
  expect(used.filter((term) => !said.includes(LOCAL[term] ?? ''))).toEqual([]);
});

test('a whistle is called as the district calls it, the bodies keep their names', () => {
  const said = messageWords('call', DATA, { whistle: '亮灯', gridWorker: '格格' });
  expect(said).toContain('向你们亮灯');
  expect(said).toContain('吹哨街道网格员协会应急哨');
});

test('whoever sends to a phone takes the words from the table, or opens what was sealed from it', () => {
  const root = join(import.meta.dirname, '../..');
  const files = globSync('{modules,platform}/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const senders = files.filter((file) =>
    /phones\.send\(|seal\(`messages\.words/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(senders.length).toBeGreaterThan(3);
  expect(senders.filter((file) => !readFileSync(join(root, file), 'utf8').includes('messageWords('))).toEqual([]);
});
