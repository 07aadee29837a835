// The daily and the monthly list of an area: its rows read once, under the asker's own scope, then counted, listed and laid out.

import { setImmediate } from 'node:timers/promises';

import { getArea, listAreas } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import { readGround } from '#modules/areas/actions-ground.ts';
import { guardHolds, isCommunity } from '#modules/areas/rules.ts';
import { WAITING_STATUSES } from '#modules/cases/lists/waiting.ts';
import { getGridHere, listGrids } from '#modules/grids/actions.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { holds } from '#permissions';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { turnsOf } from '#platform/turns.ts';
import { isDay } from '#shared/time.ts';

import { figuresBy, figuresOf, overdueNow, waitingNow } from './list-figures.ts';
import type { ListRow } from './list-figures.ts';
import { className, listBlocks, titleOf } from './list-document.ts';
import type { ListFacts } from './list-document.ts';
import { LIST_WORDS } from './list-words.ts';
import type { ListPaper } from './paper-data.ts';
import { hasBegun, lastPeriod, periodOf } from './rules.ts';
import type { ListKind, Period } from './rules.ts';
import { readClassNames, readClosed, readEnded, readOpen, readReceived } from './store-lists.ts';
import type { Asked, Cursor, Page, Scope } from './store-lists.ts';

export interface ListQuery {
  areaId?: string | undefined;
  gridId?: string | undefined;
  on?: string | undefined;
}

/** Everything a form of the list is made of. */
export interface CountedList {
  readonly paper: ListPaper;
  readonly facts: ListFacts;
  /** Those that any figure or list counts, in the order of their numbers. */
  readonly rows: readonly ListRow[];
}

/** A month of a whole district is some hundred small queries: one list at a time, so that others get their answers. */
const turns = turnsOf({ mostWaiting: 20 });

/** @throws {Problem} `permission-missing`, `not-found`, `input-invalid` for a period that has not begun, `too-many-tries` */
export async function readList(ctx: Context, kind: ListKind, query: ListQuery): Promise<CountedList> {
  const period = periodAsked(ctx, kind, query.on);
  const place = await placeAsked(ctx, query);
  guardHolds(ctx.actor, 'figure.read', place.path);
  // Figures open down to their rows: who may not see cases here gets no list of them.
  guardHolds(ctx.actor, 'case.read', place.path);
  const rows = await turns.take(() => readRows(ctx, place.scopes, period));
  const directory = await organisationDirectory(ctx);
  const classes = await readGround(ctx, ({ db }) => readClassNames(db));
  const facts = await factsOf(ctx, { period, place, rows, directory, classes });
  const paper: ListPaper = {
    kind,
    on: period.on,
    title: titleOf(facts),
    takenAt: ctx.now,
    figures: facts.figures,
    blocks: listBlocks(facts),
    isDemo: ctx.district.isDemo,
  };
  return { paper, facts, rows };
}

function periodAsked(ctx: Context, kind: ListKind, on: string | undefined): Period {
  const { now, district } = ctx;
  const wanted = on ?? lastPeriod(kind, now, district.timeZone);
  if (!isDay(kind === 'daily' ? wanted : `${wanted}-01`)) throw wrongOn(`is no ${kind === 'daily' ? 'day' : 'month'}`);
  const period = periodOf(kind, wanted, district.timeZone);
  if (!hasBegun(period, now)) throw wrongOn('has not begun');
  return period;
}

function wrongOn(detail: string): Error {
  return problem('input-invalid', '1 field(s) are wrong: /on', { errors: [{ pointer: '/on', in: 'query', detail }] });
}

interface PlaceAsked {
  readonly name: string;
  readonly path: string;
  /** What the rows are looked for by; a district street by street, and what lies in none. */
  readonly scopes: readonly Scope[];
  readonly partsTitle: string | null;
  readonly parts: readonly { readonly id: string; readonly name: string }[];
  readonly partOf: (row: ListRow) => string | null;
}

