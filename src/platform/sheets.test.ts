import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { createDeflateRaw } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { readSheet, SheetRefused } from './sheet-reader.ts';
import type { ReadOptions, SheetRow } from './sheet-reader.ts';
import { streamSheet, writeSheet } from './sheets.ts';
import { readZipEntries } from './zip-entries.ts';
import { zipOf } from './zip-for-tests.ts';

const columns = [
  { key: 'name', title: '姓名', required: true },
  { key: 'phone', title: '手机' },
  { key: 'post', title: '岗位' },
];

// First in the file: peak memory is that of the whole process so far.
test('a zip bomb is stopped while it inflates, whatever its headers claim', async () => {
  const bomb = await deflatedSpaces(400_000_000);
  const inSheet = zipOf({ ...skeleton(), 'xl/worksheets/sheet1.xml': bomb });
  const inTexts = zipOf({ ...skeleton(), 'xl/worksheets/sheet1.xml': sheetXml(''), 'xl/sharedStrings.xml': bomb });
  expect(inSheet.length).toBeLessThan(1_000_000);
  const before = process.resourceUsage().maxRSS;
  expect(await reasonOf(inSheet)).toBe('too-much-inside');
  expect(await reasonOf(inTexts)).toBe('too-much-inside');
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(200_000); // kB
}, 60_000);

test('what is written is read back with its cell addresses, rare characters included', async () => {
  const workbook = await writeSheet({
    name: '人员',
    columns,
    rows: [
      { name: '𠮷野', phone: '10000003316', post: '网格员' },
      { name: ' 周敏 ', phone: null, post: 7 },
      {},
      { name: '罗建平', phone: true },
    ],
  });
  const rows = await rowsOf(workbook);
  expect(rows.map(({ row }) => row)).toEqual([1, 2, 3, 5]);
  expect(rows[1]?.cells).toEqual([
    { address: 'A2', column: 1, text: '𠮷野', kind: 'text' },
    { address: 'B2', column: 2, text: '10000003316', kind: 'text' },
    { address: 'C2', column: 3, text: '网格员', kind: 'text' },
  ]);
  expect(rows[2]?.cells).toEqual([
    { address: 'A3', column: 1, text: '周敏', kind: 'text' },
    { address: 'C3', column: 3, text: '7', kind: 'number' },
  ]);
  expect(rows[3]?.cells[1]).toMatchObject({ text: 'true', kind: 'truth' });
});

test('no character is lost where two chunks of a large sheet meet', async () => {
  const rows = Array.from({ length: 5_000 }, (_, at) => ({
    name: `旧港街道船坞新村社区${at}号${'漏水'.repeat(at % 7)}`,
  }));
  const read = await rowsOf(await writeSheet({ name: '大表', columns, rows }));
  expect(read.slice(1).map(({ cells }) => cells[0]?.text)).toEqual(rows.map(({ name }) => name));
});

test('a text that begins like a formula is written as a text', async () => {
  const dangerous = ['=1+1', '+8613800000000', '-2', '@SUM(A1)', '=cmd|" /C calc"!A0', '\t=1'];
  const workbook = await writeSheet({
    name: '表',
    columns,
    rows: dangerous.map((name) => ({ name })),
    notes: ['=2+2'],
  });
  const xml = await partOf(workbook, 'xl/worksheets/sheet1.xml');
  expect(xml).not.toMatch(/<f[ >]/);
  expect(await partOf(workbook, 'xl/worksheets/sheet2.xml')).not.toMatch(/<f[ >]/);
  expect(await partOf(workbook, 'xl/styles.xml')).toContain('numFmtId="49"');
  const read = await rowsOf(workbook);
  expect(read.slice(1).map(({ cells }) => cells[0])).toMatchObject(
    dangerous.map((name) => ({ text: name.trim(), kind: 'text' })),
  );
});

test('an object smuggled in as a value is refused, not made a formula', async () => {
  const rows = [{ name: { formula: '1+1' } as unknown as string }];
  await expect(writeSheet({ name: '表', columns, rows })).rejects.toThrow(TypeError);
});

