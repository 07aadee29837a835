import { expect, test } from 'vitest';

import { rowXml } from './sheet-xml.ts';

const inside = { letters: ['A', 'B', 'AA'], styles: [1, 2, 0] };

test('each value stands in its column with the format of the column; where nothing is, no cell is written', () => {
  expect(rowXml(7, ['街道', null, 3], inside)).toBe(
    '<row r="7"><c r="A7" s="1" t="str"><v>街道</v></c><c r="AA7" s="0"><v>3</v></c></row>',
  );
  expect(rowXml(8, [null, true, false], inside)).toBe(
    '<row r="8"><c r="B8" s="2" t="b"><v>1</v></c><c r="AA8" s="0" t="b"><v>0</v></c></row>',
  );
  expect(rowXml(9, [null, null, null], inside)).toBe('');
});

test('a text is never markup, and what XML cannot hold is left out', () => {
  expect(rowXml(2, ['<b>&amp;</b> ]]>', '\u0000甲\u0008\ud83d乙\udc00\uffff', '𠮷\n'], inside)).toBe(
    '<row r="2"><c r="A2" s="1" t="str"><v>&lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;</v></c>' +
      '<c r="B2" s="2" t="str"><v>甲乙</v></c><c r="AA2" s="0" t="str"><v>𠮷\n</v></c></row>',
  );
});

test('only the program writes a formula, with what it gives', () => {
  expect(
    rowXml(
      3,
      [
        { formula: 'IF(B7=0,"—",B6&"")', result: '—' },
        { formula: 'SUM(A:A)', result: 4 },
      ],
      inside,
    ),
  ).toBe(
    '<row r="3"><c r="A3" s="1" t="str"><f>IF(B7=0,"—",B6&amp;"")</f><v>—</v></c>' +
      '<c r="B3" s="2"><f>SUM(A:A)</f><v>4</v></c></row>',
  );
});
