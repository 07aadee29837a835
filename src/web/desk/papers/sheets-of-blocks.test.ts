// Blocks on sheets.

import { expect, test } from 'vitest';

import type { Block } from '#modules/papers/paper-data.ts';

import { sheetsOfBlocks } from './sheets-of-blocks.ts';

const text = (words: string): Block => ({ kind: 'paragraph', text: words });
const high = (whole: number) => ({ whole, head: 0, rows: [] });
const table = (count: number): Block => ({
  kind: 'table',
  columns: [{ title: '编号', width: 1, isFigure: false }],
  rows: Array.from({ length: count }, (_, at) => [String(at)]),
});
const rowsOn = (sheet: readonly Block[]) =>
  sheet.flatMap((block) => (block.kind === 'table' ? [block.rows.length] : []));

test('what has no room left begins the next sheet', () => {
  expect(sheetsOfBlocks([text('a'), text('b'), text('c')], [high(40), high(40), high(40)], 100)).toEqual([
    [text('a'), text('b')],
    [text('c')],
  ]);
});

test('a heading goes with what it stands over', () => {
  const heading: Block = { kind: 'heading', level: 1, text: '一、' };
  expect(sheetsOfBlocks([text('a'), heading, text('b')], [high(80), high(10), high(20)], 100)).toEqual([
    [text('a')],
    [heading, text('b')],
  ]);
});

test('a table breaks between rows, says its columns on each sheet, and loses none', () => {
  const sheets = sheetsOfBlocks([text('a'), table(20)], [high(50), { whole: 210, head: 10, rows: Array(20).fill(10) }], 100); // prettier-ignore
  expect(sheets.map(rowsOn)).toEqual([[4], [9], [7]]);
});

test('a row that is higher than a sheet stands on one alone, and the others follow', () => {
  const sheets = sheetsOfBlocks([table(2)], [{ whole: 220, head: 10, rows: [200, 10] }], 100);
  expect(sheets.map(rowsOn)).toEqual([[1], [1]]);
});
