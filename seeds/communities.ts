// A whole community laid out by numbers: so many general grids, some of them cut into micro-grids, some ground kept for dedicated ones.

import { cutColumns, cutRows, evenly, outlineOf, toDegrees, toPolygon } from './geometry.ts';
import type { Anchor, Piece } from './geometry.ts';
import type {
  Ground,
  GridKind,
  SeedArea,
  SeedBuilding,
  SeedCompound,
  SeedGrid,
  SeedLine,
  SeedPlace,
} from './ground.ts';
import type { Namer } from './invented-words.ts';
import { idOf, makeRandom } from './random.ts';
import type { Random } from './random.ts';
import { placeAt, settle } from './settle.ts';
import type { CompoundPlan, Plot } from './settle.ts';

export interface CommunityPlan {
  readonly key: string;
  readonly name: string;
  readonly sequence: string;
  readonly anchor: Anchor;
  readonly piece: Piece;
  /** How many pieces of ground lie in each row, from the north. */
  readonly rows: readonly number[];
  /** Micro-grids of each general grid in their order; 0 for one that is not divided. */
  readonly micros: readonly number[];
  /** Names of the dedicated grids; the remaining pieces are theirs. */
  readonly dedicated: readonly string[];
  readonly namer: Namer;
}

export function layCommunity(districtKey: string, street: SeedArea, plan: CommunityPlan): Ground {
  const random = makeRandom(`community ${districtKey} ${plan.key}`);
  const community: SeedArea = {
    id: idOf('area', districtKey, plan.name),
    key: plan.key,
    name: `${plan.name}社区`,
    level: 'community',
    code: `${street.code}${plan.sequence}`,
    parentId: street.id,
  };
  const strips = plan.rows.length === 1 ? [plan.piece] : cutRows(plan.piece, evenly(plan.rows.length), random);
  const pieces = strips.flatMap((strip, row) => columnsOf(strip, plan.rows[row]!, random));
  const { general, dedicated } = shareGround(pieces, plan);
  const lay = { districtKey, community, plan, random, microsBefore: 0 };
  const quarters = general.map((piece, at) => {
    const quarter = layGeneral(lay, piece, at);
    lay.microsBefore += plan.micros[at]!;
    return quarter;
  });
  const specials = dedicated.map((piece, at) => layDedicated(lay, piece, at));
  const all = [...quarters, ...specials];
  return {
    areas: [community],
    grids: all.flatMap(({ grids }) => grids),
    compounds: all.flatMap(({ compounds }) => compounds),
    buildings: all.flatMap(({ buildings }) => buildings),
    places: [officeOf(lay, quarters[0]!.plots[0]!), ...all.flatMap(({ places }) => places)],
    lines: strips.slice(0, -1).map(({ bottom }, at): SeedLine => {
      const name = `${plan.name}${['一', '二', '三', '四'][at]}路`;
      const coordinates = bottom.map((spot) => toDegrees(spot, plan.anchor));
      return { id: idOf('line', districtKey, name), name, kind: 'street', coordinates };
    }),
  };
}

interface Lay {
  readonly districtKey: string;
  readonly community: SeedArea;
  readonly plan: CommunityPlan;
  readonly random: Random;
  microsBefore: number;
}

interface Quarter {
  readonly grids: SeedGrid[];
  readonly plots: Plot[];
  readonly compounds: SeedCompound[];
  readonly buildings: SeedBuilding[];
  readonly places: SeedPlace[];
}

function columnsOf(strip: Piece, count: number, random: Random): Piece[] {
  return count === 1 ? [strip] : cutColumns(strip, evenly(count), random);
}

/** Dedicated ground lies among the rest, not in a corner of its own. */
function shareGround(pieces: readonly Piece[], { dedicated, micros }: CommunityPlan) {
  if (pieces.length !== dedicated.length + micros.length) throw new RangeError('The pieces do not match the grids');
  const step = pieces.length / Math.max(1, dedicated.length);
  const places = new Set(dedicated.map((_, at) => Math.floor((at + 0.6) * step)));
  return {
    general: pieces.filter((_, at) => !places.has(at)),
    dedicated: pieces.filter((_, at) => places.has(at)),
  };
}

function gridOf(
  { districtKey, community, plan }: Lay,
  kind: GridKind,
  name: string,
  pieces: Piece[],
  more: { key: string; code: number; parentGridId?: string },
): SeedGrid {
  return {
    id: idOf('grid', districtKey, name),
    key: more.key,
    name,
    kind,
    areaId: community.id,
    parentGridId: more.parentGridId,
    gridCode: `${community.code}${String(more.code).padStart(3, '0')}`,
    polygon: toPolygon(outlineOf(pieces), plan.anchor),
    households: 0,
  };
}

function plotOf({ districtKey, community, plan }: Lay, grid: SeedGrid, piece: Piece): Plot {
  return { districtKey, areaId: community.id, grid, outline: outlineOf([piece]), anchor: plan.anchor };
}

const twoDigits = (number: number) => String(number).padStart(2, '0');

