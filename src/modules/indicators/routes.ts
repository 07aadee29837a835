// Indicators on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { changeIndicator, listIndicators, readIndicator } from './actions.ts';
import { issueFigures, listFigureIssues } from './actions-issues.ts';
import { countChanges } from './actions-refresh.ts';
import { indicatorSheet, listRows } from './actions-rows.ts';
import { listUnanswered, readSupervision } from './actions-supervision.ts';
import * as contract from './contract.ts';

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function addIndicatorRoutes(room: Room): void {
  serve(room, contract.listIndicators, (ctx, { query }) => listIndicators(ctx, query));
  serve(room, contract.countNow, (ctx) => countChanges(ctx));
  serve(room, contract.readIndicator, (ctx, { params, query }) => readIndicator(ctx, params.code, query));
  serve(room, contract.changeIndicator, (ctx, { params, input }) => changeIndicator(ctx, params.code, input));
  serve(room, contract.listFigureIssues, (ctx, { query }) => listFigureIssues(ctx, query));
  serve(room, contract.issueFigures, (ctx, { input }) => issueFigures(ctx, input));
  serve(room, contract.listIndicatorRows, (ctx, { params, query }) => listRows(ctx, params.measure, query));
  serve(room, contract.getIndicatorSheet, async (ctx, { params, query }, { reply }) => {
    const workbook = await indicatorSheet(ctx, params.code, query);
    reply
      .type(SHEET_TYPE)
      .header('content-disposition', `attachment; filename="${params.code}.xlsx"`)
      .header('cache-control', 'no-store');
    return workbook;
  });
  serve(room, contract.readSupervision, (ctx, { query }) => readSupervision(ctx, query));
  serve(room, contract.listUnanswered, (ctx, { query }) => listUnanswered(ctx, query));
}
