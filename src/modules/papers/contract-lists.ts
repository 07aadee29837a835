// What crosses the wire about the daily and the monthly list: one document, drawn as page, PDF, Word and workbook.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id } from '#shared/wire.ts';

import { BlockPaper, ListPaper } from './paper-data.ts';
import { LIST_KINDS } from './rules.ts';

const ListParams = z.strictObject({ kind: z.enum(LIST_KINDS) });
const ListQuery = z
  .strictObject({
    areaId: Id.optional(),
    gridId: Id.optional(),
    on: z
      .string()
      .regex(/^\d{4}-\d{2}(-\d{2})?$/)
      .optional()
      .describe('2026-11-19 of a daily list, 2026-11 of a monthly one; absent: the last that has ended'),
  })
  .refine(({ areaId, gridId }) => (areaId === undefined) !== (gridId === undefined), {
    message: 'name either areaId or gridId',
    path: ['areaId'],
  });

const ABOUT = 'of an area and a period: figures with their definitions, what is overdue, what waits';

export const getList = endpoint({
  method: 'GET',
  path: '/papers/lists/:kind',
  admission: 'figure.read',
  summary: `日报、月报 The list ${ABOUT}; of what the asker may see`,
  params: ListParams,
  query: ListQuery,
  output: ListPaper,
});

const asFile = (form: 'pdf' | 'docx' | 'xlsx', words: string) =>
  endpoint({
    method: 'GET',
    path: `/papers/lists/:kind/${form}`,
    admission: 'figure.read',
    summary: `日报、月报 The same ${words}`,
    params: ListParams,
    query: ListQuery,
  });

export const getListPdf = asFile('pdf', 'as PDF');
export const getListDocx = asFile('docx', 'as a Word document in official layout');
export const getListXlsx = asFile('xlsx', 'as a workbook, with the rows the figures are counted from');

const MonthQuery = z
  .strictObject({
    areaId: Id.optional(),
    gridId: Id.optional(),
    on: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .optional()
      .describe('2026-11; absent: the last month that has ended'),
  })
  .refine(({ areaId, gridId }) => (areaId === undefined) !== (gridId === undefined), {
    message: 'name either areaId or gridId',
    path: ['areaId'],
  });

export const getMonthlyIndicators = endpoint({
  method: 'GET',
  path: '/papers/indicators',
  admission: 'figure.read',
  summary: '指标月报 The indicators of an area and a month with their formulas, in the order of an official paper',
  query: MonthQuery,
  output: BlockPaper,
});

const monthAsFile = (form: 'pdf' | 'docx', words: string) =>
  endpoint({
    method: 'GET',
    path: `/papers/indicators/${form}`,
    admission: 'figure.read',
    summary: `指标月报 The same ${words}`,
    query: MonthQuery,
  });

export const getMonthlyIndicatorsPdf = monthAsFile('pdf', 'as PDF');
export const getMonthlyIndicatorsDocx = monthAsFile('docx', 'as a Word document in official layout');
