// Endpoint ↔ action, nothing else.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';
import { dayOf } from '#shared/time.ts';

import { moveCase } from './actions.ts';
import { exportCases, readCount, readList } from './lists/case-list.ts';
import { findSimilarCases, joinSimilar, listSimilar } from './reports/contract-similar.ts';
import { changeCaseSetting, readCaseSetting } from './clocks/actions-settings.ts';
import { explainClocks } from './clocks/explained.ts';
import { readBeside, readResidentView } from './lists/beside.ts';
import * as beside from './lists/contract-beside.ts';
import { MOVES } from './moves/contract-moves.ts';
import { listSuspensionOwners } from './moves/contract-suspension-owners.ts';
import { listVerifiers } from './moves/contract-verifiers.ts';
import * as desk from './orders/contract-desk.ts';
import { lookUpReporter as lookUpReporterEndpoint } from './lists/contract-finding.ts';
import { getCase, getCaseByNumber, listDrawn, listOrders, listOverdue, searchCases } from './contract.ts';
import * as list from './lists/contract-list.ts';
import * as intake from './lists/contract-intake.ts';
import {
  openOrderLink as openOrderLinkEndpoint,
  sendOrderCode as sendOrderCodeEndpoint,
} from './reports/contract-doors.ts';
import * as figures from './lists/contract-figures.ts';
import * as linked from './orders/contract-linked-order.ts';
import * as reports from './reports/contract-reports.ts';
import * as map from './lists/contract-map.ts';
import { readScreen as readScreenEndpoint } from './lists/contract-screen.ts';
import * as returns from './orders/contract-returns.ts';
import { listArbitrations, readReturns } from './orders/returns.ts';
import { getCaseSetting, putCaseSetting } from './clocks/contract-settings.ts';
import * as mine from './lists/contract-mine.ts';
import { listAssignments, listReferrals, readHandOnText } from './orders/desk.ts';
import { lookUpCase, openOrderLink, sendOrderCode } from './reports/doors.ts';
import { lookUpReporter } from './lists/finding.ts';
import { readIntake, readProposal } from './lists/intake.ts';
import { lookUpOrderLink, readLinkedOrder } from './orders/linked-order.ts';
import { readCaseFigures, readPins } from './lists/map.ts';
import { listCaseLines, listFigureRows, listFigures, listOverdueByPlace } from './lists/figures.ts';
import { readScreen } from './lists/screen.ts';
import { listSuspended } from './lists/contract-suspended.ts';
import { readSuspended } from './lists/suspended.ts';
import { callReporter, readMyMoves, readMyWork } from './lists/my-work.ts';
import { listNeighbours } from './reports/near.ts';
import { readCase, readCaseByNumber, readDrawn, readOrders, readOverdue, readSearch } from './reading.ts';
import { reportCase } from './reports/reporting.ts';
import { eraseText, openReporter } from './reports/reporter.ts';
import { findAlike, findSimilar, joinOne } from './reports/similar.ts';
import { readTrace, revokeMyLink, setContact } from './trace/trace.ts';
import { MOVE_VERBS } from './moves/transitions.ts';
import { listPictureHints } from './reports/contract-pictures.ts';
import { readPictureHints } from './reports/odd-pictures.ts';
import { readSuspensionOwners } from './moves/suspension-owners.ts';
import { readVerifiers } from './moves/verifiers.ts';
import { addReport } from './reports/voices.ts';

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function addCaseRoutes(room: Room): void {
  serve(room, reports.reportCase, (ctx, { input }, wire) => reportCase(ctx, input, wire.ip));
  serve(room, reports.addReport, (ctx, { params, input }) => addReport(ctx, params.id, input));
  serve(room, reports.lookUpCase, (ctx, { input }, wire) => lookUpCase(ctx, input, wire.ip));
  serve(room, reports.getTrace, (ctx, { query }) => readTrace(ctx, query.locale));
  serve(room, reports.setContact, (ctx, { input }) => setContact(ctx, input));
  serve(room, reports.revokeMyLink, (ctx) => revokeMyLink(ctx));
  serve(room, listSuspended, (ctx, { query }) => readSuspended(ctx, query));
  serve(room, listSimilar, async (ctx) => ({ similar: await findSimilar(ctx) }));
  serve(room, joinSimilar, (ctx, { input }) => joinOne(ctx, input));
  serve(room, findSimilarCases, async (ctx, { input }) => ({ similar: await findAlike(ctx, input) }));
  serve(room, reports.openReporter, (ctx, { params, input }) => openReporter(ctx, params.id, input));
  serve(room, reports.eraseText, (ctx, { params, input }) => eraseText(ctx, params.id, input));

  serve(room, lookUpReporterEndpoint, (ctx, { input }) => lookUpReporter(ctx, input));

  serve(room, mine.listMyWork, (ctx) => readMyWork(ctx));
  serve(room, mine.listMyMoves, (ctx) => readMyMoves(ctx));
  serve(room, mine.callReporter, (ctx, { params, input }) => callReporter(ctx, params.id, input));
  serve(room, list.listCases, (ctx, { query }) => readList(ctx, query));
  serve(room, list.countCases, (ctx, { query }) => readCount(ctx, query));
  serve(room, list.getCaseSheet, async (ctx, { query }, { reply }) => {
    const workbook = await exportCases(ctx, query);
    const day = dayOf(ctx.now, ctx.district.timeZone);
    reply.type(SHEET_TYPE).header('content-disposition', `attachment; filename="cases-${day}.xlsx"`);
    return workbook;
  });
  serve(room, listOverdue, (ctx, { query }) => readOverdue(ctx, query));
  serve(room, listDrawn, (ctx, { query }) => readDrawn(ctx, query));
  serve(room, searchCases, (ctx, { query }) => readSearch(ctx, query));
  serve(room, listOrders, (ctx, { query }) => readOrders(ctx, query));
  serve(room, figures.listFigures, (ctx) => listFigures(ctx));
  serve(room, figures.listFigureRows, (ctx, { params, query }) => listFigureRows(ctx, params.figure, query));
  serve(room, figures.listOverdueByPlace, (ctx) => listOverdueByPlace(ctx));
  serve(room, readScreenEndpoint, (ctx) => readScreen(ctx));
  serve(room, figures.listCaseLines, (ctx, { query }) => listCaseLines(ctx, query.which));
  serve(room, desk.listAssignments, (ctx, { query }) => listAssignments(ctx, query.orderIds));
  serve(room, desk.readHandOnText, (ctx, { params }) => readHandOnText(ctx, params.id));
  serve(room, desk.listReferrals, (ctx) => listReferrals(ctx));
  serve(room, map.listPins, (ctx, { query }) => readPins(ctx, query));
  serve(room, map.readCaseFigures, (ctx, { query }) => readCaseFigures(ctx, query));
  serve(room, intake.readIntake, (ctx, { params, query }) => readIntake(ctx, params.pool, query.ids));
  serve(room, intake.readProposal, (ctx, { params, query }) => readProposal(ctx, params.id, query.classCode));
  serve(room, getCaseByNumber, (ctx, { params }) => readCaseByNumber(ctx, params.number));
  serve(room, getCase, (ctx, { params }) => readCase(ctx, params.id));
  serve(room, beside.readBeside, (ctx, { params }) => readBeside(ctx, params.id));
  serve(room, beside.explainClocks, (ctx, { params }) => explainClocks(ctx, params.id));
  serve(room, listPictureHints, (ctx, { params }) => readPictureHints(ctx, params.id));
  serve(room, beside.listNear, (ctx, { params }) => listNeighbours(ctx, params.id));
  serve(room, beside.readResidentView, (ctx, { params, query }) => readResidentView(ctx, params.id, query.locale));
  serve(room, returns.readReturns, (ctx, { params }) => readReturns(ctx, params.id));
  serve(room, returns.listArbitrations, (ctx) => listArbitrations(ctx));
  serve(room, listSuspensionOwners, (ctx, { params }) => readSuspensionOwners(ctx, params.id));
  serve(room, listVerifiers, (ctx, { params }) => readVerifiers(ctx, params.id));
  for (const verb of MOVE_VERBS)
    serve(room, MOVES[verb], (ctx, { params, input }) => moveCase(ctx, verb, params.id, input));

  serve(room, getCaseSetting, (ctx, { params }) => readCaseSetting(ctx, params.key));
  serve(room, putCaseSetting, (ctx, { params, input }) => changeCaseSetting(ctx, params.key, input));

  serve(room, sendOrderCodeEndpoint, async (ctx, { input }, wire) => {
    await sendOrderCode(ctx, input.link, wire.ip);
    return { isSent: true as const };
  });
  serve(room, linked.lookUpOrderLink, (ctx, { input }, wire) => lookUpOrderLink(ctx, input.link, wire.ip));
  serve(room, linked.getLinkedOrder, (ctx) => readLinkedOrder(ctx));
  serve(room, openOrderLinkEndpoint, (ctx, { input }, wire) => openOrderLink(ctx, input.link, input.code, wire.ip));
}
