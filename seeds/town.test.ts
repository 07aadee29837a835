import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { describe, expect, test } from 'vitest';
import { findShapeFaults } from '#shared/geo-faults.ts';
import { areaM2Of, boundingBoxOf, distanceMetres } from '#shared/geo.ts';
import { buildGridIndex } from '#shared/grid-index.ts';
import { toGcj02 } from '#shared/coordinates.ts';
import { isId } from '#shared/ids.ts';
import { catalogueOf } from './catalogue.ts';
import type { SeedArea, SeedGrid } from './ground.ts';
import { makeRandom } from './random.ts';
import { demoDistricts, layDistricts } from './town.ts';

const { yunting, chengan } = demoDistricts();
const districts = [yunting, chengan];
const village = areaCalled('船坞新村社区');
const rongting = areaCalled('榕汀社区');

/** Places and bodies of the five articles, and places that need no invented quarrels. */
// prettier-ignore
const REAL_NAMES = [
  '湘湖', '南湖', '西湖', '跃进湖', '东湖', '车站北路', '三湘', '芙蓉', '长沙', '佳天雅苑', '李文锁', '爱尔', '二七', '京广路', '一马路',
  '饮马池', '金水源', '郭家咀', '淮河路', '绿云', '德化', '嵩山路', '长江路', '台胞', '亚细亚', '黄埔', '港湾一村', '红港湾', '海港',
  '兴蓉', '肖家河', '超洋', '蓉E报', '冷水滩', '梅湾', '三多亭', '华源府第', '通化街', '觅湘', '万和鲜', '活龙井', '曲河', '永州',
];

describe('the size of the ground', () => {
  test('is that of S2-06 in 船坞新村: 9 grids, 108 buildings, 1,854 households', () => {
    const grids = gridsOf(village);
    const ids = new Set(grids.map(({ id }) => id));
    const buildings = yunting.buildings.filter(({ gridId }) => ids.has(gridId));
    expect(grids.map(({ kind }) => kind)).toEqual(Array(9).fill('general'));
    expect(buildings).toHaveLength(108);
    expect(sum(grids)).toBe(1854);
    expect(sum(buildings)).toBe(1854);
    expect(new Set(grids.map(({ households }) => households)).size).toBe(9);
  });

  test('is that of S3-07 in 榕汀: 68 micro-grids, each inside one of 8 general grids, and 19 courtyards', () => {
    const grids = gridsOf(rongting);
    const general = new Set(grids.filter(({ kind }) => kind === 'general').map(({ id }) => id));
    const micro = grids.filter(({ kind }) => kind === 'micro');
    expect(general.size).toBe(8);
    expect(micro).toHaveLength(68);
    expect(micro.filter(({ parentGridId }) => !general.has(parentGridId!))).toEqual([]);
    expect(yunting.compounds.filter(({ areaId }) => areaId === rongting.id)).toHaveLength(19);
  });

  test('has a market beside the communities of 芷汀, with four sub-grids', () => {
    const dedicated = yunting.grids.filter(({ kind }) => kind === 'dedicated');
    const whole = dedicated.find(({ name }) => name === '芷汀大市场')!;
    const parts = dedicated.filter(({ parentGridId }) => parentGridId === whole.id);
    expect(whole.areaId).toBe(areaCalled('芷汀街道').id);
    expect(parts.map(({ name }) => name.slice(5))).toEqual(['家电城', '建材城', '汽配城', '灯石城']);
  });

  test('is that of S0-02 and S0-04 in 芷汀: six communities with 42 grids, so that with the market seven stand first', () => {
    const communities = communitiesOf('芷汀街道');
    expect(communities).toHaveLength(6);
    expect(communities.flatMap(gridsOf).map(({ kind }) => kind)).toEqual(Array(42).fill('general'));
    const inMarket = yunting.places.filter(({ name }) => /^(芷汀大市场)?(家电|建材|汽配|灯石)城党/.test(name));
    const of = (words: string) => inMarket.filter(({ name }) => name.includes(words)).length;
    expect([of('分中心'), of('服务站'), of('示范岗')]).toEqual([4, 15, 22]);
  });

  test('is that of S1-02 in 彩桥: 111 general, 43 dedicated and 845 micro-grids, each micro-grid in one general one', () => {
    const grids = communitiesOf('彩桥街道').flatMap(gridsOf);
    const count = (kind: string) => grids.filter((grid) => grid.kind === kind).length;
    expect([count('general'), count('dedicated'), count('micro')]).toEqual([111, 43, 845]);
    const general = new Set(grids.filter(({ kind }) => kind === 'general').map(({ id }) => id));
    expect(grids.filter(({ kind, parentGridId }) => kind === 'micro' && !general.has(parentGridId!))).toEqual([]);
    expect(grids.filter(({ kind, parentGridId }) => kind === 'dedicated' && parentGridId !== undefined)).toEqual([]);
  });

  test('is that of S4-04 in 澄岸区: a community whose grids count up to 19', () => {
    expect(
      chengan.grids
        .filter(({ name }) => name.startsWith('鹤亭第'))
        .map(({ name }) => name)
        .at(-1),
    ).toBe('鹤亭第 19 网格');
    expect(chengan.areas.filter(({ level }) => level === 'street')).toHaveLength(2);
  });

  test.each(districts)('counts every household of $name once, in a building of its grid', ({ grids, buildings }) => {
    const parents = new Set(grids.map(({ parentGridId }) => parentGridId));
    const leaves = grids.filter(({ id }) => !parents.has(id));
    const byGrid = Map.groupBy(buildings, ({ gridId }) => gridId);
    const counted = leaves.map(({ id }) => sum(byGrid.get(id) ?? []));
    expect(counted).toEqual(leaves.map(({ households }) => households));
  });
});

