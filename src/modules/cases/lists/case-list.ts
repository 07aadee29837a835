// 事件: one page of the list, how many there are, and the whole of it as a workbook that is written while it is read.

import type { Readable } from 'node:stream';

import { holds } from '#permissions';
import { listAreas } from '#modules/areas/actions.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { streamSheet } from '#platform/sheets.ts';
import { newId } from '#shared/ids.ts';
import { addDays, instantAt } from '#shared/time.ts';
import type { AuditAct } from '#shared/audit-acts.ts';

import { MOST_COUNTED } from './contract-intake.ts';
import type { countCases, getCaseSheet, listCases } from './contract-list.ts';
import { cursorTo, pageAsked } from './cursors.ts';
import type { Cursor } from './cursors.ts';
import { areaNamed } from '../reading.ts';
import { SHEET_COLUMNS, SHEET_NAME, SHEET_NOTES, cutNote, sheetRow } from './sheet-rows.ts';
import type { SheetLine } from './sheet-rows.ts';
import type { CaseRow } from '../store.ts';
import { countListed, findByNumbers, findClassNames, findGridNames, findLeads, findListed } from './store-case-list.ts';
import type { CaseFilter } from './store-case-list.ts';
import { insertAudit } from '../store-erasures.ts';
import { findChannels } from './store-mine.ts';
import { viewLine } from '../view.ts';

type QueryOf<E extends { query?: unknown }> = NonNullable<E['query']> extends { _zod: { output: infer O } } ? O : never;
type ListQuery = QueryOf<typeof listCases>;
type ListedCase = NonNullable<(typeof listCases)['output']>['_zod']['input']['cases'][number];

export async function readList(ctx: Context, query: ListQuery) {
  const filter = filterOf(ctx, query, { isOpenOnly: false });
  const page = pageAsked(query);
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, async (ctx) => {
    const { rows, stoppedAt } = await findListed(ctx.db, filter, page, ctx.now);
    const last = rows.length < page.limit ? stoppedAt : endOf(rows, filter);
    return {
      cases: await withNames(ctx, rows, directory),
      next: last === undefined ? null : cursorTo(last),
      seenTo: stoppedAt?.at ?? null,
    };
  });
}

export async function readCount(ctx: Context, query: QueryOf<typeof countCases>) {
  const filter = filterOf(ctx, query, { isOpenOnly: false });
  return inTransaction(ctx, async ({ db, now }) => {
    const { count, isCut } = await countListed(db, filter, MOST_COUNTED, now);
    return { count: Math.min(count, MOST_COUNTED), isMore: isCut || count > MOST_COUNTED };
  });
}

/** The days of a filter are the district's own. */
function filterOf(
  ctx: Context,
  query: Omit<ListQuery, 'after' | 'limit'>,
  { isOpenOnly }: Pick<CaseFilter, 'isOpenOnly'>,
): CaseFilter {
  const { timeZone } = ctx.district;
  return {
    area: areaNamed(ctx, query, 'case.read'),
    status: query.status,
    kind: query.kind,
    classCode: query.classCode,
    channel: query.channel,
    level: query.level,
    organisationId: query.organisationId,
    from: query.from === undefined ? undefined : instantAt(query.from, 0, timeZone),
    before: query.to === undefined ? undefined : instantAt(addDays(query.to, 1), 0, timeZone),
    closedFrom: query.closedFrom === undefined ? undefined : instantAt(query.closedFrom, 0, timeZone),
    isUrgent: query.urgent === 'true',
    isOpenOnly: isOpenOnly || query.secrecy === 'open',
    // What is overdue, or soon will be, has a time to be put in order by.
    order: query.status === 'overdue' || query.status === 'soon' ? 'due' : query.order,
  };
}

function endOf(rows: readonly CaseRow[], { order }: CaseFilter): Cursor | undefined {
  const last = rows.at(-1);
  return last && { at: (order === 'due' ? last.due_at : last.reported_at) ?? '', id: last.id };
}

/**
 * What stands beside each row is read widened, for rows that are seen by area alone: asked row by row whether the row may be
 * seen, that costs more than the list itself (measured on the embedded database: 48 ms instead of 7 for 500 rows).
 */
