// A small community laid out by hand: its blocks of ground, and what stands on each.

import { outlineOf, toDegrees, toPolygon } from './geometry.ts';
import type { Anchor, Piece } from './geometry.ts';
import type { Ground, SeedArea, SeedGrid, SeedLine } from './ground.ts';
import { idOf } from './random.ts';
import { placeAt, settle } from './settle.ts';
import type { CompoundPlan, Plot } from './settle.ts';

/** One general grid: its blocks of ground, and what stands on them. */
type Quarter = { pieces: Piece[]; plans: CompoundPlan[]; households: number };
export type OutskirtsPlan = {
  key: string;
  name: string;
  sequence: string;
  anchor: Anchor;
  streets: [string, Piece['top']][];
};

export function toCommunity(
  districtKey: string,
  street: SeedArea,
  plan: OutskirtsPlan,
  quarters: readonly Quarter[],
): Ground {
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

export function estate(name: string, doorplate: string, count: number): CompoundPlan {
  const numbers = Array.from({ length: count }, (_, at) => `${at + 1} 栋`);
  return { name, kind: 'estate', doorplate, numbers, storeys: [5, 7], entrances: [2, 4] };
}

export function lane(name: string, doors: readonly number[]): CompoundPlan {
  return { name, kind: 'lane', numbers: doors.map((door) => `${door} 号`), storeys: [1, 4], entrances: [1, 1] };
}