describe.each(districts)('the ground of $name', (district) => {
  const index = buildGridIndex(district.grids.map(toShape));

  test('holds every building and every public place in the grid it names', () => {
    const things = [...district.buildings, ...district.places];
    expect(things.length).toBeGreaterThan(30);
    expect(things.map(({ longitude, latitude }) => index.findGridAt(longitude, latitude))).toEqual(
      things.map(({ gridId }) => gridId),
    );
  });

  test('has sound boundaries', () => {
    expect(district.grids.flatMap(({ polygon }) => findShapeFaults(polygon))).toEqual([]);
  });

  test('leaves neither overlap nor gap: the grids of a family add up to their outline, corner to corner', () => {
    const families = Map.groupBy(district.grids, ({ areaId, parentGridId }) => parentGridId ?? areaId);
    const openings = [...families.values()].map((family) => outerSides(family) - outlineLength(family));
    expect(openings).toEqual(openings.map(() => 0));
  });

  test('lets no border cross another, so grids of a level cannot overlap', () => {
    const families = Map.groupBy(district.grids, (grid) => `${levelOf(grid)} ${grid.areaId}`);
    const crossings = [...families.values()].flatMap((family) => crossingSides(family.flatMap(sidesOf)));
    expect(crossings).toEqual([]);
  });

  test('gives a point drawn at random to at most one grid of a level', () => {
    const random = makeRandom('drawn points');
    const coordinates = district.grids.map(({ polygon }) => polygon.coordinates);
    const box = boundingBoxOf({ type: 'MultiPolygon', coordinates });
    const boxes = district.grids.map((grid) => ({ grid, box: boundingBoxOf(grid.polygon) }));
    const drawn = Array.from({ length: 5_000 }, (): [number, number] => [
      box.minLongitude + random.share() * (box.maxLongitude - box.minLongitude),
      box.minLatitude + random.share() * (box.maxLatitude - box.minLatitude),
    ]);
    const crowded = drawn.filter((point) => {
      const levels = boxes
        .filter(({ grid, box: own }) => liesIn(own, point) && booleanPointInPolygon(point, grid.polygon))
        .map(({ grid }) => levelOf(grid));
      return new Set(levels).size !== levels.length;
    });
    expect(crowded).toEqual([]);
  });

  test('covers a parent grid by its parts to within a square metre each', () => {
    const parents = district.grids.filter(({ id }) => district.grids.some(({ parentGridId }) => parentGridId === id));
    const differences = parents.map((parent) => {
      const parts = district.grids.filter(({ parentGridId }) => parentGridId === parent.id);
      return areaM2Of(parent.polygon) - parts.reduce((total, { polygon }) => total + areaM2Of(polygon), 0);
    });
    expect(differences.filter((difference) => Math.abs(difference) > 1)).toEqual([]);
  });

  test('is named and numbered without repetition', () => {
    const { areas, grids, compounds, buildings, places, lines, organisations, directList } = district;
    const ids = [areas, grids, compounds, buildings, places, lines, organisations, directList]
      .flat()
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !isId(id))).toEqual([]);
    expect(new Set(grids.map(({ gridCode }) => gridCode)).size).toBe(grids.length);
    expect(grids.filter(({ gridCode }) => !/^99\d{13}$/.test(gridCode))).toEqual([]);
    expect(new Set(buildings.map(({ name }) => name)).size).toBe(buildings.length);
    expect(new Set(organisations.map(({ dutyPhone }) => dutyPhone)).size).toBe(organisations.length);
    expect(organisations.filter(({ dutyPhone }) => !/^100\d{8}$/.test(dutyPhone))).toEqual([]);
    const siblings = [...areas, ...grids].map((thing) => `${parentOf(thing)}/${thing.key}`);
    expect(new Set(siblings).size).toBe(siblings.length);
  });

  test('refers only to what exists', () => {
    const areas = new Set<string | undefined>(district.areas.map(({ id }) => id));
    const grids = new Set<string | undefined>(district.grids.map(({ id }) => id));
    const organisations = new Set<string | undefined>(district.organisations.map(({ id }) => id));
    const compounds = new Set(district.compounds.map(({ id }) => id));
    const { buildings, places, directList } = district;
    expect([...district.grids, ...places, ...district.compounds].filter(({ areaId }) => !areas.has(areaId))).toEqual(
      [],
    );
    expect([...buildings, ...places].filter(({ gridId }) => !grids.has(gridId))).toEqual([]);
    expect(buildings.filter(({ compoundId }) => !compounds.has(compoundId))).toEqual([]);
    expect(directList.filter(({ organisationId }) => !organisations.has(organisationId))).toEqual([]);
    expect(directList.filter(({ areaId, gridId }) => areas.has(areaId) === grids.has(gridId))).toEqual([]);
    const managed = district.compounds.filter(({ propertyOrganisationId }) => propertyOrganisationId);
    expect(managed.filter(({ propertyOrganisationId }) => !organisations.has(propertyOrganisationId))).toEqual([]);
    expect(district.organisations.filter(({ parentId }) => parentId && !organisations.has(parentId))).toEqual([]);
  });

  test('is nobody else’s: no name of the articles, and far from the next house on a GCJ-02 map', () => {
    const words = JSON.stringify(district);
    expect(REAL_NAMES.filter((name) => words.includes(name))).toEqual([]);
    const [first] = district.buildings;
    expect(distanceMetres(first!, toGcj02(first!))).toBeGreaterThan(100);
  });
});

