// 指标月报 as blocks of an official paper: figures as on the page, three rates apart with how many they are of, and every formula.

import { rateWords, toFigure } from '#modules/indicators/rules.ts';
import type { Definition, Figure } from '#modules/indicators/rules.ts';
import { MEASURES, amountOf } from '#modules/indicators/rules-measures.ts';
import type { MeasureKey, Sums } from '#modules/indicators/rules-measures.ts';
import { addDays, dayOf } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';

import { LIST_WORDS } from './list-words.ts';
import { momentWords } from './order-sheet.ts';
import type { Block } from './paper-data.ts';

/** What the report says of the counted page. */
interface CountedPage {
  readonly place: { readonly name: string };
  readonly until: Day;
  readonly countedAt: Instant;
  readonly sums: Sums;
  readonly indicators: readonly {
    readonly indicator: Definition & {
      readonly row: { readonly name_zh: string; readonly version: number; readonly source: string };
    };
    readonly figure: Figure;
  }[];
}

interface CountedPart {
  readonly name: string;
  readonly sums: Sums;
}

/** What was issued (定稿) of this month before, and what was corrected of it since. */
interface Issued {
  readonly issuedAt: Instant | null;
  readonly corrections: readonly {
    readonly name: string;
    readonly at: Instant;
    readonly was: Figure;
    readonly is: Figure;
    readonly reason: string;
  }[];
}

export interface MonthFacts {
  readonly page: CountedPage;
  readonly parts: readonly CountedPart[];
  readonly issued: Issued;
  readonly month: string;
  readonly now: Instant;
  readonly timeZone: string;
}

export function monthTitle(areaName: string): string {
  return `${areaName}网格化治理指标月报`;
}

export function monthBlocks({ page, parts, issued, month, now, timeZone }: MonthFacts): Block[] {
  const { place, sums, until, countedAt } = page;
  return [
    { kind: 'title', text: monthTitle(place.name) },
    { kind: 'subtitle', text: `（${LIST_WORDS.day(month)}）` },
    heading('一、基本情况'),
    ...section('（一）受理和立案', receiving(sums)),
    ...section('（二）结案', closing(sums)),
    ...section('（三）网格内办结', inGrid(sums)),
    ...section('（四）发现、整合、解决', funnel(sums)),
    ...section('（五）居民感受', felt(sums)),
    heading('二、各项指标'),
    indicatorTable(page),
    ...corrected(issued, timeZone),
    ...(parts.length === 0 ? [] : [heading('三、分区域情况'), partTable(parts)]),
    heading(parts.length === 0 ? '三、口径说明' : '四、口径说明'),
    ...formulas(page).map((text, at): Block => ({ kind: 'paragraph', text: `${at + 1}. ${text}` })),
    paragraph(
      `数据计算到 ${momentWords(countedAt, timeZone)}，计入的最后一天为 ${addDays(until, -1)}。范围：制表人有权查看的区域；保密和限制的事件计数，不写内容。`,
    ),
    { kind: 'signature', lines: [place.name, LIST_WORDS.day(dayOf(now, timeZone))] },
  ];
}

function receiving(sums: Sums): string {
  const of = amounts(sums);
  return `本月受理 ${of('received')} 件，不予受理 ${of('refused')} 件，立案 ${of('filed')} 件，其中网格员、微网格员等发现 ${of('filedByStaff')} 件。`;
}

function closing(sums: Sums): string {
  const of = amounts(sums);
  const rates = `结案率 ${rate(of('dueClosed'), of('due'))}，按期结案率 ${rate(of('dueOnTime'), of('due'))}`;
  return `应结案 ${of('due')} 件，结案 ${of('dueClosed')} 件，按期结案 ${of('dueOnTime')} 件，${rates}。已立案未到期 ${sums.notYetDue} 件，未含在内。`;
}

function inGrid(sums: Sums): string {
  const of = amounts(sums);
  const levels = (
    ['closedGridSelf', 'closedGridCoordinated', 'closedCommunity', 'closedStreet', 'closedDistrict'] as const
  )
    .map((key) => `${MEASURES[key].zh.replace('数', '')} ${of(key)} 件`)
    .join('，');
  return `本月办结 ${of('closed')} 件：${levels}。网格内办结率 ${rate(of('closedInGrid'), of('closed'))}。`;
}