test('a template offers choices of any length, marks what is required and explains itself', async () => {
  const posts = Array.from({ length: 300 }, (_, at) => `岗位 ${at}`);
  const workbook = await writeSheet({
    name: '人员',
    columns,
    rows: [],
    notes: ['红色的列必须填写', '手机只填数字'],
    dropdowns: { post: posts },
  });
  const xml = await partOf(workbook, 'xl/worksheets/sheet1.xml');
  expect(xml).toMatch(
    /<dataValidation type="list"[^>]*sqref="C2:C20001"[^>]*><formula1>选项!\$C\$1:\$C\$300<\/formula1>/,
  );
  expect(await partOf(workbook, 'xl/workbook.xml')).toMatch(
    /name="选项"[^>]*state="hidden"|state="hidden"[^>]*name="选项"/,
  );
  expect(await partOf(workbook, 'xl/styles.xml')).toContain('FFC00000');
  const notes = await rowsOf(workbook, { sheet: '说明' });
  expect(notes.map(({ cells }) => cells[0]?.text)).toEqual(['红色的列必须填写', '手机只填数字']);
  const choices = await rowsOf(workbook, { sheet: '选项' });
  expect(choices.at(-1)?.cells).toEqual([{ address: 'C300', column: 3, text: '岗位 299', kind: 'text' }]);
});

test('a text longer than Excel can hold is cut and says so', async () => {
  const [, row] = await rowsOf(await writeSheet({ name: '表', columns, rows: [{ name: '长'.repeat(40_000) }] }));
  expect(row?.cells[0]?.text.length).toBe(32_767);
  expect(row?.cells[0]?.text.endsWith('长…')).toBe(true);
});

test('an error of the source reaches whoever reads the stream', async () => {
  async function* rows() {
    yield { name: '周敏' };
    throw new Error('database gone');
  }
  await expect(buffer(streamSheet({ name: '表', columns, rows: rows() }))).rejects.toThrow('database gone');
});

test('when the reader goes away the source is closed after a few rows', async () => {
  let made = 0;
  let isClosed = false;
  async function* rows() {
    try {
      for (; made < 1_000_000; made += 1) yield { name: `居民 ${made}` };
    } finally {
      isClosed = true;
    }
  }
  const stream = streamSheet({ name: '表', columns, rows: rows() });
  stream.destroy();
  await vi.waitUntil(() => isClosed);
  expect(made).toBeLessThan(10_000);
});

test('100,000 rows are written without keeping them in memory', async () => {
  function* rows() {
    for (let at = 0; at < 100_000; at += 1)
      yield { name: `居民 ${at}`, phone: `100${String(at).padStart(8, '0')}`, post: '志愿者' };
  }
  const before = process.resourceUsage().maxRSS;
  const workbook = await writeSheet({ name: '表', columns, rows: rows() });
  expect(workbook.length).toBeGreaterThan(500_000);
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(150_000); // kB
}, 60_000);

test('formulas give their result, days are days, pinyin guides are not text', async () => {
  const workbook = workbookOf(
    `<row r="3"><c r="A3"><f>1+2</f><v>3</v></c><c r="B3" t="str"><f>"网"&amp;"格"</f><v>网格</v></c>
     <c r="C3" s="1"><v>46345</v></c><c r="D3" s="1"><v>46345.5</v></c><c r="E3" s="2"><v>46345</v></c><c r="F3" t="s"><v>0</v></c>
     <c r="G3" t="inlineStr"><is><r><t>周</t></r><r><t>敏</t></r><rPh sb="0" eb="1"><t>zhōu</t></rPh></is></c>
     <c r="H3" t="e"><v>#N/A</v></c><c r="I3" t="b"><v>1</v></c><c r="J3"><v>1.38E10</v></c><c r="K3"/></row>
     <row><c t="inlineStr"><is><t>无地址</t></is></c><c><v>2</v></c></row>`,
    {
      'xl/sharedStrings.xml':
        '<sst><si><t xml:space="preserve"> 张</t><rPh sb="0" eb="1"><t>zhāng</t></rPh></si></sst>',
    },
  );
  const [row, next] = await rowsOf(workbook);
  expect(row?.cells.map(({ address, text: shown, kind }) => [address, shown, kind])).toEqual([
    ['A3', '3', 'number'],
    ['B3', '网格', 'text'],
    ['C3', '2026-11-19', 'day'],
    ['D3', '2026-11-19T12:00:00', 'day'],
    ['E3', '2026-11-19', 'day'],
    ['F3', '张', 'text'],
    ['G3', '周敏', 'text'],
    ['H3', '#N/A', 'error'],
    ['I3', 'true', 'truth'],
    ['J3', '13800000000', 'number'],
  ]);
  expect(next).toEqual({
    row: 4,
    cells: [
      { address: 'A4', column: 1, text: '无地址', kind: 'text' },
      { address: 'B4', column: 2, text: '2', kind: 'number' },
    ],
  });
});

