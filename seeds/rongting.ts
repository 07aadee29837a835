// 榕汀 in 锦汀街道: 8 general grids that hold 68 micro-grids over 19 courtyards, as published for a model community (S3-07).

import { cutColumns, cutRows, makePiece, evenly, outlineOf, toDegrees, toPolygon } from './geometry.ts';
import type { Anchor, Piece } from './geometry.ts';
import type { Ground, SeedArea, SeedGrid, SeedLine, SeedPlace } from './ground.ts';
import { idOf, makeRandom } from './random.ts';
import type { Random } from './random.ts';
import { placeAt, settle } from './settle.ts';
import type { CompoundPlan, Plot } from './settle.ts';

const ANCHOR: Anchor = { longitude: 82.64, latitude: 39.02 };

/** Micro-grids of each general grid, row by row: 9 + 8 + 10 + 7 + 8 + 9 + 8 + 9 = 68. */
const MICRO_ROWS = [
  [3, 3, 3],
  [4, 4],
  [3, 4, 3],
  [4, 3],
  [2, 3, 3],
  [3, 3, 3],
  [4, 4],
  [3, 3, 3],
];

/** The courtyards of each general grid: name, street and number, kind, storeys. */
const COURTYARDS: [string, string, CompoundPlan['kind'], [number, number], string?][][] = [
  [
    ['榕荫里', '榕荫街 2 号', 'courtyard', [4, 6]],
    ['印刷厂宿舍', '榕荫街 11 号', 'courtyard', [5, 6], '铅字院'],
    ['青瓦小院', '青瓦巷 5 号', 'courtyard', [2, 4]],
  ],
  [
    ['锦汀佳园', '织锦路 20 号', 'towers', [11, 18]],
    ['丝绸公司宿舍', '织锦路 36 号', 'courtyard', [5, 7]],
  ],
  [
    ['汀南一院', '汀南街 1 号', 'courtyard', [4, 6]],
    ['汀南二院', '汀南街 7 号', 'courtyard', [5, 6]],
    ['邮电所宿舍', '汀南街 15 号', 'courtyard', [6, 7], '绿门院'],
  ],
  [
    ['白果院', '白果巷 3 号', 'courtyard', [4, 5]],
    ['榕汀新居', '环榕路 88 号', 'towers', [9, 16]],
  ],
  [
    ['粮站大院', '环榕路 12 号', 'courtyard', [3, 5], '磨坊'],
    ['北渠小区', '北渠街 9 号', 'estate', [6, 7]],
  ],
  [
    ['北渠西院', '北渠街 16 号', 'courtyard', [5, 6]],
    ['锅炉厂二宿舍', '北渠街 30 号', 'courtyard', [5, 7]],
  ],
  [
    ['锦云阁', '织锦路 77 号', 'towers', [12, 18]],
    ['教工楼', '书塾巷 4 号', 'courtyard', [4, 6]],
  ],
  [
    ['书塾巷 10 号院', '书塾巷 10 号', 'courtyard', [4, 5]],
    ['南渠小区', '南渠街 5 号', 'estate', [6, 6]],
    ['苗圃院', '南渠街 21 号', 'courtyard', [2, 4]],
  ],
];

/** Micro-grid key, kind, name. */
const PLACES: [string, SeedPlace['kind'], string][] = [
  ['m0203', 'healthCentre', '榕汀社区卫生服务中心'],
  ['m0203', 'carPark', '榕汀社区卫生服务中心停车场出口'],
  ['m0104', 'communityOffice', '榕汀社区党群服务中心'],
  ['m0505', 'market', '北渠农贸市场'],
  ['m0702', 'school', '锦汀小学门前'],
  ['m0308', 'square', '汀南街口袋广场'],
];

