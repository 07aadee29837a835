// The demo ground: two invented districts on empty ground, always the same. Sizes come from published reports, names from nowhere.

import { caiqiao } from './caiqiao.ts';
import { meiting, quting } from './chengan.ts';
import { chuanwu } from './chuanwu.ts';
import { joinGrounds } from './ground.ts';
import type { Ground, SeedArea, SeedDistrict } from './ground.ts';
import { makeNamer } from './invented-words.ts';
import { organisationsOf } from './organisations.ts';
import { idOf } from './random.ts';
import { rongting } from './rongting.ts';
import { zhiting } from './zhiting.ts';

let made: { yunting: SeedDistrict; chengan: SeedDistrict } | undefined;

/** Laid out once: a thousand grids take a moment. */
export function demoDistricts(): { yunting: SeedDistrict; chengan: SeedDistrict } {
  return (made ??= layDistricts());
}

/** 99 begins no region code of GB/T 2260, so these can never be mistaken for a real place. */
export function layDistricts(): { yunting: SeedDistrict; chengan: SeedDistrict } {
  return { yunting: yunting(), chengan: chengan() };
}

function yunting(): SeedDistrict {
  const district = toDistrict('yunting', '云汀区', '990101');
  const streets = {
    zhiting: toStreet(district, 'zt', '芷汀街道', '001'),
    caiqiao: toStreet(district, 'cq', '彩桥街道', '002'),
    jiugang: toStreet(district, 'jg', '旧港街道', '003'),
    jinting: toStreet(district, 'jt', '锦汀街道', '004'),
  };
  return complete(district, [
    bare([district, ...Object.values(streets)]),
    zhiting('yunting', streets.zhiting),
    caiqiao('yunting', streets.caiqiao),
    chuanwu('yunting', streets.jiugang),
    rongting('yunting', streets.jinting),
  ]);
}

function chengan(): SeedDistrict {
  const namer = makeNamer('chengan');
  const district = toDistrict('chengan', '澄岸区', '990102');
  const streets = {
    meiting: toStreet(district, 'mt', '梅汀街道', '001'),
    quting: toStreet(district, 'qt', '曲汀街道', '002'),
  };
  return complete(district, [
    bare([district, ...Object.values(streets)]),
    meiting('chengan', streets.meiting, namer),
    quting('chengan', streets.quting, namer),
  ]);
}

function complete(district: SeedArea, grounds: readonly Ground[]): SeedDistrict {
  const ground = joinGrounds(grounds);
  return { key: district.key, name: district.name, ...ground, ...organisationsOf(district.key, district.name, ground) };
}

function bare(areas: SeedArea[]): Ground {
  return { areas, grids: [], compounds: [], buildings: [], places: [], lines: [] };
}

function toDistrict(key: string, name: string, code: string): SeedArea {
  return { id: idOf('area', key, name), key, name, level: 'district', code, parentId: undefined };
}

function toStreet(district: SeedArea, key: string, name: string, sequence: string): SeedArea {
  const code = `${district.code}${sequence}`;
  return { id: idOf('area', district.key, name), key, name, level: 'street', code, parentId: district.id };
}
