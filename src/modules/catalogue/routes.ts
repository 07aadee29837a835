// The catalogue on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { listClasses, listPublicClasses, readClass, readVersions, saveClass } from './actions.ts';
import { listDuties, saveDuty, withdrawDuty } from './actions-duties.ts';
import { dutyTemplate, exportDuties, markDutySheet, putDutySheet } from './actions-duty-sheet.ts';
import { adoptShipped, exportSheet, markSheet, putSheet, sheetTemplate } from './actions-sheet.ts';
import { findDispatchRules, saveDispatchRule, withdrawDispatchRule } from './actions-dispatch-rules.ts';
import * as rules from './contract-dispatch-rules.ts';
import * as duties from './contract-duties.ts';
import * as sheet from './contract-sheet.ts';
import * as contract from './contract.ts';
import { listShipped } from './shipped.ts';

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function addCatalogueRoutes(room: Room): void {
  serve(room, contract.listPublicClasses, async (ctx) => ({ classes: await listPublicClasses(ctx) }));
  serve(room, contract.listClasses, async (ctx, { query }) => ({
    classes: await listClasses(ctx, query.all === 'yes'),
  }));
  serve(room, contract.readClass, (ctx, { params }) => readClass(ctx, params.code));
  serve(room, contract.readVersions, async (ctx, { params }) => ({ versions: await readVersions(ctx, params.code) }));
  serve(room, contract.saveClass, (ctx, { params, input }) => saveClass(ctx, params.code, input));
  addSheet(room);
  addDuties(room);
  addDutySheet(room);
  addDispatchRules(room);
}

function addSheet(room: Room): void {
  serve(room, sheet.exportCatalogue, async (ctx, _, { reply }) => sendSheet(reply, await exportSheet(ctx)));
  serve(room, sheet.getCatalogueTemplate, async (_ctx, _, { reply }) => sendSheet(reply, await sheetTemplate()));
  serve(room, sheet.putCatalogueSheet, (ctx, { query, input }) => putSheet(ctx, input, query.dryRun === 'true'));
  serve(room, sheet.markCatalogueSheet, async (ctx, { input }, { reply }) =>
    sendSheet(reply, await markSheet(ctx, input)),
  );
  serve(room, sheet.listShippedCatalogues, async () => ({ catalogues: listShipped() }));
  serve(room, sheet.adoptShippedCatalogue, (ctx, { params, query }) =>
    adoptShipped(ctx, params.key, query.dryRun === 'true'),
  );
}

function addDutySheet(room: Room): void {
  serve(room, sheet.exportDutyLists, async (ctx, _, { reply }) => sendSheet(reply, await exportDuties(ctx)));
  serve(room, sheet.getDutyTemplate, async (ctx, _, { reply }) => sendSheet(reply, await dutyTemplate(ctx)));
  serve(room, sheet.putDutySheet, (ctx, { query, input }) => putDutySheet(ctx, input, query.dryRun === 'true'));
  serve(room, sheet.markDutySheet, async (ctx, { input }, { reply }) =>
    sendSheet(reply, await markDutySheet(ctx, input)),
  );
}

function addDuties(room: Room): void {
  serve(room, duties.listDuties, async (ctx) => ({ items: await listDuties(ctx) }));
  serve(room, duties.saveDuty, (ctx, { params, input }) => {
    const { id: requestId, ...item } = input;
    return saveDuty(ctx, { ...item, id: params.id, requestId });
  });
  serve(room, duties.withdrawDuty, (ctx, { params, query }) => withdrawDuty(ctx, params.id, query.version));
}

function addDispatchRules(room: Room): void {
  serve(room, rules.listDispatchRules, async (ctx) => ({ rules: await findDispatchRules(ctx) }));
  serve(room, rules.saveDispatchRule, (ctx, { params, input }) => {
    const { id: requestId, ...rule } = input;
    return saveDispatchRule(ctx, { ...rule, id: params.id, requestId });
  });
  serve(room, rules.withdrawDispatchRule, (ctx, { params, query }) =>
    withdrawDispatchRule(ctx, params.id, query.version),
  );
}

function sendSheet(reply: Parameters<Parameters<typeof serve>[2]>[2]['reply'], workbook: Buffer): void {
  reply.type(SHEET_TYPE).header('content-disposition', 'attachment; filename="catalogue.xlsx"');
  void reply.send(workbook);
}
