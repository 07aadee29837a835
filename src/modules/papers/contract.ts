// What crosses the wire about what leaves the printer: signs with codes, notice boards of grids, order sheets. Page and PDF are drawn from the same.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams } from '#shared/wire.ts';

import { CodeSigns, GridBoard, OrderSheet } from './paper-data.ts';
import { SHEETS } from './words.ts';

export const getPaperMeans = endpoint({
  method: 'GET',
  path: '/papers',
  admission: 'signedIn',
  summary: 'What this installation can print: whether codes have an address to lead to, and whether PDF has a font',
  output: z.strictObject({
    publicUrl: z.string().nullable().describe('null: nothing with a code can be printed'),
    pdf: z.strictObject({
      isOffered: z.boolean(),
      missing: z
        .strictObject({ zh: z.string(), en: z.string() })
        .nullable()
        .describe('in words what to configure, when no PDF is offered'),
    }),
  }),
});

const MOST_CODES = 400;

const CodeQuery = z.strictObject({
  communityId: Id,
  codes: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().regex(/^[0-9A-Z]{10}$/)).max(MOST_CODES))
    .optional()
    .describe(`codes with commas between them, at most ${MOST_CODES}; absent: all of the community that are in use`),
});

export const getCodeSigns = endpoint({
  method: 'GET',
  path: '/papers/codes',
  admission: 'place.manage',
  summary: '码牌 Signs with the codes of a community that are in use',
  query: CodeQuery,
  output: CodeSigns,
});

export const getCodeSignsPdf = endpoint({
  method: 'GET',
  path: '/papers/codes/pdf',
  admission: 'place.manage',
  summary: '码牌 The same as PDF: eight on a sheet of A4, or one alone on A4 or A5',
  query: CodeQuery.extend({ sheet: z.enum(SHEETS).default('eight') }),
});

export const getGridBoard = endpoint({
  method: 'GET',
  path: '/papers/grid-boards/:id',
  admission: 'signedIn',
  summary: '网格公示牌 The notice board of a grid: its map, who serves it as far as they agree, its code and phones',
  params: IdParams,
  output: GridBoard,
});

export const getGridBoardPdf = endpoint({
  method: 'GET',
  path: '/papers/grid-boards/:id/pdf',
  admission: 'signedIn',
  summary: '网格公示牌 The same as PDF, A3',
  params: IdParams,
});

const OfDirective = z.strictObject({
  directive: Id.optional().describe('a 督办 given to this order: then it is a 督办单'),
});

export const getOrderSheet = endpoint({
  method: 'GET',
  path: '/papers/order-sheets/:id',
  admission: 'signedIn',
  summary: '交办单、督办单 One work order as a sheet to sign; nothing of the reporter',
  params: IdParams,
  query: OfDirective,
  output: OrderSheet,
});

export const getOrderSheetPdf = endpoint({
  method: 'GET',
  path: '/papers/order-sheets/:id/pdf',
  admission: 'signedIn',
  summary: '交办单、督办单 The same as PDF, A4',
  params: IdParams,
  query: OfDirective,
});
