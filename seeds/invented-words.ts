// Words of which compounds and lanes of the demo are named: of colours and looms in 彩桥, of reeds and herbs in 芷汀, of boats in 澄岸.

import { makeRandom } from './random.ts';

export interface Namer {
  /** A name that this namer has not given before. */
  compound(kind: 'estate' | 'towers' | 'courtyard' | 'lane'): string;
  /** A road or lane for a doorplate; these may repeat. */
  road(): string;
}

// prettier-ignore
const FIRST: Readonly<Record<string, readonly string[]>> = {
  caiqiao: ['梭影', '霓裳', '织锦', '纱帘', '彩线', '缎带', '靛蓝', '茜草', '绣球', '经纬', '缫丝', '络纱', '染缸', '印花', '平布', '灯芯', '虹桥',
    '朱砂', '藤黄', '赭石', '石青', '胭脂', '月白', '鸦青', '秋香', '水红', '竹青', '豆绿', '杏黄', '藕荷', '木槿', '栀子'],
  zhiting: ['芷兰', '蒲草', '荻花', '菖蒲', '水芹', '莼菜', '红蓼', '浮萍', '芦笛', '菱角', '荷塘', '苇叶', '杜若', '白蘋', '薄荷', '艾草'],
  chengan: ['渔火', '橹声', '风帆', '缆桩', '石埠', '鸥影', '鹭飞', '船灯', '网晒', '潮平', '沙洲', '芦汀', '竹筏', '桨声', '蓑衣', '渡口'],
};
const LAST: Readonly<Record<'estate' | 'towers' | 'courtyard', readonly string[]>> = {
  estate: ['小区', '新村', '花园', '家园'],
  towers: ['公寓', '苑', '名邸', '阁'],
  courtyard: ['大院', '宿舍', '里', '坊'],
};
const ROAD_ENDS = ['路', '街', '巷', '东路', '后街', '横街'];
const LANE_ENDS = ['巷', '里弄', '夹道', '直街'];

export function makeNamer(ground: 'caiqiao' | 'zhiting' | 'chengan'): Namer {
  const random = makeRandom(`names of ${ground}`);
  const first = FIRST[ground]!;
  const given = new Set<string>();
  const draw = (ends: readonly string[]) => random.pick(first) + random.pick(ends);
  return {
    road: () => draw(ROAD_ENDS),
    compound(kind) {
      const ends = kind === 'lane' ? LANE_ENDS : LAST[kind];
      for (let tries = 0; ; tries += 1) {
        // A town runs out of words before it runs out of houses: then they are counted.
        const name = tries < 60 ? draw(ends) : `${draw(ends)}${random.pick(['南', '北', '东', '西'])}院`;
        if (given.has(name)) continue;
        given.add(name);
        return name;
      }
    },
  };
}