test('more rows than allowed are refused, empty ones do not count', async () => {
  const rows = (count: number, cell: string) =>
    workbookOf(Array.from({ length: count }, (_, at) => `<row r="${at + 1}">${cell}</row>`).join(''));
  expect(await reasonOf(rows(20_001, '<c><v>1</v></c>'))).toBe('too-many-rows');
  expect(await reasonOf(rows(4, '<c><v>1</v></c>'), { maxRows: 3 })).toBe('too-many-rows');
  expect(await rowsOf(rows(60_000, '<c s="1"/>'))).toEqual([]);
});

test('other files are refused by what they are', async () => {
  expect(await reasonOf(Buffer.from('姓名,手机\n'))).toBe('not-a-sheet');
  expect(await reasonOf(Buffer.alloc(0))).toBe('not-a-sheet');
  expect(await reasonOf(zipOf({ 'word/document.xml': '<w/>' }))).toBe('not-a-sheet');
  expect(await reasonOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('old-format');
  expect(await reasonOf(workbookOf(''), { sheet: '没有这张' })).toBe('no-such-sheet');
  expect(await reasonOf(Readable.from([Buffer.alloc(6_000_000), Buffer.alloc(6_000_000)]))).toBe('too-large');
});

test('damaged workbooks fail cleanly: broken off, bad XML, a DTD, wild addresses', async () => {
  const whole = await writeSheet({ name: '表', columns, rows: [{ name: '周敏' }] });
  expect(await reasonOf(whole.subarray(0, whole.length / 2))).toBe('not-a-sheet');
  expect(await reasonOf(workbookOf('<row><c></row>'))).toBe('not-a-sheet');
  expect(await reasonOf(workbookOf('<row><c r="周1"><v>1</v></c></row>'))).toBe('not-a-sheet');
  const entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><sst><si><t>&a;</t></si></sst>';
  expect(await reasonOf(workbookOf('', { 'xl/sharedStrings.xml': entities }))).toBe('not-a-sheet');
  expect(await rowsOf(workbookOf('<row r="1"><c r="ZZZ1"><v>1</v></c><c r="A1" t="s"><v>99</v></c></row>'))).toEqual(
    [],
  );
});

/** A function: tests above use it before this line is reached. */
const skeleton = () => ({
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/styles.xml':
    '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>',
});

/** Made in pieces, so that the peak memory a test sees is not its own. */
function deflatedSpaces(sizeBytes: number): Promise<Buffer> {
  const piece = Buffer.alloc(100_000, ' ');
  return buffer(Readable.from(Array.from({ length: sizeBytes / piece.length }, () => piece)).pipe(createDeflateRaw()));
}

function sheetXml(rows: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>${rows}</sheetData></worksheet>`;
}

function workbookOf(rows: string, more: Record<string, string> = {}): Buffer {
  return zipOf({ ...skeleton(), 'xl/worksheets/sheet1.xml': sheetXml(rows), ...more });
}

async function rowsOf(source: Buffer | Readable, options?: ReadOptions): Promise<SheetRow[]> {
  const rows = [];
  for await (const row of readSheet(source, options)) rows.push(row);
  return rows;
}

async function reasonOf(source: Buffer | Readable, options?: ReadOptions): Promise<string> {
  const error: unknown = await rowsOf(source, options).catch((refused: unknown) => refused);
  return error instanceof SheetRefused ? error.reason : 'not refused';
}

function partOf(workbook: Buffer, name: string): Promise<string> {
  const entry = readZipEntries(workbook, { bytesLeft: 100_000_000 }).get(name);
  return text(entry?.read() ?? Readable.from(['']));
}
