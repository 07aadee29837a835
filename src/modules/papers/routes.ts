// Papers on the server: as data for the pages, and as files.

import type { Context } from '#platform/context.ts';
import { serve } from '#platform/http/serve.ts';
import type { Room, Wire } from '#platform/http/serve.ts';

import { readGridBoard } from './actions-boards.ts';
import { checkCard, issueCard, listCards, readCardSheet, revokeCard } from './actions-cards.ts';
import { readMonthlyIndicators } from './actions-indicators.ts';
import { readList } from './actions-lists.ts';
import { readOrderSheet } from './actions-orders.ts';
import { readCodeSigns, readPaperMeans } from './actions.ts';
import * as cards from './contract-cards.ts';
import * as lists from './contract-lists.ts';
import * as papers from './contract.ts';
import { draw } from './drawing.ts';
import type { Drawing } from './drawings.ts';

const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export function addPaperRoutes(room: Room): void {
  serve(room, papers.getPaperMeans, (ctx) => readPaperMeans(ctx));
  serve(room, papers.getCodeSigns, (ctx, { query }) => readCodeSigns(ctx, query));
  serve(room, papers.getCodeSignsPdf, async (ctx, { query }, wire) => {
    const { sheet, ...wanted } = query;
    const data = await readCodeSigns(ctx, wanted);
    await send(ctx, wire, '码牌', { paper: 'codes', data, sheet, at: ctx.now });
  });
  serve(room, papers.getGridBoard, (ctx, { params }) => readGridBoard(ctx, params.id));
  serve(room, papers.getGridBoardPdf, async (ctx, { params }, wire) => {
    const data = await readGridBoard(ctx, params.id);
    await send(ctx, wire, `${data.gridName}公示牌`, { paper: 'board', data, at: ctx.now });
  });
  serve(room, papers.getOrderSheet, (ctx, { params, query }) => readOrderSheet(ctx, params.id, query.directive));
  serve(room, papers.getOrderSheetPdf, async (ctx, { params, query }, wire) => {
    const data = await readOrderSheet(ctx, params.id, query.directive);
    await send(ctx, wire, `${data.kind === 'order' ? '交办单' : '督办单'} ${data.number}`, {
      paper: 'order',
      data,
      at: ctx.now,
    });
  });
  addCards(room);
  addLists(room);
  addMonthlyIndicators(room);
}

function addCards(room: Room): void {
  serve(room, cards.listWorkCards, (ctx, { query }) => listCards(ctx, query.areaId));
  serve(room, cards.issueWorkCard, (ctx, { input }) => issueCard(ctx, input));
  serve(room, cards.revokeWorkCard, (ctx, { params }) => revokeCard(ctx, params.id));
  serve(room, cards.getCardSheet, (ctx, { query }) => readCardSheet(ctx, query.ids));
  serve(room, cards.getCardSheetPdf, async (ctx, { query }, wire) => {
    const data = await readCardSheet(ctx, query.ids);
    await send(ctx, wire, '工作证', { paper: 'cards', data, at: ctx.now });
  });
  serve(room, cards.checkWorkCard, (ctx, { input }, wire) => checkCard(ctx, input.card, wire.ip));
}

function addLists(room: Room): void {
  serve(room, lists.getList, async (ctx, { params, query }) => (await readList(ctx, params.kind, query)).paper);
  serve(room, lists.getListPdf, async (ctx, { params, query }, wire) => {
    const { paper } = await readList(ctx, params.kind, query);
    await send(ctx, wire, `${paper.title} ${paper.on}`, { paper: 'list', data: paper, at: ctx.now });
  });
  serve(room, lists.getListDocx, async (ctx, { params, query }, wire) => {
    const { paper } = await readList(ctx, params.kind, query);
    await send(ctx, wire, `${paper.title} ${paper.on}`, { paper: 'listDocx', data: paper, at: ctx.now }, 'docx');
  });
  serve(room, lists.getListXlsx, async (ctx, { params, query }, wire) => {
    const list = await readList(ctx, params.kind, query);
    const { title, on } = list.paper;
    await send(ctx, wire, `${title} ${on}`, { paper: 'listXlsx', data: list, at: ctx.now }, 'xlsx');
  });
}

function addMonthlyIndicators(room: Room): void {
  serve(room, lists.getMonthlyIndicators, (ctx, { query }) => readMonthlyIndicators(ctx, query));
  serve(room, lists.getMonthlyIndicatorsPdf, async (ctx, { query }, wire) => {
    const data = await readMonthlyIndicators(ctx, query);
    await send(ctx, wire, `${data.title} ${data.on}`, { paper: 'list', data, at: ctx.now });
  });
  serve(room, lists.getMonthlyIndicatorsDocx, async (ctx, { query }, wire) => {
    const data = await readMonthlyIndicators(ctx, query);
    await send(ctx, wire, `${data.title} ${data.on}`, { paper: 'listDocx', data, at: ctx.now }, 'docx');
  });
}

async function send(
  ctx: Context,
  { reply }: Wire,
  name: string,
  drawing: Drawing,
  type: keyof typeof TYPES = 'pdf',
): Promise<void> {
  const bytes = await draw(ctx.platform.settings, drawing);
  void asFile(reply, name, type).send(bytes);
}

/** Under a Chinese name where the browser reads RFC 5987, under a plain one elsewhere. Never kept: what it says may be over tomorrow. */
function asFile(reply: Wire['reply'], name: string, type: keyof typeof TYPES): Wire['reply'] {
  const encoded = encodeURIComponent(`${name}.${type}`).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return reply
    .type(TYPES[type])
    .header('content-disposition', `attachment; filename="paper.${type}"; filename*=UTF-8''${encoded}`)
    .header('cache-control', 'no-store');
}
