// 船坞新村 in 旧港街道: 9 grids, 108 buildings, 1,854 households, the size published for a model community (S2-06).

import { cutColumns, cutRows, makePiece, outlineOf, toDegrees, toPolygon } from './geometry.ts';
import type { Anchor, Line, Piece } from './geometry.ts';
import type { Ground, SeedArea, SeedCompound, SeedGrid, SeedLine, SeedPlace } from './ground.ts';
import { idOf, makeRandom } from './random.ts';
import { placeAt, placeOnBank, settle } from './settle.ts';
import type { CompoundPlan } from './settle.ts';

const ANCHOR: Anchor = { longitude: 82.6, latitude: 39 };
const HOUSEHOLDS = [213, 187, 206, 196, 158, 251, 218, 178, 247];

const VILLAGE = { name: '船坞新村', kind: 'estate', doorplate: '船坞路 18 号' } as const;

/** Compounds of each grid, in the order of the grids. 望澜苑 was numbered by its builder, without 4 and 14. */
const PLANS: CompoundPlan[][] = [
  [
    {
      name: '搪瓷厂宿舍',
      nickname: '花碗大院',
      kind: 'courtyard',
      doorplate: '灯塔路 3 号',
      numbers: blocks(1, 2, 3, 4, 5),
      storeys: [4, 6],
      entrances: [2, 4],
    },
    {
      name: '灯塔路 9 号院',
      kind: 'courtyard',
      doorplate: '灯塔路 9 号',
      numbers: blocks(1, 2, 3, 5, 6, 7),
      storeys: [5, 7],
      entrances: [2, 3],
    },
  ],
  [
    { ...VILLAGE, numbers: blocks(1, 2, 9, 10, 11, 12, 13, 14, 15, 16), storeys: [4, 6], entrances: [1, 3] },
    {
      name: '盐仓街',
      kind: 'lane',
      numbers: doors(7, 12, 15, 21),
      storeys: [2, 3],
      entrances: [1, 1],
      former: { '12 号': '东仓后街 4 号' },
    },
  ],
  [
    { ...VILLAGE, numbers: blocks(3, 4, 5, 6, 7, 8), storeys: [6, 7], entrances: [3, 4] },
    { name: '三圣里', kind: 'lane', numbers: doors(3, 5, 8, 12, 16, 19), storeys: [2, 3], entrances: [1, 1] },
  ],
  [
    { ...VILLAGE, numbers: blocks(17, 18, 19, 20, 21), storeys: [6, 7], entrances: [2, 3] },
    {
      name: '锚链巷 4 号院',
      nickname: '老船工院',
      kind: 'courtyard',
      doorplate: '锚链巷 4 号',
      numbers: blocks(1, 2, 3, 4),
      storeys: [5, 6],
      entrances: [2, 4],
    },
  ],
  [
    {
      name: '缆绳巷',
      kind: 'lane',
      numbers: doors(1, 2, 5, 6, 9, 11, 12, 18, 23, 24, 27, 31, 33, 38, 40),
      storeys: [2, 5],
      entrances: [1, 2],
    },
  ],
  [
    {
      name: '望澜苑',
      kind: 'towers',
      doorplate: '桅杆路 60 号',
      numbers: blocks(1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15),
      storeys: [11, 17],
      entrances: [1, 1],
    },
  ],
  [
    {
      name: '棉纺厂宿舍',
      kind: 'courtyard',
      doorplate: '渔汛路 6 号',
      numbers: blocks(1, 2, 3, 4, 6, 7),
      storeys: [5, 6],
      entrances: [3, 5],
    },
    {
      name: '渔汛路 22 号院',
      kind: 'courtyard',
      doorplate: '渔汛路 22 号',
      numbers: blocks(1, 2, 3, 4),
      storeys: [4, 5],
      entrances: [2, 2],
    },
  ],
  [
    {
      name: '桅灯里',
      kind: 'lane',
      numbers: doors(2, 3, 4, 7, 8, 13, 14, 20, 25, 26, 29),
      storeys: [1, 3],
      entrances: [1, 1],
    },
    {
      name: '水文站宿舍',
      kind: 'courtyard',
      doorplate: '澜边路 1 号',
      numbers: blocks(1, 2, 3, 4, 5),
      storeys: [4, 6],
      entrances: [2, 3],
    },
  ],
  [
    {
      name: '澜岸公寓',
      kind: 'towers',
      doorplate: '澜边路 33 号',
      numbers: ['A 座', 'B 座', 'C 座', 'E 座', 'F 座'],
      storeys: [16, 18],
      entrances: [1, 2],
    },
    {
      name: '港务宿舍',
      nickname: '红砖楼',
      kind: 'courtyard',
      doorplate: '澜边路 41 号',
      numbers: blocks(1, 2, 3),
      storeys: [4, 5],
      entrances: [2, 3],
    },
  ],
];

