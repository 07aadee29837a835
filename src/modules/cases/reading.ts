// Reading cases: one page, the lists, the organisation's inbox.

import { holds, holdsAnywhere } from '#permissions';
import { listAttachments } from '#modules/attachments/actions.ts';
import type { Permission } from '#permissions';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { elevated, inTransaction, scopeOf } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { parseCaseNumber } from '#shared/case-number.ts';
import type { Limit } from '#shared/working-time.ts';

import { gatherAround } from './actions.ts';
import type { CasePage, listDrawn, listOrders, listOverdue, searchCases } from './contract.ts';
import { cursorTo, pageAsked } from './lists/cursors.ts';
import { caseSettings } from './clocks/district-settings.ts';
import { liesOutsideDistrict } from './reports/outside.ts';
import { loadSituation, notFound } from './moves/situation.ts';
import type { Around, Loaded } from './moves/situation.ts';
import { findCaseIdByNumber } from './store.ts';
import type { CaseRow } from './store.ts';
import { findClassRulesOfCase, orderFacts } from './orders/store-orders.ts';
import { findCasesWithWords, findDrawn, findOrdersOf, findOverdue } from './lists/store-lists.ts';
import type { Area } from './lists/store-lists.ts';
import { findHistory, findMoveTexts, findNames, findReportTexts } from './store-pages.ts';
import { findReports, findReportsWithContact } from './reports/store-reports.ts';
import type { ReportRow } from './reports/store-reports.ts';
import { ANSWERS_HIDDEN, isToRecheck, isToldOf, viewCase, viewLine, viewOrder } from './view.ts';

type PageView = (typeof CasePage)['_zod']['input'];
type QueryOf<E extends { query?: unknown }> = NonNullable<E['query']> extends { _zod: { output: infer O } } ? O : never;

export async function readCase(ctx: Context, caseId: string): Promise<PageView> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, (ctx) => pageOf(ctx, caseId, around));
}

export async function readCaseByNumber(ctx: Context, typed: string): Promise<PageView> {
  const number = parseCaseNumber(typed)?.number;
  if (number === undefined) throw notFound();
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const caseId = await findCaseIdByNumber(ctx.db, number);
    if (caseId === undefined) throw notFound();
    return pageOf(ctx, caseId, around);
  });
}

/** What an order of this case is given: by its class, its ground and how severe it is. Whoever asks has seen the case. */
export async function limitOfCase(ctx: TransactionContext, caseId: string): Promise<Limit | undefined> {
  const { rules } = await elevated(ctx, 'ground', () => findClassRulesOfCase(ctx.db, caseId));
  return rules?.limit;
}

async function pageOf(ctx: TransactionContext, caseId: string, around: Around): Promise<PageView> {
  const loaded = await loadSituation(ctx, caseId, around, {}, { isLocked: false });
  const view = viewCase(loaded, around.directory);
  // From here on all is read under the actor's own scope: row security decides what an organisation gets of it.
  const stations = await stationsOf(ctx, loaded, around.directory);
  const hidden = isToRecheck(view.allowed) ? stations.filter(({ verb }) => ANSWERS_HIDDEN.includes(verb)) : [];
  const hiddenMoves = new Set<string | null>(hidden.map(({ moveId }) => moveId));
  return {
    ...view,
    // Who is not told the place is not told that it is odd.
    isOutsideDistrict: view.longitude !== null && (await liesOutsideDistrict(ctx, loaded.row)),
    heldLevelName: around.settings.levelNames[loaded.situation.before.heldLevel],
    stations: stations.filter(({ moveId }) => !hiddenMoves.has(moveId)),
    reports: await reportsOf(ctx, loaded),
    attachments: (await listAttachments(ctx.db, caseId)).filter(({ moveId }) => !hiddenMoves.has(moveId)),
  };
}

async function stationsOf(
  ctx: TransactionContext,
  loaded: Loaded,
  directory: Directory,
): Promise<PageView['stations']> {
  const { row, situation } = loaded;
  const moves = await findHistory(ctx.db, row.id);
  const texts = await findMoveTexts(ctx.db, row.id);
  const isByArea = holds(situation.actor, 'case.read', row.path);
  const names = isByArea
    ? await findNames(
        ctx.db,
        moves.map((move) => move.actor_id),
      )
    : new Map<string, string>();
  const shown = moves.filter((move) => isToldOf(loaded, directory, move));
  // Row security has left out what is not for this actor; a reporter also does not read what staff writes to organisations.
  const isFor = ({ audience, purpose }: { audience: string; purpose: string }) =>
    // Whoever reads what was said needs no copy of it for organisations.
    isByArea ? !purpose.endsWith('.redacted') : loaded.ownWords === undefined || audience === 'public';
  return shown.map((move) => ({
    moveId: move.id,
    verb: move.verb,
    at: move.at,
    from: move.from_status,
    to: move.to_status,
    heldLevel: move.held_level as PageView['heldLevel'],
    byName: (move.actor_id === null ? undefined : names.get(move.actor_id)) ?? null,
    organisationName: move.organisation_id === null ? null : (directory.find(move.organisation_id)?.name ?? null),
    workOrderId: move.work_order_id,
    codes: isByArea ? (move.codes as Record<string, unknown>) : {},
    words: texts
      .filter((text) => text.move_id === move.id && isFor(text))
      .map(({ id, purpose, words, erased_at }) => ({ id, purpose, words, isErased: erased_at !== null })),
  }));
}