test.each(districts)('$name may send directly only what its catalogue marks as direct', ({ key, directList }) => {
  const direct = catalogueOf(key as 'yunting' | 'chengan').filter(({ isDirect }) => isDirect);
  const codes = new Set(directList.flatMap(({ classCodes }) => classCodes));
  expect([...codes].filter((code) => !direct.some((row) => row.code === code))).toEqual([]);
  expect(codes).toContain('pipe-burst');
});

test('a pipe in 旧港 goes to the second water crew', () => {
  const crew = yunting.organisations.find(({ name }) => name === '水务公司抢修二班')!;
  const street = areaCalled('旧港街道');
  const entries = yunting.directList.filter(
    ({ areaId, classCodes }) => areaId === street.id && classCodes.includes('pipe-burst'),
  );
  expect(entries.map(({ organisationId }) => organisationId)).toEqual([crew.id]);
});

describe('what makes it a town', () => {
  test('the new towers have no 4 and no 14, and the lane of the pipe has gaps but a number 12', () => {
    const numbers = (compound: string) =>
      yunting.buildings.filter(({ name }) => name.startsWith(`${compound} `)).map(({ name }) => name.split(' ')[1]);
    expect(numbers('望澜苑')).not.toContain('4');
    expect(numbers('望澜苑')).not.toContain('14');
    expect(numbers('三圣里')).toEqual(['3', '5', '8', '12', '16', '19']);
  });

  test('one house has two addresses, one courtyard a nickname, and the stories have their places', () => {
    expect(yunting.buildings.filter(({ formerAddress }) => formerAddress)).toHaveLength(1);
    expect(yunting.compounds.find(({ nickname }) => nickname === '老船工院')?.name).toBe('锚链巷 4 号院');
    const third = yunting.grids.find(({ name }) => name === '旧港第 3 网格')!;
    expect(third.gridCode).toBe('990101003012003');
    const inThird = yunting.places.filter(({ gridId }) => gridId === third.id).map(({ name }) => name);
    expect(inThird).toEqual(
      expect.arrayContaining(['三圣里 12 号包子店门前', '船坞新村 8 栋垃圾分类点', '船坞新村 3 栋门前']),
    );
    expect(yunting.places.map(({ name }) => name)).toContain('榕汀社区卫生服务中心停车场出口');
  });

  test('the railway cuts the seventh grid and no other', () => {
    const railway = yunting.lines.find(({ kind }) => kind === 'railway')!;
    const [from, to] = railway.coordinates.slice(-2) as [[number, number], [number, number]];
    const index = buildGridIndex(yunting.grids.map(toShape));
    const along = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) =>
      index.findGridAt(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share),
    );
    const seventh = yunting.grids.find(({ name }) => name === '旧港第 7 网格')!;
    expect(along).toEqual(Array(5).fill(seventh.id));
  });

  test('no two grids of the old harbour have the same shape or number of corners twice over', () => {
    const sizes = gridsOf(village).map(({ polygon }) => Math.round(areaM2Of(polygon) / 100));
    expect(new Set(sizes).size).toBe(9);
  });

  test.each(districts.map((district) => [district.name, district] as const))(
    'no two compounds of %s are alike: how high, how wide and how full their houses are',
    (_name, { compounds, buildings }) => {
      const housesOf = Map.groupBy(buildings, ({ compoundId }) => compoundId);
      const lookOf = (id: string) =>
        (housesOf.get(id) ?? []).map((house) => `${house.storeys}/${house.entrances}/${house.households}`).join(' ');
      const livedIn = compounds.filter(({ id }) => housesOf.get(id)?.some(({ households }) => households > 0));

      expect(livedIn.length).toBeGreaterThan(40);
      expect(new Set(livedIn.map(({ id }) => lookOf(id))).size).toBe(livedIn.length);
    },
  );
});

