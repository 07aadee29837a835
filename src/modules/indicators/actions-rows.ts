// The rows behind a number, page by page and as a workbook that gives the number again.

import type { Readable } from 'node:stream';

import { listAreas } from '#modules/areas/actions.ts';
import { noteChange, readGround } from '#modules/areas/actions-ground.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { streamSheet } from '#platform/sheets.ts';
import { addDays } from '#shared/time.ts';
import { newId } from '#shared/ids.ts';

import { inForceAt, versionsOf } from './actions.ts';
import { askedFor, countedAt, periodAsked, placeAsked } from './actions-place.ts';
import type { PlaceQuery } from './actions-place.ts';
import { figureOf } from './rules.ts';
import type { Dimension, Excluded } from './rules.ts';
import type { MeasureKey } from './rules-measures.ts';
import { sheetOf, sheetRow } from './sheet.ts';
import type { Shown } from './sheet.ts';
import { findClassNames, findGridNames, findRows, findSeen } from './store-list.ts';
import type { Cursor, Listed, ListedRow } from './store-list.ts';
import { sumAll, sumBy } from './store-sums.ts';

export interface RowsQuery extends PlaceQuery {
  readonly part?: MeasureKey | undefined;
  readonly only?: 'with' | 'without' | undefined;
  readonly by?: Dimension | undefined;
  readonly key?: string | undefined;
}

export async function listRows(
  ctx: Context,
  measure: MeasureKey | Excluded,
  { after, limit, ...query }: RowsQuery & { after?: string | undefined; limit: number },
) {
  const { listed } = await listedFor(ctx, measure, query);
  const show = await shower(ctx);
  const cursor = cursorFrom(after);
  return inTransaction(ctx, async (ctx) => {
    const found = await findRows(ctx.db, listed, cursor, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const rows = await show(ctx.db, page);
    return { rows, next: found.length > limit && last !== undefined ? cursorTo(last) : null };
  });
}

async function listedFor(ctx: Context, measure: MeasureKey | Excluded, query: RowsQuery) {
  const place = await placeAsked(ctx, query);
  const { period, until } = periodAsked(ctx, query);
  await countedAt(ctx);
  const asked = askedFor(place, period, until);
  const { part = null, only = null, by = null, key = null } = query;
  const listed: Listed = { asked, measure, part, only: part === null ? null : only, by, key };
  return { place, period, until, listed };
}

/** Small enough that nobody else waits for one of these reads on the embedded database. */
const ROWS_AT_A_TIME = 500;

/** Of a secret matter the workbook says nothing but that it counts, whoever takes it: a workbook is passed on. */
export async function indicatorSheet(
  ctx: Context,
  code: string,
  { by, key, ...query }: PlaceQuery & { by?: Dimension | undefined; key?: string | undefined },
): Promise<Readable> {
  const versions = await inTransaction(ctx, (ctx) => versionsOf(ctx, code));
  const { period, until } = periodAsked(ctx, query);
  const indicator = inForceAt(versions, addDays(until, -1));
  const base = indicator.denominator ?? indicator.numerator;
  const part = indicator.denominator === null ? undefined : indicator.numerator;
  const { place, listed } = await listedFor(ctx, base, { ...query, part, by, key });
  const show = await shower(ctx);
  const sums = await inTransaction(ctx, async (ctx) => {
    const { path } = place;
    await noteChange(ctx, { act: 'indicator.exported', subjectKind: 'export', subjectId: newId(), path });
    if (by === undefined || key === undefined) return sumAll(ctx.db, listed.asked);
    return (await sumBy(ctx.db, listed.asked, by)).find((group) => group.key === key)?.sums;
  });
  if (sums === undefined) throw problem('not-found', 'Nothing is counted there');
  async function* rows() {
    for (let after: Cursor | undefined; ;) {
      const { page, shown } = await inTransaction(ctx, async ({ db }) => {
        const found = await findRows(db, listed, after, ROWS_AT_A_TIME);
        return { page: found, shown: await show(db, found) };
      });
      for (const row of shown) yield sheetRow(row);
      const last = page.at(-1);
      if (last === undefined || page.length < ROWS_AT_A_TIME) return;
      after = { on: last.opened_on, id: last.id };
    }
  }
  const figure = figureOf(indicator, sums);
  return streamSheet(sheetOf({ indicator, figure, place, period, until, isDemo: ctx.district.isDemo }, rows()));
}

/** What a row shows: its case only where the actor sees it. */
async function shower(ctx: Context) {
  const [directory, areas, classes] = await Promise.all([
    organisationDirectory(ctx),
    listAreas(ctx),
    readGround(ctx, ({ db }) => findClassNames(db)),
  ]);
  const areaNames = new Map(areas.map(({ id, name }) => [id, name]));
  return async (db: Parameters<typeof findSeen>[0], rows: readonly ListedRow[]): Promise<Shown[]> => {
    const seen = await findSeen(db, [...new Set(rows.map(({ case_id }) => case_id))]);
    const grids = await findGridNames(db, [...new Set(rows.flatMap(({ grid_id }) => grid_id ?? []))]);
    return rows.map((row) => {
      const known = seen.get(row.case_id);
      const isSecret = row.secrecy !== 'open';
      if (known === undefined)
        return { ...NOTHING_TOLD, id: row.id, unit: row.unit, isSecret: true, isPart: row.is_part };
      return {
        id: row.id,
        unit: row.unit,
        caseId: row.case_id,
        number: known.number,
        isSecret,
        className: classes.get(row.class_code ?? '') ?? null,
        areaName:
          grids.get(row.grid_id ?? '') ??
          areaNames.get(row.community_id ?? '') ??
          areaNames.get(row.street_id ?? '') ??
          null,
        organisationName: directory.find(row.organisation_id ?? '')?.name ?? null,
        openedOn: row.opened_on,
        filedOn: row.filed_on,
        dueOn: row.due_on,
        doneOn: row.done_on,
        isOnTime: row.due_on === null ? null : row.is_on_time,
        isPart: row.is_part,
      };
    });
  };
}

const NOTHING_TOLD = {
  caseId: null,
  number: null,
  className: null,
  areaName: null,
  organisationName: null,
  openedOn: null,
  filedOn: null,
  dueOn: null,
  doneOn: null,
  isOnTime: null,
} as const;

function cursorTo({ opened_on, id }: ListedRow): string {
  return `${opened_on}.${id}`;
}

/** @throws {Problem} `input-invalid` for a cursor no list has given */
function cursorFrom(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const [, on, id] = /^(\d{4}-\d\d-\d\d)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (on !== undefined && id !== undefined) return { on, id };
  throw problem('input-invalid', 'Not a cursor of this list', {
    errors: [{ pointer: '/after', in: 'query', detail: 'is not the `next` of a page' }],
  });
}
