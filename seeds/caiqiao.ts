// 彩桥: 111 general grids, 43 dedicated ones and 845 micro-grids, as published for a model street (S1-02).

import { layCommunity } from './communities.ts';
import { cutColumns, cutRows, evenly, makePiece } from './geometry.ts';
import type { Anchor, Piece } from './geometry.ts';
import { joinGrounds } from './ground.ts';
import type { Ground, SeedArea } from './ground.ts';
import { makeNamer } from './invented-words.ts';
import { estate, lane, toCommunity } from './outskirts.ts';
import type { OutskirtsPlan } from './outskirts.ts';
import { makeRandom, shareOut } from './random.ts';

const HONGXIE_ANCHOR: Anchor = { longitude: 82.61, latitude: 39.05 };
/** North of 虹榭: eight communities in two rows. */
const NORTH_ANCHOR: Anchor = { longitude: 82.585, latitude: 39.0565 };

/** Key, name and dedicated grids; 13 or 14 general grids each, which with the four of 虹榭 are 111. */
const COMMUNITIES: [key: string, name: string, general: number, dedicated: string[]][] = [
  ['zy', '织月', 13, ['织月广场商圈', '织月百货大楼', '织月步行街', '彩桥地铁站', '织月影城', '织月酒店群']],
  ['rf', '染坊', 13, ['染坊小学', '染坊文创园', '染坊写字楼群', '染坊建材街', '染坊客运站']],
  ['lx', '绫巷', 14, ['绫巷中学', '绫巷医院', '绫巷农批市场', '绫巷科技园', '绫巷酒店群']],
  ['dq', '缎桥', 13, ['缎桥购物中心', '缎桥小学', '缎桥写字楼群', '缎桥花鸟市场', '缎桥体育馆', '缎桥会展馆']],
  ['js', '锦梭', 14, ['锦梭产业园', '锦梭中学', '锦梭物流园', '锦梭医院', '锦梭汽车城']],
  ['ct', '彩绦', 13, ['彩绦小商品城', '彩绦小学', '彩绦写字楼群', '彩绦旅馆街', '彩绦剧院']],
  ['xl', '绣楼', 14, ['绣楼古玩城', '绣楼中学', '绣楼医院', '绣楼夜市', '绣楼职校', '绣楼写字楼群']],
  ['sd', '纱灯', 13, ['纱灯电子城', '纱灯小学', '纱灯创业园', '纱灯菜篮子市场', '纱灯酒店群']],
];
const MICRO_GRIDS = 845;

export function caiqiao(districtKey: string, street: SeedArea): Ground {
  const random = makeRandom('caiqiao north');
  const rows = cutRows(makePiece({ x: 0, y: 0 }, 5_600, 2_100, random), [0.5], random);
  const blocks = rows.flatMap((row) => cutColumns(row, evenly(4), random));
  const general = COMMUNITIES.reduce((sum, [, , count]) => sum + count, 0);
  // Seven or eight in each: nobody counts on the map until they come out even.
  const micros = shareOut(
    MICRO_GRIDS,
    Array.from({ length: general }, () => 1 + random.share() / 100),
    7,
  );
  const namer = makeNamer('caiqiao');
  let taken = 0;
  const others = COMMUNITIES.map(([key, name, count, dedicated], at) => {
    const own = micros.slice(taken, (taken += count));
    const plan = {
      key,
      name,
      sequence: String(at + 2).padStart(3, '0'),
      anchor: NORTH_ANCHOR,
      piece: blocks[at]!,
      rows: inThreeRows(count + dedicated.length),
      micros: own,
      dedicated,
      namer,
    };
    return layCommunity(districtKey, street, plan);
  });
  return joinGrounds([hongxie(districtKey, street), ...others]);
}

function inThreeRows(pieces: number): number[] {
  return [Math.ceil(pieces / 3), Math.ceil((pieces - 1) / 3), Math.floor(pieces / 3)];
}

function hongxie(districtKey: string, street: SeedArea): Ground {
  const random = makeRandom('caiqiao streets');
  const [north, south] = cutRows(makePiece({ x: 0, y: 0 }, 620, 480, random), [0.44], random) as [Piece, Piece];
  const [a, b] = cutColumns(north, [0.57], random) as [Piece, Piece];
  const [c, d] = cutColumns(south, [0.4], random) as [Piece, Piece];
  const streets: OutskirtsPlan['streets'] = [
    ['虹榭路', north.bottom],
    ['拱桥街', a.right],
    ['梭子巷', c.right],
  ];
  const plan = { key: 'hx', name: '虹榭', sequence: '001', anchor: HONGXIE_ANCHOR, streets };
  return toCommunity(districtKey, street, plan, [
    { pieces: [a], plans: [estate('虹榭小区', '虹榭路 5 号', 7)], households: 232 },
    { pieces: [b], plans: [estate('纺配件厂宿舍', '拱桥街 14 号', 4), lane('拱桥街', [2, 8, 10])], households: 118 },
    { pieces: [c], plans: [lane('梭子巷', [1, 2, 3, 6, 11, 13, 17, 22])], households: 57 },
    { pieces: [d], plans: [estate('彩桥公寓', '虹榭路 42 号', 5)], households: 205 },
  ]);
}
