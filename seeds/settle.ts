// Puts compounds and their buildings onto a grid, household by household.

import { isInside, standHouses, toDegrees } from './geometry.ts';
import type { Anchor, Line } from './geometry.ts';
import type { SeedBuilding, SeedCompound, SeedGrid, SeedPlace } from './ground.ts';
import { idOf, makeRandom, shareOut } from './random.ts';

export type CompoundPlan = {
  name: string;
  nickname?: string;
  kind: SeedCompound['kind'];
  /** Doorplate of the compound; a lane has none, its houses carry the numbers. */
  doorplate?: string;
  /** Numbers as they stand on the houses of this grid, gaps and all. */
  numbers: string[];
  storeys: [number, number];
  entrances: [number, number];
  /** Doorplates that were changed: number → what stood there before. */
  former?: Record<string, string>;
};

export type Settlement = { compounds: SeedCompound[]; buildings: SeedBuilding[] };
export type Plot = {
  districtKey: string;
  areaId: string;
  grid: SeedGrid;
  outline: Line;
  anchor: Anchor;
  railway?: Line;
};

export function settle(plot: Plot, plans: readonly CompoundPlan[]): Settlement {
  const random = makeRandom(`settle ${plot.grid.gridCode}`);
  const houses = plans.flatMap((plan) => plan.numbers.map((number) => ({ plan, number })));
  const spots = standHouses(plot.outline, houses.length, random, plot.railway);
  const bodies = houses.map(({ plan }) => ({
    storeys: random.between(...plan.storeys),
    entrances: random.between(...plan.entrances),
  }));
  const weights = bodies.map(({ storeys, entrances }) => storeys * entrances * (0.8 + random.share() * 0.4));
  const least = plot.grid.households > 0 ? 1 : 0;
  const households = shareOut(plot.grid.households, weights, least);

  const buildings = houses.map(({ plan, number }, at): SeedBuilding => {
    const name = `${plan.name} ${number}`;
    const [longitude, latitude] = toDegrees(spots[at]!, plot.anchor);
    return {
      id: idOf('building', plot.districtKey, name),
      compoundId: idOf('compound', plot.districtKey, plan.name),
      gridId: plot.grid.id,
      name,
      ...bodies[at]!,
      households: households[at]!,
      address: plan.doorplate ? `${plan.doorplate}${name}` : name,
      formerAddress: plan.former?.[number],
      longitude,
      latitude,
    };
  });
  return { compounds: plans.map((plan) => toCompound(plot, plan)), buildings };
}

/** A place a few steps from a building, or anywhere in the grid when none is named. */
export function placeAt(
  plot: Plot,
  buildings: readonly SeedBuilding[],
  name: string,
  kind: SeedPlace['kind'],
  nextTo?: string,
): SeedPlace {
  const building = buildings.find((candidate) => candidate.name === nextTo);
  if (nextTo !== undefined && !building) throw new RangeError(`No building is called ${nextTo}`);
  const random = makeRandom(`place ${plot.grid.gridCode} ${name}`);
  // At most 5 m away: a house stands 9 m from the border of its grid, so the place lies in the same grid.
  const offset = () => (random.share() - 0.5) * 0.00006;
  const [longitude, latitude] = building
    ? [building.longitude + offset(), building.latitude + offset()]
    : toDegrees(standHouses(plot.outline, 5, random)[random.between(0, 4)]!, plot.anchor);
  return {
    id: idOf('place', plot.districtKey, name),
    name,
    kind,
    areaId: plot.areaId,
    gridId: plot.grid.id,
    longitude: Math.round(longitude! * 1e7) / 1e7,
    latitude: Math.round(latitude! * 1e7) / 1e7,
  };
}

/** Places on the bank: on the middle of the river side, pulled into the grid. */
export function placeOnBank(plot: Plot, bank: Line, name: string): SeedPlace {
  const middle = bank[Math.floor(bank.length / 2)]!;
  const inland = { x: middle.x, y: middle.y + 12 };
  if (!isInside(plot.outline, inland)) throw new RangeError(`${name} would stand in the river`);
  const [longitude, latitude] = toDegrees(inland, plot.anchor);
  const id = idOf('place', plot.districtKey, name);
  return { id, name, kind: 'riverside', areaId: plot.areaId, gridId: plot.grid.id, longitude, latitude };
}

function toCompound(plot: Plot, plan: CompoundPlan): SeedCompound {
  const isManaged = plan.kind !== 'lane' && plan.kind !== 'market';
  return {
    id: idOf('compound', plot.districtKey, plan.name),
    areaId: plot.areaId,
    name: plan.name,
    nickname: plan.nickname,
    kind: plan.kind,
    address: plan.doorplate ?? plan.name,
    propertyOrganisationId: isManaged ? idOf('organisation', plot.districtKey, propertyName(plan.name)) : undefined,
  };
}

export function propertyName(compoundName: string): string {
  return `${compoundName}物业服务处`;
}