test('building the town again gives the very same town', () => {
  expect(layDistricts()).toEqual({ yunting, chengan });
});

function areaCalled(name: string): SeedArea {
  return yunting.areas.find((area) => area.name === name)!;
}

function communitiesOf(streetName: string): SeedArea[] {
  const street = areaCalled(streetName);
  return yunting.areas.filter(({ parentId }) => parentId === street.id);
}

function gridsOf({ id }: SeedArea): SeedGrid[] {
  return yunting.grids.filter(({ areaId }) => areaId === id);
}

function sum(things: readonly { households: number }[]): number {
  return things.reduce((total, { households }) => total + households, 0);
}

function levelOf(grid: SeedGrid): number {
  return grid.parentGridId ? 1 : 0;
}

function toShape(grid: SeedGrid) {
  return { id: grid.id, level: levelOf(grid), areaM2: areaM2Of(grid.polygon), polygon: grid.polygon };
}

function parentOf(thing: SeedArea | SeedGrid): string | undefined {
  return 'gridCode' in thing ? (thing.parentGridId ?? thing.areaId) : thing.parentId;
}

function sidesOf({ polygon }: SeedGrid): string[] {
  const ring = polygon.coordinates[0]!;
  return ring.slice(1).map((to, at) => `${ring[at]!.join()} ${to.join()}`);
}

/** Sides that no other grid of the family runs along the other way. */
function freeSides(family: readonly SeedGrid[]): string[] {
  const all = new Set(family.flatMap(sidesOf));
  return [...all].filter((side) => !all.has(side.split(' ').reverse().join(' ')));
}

function outerSides(family: readonly SeedGrid[]): number {
  return freeSides(family).length;
}

/** Sides met when walking once round the family from its westernmost corner; a hole or an island would be left over. */
function outlineLength(family: readonly SeedGrid[]): number {
  const next = new Map(freeSides(family).map((side) => side.split(' ') as [string, string]));
  const start = [...next.keys()].toSorted((left, right) => Number.parseFloat(left) - Number.parseFloat(right))[0]!;
  let steps = 1;
  for (let at = next.get(start); at !== start && at !== undefined; at = next.get(at)) steps += 1;
  return steps;
}

function liesIn(box: ReturnType<typeof boundingBoxOf>, [longitude, latitude]: readonly [number, number]): boolean {
  const { minLongitude, maxLongitude, minLatitude, maxLatitude } = box;
  return longitude >= minLongitude && longitude <= maxLongitude && latitude >= minLatitude && latitude <= maxLatitude;
}

/** Pairs of sides that pass through each other; sides that share a corner do not count. */
function crossingSides(sides: readonly string[]): [string, string][] {
  const lines = [...new Set(sides)].map((side) => side.split(/[ ,]/).map(Number) as [number, number, number, number]);
  const turn = (ax: number, ay: number, bx: number, by: number, x: number, y: number) =>
    Math.sign((bx - ax) * (y - ay) - (x - ax) * (by - ay));
  return lines.flatMap(([ax, ay, bx, by], at) =>
    lines.slice(at + 1).flatMap(([cx, cy, dx, dy]): [string, string][] => {
      if (Math.abs(ax - cx) > 0.002 || Math.abs(ay - cy) > 0.002) return [];
      const apart = turn(ax, ay, bx, by, cx, cy) * turn(ax, ay, bx, by, dx, dy);
      const across = turn(cx, cy, dx, dy, ax, ay) * turn(cx, cy, dx, dy, bx, by);
      const sharesCorner =
        (ax === cx && ay === cy) || (ax === dx && ay === dy) || (bx === cx && by === cy) || (bx === dx && by === dy);
      return !sharesCorner && apart < 0 && across < 0 ? [[`${ax},${ay} ${bx},${by}`, `${cx},${cy} ${dx},${dy}`]] : [];
    }),
  );
}