async function placeAsked(ctx: Context, { areaId, gridId }: ListQuery): Promise<PlaceAsked> {
  if (gridId !== undefined) {
    const { name, path, id } = await readGround(ctx, (ctx) => getGridHere(ctx, gridId));
    return { ...NO_PARTS, name, path, scopes: [{ column: 'grid_id', id }] };
  }
  const area = await readGround(ctx, (ctx) => getArea(ctx, areaId ?? ''));
  const { name, path, id } = area;
  if (isCommunity(area.level)) {
    const { grids } = await listGrids(ctx, { areaId: id, withBoundary: 'no' });
    return {
      name,
      path,
      scopes: [{ column: 'community_id', id }],
      partsTitle: '网格',
      parts: grids.filter(({ kind }) => kind !== 'micro'),
      partOf: (row) => row.gridId,
    };
  }
  const below = (await listAreas(ctx)).filter(({ parentId }) => parentId === id);
  const parts = { name, path, parts: below };
  if (area.level !== 'district')
    return { ...parts, scopes: [{ column: 'street_id', id }], partsTitle: '社区', partOf: (row) => row.communityId };
  const streets = below.map((street: Area): Scope => ({ column: 'street_id', id: street.id }));
  const scopes: Scope[] = [...streets, { column: 'street_id', id: null }];
  return { ...parts, scopes, partsTitle: '街道', partOf: (row) => row.streetId };
}

const NO_PARTS = { partsTitle: null, parts: [], partOf: () => null } as const;

/**
 * Every row a figure of the period can count: what is open, what was closed or ended since the period began, what was reported
 * within it. What is open is read first: a case that is closed meanwhile has then been seen, and each is kept once.
 */
async function readRows(ctx: Context, scopes: readonly Scope[], period: Period): Promise<ListRow[]> {
  const seen = new Map<string, ListRow>();
  const through = async (read: (ctx: TransactionContext, after: Cursor | undefined) => Promise<Page>) => {
    for (let after: Cursor | undefined; ;) {
      // A transaction of its own for each page: on the embedded database everybody else waits while one is open.
      const { rows, next } = await inTransaction(ctx, (ctx) => read(ctx, after));
      for (const row of rows) if (!seen.has(row.id)) seen.set(row.id, slim(row));
      if (next === undefined) return;
      after = next;
    }
  };
  const asked = (scope: Scope, after: Cursor | undefined): Asked => ({ scope, period, now: ctx.now, after });
  for (const scope of scopes) {
    for (const status of WAITING_STATUSES) await through(({ db }, after) => readOpen(db, asked(scope, after), status));
    await through(({ db }, after) => readClosed(db, asked(scope, after)));
    await through(({ db }, after) => readReceived(db, asked(scope, after)));
  }
  const [only] = scopes;
  const within = scopes.length === 1 ? only : undefined;
  await through(({ db }, after) => readEnded(db, { period, now: ctx.now, after }, within));
  return breath(() => [...seen.values()].sort((left, right) => (left.number < right.number ? -1 : 1)));
}

/** Words are only shown of what is open; of the others they would fill the memory. */
function slim(row: ListRow): ListRow {
  const isOpen = (WAITING_STATUSES as readonly string[]).includes(row.status);
  return isOpen ? row : { ...row, summary: '', placeWords: null };
}

/** A step at a time: of a hundred thousand rows each takes some 50 ms, and others are answered between them. */
async function factsOf(
  ctx: Context,
  {
    period,
    place,
    rows,
    directory,
    classes,
  }: {
    period: Period;
    place: PlaceAsked;
    rows: readonly ListRow[];
    directory: Directory;
    classes: readonly { code: string; name: string }[];
  },
): Promise<ListFacts> {
  const { now, district } = ctx;
  const classNames = Object.fromEntries(classes.map(({ code, name }) => [code, name]));
  const partNames = new Map(place.parts.map(({ id, name }) => [id, name]));
  const partOf = (row: ListRow) => partNames.get(place.partOf(row) ?? '') ?? LIST_WORDS.elsewhere;
  const secrets = ['case.readConfidential', 'case.readRestricted'] as const;
  const figures = await breath(() => figuresOf(rows, period));
  const names = place.parts.map(({ name }) => name);
  const byPart = await breath(() => figuresBy(rows, period, partOf, names));
  const byClass = await breath(() =>
    figuresBy(rows, period, (row) => className(row, { classNames }), Object.values(classNames)),
  );
  const overdue = await breath(() => overdueNow(rows, now));
  return {
    period,
    areaName: place.name,
    partsTitle: place.partsTitle,
    issuer: place.name,
    now,
    timeZone: district.timeZone,
    figures,
    byPart,
    byClass,
    overdue,
    waiting: await breath(() => waitingNow(rows)),
    seesSecret: secrets.some((permission) => holds(ctx.actor, permission, place.path)),
    classNames,
    organisationNames: Object.fromEntries(
      overdue.map(({ organisationId }) => [organisationId ?? '', directory.find(organisationId ?? '')?.name ?? '']),
    ),
  };
}

async function breath<T>(work: () => T): Promise<T> {
  await setImmediate();
  return work();
}