export function rongting(districtKey: string, street: SeedArea): Ground {
  const random = makeRandom('rongting streets');
  const community: SeedArea = {
    id: idOf('area', districtKey, '榕汀'),
    key: 'rt',
    name: '榕汀社区',
    level: 'community',
    code: `${street.code}004`,
    parentId: street.id,
  };
  const whole = makePiece({ x: 0, y: 0 }, 1_180, 820, random);
  const [north, south] = cutRows(whole, [0.48], random) as [Piece, Piece];
  const blocks = [...cutColumns(north, [0.24, 0.52, 0.76], random), ...cutColumns(south, [0.27, 0.5, 0.74], random)];

  const quarters = blocks.map((block, at) => toQuarter(districtKey, community, block, at, random));
  const plots = quarters.flatMap(({ microPlots }) => microPlots);
  const settlements = quarters.flatMap(({ microPlots }, at) => settleQuarter(microPlots, at));
  const line = (name: string, kind: SeedLine['kind'], course: Piece['top']): SeedLine => {
    const coordinates = course.map((spot) => toDegrees(spot, ANCHOR));
    return { id: idOf('line', districtKey, name), name, kind, coordinates };
  };

  return {
    areas: [community],
    grids: [...quarters.map(({ general }) => general), ...plots.map(({ grid }) => grid)],
    compounds: [
      ...new Map(settlements.flatMap(({ compounds }) => compounds).map((compound) => [compound.id, compound])).values(),
    ],
    buildings: settlements.flatMap(({ buildings }) => buildings),
    places: PLACES.map(([key, kind, name]) =>
      placeAt(
        plots.find(({ grid }) => grid.key === key)!,
        [],
        name,
        kind,
      ),
    ),
    lines: [
      line('织锦路', 'street', north.bottom),
      line('榕荫街', 'street', blocks[0]!.right),
      line('汀南街', 'street', blocks[1]!.right),
      line('白果巷', 'street', blocks[2]!.right),
      line('北渠街', 'street', blocks[4]!.right),
      line('书塾巷', 'street', blocks[5]!.right),
      line('南渠街', 'street', blocks[6]!.right),
      line('环榕路', 'street', whole.top),
    ],
  };
}

type Quarter = { general: SeedGrid; microPlots: Plot[] };

function toQuarter(districtKey: string, community: SeedArea, block: Piece, at: number, random: Random): Quarter {
  const rows = MICRO_ROWS[at]!;
  const strips = cutRows(block, evenly(rows.length), random);
  const pieces = strips.flatMap((strip, row) => cutColumns(strip, evenly(rows[row]!), random));
  const sequence = String(at + 1).padStart(2, '0');
  const name = `榕汀第 ${at + 1} 网格`;
  const id = idOf('grid', districtKey, name);
  const before = MICRO_ROWS.slice(0, at)
    .flat()
    .reduce((sum, count) => sum + count, 0);

  const microPlots = pieces.map((piece, number): Plot => {
    const outline = outlineOf([piece]);
    const microName = `${name} ${number + 1} 号微网格`;
    const grid: SeedGrid = {
      id: idOf('grid', districtKey, microName),
      key: `m${sequence}${String(number + 1).padStart(2, '0')}`,
      name: microName,
      kind: 'micro',
      areaId: community.id,
      parentGridId: id,
      // Micro-grids are counted through the community from 101, general grids from 001.
      gridCode: `${community.code}${101 + before + number}`,
      polygon: toPolygon(outline, ANCHOR),
      households: random.between(34, 92),
    };
    return { districtKey, areaId: community.id, grid, outline, anchor: ANCHOR };
  });

  const general: SeedGrid = {
    id,
    key: `g${sequence}`,
    name,
    kind: 'general',
    areaId: community.id,
    parentGridId: undefined,
    gridCode: `${community.code}0${sequence}`,
    polygon: toPolygon(outlineOf(pieces), ANCHOR),
    households: microPlots.reduce((sum, { grid }) => sum + grid.households, 0),
  };
  return { general, microPlots };
}

/** Each courtyard takes a run of neighbouring micro-grids and counts its buildings through them. */
function settleQuarter(microPlots: readonly Plot[], at: number) {
  const courtyards = COURTYARDS[at]!;
  const nextNumber = new Map<string, number>();
  return microPlots.map((plot, number) => {
    const [name, doorplate, kind, storeys, nickname] =
      courtyards[Math.floor((number * courtyards.length) / microPlots.length)]!;
    const random = makeRandom(`courtyard ${plot.grid.gridCode}`);
    const first = nextNumber.get(name) ?? 1;
    const count = kind === 'towers' ? random.between(1, 2) : random.between(2, 4);
    const numbers = Array.from({ length: count }, (_, step) => `${first + step} 栋`);
    // Every now and then a number was pulled down or never built.
    nextNumber.set(name, first + count + (random.share() < 0.15 ? 1 : 0));
    return settle(plot, [{ name, nickname, kind, doorplate, storeys, entrances: [1, 3], numbers }]);
  });
}