function layGeneral(lay: Lay, piece: Piece, at: number): Quarter {
  const { plan, random } = lay;
  const count = plan.micros[at]!;
  const name = `${plan.name}第 ${at + 1} 网格`;
  const key = `g${twoDigits(at + 1)}`;
  if (count === 0) {
    const grid = {
      ...gridOf(lay, 'general', name, [piece], { key, code: at + 1 }),
      households: random.between(140, 320),
    };
    const plot = plotOf(lay, grid, piece);
    const settled = settle(plot, compoundsFor(lay, random.between(6, 13)));
    return { grids: [grid], plots: [plot], ...settled, places: [wasteStation(plot, settled.buildings)] };
  }
  const strips = cutRows(piece, [0.5], random);
  const parts = strips.flatMap((strip, row) =>
    columnsOf(strip, row === 0 ? Math.ceil(count / 2) : Math.floor(count / 2), random),
  );
  const parent = gridOf(lay, 'general', name, parts, { key, code: at + 1 });
  const micros = parts.map((part, number) => {
    const more = {
      key: `m${twoDigits(at + 1)}${twoDigits(number + 1)}`,
      code: 101 + lay.microsBefore + number,
      parentGridId: parent.id,
    };
    const grid = gridOf(lay, 'micro', `${name} ${number + 1} 号微网格`, [part], more);
    return { ...grid, households: random.between(34, 92) };
  });
  const plots = parts.map((part, number) => plotOf(lay, micros[number]!, part));
  const settled = settleThrough(lay, plots);
  const households = micros.reduce((sum, grid) => sum + grid.households, 0);
  return {
    grids: [{ ...parent, households }, ...micros],
    plots,
    ...settled,
    places: [wasteStation(plots[0]!, settled.buildings)],
  };
}

/** One compound through all micro-grids of a grid, its houses counted as one walks past them. */
function settleThrough(lay: Lay, plots: readonly Plot[]): Pick<Quarter, 'compounds' | 'buildings'> {
  const { random } = lay;
  const [plan] = compoundsFor(lay, 0);
  let next = 1;
  const settled = plots.map((plot) => {
    const numbers = Array.from({ length: random.between(1, 2) }, () => {
      while (isLeftOut(plan!.kind, next, random)) next += 1;
      return numberWords(plan!.kind, next++);
    });
    return settle(plot, [{ ...plan!, numbers }]);
  });
  return { compounds: settled[0]!.compounds, buildings: settled.flatMap(({ buildings }) => buildings) };
}

function layDedicated(lay: Lay, piece: Piece, at: number): Quarter {
  const name = lay.plan.dedicated[at]!;
  const grid = gridOf(lay, 'dedicated', name, [piece], { key: `z${twoDigits(at + 1)}`, code: 51 + at });
  const plot = plotOf(lay, grid, piece);
  const numbers = ['A 座', 'B 座', 'C 座'].slice(0, lay.random.between(1, 3));
  const settled = settle(plot, [
    {
      name,
      kind: 'market',
      doorplate: `${lay.plan.namer.road()} ${lay.random.between(1, 180)} 号`,
      numbers,
      storeys: [2, 9],
      entrances: [1, 4],
    },
  ]);
  const front = placeAt(plot, settled.buildings, `${name}门前`, frontKindOf(name), settled.buildings[0]!.name);
  return { grids: [grid], plots: [plot], ...settled, places: [front] };
}

function frontKindOf(name: string): SeedPlace['kind'] {
  if (/小学|中学/.test(name)) return 'school';
  return /医院/.test(name) ? 'healthCentre' : 'gate';
}

function officeOf({ plan }: Lay, plot: Plot): SeedPlace {
  return placeAt(plot, [], `${plan.name}社区党群服务中心`, 'communityOffice');
}

function wasteStation(plot: Plot, buildings: readonly SeedBuilding[]): SeedPlace {
  const beside = buildings.find(({ gridId }) => gridId === plot.grid.id)!;
  return placeAt(plot, buildings, `${beside.name}垃圾分类点`, 'wasteStation', beside.name);
}

const HOMES = ['courtyard', 'estate', 'towers', 'lane'] as const;
/** How often each is met. */
const SHARES: Readonly<Record<(typeof HOMES)[number], number>> = {
  courtyard: 0.34,
  estate: 0.34,
  towers: 0.2,
  lane: 0.12,
};
const BODIES: Readonly<Record<(typeof HOMES)[number], Pick<CompoundPlan, 'storeys' | 'entrances'>>> = {
  courtyard: { storeys: [3, 6], entrances: [2, 4] },
  estate: { storeys: [5, 7], entrances: [2, 4] },
  towers: { storeys: [11, 24], entrances: [1, 2] },
  lane: { storeys: [1, 4], entrances: [1, 1] },
};

/** One or two compounds with so many houses together. */
function compoundsFor({ plan, random }: Lay, houses: number): CompoundPlan[] {
  let share = random.share();
  const kind = HOMES.find((each) => (share -= SHARES[each]) < 0) ?? 'estate';
  const first = houses > 8 && random.share() < 0.5 ? Math.ceil(houses * 0.6) : houses;
  const one = (count: number): CompoundPlan => {
    const doorplate = `${plan.namer.road()} ${random.between(1, 220)} 号`;
    return {
      name: plan.namer.compound(kind),
      kind,
      ...(kind === 'lane' ? {} : { doorplate }),
      numbers: numbersFor(kind, count, random),
      ...BODIES[kind],
    };
  };
  return first === houses ? [one(houses)] : [one(first), one(houses - first)];
}

function numbersFor(kind: CompoundPlan['kind'], count: number, random: Random): string[] {
  const numbers: string[] = [];
  for (let next = 1; numbers.length < count; next += 1)
    if (!isLeftOut(kind, next, random)) numbers.push(numberWords(kind, next));
  return numbers;
}

/** New towers have no 4 and no 14; elsewhere a number was pulled down every now and then, in a lane often. */
function isLeftOut(kind: CompoundPlan['kind'], number: number, random: Random): boolean {
  if (kind === 'towers') return String(number).endsWith('4');
  return random.share() < (kind === 'lane' ? 0.35 : 0.06);
}

function numberWords(kind: CompoundPlan['kind'], number: number): string {
  return `${number} ${kind === 'lane' ? '号' : '栋'}`;
}
