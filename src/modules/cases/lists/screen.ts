// 大屏: what the wall of a command centre shows of one place. Counted by the very filters of the lists it opens; never a secret matter.

import { listAreas } from '#modules/areas/actions.ts';
import { holds } from '#permissions';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dayOf, instantAt, wallClock } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import type { CaseStatus } from '../facts.ts';
import type { CaseKind } from '../kinds.ts';
import type { CaseRow } from '../store.ts';
import { MOST_COUNTED } from './contract-intake.ts';
import { ownPlaces } from './figures.ts';
import { countListed, findListed } from './store-case-list.ts';
import type { CaseFilter } from './store-case-list.ts';
import { findPlacesBelow } from './store-figures.ts';
import type { FigurePlace } from './store-figures.ts';
import type { Area } from './store-lists.ts';
import {
  countOpenBeside,
  countOpenBelow,
  countOverdueBelow,
  findHappened,
  findNamesOfClasses,
  findReportedSince,
} from './store-screen.ts';
import { WAITING_STATUSES } from './waiting.ts';

const MOST_URGENT = 4;
const MOST_HAPPENED = 24;

const NOTHING_ELSE = {
  status: undefined,
  kind: undefined,
  classCode: undefined,
  channel: undefined,
  level: undefined,
  organisationId: undefined,
  from: undefined,
  before: undefined,
  isUrgent: false,
  isOpenOnly: true,
  order: 'newest',
} as const satisfies Omit<CaseFilter, 'area'>;

/** @throws {Problem} `permission-missing` for somebody who reads figures of no place whose cases he sees */
export async function readScreen(ctx: Context) {
  const areas = new Map((await listAreas(ctx)).map(({ id, name }) => [id, name]));
  return inTransaction(ctx, async (ctx) => {
    const place = wallsOf(await ownPlaces(ctx)).find(({ path }) => holds(ctx.actor, 'figure.read', path));
    if (place === undefined)
      throw problem('permission-missing', 'The wall shows cases of a place where you see them', {
        permission: 'case.read',
      });
    const { day, today } = todayOf(ctx);
    const count = (wanted: Partial<CaseFilter>) => counted(ctx, { ...NOTHING_ELSE, area: place.area, ...wanted });
    const urgent = { ...NOTHING_ELSE, area: place.area, status: 'open', isUrgent: true };
    const { rows: urgentOnes } = await findListed(ctx.db, urgent, { after: undefined, limit: MOST_URGENT }, ctx.now);
    const below = await areasBelow(ctx, place);
    const happened = await lately(ctx, place);
    const classes = await findNamesOfClasses(ctx.db, codesOf([...urgentOnes, ...happened]));
    const matter = (row: NamedMatter) => ({
      caseId: row.id,
      number: row.number,
      kind: row.kind as CaseKind,
      className: classes.get(row.class_code ?? '') ?? null,
      areaName: areas.get(row.community_id ?? row.street_id ?? '') ?? null,
    });
    return {
      at: ctx.now,
      day,
      placeId: place.area?.id ?? null,
      place: { path: place.path, name: place.name, scope: SCOPES[place.area?.column ?? 'district'] },
      reported: { today: await count({ from: today }), byHour: await byHour(ctx, place.area, today) },
      closed: { today: await count({ closedFrom: today }) },
      open: { all: await count({ status: 'open' }), byStatus: below.byStatus },
      suspended: await count({ status: 'suspended' }),
      urgent: {
        open: await count({ status: 'open', isUrgent: true }),
        latest: urgentOnes.map((row) => ({ ...matter(row), dueAt: row.due_at })),
      },
      due: {
        overdue: await count({ status: 'overdue', order: 'due' }),
        soon: await count({ status: 'soon', order: 'due' }),
      },
      areas: below.areas,
      happened: happened.map((row) => ({ ...matter(row), id: row.fact_id, at: row.at, verb: row.verb })),
    };
  });
}

