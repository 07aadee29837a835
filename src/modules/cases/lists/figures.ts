// The three figures of a desk and the rows they open to, what is past due below, and a few cases as lines.

import { contains } from '#permissions';
import { gridsInside } from '#modules/grids/inside.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { addMinutes, dayOf, instantAt } from '#shared/time.ts';

import { FIGURES, MOST_COUNTED, SOON_MINUTES } from './contract-figures.ts';
import { pageAsked } from './cursors.ts';
import { listOf } from '../reading.ts';
import type { CaseRow } from '../store.ts';
import { countFigure, findFigurePlaces, findFigureRows, findLines, findPlacesBelow } from './store-figures.ts';
import type { FigurePlace, Wanted } from './store-figures.ts';
import { viewLine } from '../view.ts';

type Figure = Wanted['figure'];

export async function listFigures(ctx: Context) {
  return inTransaction(ctx, async (ctx) => {
    const places = [];
    for (const place of await ownPlaces(ctx)) {
      const counts = {} as Record<Figure, Awaited<ReturnType<typeof count>>>;
      for (const figure of FIGURES) counts[figure] = await count(ctx, place, figure);
      places.push({ path: place.path, name: place.name, ...counts });
    }
    return { at: ctx.now, places };
  });
}

/** @throws {Problem} `not-found` for a place outside what the actor serves */
export async function listFigureRows(
  ctx: Context,
  figure: Figure,
  query: { path: string; after?: string | undefined; limit: number },
) {
  const page = pageAsked(query);
  return inTransaction(ctx, async (ctx) => {
    const isMine = reach(ctx).some((path) => contains(path, query.path));
    const [place] = isMine ? await placesAt(ctx, [query.path]) : [];
    if (place === undefined) throw problem('not-found', 'There is no such place where you serve');
    const rows = await findFigureRows(ctx.db, wantedFor(ctx, place, figure), page);
    const at = (row: CaseRow) => (figure === 'today' ? row.reported_at : (row.due_at ?? ''));
    return { placeName: place.name, total: await count(ctx, place, figure), ...listOf(rows, query.limit, at) };
  });
}

export async function listOverdueByPlace(ctx: Context) {
  return inTransaction(ctx, async (ctx) => {
    const below: FigurePlace[] = [];
    for (const { path } of await ownPlaces(ctx)) below.push(...(await findPlacesBelow(ctx.db, ctx.district.id, path)));
    const places = [];
    for (const place of below) {
      const { firstDueAt, ...overdue } = await counted(ctx, place, 'overdue');
      places.push({ path: place.path, name: place.name, overdue, oldestDueAt: firstDueAt });
    }
    return { at: ctx.now, places };
  });
}

export async function listCaseLines(ctx: Context, which: readonly string[]) {
  return inTransaction(ctx, async ({ db }) => {
    const isId = (each: string) => each.includes('-');
    const rows = await findLines(
      db,
      which.filter(isId),
      which.filter((each) => !isId(each)),
    );
    const found = which.flatMap((each) => rows.find(({ id, number }) => id === each || number === each) ?? []);
    return {
      cases: [...new Set(found)]
        .map(viewLine)
        .map(({ id, number, summary, status }) => ({ id, number, summary, status })),
    };
  });
}

/** The areas somebody serves in, each once: what lies inside another is counted with that. */
export async function ownPlaces(ctx: TransactionContext): Promise<FigurePlace[]> {
  const paths = reach(ctx);
  const outer = paths.filter((path) => !paths.some((other) => other !== path && contains(other, path)));
  return placesAt(ctx, [...new Set(outer)]);
}

/** A market is counted with its parts: a case is filed under the part it lies in. */
async function placesAt(ctx: TransactionContext, paths: readonly string[]): Promise<FigurePlace[]> {
  const places = await findFigurePlaces(ctx.db, ctx.district.id, paths);
  const inside = await gridsInside(
    ctx,
    places.flatMap(({ area }) => (area?.column === 'grid_id' ? area.ids : [])),
  );
  return places.map((place) => {
    if (place.area?.column !== 'grid_id') return place;
    const ids = place.area.ids.flatMap((id) => [id, ...(inside.get(id) ?? []).map((part) => part.id)]);
    return { ...place, area: { column: 'grid_id', ids } };
  });
}

function reach({ actor }: Context): string[] {
  return actor.grants
    .filter((grant) => grant.organisationId === null && grant.permissions.has('case.read'))
    .map(({ path }) => path);
}

async function count(ctx: TransactionContext, place: FigurePlace, figure: Figure) {
  const { firstDueAt: _firstDueAt, ...found } = await counted(ctx, place, figure);
  return found;
}

async function counted(ctx: TransactionContext, place: FigurePlace, figure: Figure) {
  const { count: found, firstDueAt } = await countFigure(ctx.db, wantedFor(ctx, place, figure), MOST_COUNTED);
  return { count: Math.min(found, MOST_COUNTED), isMore: found > MOST_COUNTED, firstDueAt };
}

function wantedFor({ now, district }: Context, { area }: FigurePlace, figure: Figure): Wanted {
  return {
    figure,
    area,
    now,
    todayFrom: instantAt(dayOf(now, district.timeZone), 0, district.timeZone),
    soonUntil: addMinutes(now, SOON_MINUTES),
  };
}