function funnel(sums: Sums): string {
  const of = amounts(sums);
  return `网格内发现 ${of('found')} 件，已整合力量 ${of('gathered')} 件，已解决 ${of('resolved')} 件。`;
}

/** Three figures from acts, never one from another; who did not answer is said, and counted nowhere. */
function felt(sums: Sums): string {
  const of = amounts(sums);
  const response = `响应率 ${rate(of('contactedOnTime'), of('toContact'))}（应联系 ${of('toContact')} 件，按时联系上 ${of('contactedOnTime')} 件）`;
  const solved = `解决率 ${rate(of('solved'), of('rated'))}（可评价 ${of('asked')} 件，回答 ${of('rated')} 件，回答解决 ${of('solved')} 件，未评价 ${of('asked') - of('rated')} 件）`;
  const manner = `满意率 ${rate(of('mannerGood'), of('mannerRated'))}（评价态度 ${of('mannerRated')} 件，满意 ${of('mannerGood')} 件）`;
  return `${response}；${solved}；${manner}。未评价的不计入任何比率。`;
}

function indicatorTable({ indicators }: CountedPage): Block {
  return {
    kind: 'table',
    columns: [
      { title: '指标', width: 40, isFigure: false },
      { title: '分子', width: 52, isFigure: true },
      { title: '分母', width: 40, isFigure: true },
      { title: '结果', width: 24, isFigure: true },
    ],
    rows: indicators.map(({ indicator: { row, numerator, denominator }, figure }) => [
      row.name_zh,
      `${MEASURES[numerator].zh} ${figure.numerator}`,
      denominator === null ? '' : `${MEASURES[denominator].zh} ${figure.denominator}`,
      figureWords(figure),
    ]),
  };
}

/** 更正: what stood there before, since when it does not, and why. */
function corrected({ issuedAt, corrections }: Issued, timeZone: string): Block[] {
  if (issuedAt === null) return [];
  return [
    paragraph(`本月指标于 ${momentWords(issuedAt, timeZone)} 定稿。`),
    ...corrections.map(({ name, at, was, is, reason }) =>
      paragraph(`${name}：原 ${figureWords(was)}，${dayOf(at, timeZone)} 更正为 ${figureWords(is)}。原因：${reason}。`),
    ),
  ];
}

function partTable(parts: readonly CountedPart[]): Block {
  const shown: readonly MeasureKey[] = ['received', 'filed', 'due', 'dueClosed', 'dueOnTime'];
  return {
    kind: 'table',
    columns: [
      { title: '区域', width: 40, isFigure: false },
      ...shown.map((key) => ({
        title: MEASURES[key].zh.replace('数（应结案中）', '').replace('数', ''),
        width: 16,
        isFigure: true,
      })),
      { title: '结案率', width: 18, isFigure: true },
      { title: '按期结案率', width: 18, isFigure: true },
    ],
    rows: parts.map(({ name, sums }) => {
      const of = amounts(sums);
      return [
        name,
        ...shown.map((key) => String(of(key))),
        rate(of('dueClosed'), of('due')),
        rate(of('dueOnTime'), of('due')),
      ];
    }),
  };
}

/** Each indicator as a formula, then each measure once. */
function formulas({ indicators }: CountedPage): string[] {
  const rates = indicators.filter(({ indicator }) => indicator.denominator !== null);
  const named = rates.map(
    ({ indicator: { row, numerator, denominator } }) =>
      `${row.name_zh} = ${MEASURES[numerator].zh} ÷ ${denominator === null ? '' : MEASURES[denominator].zh}（v${row.version}，${row.source}）。`,
  );
  const measures = indicators.flatMap(({ indicator: { numerator, denominator } }) => [
    numerator,
    denominator ?? numerator,
  ]);
  return [...named, ...[...new Set(measures)].map((key) => `${MEASURES[key].zh}：${MEASURES[key].words.zh}`)];
}

function amounts(sums: Sums): (key: MeasureKey) => number {
  return (key) => amountOf(key, sums);
}

function rate(numerator: number, denominator: number): string {
  return figureWords(toFigure(numerator, denominator));
}

function figureWords(figure: Figure): string {
  if (figure.denominator === null) return String(figure.numerator);
  return rateWords(figure) ?? '--（件数少）';
}

function heading(text: string): Block {
  return { kind: 'heading', level: 1, text };
}

function section(title: string, text: string): Block[] {
  return [{ kind: 'heading', level: 2, text: title }, paragraph(text)];
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}