type WallPlace = Omit<FigurePlace, 'area'> & { readonly area: Area | undefined };

/** A wall shows one place; a market led with its parts is several grids and has none. */
function wallsOf(places: readonly FigurePlace[]): WallPlace[] {
  return places.flatMap(({ area, ...place }): WallPlace[] => {
    if (area === undefined) return [{ ...place, area }];
    const [id, ...more] = area.ids;
    return id === undefined || more.length > 0 ? [] : [{ ...place, area: { column: area.column, id } }];
  });
}

const SCOPES = { district: 'district', street_id: 'street', community_id: 'community', grid_id: 'grid' } as const;

type NamedMatter = Pick<CaseRow, 'id' | 'number' | 'kind' | 'class_code' | 'community_id' | 'street_id'>;

function codesOf(rows: readonly NamedMatter[]): string[] {
  return [...new Set(rows.flatMap(({ class_code }) => class_code ?? []))];
}

function todayOf({ now, district }: Context): { day: string; today: Instant } {
  const day = dayOf(now, district.timeZone);
  return { day, today: instantAt(day, 0, district.timeZone) };
}

async function counted({ db, now }: TransactionContext, filter: CaseFilter) {
  const { count, isCut } = await countListed(db, filter, MOST_COUNTED, now);
  return capped(count, isCut);
}

function capped(count: number, isCut = false) {
  return { count: Math.min(count, MOST_COUNTED), isMore: isCut || count > MOST_COUNTED };
}

async function byHour({ db, district }: TransactionContext, area: Area | undefined, today: Instant): Promise<number[]> {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const at of await findReportedSince(db, area, today, MOST_COUNTED)) {
    const hour = Number(wallClock(at, district.timeZone).time.slice(0, 2));
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  return hours;
}

const BELOW: Readonly<Record<'district' | Area['column'], Area['column'] | undefined>> = {
  district: 'street_id',
  street_id: 'community_id',
  community_id: 'grid_id',
  grid_id: undefined,
};

/** What waits in the areas directly below, and what lies in none of them. */
async function areasBelow({ db, district, now }: TransactionContext, place: WallPlace) {
  const column = BELOW[place.area?.column ?? 'district'];
  const places = place.area?.column === 'community_id' ? [] : await findPlacesBelow(db, district.id, place.path);
  const named = wallsOf(places).flatMap(({ area, path, name }) =>
    area === undefined ? [] : [{ id: area.id, path, name }],
  );
  const ids = named.map(({ id }) => id);
  const below = column === undefined || ids.length === 0 ? undefined : { column, ids };
  const open = below === undefined ? [] : await countOpenBelow(db, below, WAITING_STATUSES, MOST_COUNTED + 1);
  const beside = await countOpenBeside(db, { area: place.area, below: below?.column }, WAITING_STATUSES, MOST_COUNTED + 1); // prettier-ignore
  const overdue = below === undefined ? [] : await countOverdueBelow(db, below, now, MOST_COUNTED + 1);
  const sumOf = (rows: readonly { case_count: number }[]) => rows.reduce((sum, row) => sum + Number(row.case_count), 0);
  return {
    byStatus: WAITING_STATUSES.map((status) => ({
      status: status as CaseStatus,
      count: capped(sumOf([...open, ...beside].filter((row) => row.status === status))),
    })),
    areas: named.map(({ id, path, name }) => ({
      id,
      path,
      name,
      open: capped(sumOf(open.filter((row) => row.id === id))),
      overdue: capped(sumOf(overdue.filter((row) => row.id === id))),
    })),
  };
}

/** Acts that moved a matter on; those of matters that are secret by now are left out with them. */
async function lately(ctx: TransactionContext, { path }: WallPlace) {
  const rows = await findHappened(ctx.db, path);
  return rows.filter(({ from, to }) => from !== to).slice(0, MOST_HAPPENED);
}
