// 芷汀: six communities with 42 grids, and beside them a market as the seventh, with four sub-grids, as published (S0-02 … S0-05).

import { layCommunity } from './communities.ts';
import { cutColumns, cutRows, evenly, makePiece, outlineOf, toPolygon } from './geometry.ts';
import type { Anchor, Piece } from './geometry.ts';
import { joinGrounds } from './ground.ts';
import type { Ground, SeedArea, SeedGrid } from './ground.ts';
import { makeNamer } from './invented-words.ts';
import { estate, lane, toCommunity } from './outskirts.ts';
import type { OutskirtsPlan } from './outskirts.ts';
import { idOf, makeRandom } from './random.ts';
import { placeAt, settle } from './settle.ts';
import type { Plot } from './settle.ts';

const MARKET_ANCHOR: Anchor = { longitude: 82.57, latitude: 39.03 };
/** North of 荻渡 and the market, one beside the other. */
const NORTH_ANCHOR: Anchor = { longitude: 82.57, latitude: 39.0362 };

/** Key, name, sequence and how many grids lie in each row; with the six of 荻渡 they are 42. */
const COMMUNITIES: [key: string, name: string, sequence: string, rows: number[]][] = [
  ['lt', '蓼汀', '002', [3, 4]],
  ['xz', '荇洲', '003', [4, 4]],
  ['pz', '苹渚', '004', [4, 3]],
  ['hg', '蘅皋', '005', [3, 3]],
  ['lh', '菱塘', '006', [4, 4]],
];

/** The market stands beside the communities as a grid of its own, with four sub-grids and blocks A to F. */
const MARKET_PARTS: [string, string[]][] = [
  ['家电城', ['A 座', 'B 座']],
  ['建材城', ['C 座', 'D 座']],
  ['汽配城', ['E 座']],
  ['灯石城', ['F 座']],
];
/** Service stations and counters of members in the four parts: 15 and 22 in all (S0-24: 15 and some twenty). */
const STATIONS = [5, 4, 3, 3];
const COUNTERS = [7, 6, 5, 4];

export function zhiting(districtKey: string, street: SeedArea): Ground {
  const random = makeRandom('zhiting streets');
  const [west, east] = cutColumns(makePiece({ x: 0, y: 0 }, 1_000, 520, random), [0.46], random) as [Piece, Piece];
  const grounds = [diDu(districtKey, street, west), market(districtKey, street, east)];
  const namer = makeNamer('zhiting');
  const north = makeRandom('zhiting north');
  const blocks = cutColumns(makePiece({ x: 0, y: 0 }, 3_600, 620, north), evenly(COMMUNITIES.length), north);
  const others = COMMUNITIES.map(([key, name, sequence, rows], at) => {
    const micros = Array.from({ length: rows.reduce((sum, count) => sum + count, 0) }, () => 0);
    const plan = { key, name, sequence, anchor: NORTH_ANCHOR, piece: blocks[at]!, rows, micros, dedicated: [], namer };
    return layCommunity(districtKey, street, plan);
  });
  return joinGrounds([...grounds, ...others]);
}

function diDu(districtKey: string, street: SeedArea, ground: Piece): Ground {
  const random = makeRandom('di du lanes');
  const [north, middle, south] = cutRows(ground, [0.36, 0.68], random) as [Piece, Piece, Piece];
  const halves = [north, middle, south].map((strip) => cutColumns(strip, [0.5], random) as [Piece, Piece]);
  const [[a, b], [c, d], [e, f]] = halves as [[Piece, Piece], [Piece, Piece], [Piece, Piece]];
  const streets: OutskirtsPlan['streets'] = [
    ['荻渡街', north.bottom],
    ['苇塘路', middle.bottom],
    ['大市场西路', ground.right],
  ];
  const plan = { key: 'dd', name: '荻渡', sequence: '001', anchor: MARKET_ANCHOR, streets };
  return toCommunity(districtKey, street, plan, [
    { pieces: [a], plans: [estate('荻渡里', '荻渡街 8 号', 6)], households: 164 },
    { pieces: [b], plans: [estate('粮库宿舍', '荻渡街 21 号', 4)], households: 118 },
    { pieces: [c], plans: [lane('荻渡后街', [1, 4, 6, 7, 15, 18])], households: 71 },
    { pieces: [d], plans: [lane('磨盘巷', [2, 3, 5, 8, 11, 16, 17])], households: 83 },
    { pieces: [e], plans: [estate('苇塘小区', '苇塘路 19 号', 5), lane('苇塘路', [2, 3, 9])], households: 183 },
    { pieces: [f], plans: [estate('大市场职工楼', '大市场西路 2 号', 5)], households: 147 },
  ]);
}

function market(districtKey: string, street: SeedArea, ground: Piece): Ground {
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
    polygon: toPolygon(outlineOf(parts), MARKET_ANCHOR),
    households: 0,
  });
  const whole = dedicated('芷汀大市场', 'dsc', '001', pieces);
  const plots = MARKET_PARTS.map(([part], at): Plot => {
    const grid = dedicated(`芷汀大市场${part}`, `dsc${at + 1}`, `00${at + 2}`, [pieces[at]!], whole.id);
    return { districtKey, areaId: street.id, grid, outline: outlineOf([pieces[at]!]), anchor: MARKET_ANCHOR };
  });
  const settlements = plots.map((plot, at) => {
    const [part, numbers] = MARKET_PARTS[at]!;
    const doorplate = '大市场西路 1 号';
    return settle(plot, [{ name: part, kind: 'market', doorplate, numbers, storeys: [2, 4], entrances: [2, 6] }]);
  });
  const counted = (counts: readonly number[], kind: 'gridStation' | 'shopfront', words: string) =>
    plots.flatMap((plot, at) => {
      const before = counts.slice(0, at).reduce((sum, count) => sum + count, 0);
      return Array.from({ length: counts[at]! }, (_, step) =>
        placeAt(plot, [], `${MARKET_PARTS[at]![0]}${words} ${before + step + 1} 号`, kind),
      );
    });
  return {
    areas: [],
    grids: [whole, ...plots.map(({ grid }) => grid)],
    compounds: settlements.flatMap(({ compounds }) => compounds),
    buildings: settlements.flatMap(({ buildings }) => buildings),
    places: [
      placeAt(plots[0]!, [], '芷汀大市场党群服务中心', 'communityOffice'),
      ...plots.map((plot) => placeAt(plot, [], `${plot.grid.name}东门`, 'market')),
      ...plots.map((plot) => placeAt(plot, [], `${plot.grid.name}党群服务分中心`, 'communityOffice')),
      ...counted(STATIONS, 'gridStation', '党群服务站'),
      ...counted(COUNTERS, 'shopfront', '党员服务示范岗'),
    ],
    lines: [],
  };
}
