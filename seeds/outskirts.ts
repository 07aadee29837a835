// The smaller places: the market of 芷汀, a community each in 芷汀 and 彩桥, and 苇岸 in the second district.

import { cutColumns, cutRows, makePiece, outlineOf, toDegrees, toPolygon } from './geometry.ts';
import type { Anchor, Piece } from './geometry.ts';
import { joinGrounds } from './ground.ts';
import type { Ground, SeedArea, SeedGrid, SeedLine } from './ground.ts';
import { idOf, makeRandom } from './random.ts';
import { placeAt, settle } from './settle.ts';
import type { CompoundPlan, Plot } from './settle.ts';

/** One general grid: its blocks of ground, and what stands on them. */
type Quarter = { pieces: Piece[]; plans: CompoundPlan[]; households: number };
type CommunityPlan = { key: string; name: string; sequence: string; anchor: Anchor; streets: [string, Piece['top']][] };

/** The market stands beside the communities as a grid of its own, with four sub-grids and blocks A to F. */
const MARKET_PARTS: [string, string[]][] = [
  ['家电城', ['A 座', 'B 座']],
  ['建材城', ['C 座', 'D 座']],
  ['汽配城', ['E 座']],
  ['灯石城', ['F 座']],
];

export function zhiting(districtKey: string, street: SeedArea): Ground {
  const anchor = { longitude: 82.57, latitude: 39.03 };
  const random = makeRandom('zhiting streets');
  const [west, east] = cutColumns(makePiece({ x: 0, y: 0 }, 1_000, 520, random), [0.46], random) as [Piece, Piece];
  const [north, middle, south] = cutRows(west, [0.36, 0.68], random) as [Piece, Piece, Piece];
  const streets: CommunityPlan['streets'] = [
    ['荻渡街', north.bottom],
    ['苇塘路', middle.bottom],
    ['大市场西路', west.right],
  ];
  const plan = { key: 'dd', name: '荻渡', sequence: '001', anchor, streets };
  const homes = toCommunity(districtKey, street, plan, [
    { pieces: [north], plans: [estate('荻渡里', '荻渡街 8 号', 6)], households: 164 },
    { pieces: [middle], plans: [lane('荻渡后街', [1, 4, 6, 7, 15, 18])], households: 71 },
    { pieces: [south], plans: [estate('苇塘小区', '苇塘路 19 号', 5), lane('苇塘路', [2, 3, 9])], households: 183 },
  ]);
  return joinGrounds([homes, market(districtKey, street, east, anchor)]);
}

export function caiqiao(districtKey: string, street: SeedArea): Ground {
  const random = makeRandom('caiqiao streets');
  const [north, south] = cutRows(makePiece({ x: 0, y: 0 }, 620, 480, random), [0.44], random) as [Piece, Piece];
  const [a, b] = cutColumns(north, [0.57], random) as [Piece, Piece];
  const [c, d] = cutColumns(south, [0.4], random) as [Piece, Piece];
  const streets: CommunityPlan['streets'] = [
    ['虹榭路', north.bottom],
    ['拱桥街', a.right],
    ['梭子巷', c.right],
  ];
  const plan = { key: 'hx', name: '虹榭', sequence: '001', anchor: { longitude: 82.61, latitude: 39.05 }, streets };
  return toCommunity(districtKey, street, plan, [
    { pieces: [a], plans: [estate('虹榭小区', '虹榭路 5 号', 7)], households: 232 },
    { pieces: [b], plans: [estate('纺配件厂宿舍', '拱桥街 14 号', 4), lane('拱桥街', [2, 8, 10])], households: 118 },
    { pieces: [c], plans: [lane('梭子巷', [1, 2, 3, 6, 11, 13, 17, 22])], households: 57 },
    { pieces: [d], plans: [estate('彩桥公寓', '虹榭路 42 号', 5)], households: 205 },
  ]);
}

export function meiting(districtKey: string, street: SeedArea): Ground {
  const random = makeRandom('meiting streets');
  const whole = makePiece({ x: 0, y: 0 }, 760, 560, random);
  const [north, middle, south] = cutRows(whole, [0.33, 0.66], random) as [Piece, Piece, Piece];
  const [a, b] = cutColumns(north, [0.6], random) as [Piece, Piece];
  const [c, d, e] = cutColumns(middle, [0.3, 0.62], random) as [Piece, Piece, Piece];
  const [f, g] = cutColumns(south, [0.52], random) as [Piece, Piece];
  const streets: CommunityPlan['streets'] = [
    ['苇岸路', north.bottom],
    ['鸥渚街', middle.bottom],
    ['梅汀巷', a.right],
    ['盐桥路', d.right],
  ];
  const plan = { key: 'wa', name: '苇岸', sequence: '003', anchor: { longitude: 82.86, latitude: 39.01 }, streets };
  return toCommunity(districtKey, street, plan, [
    { pieces: [a], plans: [estate('苇岸一区', '苇岸路 2 号', 6)], households: 219 },
    { pieces: [b, e], plans: [estate('苇岸二区', '苇岸路 40 号', 8)], households: 301 },
    {
      pieces: [c, d],
      plans: [lane('梅汀巷', [3, 4, 5, 8, 12, 16]), estate('盐务局宿舍', '盐桥路 9 号', 3)],
      households: 147,
    },
    { pieces: [f], plans: [lane('鸥渚街', [1, 7, 9, 14, 15, 28])], households: 64 },
    { pieces: [g], plans: [estate('鸥渚小区', '鸥渚街 33 号', 7)], households: 258 },
  ]);
}

