// Over the whole catalogue: every tile opens to the rows it counts, its workbook computes it again, of nothing it is —, and none is of a person.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { openTown, tokenOf } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import { MONTH_STREET, fileOf, putPublishedMonth, readWorkbook } from './ground-for-tests.ts';
import { DIMENSIONS, rateWords } from './rules.ts';
import { MEASURE_KEYS } from './rules-measures.ts';

interface Tile {
  readonly code: string;
  readonly figure: { numerator: number; denominator: number | null; rate: number | null; isFew: boolean };
}

let town: Town;
let yuan: Client;
let tiles: Tile[];
beforeAll(async () => {
  town = await openTown();
  await putPublishedMonth(town);
  yuan = town.as('otherDispatcher', town.otherDistrict);
  tiles = (await yuan.get(`/indicators?${MONTH}`)).json.indicators;
}, 120_000);
afterAll(() => town.close());

const MONTH = `areaId=${MONTH_STREET}&cycle=month&on=2016-12-15`;
const CATALOGUE = `select code, numerator, denominator from d_chengan.indicators`;

async function catalogue(): Promise<{ code: string; numerator: string; denominator: string | null }[]> {
  const { rows } = await town.database.asOwner((connection) => connection.query(CATALOGUE, []));
  return rows as { code: string; numerator: string; denominator: string | null }[];
}

const sheetOf = async (code: string) => {
  const path = `/api/chengan/indicators/${code}/sheet?${MONTH}`;
  const { status, bytes } = await fileOf(town, tokenOf('otherDispatcher'), path);
  expect(status, code).toBe(200);
  return readWorkbook(bytes);
};
const BASE = 9;
const PART = 10;
const sum = (rows: readonly (readonly unknown[])[], column: number) =>
  rows.reduce((all, row) => all + Number(row[column]), 0);

test('the page shows every indicator of the catalogue', async () => {
  const codes = (await catalogue()).map(({ code }) => code).toSorted();
  expect(codes.length).toBeGreaterThan(30);
  expect(tiles.map(({ code }) => code).toSorted()).toEqual(codes);
});

test('the exported rows of every indicator add up to its tile, and its formulas give it again', async () => {
  const recomputed = [];
  for (const { code, figure } of tiles) {
    const { lines, formulas, rows } = await sheetOf(code);
    const isRate = figure.denominator !== null;
    recomputed.push({
      code,
      numerator: sum(rows, isRate ? PART : BASE),
      denominator: isRate ? sum(rows, BASE) : null,
      formulas: formulas.length,
      // A result of 0 is read back as none.
      said: (lines[4]?.[1] as { result?: number } | undefined)?.result ?? 0,
    });
  }
  expect(recomputed).toEqual(
    tiles.map(({ code, figure: { numerator, denominator } }) => ({
      code,
      numerator,
      denominator,
      formulas: denominator === null ? 1 : 3,
      said: numerator,
    })),
  );
}, 120_000);

test('the rows on the page are as many as the tile says, of its numerator and of its denominator', async () => {
  const definitions = new Map((await catalogue()).map((row) => [row.code, row]));
  for (const { code, figure } of tiles) {
    const { numerator, denominator } = definitions.get(code)!;
    expect([code, await countRows(numerator)]).toEqual([code, figure.numerator]);
    if (denominator !== null) expect([code, await countRows(denominator)]).toEqual([code, figure.denominator]);
  }
}, 120_000);

const counted = new Map<string, number>();
async function countRows(measure: string): Promise<number> {
  const known = counted.get(measure);
  if (known !== undefined) return known;
  let count = 0;
  for (let after = ''; ;) {
    const { json, text } = await yuan.get(`/indicator-rows/${measure}?${MONTH}&limit=100${after}`);
    expect(json.rows, text).toBeInstanceOf(Array);
    count += json.rows.length;
    if (json.next === null) break;
    after = `&after=${json.next}`;
  }
  counted.set(measure, count);
  return count;
}

test('of nothing every rate is —, by day, week, month, quarter and year; never 0 % and never 100 %', async () => {
  for (const cycle of ['day', 'week', 'month', 'quarter', 'year']) {
    const { json } = await yuan.get(`/indicators?areaId=${MONTH_STREET}&cycle=${cycle}&on=2003-05-05`);
    const shown = json.indicators.map(({ code, figure }: Tile) => [
      code,
      figure.denominator === null ? figure.numerator : rateWords(figure),
    ]);
    expect(shown.length, cycle).toBe(tiles.length);
    expect(
      shown.filter(([, words]: [string, unknown]) => words !== '—' && words !== 0),
      cycle,
    ).toEqual([]);
  }
});

describe('no person is ranked, or counted at all', () => {
  test('what is counted holds no column that could name one', async () => {
    const { rows } = await town.database.asOwner((connection) =>
      connection.query(
        `select table_name, column_name from information_schema.columns
         where table_schema = 'd_chengan' and table_name in ('indicator_rows', 'indicator_months')`,
        [],
      ),
    );
    const names = (rows as { column_name: string }[]).map(({ column_name: name }) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => /account|person|actor|worker|reporter|handler|_by$|name|phone/.test(name))).toEqual(
      [],
    );
    const { rows: keys } = await town.database.asOwner((connection) =>
      connection.query(
        `select confrelid::regclass::text as target from pg_constraint
         where contype = 'f' and conrelid = 'd_chengan.indicator_rows'::regclass`,
        [],
      ),
    );
    const targets = (keys as { target: string }[]).map(({ target }) => target.replace(/^.*\./, ''));
    expect(targets.toSorted()).toEqual(['cases', 'organisations']);
  });

  test('a breakdown by person is refused, whatever it is called, of the page, the rows and the workbook', async () => {
    expect(DIMENSIONS).toEqual(['area', 'organisation', 'class', 'classType', 'channel', 'kind', 'post', 'voice']);
    for (const by of ['person', 'account', 'gridWorker', 'actor_id', 'handler', 'name']) {
      for (const path of ['/indicators/closed', '/indicator-rows/closed', '/indicators/closed/sheet'])
        expect((await yuan.get(`${path}?${MONTH}&by=${by}&key=x`)).status, `${path} ${by}`).toBe(422);
    }
  });

  test('an indicator by person is refused: nobody can be put into a formula', async () => {
    const admin = town.as('admin');
    for (const measure of ['closedByPerson', 'closedBy:wu', 'accountId']) {
      const change = { id: newId(), seenVersion: 1, numerator: measure, denominator: 'closed', reason: '按人排名' };
      expect((await admin.post('/indicators/inGridRate/versions', change)).status, measure).toBe(422);
    }
    const named = (await catalogue()).flatMap(({ numerator, denominator }) => [numerator, denominator ?? numerator]);
    expect(named.filter((key) => !(MEASURE_KEYS as string[]).includes(key))).toEqual([]);
  });
});