/** Grid number, kind, name, and the building it stands beside. */
const PLACES: [number, SeedPlace['kind'], string, string?][] = [
  [1, 'square', '花碗大院晒场', '搪瓷厂宿舍 3 栋'],
  [2, 'communityOffice', '船坞新村社区党群服务中心', '船坞新村 9 栋'],
  [3, 'entranceHall', '船坞新村 3 栋 2 单元楼道', '船坞新村 3 栋'],
  [3, 'gate', '船坞新村 3 栋门前', '船坞新村 3 栋'],
  [3, 'wasteStation', '船坞新村 8 栋垃圾分类点', '船坞新村 8 栋'],
  [3, 'shopfront', '三圣里 12 号包子店门前', '三圣里 12 号'],
  [3, 'gridStation', '旧港第 3 网格驿站', '船坞新村 6 栋'],
  [4, 'school', '旧港小学门前', '船坞新村 20 栋'],
  [5, 'market', '缆绳巷菜场'],
  [6, 'carPark', '望澜苑地下车库出入口', '望澜苑 7 栋'],
  [7, 'levelCrossing', '渔汛路铁路道口', '渔汛路 22 号院 1 栋'],
  [9, 'gate', '澜岸公寓北门', '澜岸公寓 A 座'],
];

export function chuanwu(districtKey: string, street: SeedArea): Ground {
  const random = makeRandom('chuanwu streets');
  const community: SeedArea = {
    id: idOf('area', districtKey, '船坞新村'),
    key: 'cw',
    name: '船坞新村社区',
    level: 'community',
    code: `${street.code}012`,
    parentId: street.id,
  };
  const whole = makePiece({ x: 0, y: 0 }, 900, 760, random);
  const [north, upper, lower, south] = cutRows(whole, [0.27, 0.52, 0.76], random) as [Piece, Piece, Piece, Piece];
  const [a, b, c] = cutColumns(north, [0.33, 0.66], random) as [Piece, Piece, Piece];
  const [d, e, f, g] = cutColumns(upper, [0.26, 0.5, 0.74], random) as [Piece, Piece, Piece, Piece];
  const [h, i, j] = cutColumns(lower, [0.38, 0.7], random) as [Piece, Piece, Piece];
  const [k, l, m] = cutColumns(south, [0.25, 0.58], random) as [Piece, Piece, Piece];
  // Some grids take in two blocks; the fifth bends round a corner.
  const territories = [[a], [b], [d], [e, f], [c, g], [h], [i, j], [k, l], [m]];

  // Along the street above the lower row, then slantwise through the seventh grid.
  const railway = [...h.top, j.bottom.at(-1)!];

  const plots = territories.map((pieces, at) => {
    const outline = outlineOf(pieces);
    const grid = toGrid(districtKey, community, outline, at);
    return { districtKey, areaId: community.id, grid, outline, anchor: ANCHOR, railway };
  });
  const settlements = plots.map((plot, at) => settle(plot, PLANS[at]!));
  const buildings = settlements.flatMap((settlement) => settlement.buildings);
  const line = (name: string, kind: SeedLine['kind'], course: Line) => toLine(districtKey, name, kind, course);

  return {
    areas: [community],
    grids: plots.map(({ grid }) => grid),
    compounds: uniqueById(settlements.flatMap(({ compounds }) => compounds)),
    buildings,
    places: [
      ...PLACES.map(([number, kind, name, nextTo]) => placeAt(plots[number - 1]!, buildings, name, kind, nextTo)),
      placeOnBank(plots[7]!, k.bottom, '澜水河桅灯里段亲水平台'),
      placeOnBank(plots[7]!, l.bottom, '澜水河水文站码头'),
      placeOnBank(plots[8]!, m.bottom, '澜水河澜岸段台阶'),
    ],
    lines: [
      line('灯塔路', 'street', north.bottom),
      line('船坞路', 'street', upper.bottom),
      line('渔汛路', 'street', lower.bottom),
      line('盐仓街', 'street', a.right),
      line('三圣里', 'street', d.right),
      line('缆绳巷', 'street', f.right),
      line('桅杆路', 'street', h.right),
      line('锚链巷', 'street', l.right),
      line(
        '澜水河',
        'river',
        south.bottom.map(({ x, y }) => ({ x, y: y - 18 })),
      ),
      line('旧港货运支线', 'railway', railway),
    ],
  };
}

function toGrid(districtKey: string, community: SeedArea, outline: Line, at: number): SeedGrid {
  const sequence = String(at + 1).padStart(3, '0');
  return {
    id: idOf('grid', districtKey, `旧港第 ${at + 1} 网格`),
    key: `g${sequence.slice(1)}`,
    name: `旧港第 ${at + 1} 网格`,
    kind: 'general',
    areaId: community.id,
    parentGridId: undefined,
    gridCode: `${community.code}${sequence}`,
    polygon: toPolygon(outline, ANCHOR),
    households: HOUSEHOLDS[at]!,
  };
}

function toLine(districtKey: string, name: string, kind: SeedLine['kind'], course: Line): SeedLine {
  return {
    id: idOf('line', districtKey, name),
    name,
    kind,
    coordinates: course.map((spot) => toDegrees(spot, ANCHOR)),
  };
}

function uniqueById(compounds: SeedCompound[]): SeedCompound[] {
  return [...new Map(compounds.map((compound) => [compound.id, compound])).values()];
}

function blocks(...numbers: number[]): string[] {
  return numbers.map((number) => `${number} 栋`);
}

function doors(...numbers: number[]): string[] {
  return numbers.map((number) => `${number} 号`);
}
