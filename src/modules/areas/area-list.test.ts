// The list of areas of a new district: CSV and JSON say the same, and everything wrong is told at once.

import { expect, test } from 'vitest';

import { readAreaList } from './area-list.ts';

const GOOD = [
  { level: 'street', key: 'hx', name: '河西街道', code: '990103001', parent: '' },
  { level: 'community', key: 'bq', name: '白桥, 老街', code: '990103001001', parent: 'hx' },
];

test('CSV with a byte order mark, quotes and Windows line ends is read', () => {
  const csv =
    '\uFEFFlevel,key,name,code,parent\r\nstreet,hx,河西街道,990103001,\r\ncommunity,bq,"白桥, 老街",990103001001,/hx/\r\n\r\n';
  expect(readAreaList(csv)).toEqual({ areas: GOOD, faults: [] });
});

test('columns may stand in any order', () => {
  expect(readAreaList('code,parent,name,key,level\n990103001,,河西街道,hx,street').areas).toEqual([GOOD[0]]);
});

test('JSON gives the same as CSV', () => {
  expect(readAreaList(JSON.stringify(GOOD))).toEqual({ areas: GOOD, faults: [] });
});

test('all that is wrong is told with its line', () => {
  const csv =
    'level,key,name,code,parent\nstreet,HX,,99,\nplanet,x,某地,990103001001,\ncommunity,bq,白桥,990103001001,nix\nstreet,y,街,990103002,hx';
  expect(readAreaList(csv).faults).toEqual([
    'line 2: key "HX" must be 1 to 30 small letters or digits',
    'line 2: name must have 1 to 100 characters',
    'line 2: code "99" must have 9 digits',
    'line 3: level "planet" is none of street, township, community, village',
    'line 4: parent "nix" is no street or township of this list',
    'line 4: code "990103001001" was used before, on line 3',
    'line 5: a street lies directly below the district, so parent stays empty',
  ]);
});

test('the same key twice below one parent is refused, below two parents it is not', () => {
  const lines = [
    'street,a,甲,990103001,',
    'street,b,乙,990103002,',
    'community,x,丙,990103001001,a',
    'community,x,丁,990103002001,b',
  ];
  const csv = ['level,key,name,code,parent', ...lines];
  expect(readAreaList(csv.join('\n')).faults).toEqual([]);
  expect(readAreaList([...csv, 'community,x,戊,990103001002,a'].join('\n')).faults).toEqual([
    'line 6: path "a/x" was used before, on line 4',
  ]);
});

test.each([
  ['', 'the file is empty'],
  ['level,key,name,code,parent', 'the list is empty'],
  ['[]', 'the list is empty'],
  ['level,key,name,code\nstreet,a,b,990103001', 'line 1: the column "parent" is missing'],
  ['level,key,name,code,parent,boss\nstreet,a,b,990103001,,x', 'line 1: "boss" is not a column'],
  ['level,key,name,code,parent\nstreet,a,b,990103001', 'line 2: has 4 cells, the header 5'],
  ['[{"level":"street","key":"a","name":"b","code":"990103001","chief":"x"}]', 'line 1: "chief" is not a column'],
  ['[1]', 'line 1: is not an object'],
])('%j is refused', (text, fault) => {
  expect(readAreaList(text).faults).toContain(fault);
});

test('broken JSON is refused with where it breaks', () => {
  expect(readAreaList('[{"level":').faults[0]).toMatch(/^not readable as JSON: /);
});
