// The workbook of an indicator: its formula over the rows it counts, so that anybody can compute the figure again.

import type { SheetContent, SheetValue } from '#platform/sheets.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { addDays } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';

import type { Indicator } from './actions.ts';
import type { Place } from './actions-place.ts';
import { rateWords } from './rules.ts';
import type { Figure, Period } from './rules.ts';
import { MEASURES } from './rules-measures.ts';

/** A row as the actor may see it. */
export interface Shown {
  readonly id: string;
  readonly unit: 'case' | 'order';
  readonly caseId: string | null;
  readonly number: string | null;
  readonly isSecret: boolean;
  readonly className: string | null;
  readonly areaName: string | null;
  readonly organisationName: string | null;
  readonly openedOn: Day | null;
  readonly filedOn: Day | null;
  readonly dueOn: Day | null;
  readonly doneOn: Day | null;
  readonly isOnTime: boolean | null;
  readonly isPart: boolean;
}

const ROWS_SHEET = '行';

const COLUMNS = [
  { key: 'number', title: '编号', width: 16 },
  { key: 'class', title: '类别', width: 24 },
  { key: 'area', title: '区域', width: 20 },
  { key: 'organisation', title: '主办单位', width: 24 },
  { key: 'opened', title: '受理（派遣）日', width: 14 },
  { key: 'filed', title: '立案日', width: 12 },
  { key: 'due', title: '到期日', width: 12 },
  { key: 'done', title: '结案（反馈）日', width: 14 },
  { key: 'onTime', title: '按期', width: 6 },
  { key: 'base', title: '计入分母', width: 10, isNumber: true },
  { key: 'part', title: '计入分子', width: 10, isNumber: true },
] as const;

interface About {
  readonly indicator: Indicator;
  readonly figure: Figure;
  readonly place: Place;
  readonly period: Period;
  readonly until: Day;
  readonly isDemo: boolean;
}

export function sheetOf(about: About, rows: AsyncIterable<Record<string, SheetValue>>): SheetContent {
  const { indicator, figure, place, period, until, isDemo } = about;
  const { row, numerator, denominator } = indicator;
  const isCount = denominator === null;
  const lines: [string, SheetValue, string][] = [
    ['指标', row.name_zh, isDemo ? '演示数据' : ''],
    ['区域', place.name, ''],
    ['期间', `${period.from} 至 ${addDays(period.next, -1)}`, `计算到 ${addDays(until, -1)}`],
    ['口径', `v${row.version}，自 ${row.valid_from}`, row.source],
    [
      isCount ? '数量' : '分子',
      { formula: `SUM('${ROWS_SHEET}'!${isCount ? 'J:J' : 'K:K'})`, result: figure.numerator },
      `${MEASURES[numerator].zh}：${MEASURES[numerator].words.zh}`,
    ],
    ...(isCount
      ? []
      : ([
          [
            '分母',
            { formula: `SUM('${ROWS_SHEET}'!J:J)`, result: figure.denominator ?? 0 },
            `${MEASURES[denominator].zh}：${MEASURES[denominator].words.zh}`,
          ],
          [
            '比率',
            {
              formula: 'IF(B7=0,"—",TEXT(B6/B7,"0.00%"))',
              result: rateWords(figure) ?? `${((figure.numerator / (figure.denominator ?? 1)) * 100).toFixed(2)}%`,
            },
            '分母为 0 时不计算；不足 10 件的比率偶然性大，请看件数。',
          ],
        ] satisfies [string, SheetValue, string][])),
  ];
  return {
    name: '指标',
    columns: [
      { key: 'name', title: '项目', width: 12 },
      { key: 'value', title: '值', width: 30, isNumber: true },
      { key: 'words', title: '说明', width: 90 },
    ],
    rows: lines.map(([name, value, words]) => ({ name, value, words })),
    further: [{ name: ROWS_SHEET, columns: [...COLUMNS], rows }],
    notes: [
      '“行”是这个数字的每一行；把“计入分母”“计入分子”两列相加，就得到“指标”中的数。',
      '保密和限制的事件只计数，不写编号、类别、区域、单位和日期。',
      '这张表不含反映人和办理人员的任何信息。导出已记入审计。',
    ],
  };
}

export function sheetRow(row: Shown): Record<(typeof COLUMNS)[number]['key'], SheetValue> {
  const { isSecret, number } = row;
  const told = <T extends SheetValue>(value: T) => (isSecret ? null : value);
  return {
    number: isSecret || number === null ? '保密事项' : groupCaseNumber(number),
    class: told(row.className),
    area: told(row.areaName),
    organisation: told(row.organisationName),
    opened: told(row.openedOn),
    filed: told(row.filedOn),
    due: told(row.dueOn),
    done: told(row.doneOn),
    onTime: told(row.isOnTime === null ? null : onTimeWords(row.isOnTime)),
    base: 1,
    part: row.isPart ? 1 : 0,
  };
}

function onTimeWords(isOnTime: boolean): string {
  return isOnTime ? '是' : '否';
}
