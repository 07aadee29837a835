// What crosses the wire about catalogues as a whole: the workbook, and those that are shipped.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';

import { CELL_REASONS } from './rules-sheet.ts';
import type { CellReason } from './rules-sheet.ts';

const MAX_SHEET_BYTES = 4 * 1024 * 1024;
const REASONS = Object.keys(CELL_REASONS) as [CellReason, ...CellReason[]];

const DryRun = z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') });
const CHANGES = {
  isDryRun: z.boolean(),
  created: z.array(z.string()).describe('codes of classes, or names of items, that are new'),
  updated: z.array(z.string()).describe('those that get a next version'),
  unchanged: z.int(),
};

const WRONG_CELLS = {
  wrongCells: z.array(
    z.strictObject({
      cell: z.string(),
      row: z.int(),
      column: z.string(),
      reason: z.enum(REASONS),
      allowed: z.array(z.string()).optional(),
    }),
  ),
  wrongCellCount: z.int(),
};

export const exportCatalogue = endpoint({
  method: 'GET',
  path: '/catalogue-sheet',
  admission: 'catalogue.manage',
  summary: 'The whole catalogue as a workbook that can be changed and sent back',
});

export const getCatalogueTemplate = endpoint({
  method: 'GET',
  path: '/catalogue-sheet/template',
  admission: 'catalogue.manage',
  summary: 'An empty workbook with a sample row, lists to choose from and notes',
});

export const putCatalogueSheet = endpoint({
  method: 'PUT',
  path: '/catalogue-sheet',
  admission: 'catalogue.manage',
  summary: 'Take classes over from a workbook: checked first, then all rows or none',
  query: DryRun,
  rawBody: { maxBytes: MAX_SHEET_BYTES },
  output: z.strictObject({
    ...CHANGES,
    ...WRONG_CELLS,
  }),
});

export const markCatalogueSheet = endpoint({
  method: 'PUT',
  path: '/catalogue-sheet/marked',
  admission: 'catalogue.manage',
  summary: 'The workbook back with a first column that says what is wrong in each row; nothing is taken over',
  rawBody: { maxBytes: MAX_SHEET_BYTES },
});

export const listShippedCatalogues = endpoint({
  method: 'GET',
  path: '/shipped-catalogues',
  admission: 'catalogue.manage',
  summary: 'The catalogues that come with the platform',
  output: z.strictObject({
    catalogues: z.array(z.strictObject({ key: z.string(), name: z.string(), source: z.string(), classCount: z.int() })),
  }),
});

export const adoptShippedCatalogue = endpoint({
  method: 'PUT',
  path: '/shipped-catalogues/:key/adoption',
  admission: 'catalogue.manage',
  summary: 'Take a shipped catalogue over from today: what differs gets a next version, other classes stay as they are',
  params: z.strictObject({ key: z.string().max(60) }),
  query: DryRun,
  output: z.strictObject(CHANGES),
});

export const exportDutyLists = endpoint({
  method: 'GET',
  path: '/duty-sheet',
  admission: 'catalogue.manage',
  summary: '履职清单 The three duty lists as one workbook that can be changed and sent back',
});

export const getDutyTemplate = endpoint({
  method: 'GET',
  path: '/duty-sheet/template',
  admission: 'catalogue.manage',
  summary: 'The empty workbook of duty lists with the places, organisations and classes to choose from',
});

export const putDutySheet = endpoint({
  method: 'PUT',
  path: '/duty-sheet',
  admission: 'catalogue.manage',
  summary: 'Check a workbook of duty lists, or take all its rows over: with one wrong cell none',
  query: DryRun,
  rawBody: { maxBytes: MAX_SHEET_BYTES },
  output: z.strictObject({ ...CHANGES, ...WRONG_CELLS }),
});

export const markDutySheet = endpoint({
  method: 'PUT',
  path: '/duty-sheet/marked',
  admission: 'catalogue.manage',
  summary:
    'The workbook of duty lists back with a first column that says what is wrong in each row; nothing is taken over',
  rawBody: { maxBytes: MAX_SHEET_BYTES },
});
