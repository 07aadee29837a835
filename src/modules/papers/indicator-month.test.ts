// 指标月报 as Word: opened, every number in it is the number on the page of indicators, of the month a county city published.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { rateWords } from '#modules/indicators/rules.ts';
import type { Figure } from '#modules/indicators/rules.ts';

import { openTown, tokenOf } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import { MONTH_STREET, fileOf, putPublishedMonth } from '../indicators/ground-for-tests.ts';
import { docxTables, docxText } from './ground-for-tests.ts';
import { readPdf } from './pdf-for-tests.ts';

interface Tile {
  readonly code: string;
  readonly name: { readonly zh: string };
  readonly figure: Figure;
}

let town: Town;
let yuan: Client;
let tiles: Tile[];
let word: Buffer;
beforeAll(async () => {
  town = await openTown();
  await putPublishedMonth(town);
  yuan = town.as('otherDispatcher', town.otherDistrict);
  tiles = (await yuan.get(`/indicators?areaId=${MONTH_STREET}&cycle=month&on=2016-12-15`)).json.indicators;
  word = await paper('docx');
}, 120_000);
afterAll(() => town.close());

async function paper(form: 'docx' | 'pdf'): Promise<Buffer> {
  const path = `/api/chengan/papers/indicators/${form}?areaId=${MONTH_STREET}&on=2016-12`;
  const { status, bytes } = await fileOf(town, tokenOf('otherDispatcher'), path);
  expect(status).toBe(200);
  return bytes;
}

const numberIn = (cell: string | undefined) => Number(/ (\d+)$/.exec(cell ?? '')?.[1]);
const asWritten = (figure: Figure) =>
  figure.denominator === null ? String(figure.numerator) : (rateWords(figure) ?? '--（件数少）');

describe('the Word document of a month', () => {
  test('has every indicator of the page, with the same numerator, denominator and result', async () => {
    const [header, ...rows] = (await docxTables(word))[0]!;
    expect(header).toEqual(['指标', '分子', '分母', '结果']);
    const read = rows.map(([name, numerator, denominator, result]) => ({
      name,
      numerator: numberIn(numerator),
      denominator: denominator === '' ? null : numberIn(denominator),
      result,
    }));
    expect(read.length).toBeGreaterThan(30);
    expect(read).toEqual(
      tiles.map(({ name, figure }) => ({
        name: name.zh,
        numerator: figure.numerator,
        denominator: figure.denominator,
        result: asWritten(figure),
      })),
    );
  });

  test('says in its sentences what the page shows: 1,054 / 996 / 972 / 911 / 737 as 93.72 % and 75.82 %', async () => {
    const said = await docxText(word);
    expect(said).toContain('本月受理 1054 件，不予受理 58 件，立案 996 件，其中网格员、微网格员等发现 953 件。');
    expect(said).toContain('应结案 972 件，结案 911 件，按期结案 737 件，结案率 93.72%，按期结案率 75.82%。');
    expect(said).toContain('已立案未到期 24 件');
  });

  test('names each area below with the numbers of its own page', async () => {
    const [, areas] = await docxTables(word);
    const [, one, ...more] = areas!;
    expect(more).toEqual([]);
    expect(one!.slice(1)).toEqual(['1054', '996', '972', '911', '737', '93.72%', '75.82%']);
  });

  test('is the same as PDF, and neither names anybody', async () => {
    const text = readPdf(await paper('pdf'))
      .map((page) => page.text)
      .join('');
    const flat = (words: string) => words.replaceAll(/\s/g, '');
    expect(flat(text)).toContain(flat('结案率 93.72%，按期结案率 75.82%'));
    const said = await docxText(word);
    expect(said).not.toMatch(/\d{11}/);
    expect(said).toContain('口径说明');
  });
});

test('of a month without anything every rate is — in the document too', async () => {
  const path = `/api/chengan/papers/indicators/docx?areaId=${MONTH_STREET}&on=2005-03`;
  const { bytes } = await fileOf(town, tokenOf('otherDispatcher'), path);
  const [[, ...rows] = []] = await docxTables(bytes);
  expect(rows).toHaveLength(tiles.length);
  expect(rows.filter(([, , denominator, result]) => result !== (denominator === '' ? '0' : '—'))).toEqual([]);
});