async function reportsOf(ctx: TransactionContext, { row, ownWords }: Loaded): Promise<PageView['reports']> {
  const own = ctx.actor.linkReportId;
  const isMine = ({ id, reporter_id }: ReportRow) =>
    id === own || (reporter_id !== null && reporter_id === ctx.actor.accountId);
  const reports = (await findReports(ctx.db, row.id)).filter((report) => ownWords === undefined || isMine(report));
  if (reports.length === 0) return [];
  const ids = reports.map(({ id }) => id);
  const withContact = await findReportsWithContact(ctx.db, ids);
  const texts = await findReportTexts(ctx.db, ids);
  const said = (reportId: string, ...purposes: string[]) =>
    texts.find((text) => text.report_id === reportId && purposes.includes(text.purpose))?.words ?? null;
  return reports.map((report) => ({
    id: report.id,
    channel: report.channel,
    reportedAt: report.reported_at,
    words: said(report.id, 'report', 'split'),
    placeWords: said(report.id, 'place'),
    hasContact: withContact.has(report.id),
    wantsSecrecy: report.wants_secrecy,
    isWithdrawn: report.is_withdrawn,
    onBehalf: report.on_behalf,
  }));
}

export async function readOverdue(ctx: Context, query: QueryOf<typeof listOverdue>) {
  const area = areaNamed(ctx, query, 'case.read');
  const page = pageAsked(query);
  return inTransaction(ctx, async ({ db }) => {
    const rows = await findOverdue(db, area, ctx.now, page);
    return listOf(rows, query.limit, (row) => row.due_at ?? '');
  });
}

/** Who re-checks looks for himself: neither what the first verifier answered nor the reporter's rating is told. */
export async function readDrawn(ctx: Context, query: QueryOf<typeof listDrawn>) {
  const area = areaNamed(ctx, query, 'case.recheck');
  const page = pageAsked(query);
  return inTransaction(ctx, async ({ db }) => {
    const { cases, next } = listOf(await findDrawn(db, area, page), query.limit, (row) => row.closed_at ?? '');
    return { cases: cases.map(({ isSolved: _isSolved, manner: _manner, ...line }) => line), next };
  });
}

const COLUMNS = { gridId: 'grid_id', communityId: 'community_id', streetId: 'street_id' } as const;
type AreaQuery = Partial<Record<keyof typeof COLUMNS, string | undefined>>;

/**
 * Whoever serves one street names it: a list over all the district's rows would read them all to show a few.
 *
 * @throws {Problem} `input-invalid` when no area is named by somebody who does not serve the whole district
 */
export function areaNamed({ actor, district }: Context, query: AreaQuery, permission: Permission): Area | undefined {
  for (const name of ['gridId', 'communityId', 'streetId'] as const) {
    const id = query[name];
    if (id !== undefined) return { column: COLUMNS[name], id };
  }
  if (holds(actor, permission, district.path)) return undefined;
  throw problem('input-invalid', 'Name the area whose cases you want', {
    errors: [
      {
        pointer: '/streetId',
        in: 'query',
        detail: 'is needed, or an area below it, from whoever does not serve the whole district',
      },
    ],
  });
}

export async function readSearch(ctx: Context, query: QueryOf<typeof searchCases>) {
  const page = pageAsked(query);
  return inTransaction(ctx, async ({ db }) => {
    const rows = await findCasesWithWords(db, query.words, searchedPath(ctx), page);
    return listOf(rows, query.limit, (row) => row.reported_at);
  });
}

/** Who serves in one street alone searches along that street's own cases. */
function searchedPath(ctx: Context): string {
  const { paths, confidentialPaths, restrictedPaths } = scopeOf(ctx);
  const streets = new Set([...paths, ...confidentialPaths, ...restrictedPaths].map((path) => STREET.exec(path)?.[0]));
  const [only] = streets;
  return streets.size === 1 && only !== undefined ? only : ctx.district.path;
}

const STREET = /^\/[^/]+\/[^/]+\//;

/** @throws {Problem} `not-found` for an organisation the actor does not work for */
export async function readOrders(ctx: Context, query: QueryOf<typeof listOrders>) {
  const { actor } = ctx;
  const wanted = query.organisationId === undefined ? actor.organisationIds : [query.organisationId];
  const isOwnOnly = wanted.every((id) => actor.organisationIds.includes(id));
  if (!isOwnOnly || wanted.length === 0 || !holdsAnywhere(actor, 'workOrder.read'))
    throw problem('not-found', 'You work for no such organisation');
  const page = pageAsked(query);
  const directory = await organisationDirectory(ctx);
  const { calendar } = await caseSettings(ctx);
  return inTransaction(ctx, async (ctx) => {
    // Somebody of a crew finds what was assigned by name too: the order stays the organisation's above.
    const assigneeId = query.organisationId === undefined ? actor.accountId : null;
    const lines = await findOrdersOf(ctx.db, { organisationIds: wanted, assigneeId }, query.status, page);
    const last = lines.at(-1);
    return {
      orders: lines.map((line) => ({
        ...viewOrder(orderFacts(line, directory), directory, ctx.now, calendar),
        caseId: line.case_id,
        caseNumber: line.number,
        summary: line.summary,
        placeWords: line.place_words,
        isUrgent: line.is_urgent,
      })),
      next: last === undefined || lines.length < query.limit ? null : cursorTo({ at: last.issued_at, id: last.id }),
    };
  });
}

export function listOf(rows: CaseRow[], limit: number, at: (row: CaseRow) => string) {
  const last = rows.at(-1);
  return {
    cases: rows.map(viewLine),
    next: last === undefined || rows.length < limit ? null : cursorTo({ at: at(last), id: last.id }),
  };
}
