// The month a county city published, loaded as rows: every figure it printed comes out again, and again from the workbook.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { addDays } from '#shared/time.ts';

import { openTown, tokenOf } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import {
  MONTH_COMMUNITY,
  MONTH_STREET,
  figureIn,
  fileOf,
  putPublishedMonth,
  readWorkbook,
} from './ground-for-tests.ts';

let town: Town;
let yuan: Client;
beforeAll(async () => {
  town = await openTown();
  await putPublishedMonth(town);
  yuan = town.as('otherDispatcher', town.otherDistrict);
}, 120_000);
afterAll(() => town.close());

const MONTH = `areaId=${MONTH_STREET}&cycle=month&on=2016-12-15`;

test('1,054 received, 996 filed, 972 due, 911 closed, 737 in time show as 93.72 % and 75.82 %', async () => {
  const page = await yuan.get(`/indicators?${MONTH}`);
  expect(page.status, page.text).toBe(200);
  expect(figureIn(page, 'received')).toMatchObject({ numerator: 1_054, denominator: null });
  expect(figureIn(page, 'filingRate')).toMatchObject({ numerator: 996, denominator: 1_054 });
  expect(figureIn(page, 'closingRate')).toMatchObject({ numerator: 911, denominator: 972 });
  expect(figureIn(page, 'closingRate').rate.toFixed(4)).toBe('0.9372');
  expect(figureIn(page, 'onTimeClosingRate')).toMatchObject({ numerator: 737, denominator: 972 });
  expect(figureIn(page, 'onTimeClosingRate').rate.toFixed(4)).toBe('0.7582');
  expect(figureIn(page, 'staffShare')).toMatchObject({ numerator: 953, denominator: 996 });
  expect(figureIn(page, 'refused')).toMatchObject({ numerator: 58 });
});

test('assets and matters apart: 9 of 16 and 902 of 956; the 24 filed and not yet due are named beside', async () => {
  const { json, text } = await yuan.get(`/indicators/closingRate?${MONTH}&by=classType`);
  const parts = Object.fromEntries(json.parts.map((part: { key: string; figure: object }) => [part.key, part.figure]));
  expect(parts, text).toMatchObject({
    asset: { numerator: 9, denominator: 16 },
    cityMatter: { numerator: 902, denominator: 956 },
  });
  expect(json.excluded).toContainEqual({ key: 'notYetDue', count: 24 });
  const rows = await yuan.get(`/indicator-rows/notYetDue?${MONTH}&limit=100`);
  expect(rows.json.rows).toHaveLength(24);
});

test('what was open at the end of the month is due in the next, with the 24', async () => {
  const page = await yuan.get(`/indicators?areaId=${MONTH_STREET}&cycle=month&on=2017-01-01`);
  expect(figureIn(page, 'closingRate')).toMatchObject({ numerator: 85, denominator: 85 });
  expect(figureIn(page, 'onTimeClosingRate')).toMatchObject({ numerator: 24, denominator: 85 });
  const later = await yuan.get(`/indicators?areaId=${MONTH_STREET}&cycle=month&on=2017-02-01`);
  expect(figureIn(later, 'closingRate')).toEqual({ numerator: 0, denominator: 0, rate: null, isFew: false });
});

test('counted from the rows and from the months summed in advance, every figure is the same', async () => {
  const figures = async (query: string) => (await yuan.get(`/indicators?${query}`)).json.indicators;
  const stored = await figures(MONTH);
  const counted = await figures(`areaId=${MONTH_COMMUNITY}&cycle=month&on=2016-12-15`);
  expect(stored).toEqual(counted);
  expect(await figures(`areaId=${MONTH_STREET}&cycle=quarter&on=2017-01-15`)).toEqual(
    await figures(`areaId=${MONTH_COMMUNITY}&cycle=quarter&on=2017-01-15`),
  );
  expect(await figures(`areaId=${MONTH_STREET}&cycle=year&on=2016-12-31`)).toEqual(
    await figures(`areaId=${MONTH_COMMUNITY}&cycle=year&on=2016-12-31`),
  );
});

