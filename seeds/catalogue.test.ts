// The two demo catalogues: complete, different where cities differ, and enough for every direct list.

import { expect, test } from 'vitest';

import { catalogueOf } from './catalogue.ts';
import { demoDistricts } from './town.ts';

const yunting = catalogueOf('yunting');
const chengan = catalogueOf('chengan');

test('each district has about thirty classes, each once, with conditions and a source', () => {
  for (const catalogue of [yunting, chengan]) {
    expect(catalogue.length).toBeGreaterThanOrEqual(30);
    expect(new Set(catalogue.map(({ code }) => code)).size).toBe(catalogue.length);
    expect(
      catalogue.filter((row) => row.filingCondition === '' || row.closingCondition === '' || row.source === ''),
    ).toEqual([]);
    expect(catalogue.filter((row) => row.limitAmount < 1 || row.evidenceKinds.length === 0)).toEqual([]);
  }
});

test('the two districts know the same classes with other limits', () => {
  expect(chengan.map(({ code }) => code)).toEqual(yunting.map(({ code }) => code));
  const limit = (code: string) =>
    [yunting, chengan]
      .map((catalogue) => catalogue.find((row) => row.code === code))
      .map((row) => [row?.limitAmount, row?.limitUnit]);
  expect(limit('exposed-waste')).toEqual([[4, 'workHour'], [1, 'workDay']]); // prettier-ignore
  expect(limit('illegal-building')).toEqual([[4, 'workHour'], [15, 'workDay']]); // prettier-ignore
  const stages = yunting.find(({ code }) => code === 'illegal-building')?.stages ?? [];
  expect(stages.map(({ name, limit: { amount, unit } }) => `${name} ${amount} ${unit}`)).toEqual(['停止 4 workHour', '处罚 7 workDay', '拆除 20 workDay']); // prettier-ignore
});

test('no class takes photographs as its only evidence', () => {
  expect(yunting.filter(({ evidenceKinds }) => evidenceKinds.every((kind) => kind === 'photo'))).toEqual([]);
});

test('every class on a direct list is in the catalogue and may be dispatched directly', () => {
  const direct = new Set(yunting.filter(({ isDirect }) => isDirect).map(({ code }) => code));
  const wanted = Object.values(demoDistricts()).flatMap(({ directList }) =>
    directList.flatMap(({ classCodes }) => classCodes),
  );
  expect(wanted.length).toBeGreaterThan(20);
  expect(wanted.filter((code) => !direct.has(code))).toEqual([]);
});
