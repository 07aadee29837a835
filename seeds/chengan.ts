// 澄岸区: a community whose grids count up to 19, as the model district tells of one (S4-04), and smaller ones along the water.

import { layCommunity } from './communities.ts';
import { cutColumns, cutRows, makePiece } from './geometry.ts';
import type { Anchor, Piece } from './geometry.ts';
import { joinGrounds } from './ground.ts';
import type { Ground, SeedArea } from './ground.ts';
import type { Namer } from './invented-words.ts';
import { estate, lane, toCommunity } from './outskirts.ts';
import type { OutskirtsPlan } from './outskirts.ts';
import { makeRandom } from './random.ts';

export function meiting(districtKey: string, street: SeedArea, namer: Namer): Ground {
  const heting = community(districtKey, street, {
    key: 'ht',
    name: '鹤亭',
    sequence: '004',
    anchor: { longitude: 82.8712, latitude: 39.0085 },
    size: [1_300, 900],
    rows: [6, 7, 6],
    namer,
  });
  return joinGrounds([weian(districtKey, street), heting]);
}

export function quting(districtKey: string, street: SeedArea, namer: Namer): Ground {
  const plans = [
    { key: 'qw', name: '曲苇', sequence: '001', anchor: { longitude: 82.86, latitude: 39.0212 }, rows: [3, 3] },
    { key: 'tx', name: '桃汛', sequence: '002', anchor: { longitude: 82.8705, latitude: 39.0212 }, rows: [3, 4] },
  ];
  return joinGrounds(plans.map((plan) => community(districtKey, street, { ...plan, size: [780, 560], namer })));
}

interface Plan {
  readonly key: string;
  readonly name: string;
  readonly sequence: string;
  readonly anchor: Anchor;
  readonly size: [width: number, height: number];
  readonly rows: readonly number[];
  readonly namer: Namer;
}

function community(districtKey: string, street: SeedArea, { size, ...plan }: Plan): Ground {
  const piece = makePiece({ x: 0, y: 0 }, ...size, makeRandom(`ground of ${plan.name}`));
  const micros = plan.rows.flatMap((count) => Array.from({ length: count }, () => 0));
  return layCommunity(districtKey, street, { ...plan, piece, micros, dedicated: [] });
}

function weian(districtKey: string, street: SeedArea): Ground {
  const random = makeRandom('meiting streets');
  const whole = makePiece({ x: 0, y: 0 }, 760, 560, random);
  const [north, middle, south] = cutRows(whole, [0.33, 0.66], random) as [Piece, Piece, Piece];
  const [a, b] = cutColumns(north, [0.6], random) as [Piece, Piece];
  const [c, d, e] = cutColumns(middle, [0.3, 0.62], random) as [Piece, Piece, Piece];
  const [f, g] = cutColumns(south, [0.52], random) as [Piece, Piece];
  const streets: OutskirtsPlan['streets'] = [
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
