// What was typed into the one box, and which group stands first.

import { expect, test } from 'vitest';

import { asked, byFit, inOrder, isSearchable } from './rules.ts';
import type { GroupKind } from './rules.ts';

const read = (typed: string) => asked(typed, { demo: true });

test.each([
  ['2611190412', { number: '2611190412', tail: undefined, phone: undefined, words: undefined }],
  ['26 1119 0412', { number: '2611190412' }],
  ['２６ 1119-0412', { number: '2611190412' }],
  ['0412', { number: undefined, tail: '0412', words: undefined }],
  ['10012345678', { phone: '10012345678' }],
  ['100 1234 5678', { phone: '10012345678' }],
  ['+86 138 0000 0000', { phone: '13800000000' }],
  ['0571-87654321', { phone: '057187654321' }],
  ['95598', { phone: '95598' }],
  ['井盖', { words: '井盖', isSpelled: false }],
  ['井', { words: undefined }],
  ['cwxc', { words: 'cwxc', isSpelled: true }],
  ['A座', { words: 'A座', isSpelled: false }],
  ['041', { number: undefined, tail: undefined, phone: undefined, words: undefined }],
])('%s is read', (typed, wanted) => {
  expect(read(typed)).toMatchObject(wanted);
});

test('an 11-digit number that nobody can dial is a phone only where it is a demo', () => {
  expect(asked('10012345678', { demo: false }).phone).toBeUndefined();
});

test('too little is told apart from nothing found', () => {
  expect(['井', 'c', '041', '。。'].map((typed) => isSearchable(read(typed)))).toEqual([false, false, false, false]);
  expect(['井盖', 'cw', '0412', '95598'].map((typed) => isSearchable(read(typed)))).toEqual([true, true, true, true]);
});

const group = (kind: GroupKind, ...titles: string[]) => ({ kind, hits: titles.map((title) => ({ title })) });
const order = (typed: string, ...groups: ReturnType<typeof group>[]) =>
  inOrder(groups, read(typed), typed).map(({ kind }) => kind);

test('a number shows its case first, a phone whose it is', () => {
  const all = [group('people', '周敏'), group('organisations', '水务'), group('cases', '井盖')];
  expect(order('2611190412', ...all)).toEqual(['cases', 'people', 'organisations']);
  expect(order('0412', ...all)).toEqual(['cases', 'people', 'organisations']);
  expect(order('13800000000', ...all)).toEqual(['people', 'organisations', 'cases']);
});

test('a name that begins with the words stands before cases, one that has them somewhere behind', () => {
  const cases = group('cases', '船坞新村井盖松了');
  expect(order('船坞', cases, group('places', '船坞新村 3 栋'))).toEqual(['places', 'cases']);
  expect(order('新村', cases, group('places', '船坞新村 3 栋'))).toEqual(['cases', 'places']);
  expect(order('水务公司', cases, group('places', '水务公司门前'), group('organisations', '水务公司'))).toEqual([
    'organisations',
    'places',
    'cases',
  ]);
});

test('pinyin shows names before cases, and empty groups nowhere', () => {
  expect(order('cwxc', group('cases', 'cwxc'), group('areas'), group('places', '船坞新村'))).toEqual([
    'places',
    'cases',
  ]);
});

test('the best fitting name first, the shorter of two alike, and what does not fit is left out', () => {
  const names = ['船坞新村 13 栋', '船坞新村 3 栋 2 单元', '船坞新村 3 栋'].map((name) => ({ name }));
  expect(byFit(names, '船坞3栋', false).map(({ name }) => name)).toEqual(['船坞新村 3 栋', '船坞新村 3 栋 2 单元']);
  const known = [
    { name: '十二坊', also: '老纱厂' },
    { name: '老纱厂路', also: null },
  ];
  expect(byFit(known, '老纱厂', false).map(({ name }) => name)).toEqual(['十二坊', '老纱厂路']);
});