async function withNames(
  ctx: TransactionContext,
  rows: readonly CaseRow[],
  directory: Directory,
): Promise<ListedCase[]> {
  const ids = rows.filter(({ path }) => holds(ctx.actor, 'case.read', path)).map(({ id }) => id);
  const gridIds = [...new Set(rows.flatMap(({ grid_id }) => grid_id ?? []))];
  const grids = await findGridNames(ctx.db, gridIds);
  const [leads, channels] = await elevated(ctx, 'listed', async () => [
    await findLeads(ctx.db, ids),
    await findChannels(ctx.db, ids),
  ]);
  return rows.map((row) => ({
    ...viewLine(row),
    organisationName: directory.find(leads.get(row.id) ?? '')?.name ?? null,
    channel: (channels.get(row.id) ?? null) as ListedCase['channel'],
    gridName: grids.get(row.grid_id ?? '') ?? null,
  }));
}

/** A workbook of more is no use to anybody, and Excel ends at a million. */
const MOST_ROWS = 100_000;
/** Small enough that nobody else waits for one of these reads on the embedded database. */
const ROWS_AT_A_TIME = 500;

/**
 * Whatever is secret stays out, also for those who may see it: a workbook is passed on. Who took what away is written down
 * before the first row, and how many rows it became after the last.
 */
export async function exportCases(
  ctx: Context,
  { numbers, ...query }: QueryOf<typeof getCaseSheet>,
): Promise<Readable> {
  const filter = numbers === undefined ? filterOf(ctx, query, { isOpenOnly: true }) : undefined;
  const [directory, areas] = await Promise.all([organisationDirectory(ctx), listAreas(ctx)]);
  const exportId = newId();
  const codes = numbers === undefined ? query : { chosen: numbers.length };
  const classes = await inTransaction(ctx, async (ctx) => {
    await noteExport(ctx, 'case.exported', exportId, codes);
    return findClassNames(ctx.db);
  });
  const around = {
    classes,
    areas: new Map(areas.map(({ id, name }) => [id, name])),
    now: ctx.now,
    timeZone: ctx.district.timeZone,
  };
  const notes = [...SHEET_NOTES];
  const lines =
    filter === undefined ? chosenLines(ctx, numbers ?? [], directory) : filteredLines(ctx, filter, directory);
  async function* rows() {
    let written = 0;
    try {
      for await (const line of lines) {
        if (written === MOST_ROWS) {
          notes.push(cutNote(MOST_ROWS));
          break;
        }
        written += 1;
        yield sheetRow(line, around);
      }
    } finally {
      // Also when the reader went away in the middle: so much was taken.
      await inTransaction(ctx, (ctx) => noteExport(ctx, 'case.exportDone', exportId, { rows: written }));
    }
  }
  return streamSheet({ name: SHEET_NAME, columns: [...SHEET_COLUMNS], rows: rows(), notes });
}

async function* filteredLines(ctx: Context, filter: CaseFilter, directory: Directory): AsyncGenerator<SheetLine> {
  let after: Cursor | undefined;
  do {
    const page = { after, limit: ROWS_AT_A_TIME };
    const { lines, next } = await inTransaction(ctx, async (ctx) => {
      const { rows, stoppedAt } = await findListed(ctx.db, filter, page, ctx.now);
      return {
        lines: await withNames(ctx, rows, directory),
        next: rows.length < page.limit ? stoppedAt : endOf(rows, filter),
      };
    });
    yield* lines;
    after = next;
  } while (after !== undefined);
}

async function* chosenLines(ctx: Context, numbers: readonly string[], directory: Directory): AsyncGenerator<SheetLine> {
  yield* await inTransaction(ctx, async (ctx) => withNames(ctx, await findByNumbers(ctx.db, numbers), directory));
}

async function noteExport(ctx: TransactionContext, act: AuditAct, exportId: string, codes: object): Promise<void> {
  await insertAudit(ctx.db, {
    id: newId(),
    actor_id: ctx.actor.accountId,
    actor_role: ctx.actor.grants.find(({ permissions }) => permissions.has('case.read'))?.role ?? null,
    act,
    subject_kind: 'export',
    subject_id: exportId,
    path: ctx.actor.grants.find(({ permissions }) => permissions.has('case.read'))?.path ?? ctx.district.path,
    codes: JSON.stringify(codes),
    at: ctx.now,
  });
}