function toCommunity(districtKey: string, street: SeedArea, plan: CommunityPlan, quarters: readonly Quarter[]): Ground {
  const community: SeedArea = {
    id: idOf('area', districtKey, plan.name),
    key: plan.key,
    name: `${plan.name}社区`,
    level: 'community',
    code: `${street.code}${plan.sequence}`,
    parentId: street.id,
  };
  const plots = quarters.map(({ pieces, households }, at): Plot => {
    const outline = outlineOf(pieces);
    const name = `${plan.name}第 ${at + 1} 网格`;
    const grid: SeedGrid = {
      id: idOf('grid', districtKey, name),
      key: `g0${at + 1}`,
      name,
      kind: 'general',
      areaId: community.id,
      parentGridId: undefined,
      gridCode: `${community.code}00${at + 1}`,
      polygon: toPolygon(outline, plan.anchor),
      households,
    };
    return { districtKey, areaId: community.id, grid, outline, anchor: plan.anchor };
  });
  const settlements = plots.map((plot, at) => settle(plot, quarters[at]!.plans));
  return {
    areas: [community],
    grids: plots.map(({ grid }) => grid),
    compounds: settlements.flatMap(({ compounds }) => compounds),
    buildings: settlements.flatMap(({ buildings }) => buildings),
    places: [placeAt(plots[0]!, [], `${community.name}党群服务中心`, 'communityOffice')],
    lines: plan.streets.map(([name, course]): SeedLine => {
      const coordinates = course.map((spot) => toDegrees(spot, plan.anchor));
      return { id: idOf('line', districtKey, name), name, kind: 'street', coordinates };
    }),
  };
}

function market(districtKey: string, street: SeedArea, ground: Piece, anchor: Anchor): Ground {
  const random = makeRandom('market aisles');
  const [north, south] = cutRows(ground, [0.55], random) as [Piece, Piece];
  const pieces = [...cutColumns(north, [0.44], random), ...cutColumns(south, [0.6], random)];
  const dedicated = (name: string, key: string, sequence: string, parts: Piece[], parentGridId?: string): SeedGrid => ({
    id: idOf('grid', districtKey, name),
    key,
    name,
    kind: 'dedicated',
    areaId: street.id,
    parentGridId,
    // 000 in the place of the community: the market belongs to none.
    gridCode: `${street.code}000${sequence}`,
    polygon: toPolygon(outlineOf(parts), anchor),
    households: 0,
  });
  const whole = dedicated('芷汀大市场', 'dsc', '001', pieces);
  const plots = MARKET_PARTS.map(([part], at): Plot => {
    const grid = dedicated(`芷汀大市场${part}`, `dsc${at + 1}`, `00${at + 2}`, [pieces[at]!], whole.id);
    return { districtKey, areaId: street.id, grid, outline: outlineOf([pieces[at]!]), anchor };
  });
  const settlements = plots.map((plot, at) => {
    const [part, numbers] = MARKET_PARTS[at]!;
    const doorplate = '大市场西路 1 号';
    return settle(plot, [{ name: part, kind: 'market', doorplate, numbers, storeys: [2, 4], entrances: [2, 6] }]);
  });
  return {
    areas: [],
    grids: [whole, ...plots.map(({ grid }) => grid)],
    compounds: settlements.flatMap(({ compounds }) => compounds),
    buildings: settlements.flatMap(({ buildings }) => buildings),
    places: [
      placeAt(plots[0]!, [], '芷汀大市场党群服务中心', 'communityOffice'),
      ...plots.map((plot) => placeAt(plot, [], `${plot.grid.name}东门`, 'market')),
    ],
    lines: [],
  };
}

function estate(name: string, doorplate: string, count: number): CompoundPlan {
  const numbers = Array.from({ length: count }, (_, at) => `${at + 1} 栋`);
  return { name, kind: 'estate', doorplate, numbers, storeys: [5, 7], entrances: [2, 4] };
}

function lane(name: string, doors: readonly number[]): CompoundPlan {
  return { name, kind: 'lane', numbers: doors.map((door) => `${door} 号`), storeys: [1, 4], entrances: [1, 1] };
}