test('days and weeks of a street, of months summed in advance and the rows since, are what the rows alone give', async () => {
  const days = Array.from({ length: 70 }, (_, at) => addDays('2016-11-28', at));
  for (const [cycle, on] of [...days.map((day) => ['day', day]), ...days.slice(0, 40).map((day) => ['week', day])]) {
    const at = `cycle=${cycle}&on=${on}`;
    const [stored, counted] = await Promise.all(
      [MONTH_STREET, MONTH_COMMUNITY].map(async (id) => (await yuan.get(`/indicators?areaId=${id}&${at}`)).json),
    );
    expect([at, stored.indicators]).toEqual([at, counted.indicators]);
  }
  for (const on of ['2016-12-31', '2017-01-04', '2017-01-09']) {
    const [stored, counted] = await Promise.all(
      [MONTH_STREET, MONTH_COMMUNITY].map(
        async (id) => (await yuan.get(`/indicators/onTimeClosingRate?areaId=${id}&cycle=day&on=${on}&by=class`)).json,
      ),
    );
    expect(stored.trend.some(({ figure }: { figure: { denominator: number } }) => figure.denominator > 0)).toBe(true);
    expect([on, stored.trend, stored.parts, stored.excluded, stored.figure]).toEqual([
      on,
      counted.trend,
      counted.parts,
      counted.excluded,
      counted.figure,
    ]);
    // The parts together are what the page shows of the whole.
    const tiles = await yuan.get(`/indicators?areaId=${MONTH_STREET}&cycle=day&on=${on}`);
    expect(stored.figure).toEqual(figureIn(tiles, 'onTimeClosingRate'));
  }
});

test('every day of the month, added up, is the month: what is late is carried, never lost and never doubled', async () => {
  const stocked = await yuan.get(`/indicators?areaId=${MONTH_COMMUNITY}&cycle=day&on=2016-12-31`);
  // On its last day: due that day, and what had fallen due before and was open still.
  expect(figureIn(stocked, 'closingRate').denominator - figureIn(stocked, 'closingRate').numerator).toBe(61);
  const { json } = await yuan.get(`/indicators/onTimeClosingRate?areaId=${MONTH_COMMUNITY}&cycle=month&on=2017-01-10`);
  const trend = Object.fromEntries(
    json.trend.map((each: { from: string; figure: object }) => [each.from, each.figure]),
  );
  expect(trend['2016-12-01']).toMatchObject({ numerator: 737, denominator: 972 });
  expect(trend['2017-01-01']).toMatchObject({ numerator: 24, denominator: 85 });
});

test('the number opens to exactly its rows, page after page, and a row to its case', async () => {
  const seen = new Set<string>();
  let on = 0;
  for (let next: string | null = ''; next !== null;) {
    const after = next === '' ? '' : `&after=${next}`;
    const { json, text } = await yuan.get(`/indicator-rows/due?${MONTH}&part=dueOnTime&limit=100${after}`);
    expect(json.rows.length, text).toBeGreaterThan(0);
    for (const row of json.rows) {
      seen.add(row.id);
      on += row.isPart ? 1 : 0;
    }
    next = json.next;
  }
  expect([seen.size, on]).toEqual([972, 737]);
  const { json } = await yuan.get(`/indicator-rows/due?${MONTH}&part=dueOnTime&only=without&limit=1`);
  expect(json.rows[0]).toMatchObject({ isPart: false, isOnTime: false });
  expect((await yuan.get(`/cases/${json.rows[0].caseId}`)).json.number).toBe(json.rows[0].number);
});

test('the workbook computes the figure again from its own rows', async () => {
  const path = `/api/chengan/indicators/onTimeClosingRate/sheet?${MONTH}`;
  const { status, bytes } = await fileOf(town, tokenOf('otherDispatcher'), path);
  expect(status).toBe(200);
  const { lines, formulas, rows } = await readWorkbook(bytes);
  expect(formulas).toEqual(["SUM('行'!K:K)", "SUM('行'!J:J)", 'IF(B7=0,"—",TEXT(B6/B7,"0.00%"))']);
  const sum = (column: number) => rows.reduce((all, row) => all + Number(row[column]), 0);
  expect([sum(10), sum(9)]).toEqual([737, 972]);
  expect(`${((sum(10) / sum(9)) * 100).toFixed(2)}%`).toBe('75.82%');
  // What the formula gives stands in the cell too, for whoever does not compute.
  expect(lines.at(-1)?.[1]).toMatchObject({ result: '75.82%' });
  // And by hand from the days: closed by the end of the month, no later than due, of all that fell due in it.
  const dueInMonth = rows.filter((row) => String(row[6]).startsWith('2016-12'));
  expect(dueInMonth.filter((row) => row[8] === '是' && String(row[7]) < '2017')).toHaveLength(737);
});
