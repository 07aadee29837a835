// Names as they are spelled: polyphones by their words, surnames by their own reading, digits and rare characters.

import { beforeAll, expect, test } from 'vitest';

import { readySpelling, spell } from './spelling.ts';

beforeAll(() => readySpelling());

test.each([
  ['船坞新村', 'chuan wu xin cun'],
  ['船坞新村 3 栋', 'chuan wu xin cun =3 dong'],
  ['重庆路', 'chong qing lu'],
  ['重量检测站', 'zhong liang jian ce zhan'],
  ['银行巷', 'yin hang xiang'],
  ['行人天桥', 'xing ren tian qiao'],
  ['长江路', 'chang jiang lu'],
  ['音乐厅', 'yin yue ting'],
  ['快乐幼儿园', 'kuai le you er yuan'],
  ['朝阳小区', 'chao yang xiao qu'],
  ['绿地广场', 'lv di guang chang'],
  ['A座１２号', '=a zuo =12 hao'],
])('%s is spelled %s', (name, spelled) => {
  expect(spell(name)).toBe(spelled);
});

test.each([
  ['单敏', 'shan min'],
  ['解志强', 'xie zhi qiang'],
  ['曾桂兰', 'zeng gui lan'],
  ['仇建华', 'qiu jian hua'],
  ['欧阳修竹', 'ou yang xiu zhu'],
  ['古丽娜·阿不都', 'gu li na a bu dou'],
])('the person %s is spelled %s', (name, spelled) => {
  expect(spell(name, { isPerson: true })).toBe(spelled);
});

test('what is no word has no spelling', () => {
  expect(spell('——')).toBe('');
});
