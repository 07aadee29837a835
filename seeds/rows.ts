// Turns the plain objects of the demo ground into the rows of a district.

import { areaM2Of, boundingBoxOf } from '#shared/geo.ts';
import { SHORT_CODE_ALPHABET, SHORT_CODE_LENGTH } from '#shared/short-code.ts';
import { createHash } from 'node:crypto';

import type { SeedPerson } from './cast.ts';
import type { SeedClass } from './catalogue.ts';
import type {
  SeedArea,
  SeedBuilding,
  SeedCompound,
  SeedDistrict,
  SeedGrid,
  SeedLine,
  SeedOrganisation,
  SeedPlace,
} from './ground.ts';
import { demoPhone, idOf } from './random.ts';

const CRS = 'CGCS2000';

export interface RowMaker {
  areas(districtId: string, validFrom: string): ReturnType<typeof areaRow>[];
  grids(validFrom: string): ReturnType<typeof gridRow>[];
  compounds(): ReturnType<typeof compoundRow>[];
  buildings(): ReturnType<typeof buildingRow>[];
  places(): ReturnType<typeof placeRow>[];
  mapLines(): ReturnType<typeof mapLineRow>[];
  placeCodes(issuedAt: string): { code: string; place_id: string; issued_at: string; pointed_at: string }[];
  organisations(people: readonly SeedPerson[]): ReturnType<typeof organisationRow>[];
  directList(): { id: string; path: string; organisation_id: string; class_code: string }[];
  posts(people: readonly SeedPerson[], fromOn: string, grantedAt: string): ReturnType<typeof postRows>;
}

/** Where everything of a district lies in the tree of paths. */
interface Tree {
  readonly district: SeedDistrict;
  readonly areas: ReadonlyMap<string, SeedArea>;
  readonly grids: ReadonlyMap<string, SeedGrid>;
}

export function rowsOf(district: SeedDistrict): RowMaker {
  const tree: Tree = {
    district,
    areas: new Map(district.areas.map((area) => [area.id, area])),
    grids: new Map(district.grids.map((grid) => [grid.id, grid])),
  };
  return {
    areas: (districtId, validFrom) =>
      district.areas.toSorted(byLevel).map((area) => areaRow(tree, area, districtId, validFrom)),
    // General grids first: micro-grids name their parent.
    grids: (validFrom) =>
      district.grids
        .toSorted((left, right) => Number(left.kind === 'micro') - Number(right.kind === 'micro'))
        .map((grid) => gridRow(tree, grid, validFrom)),
    compounds: () => district.compounds.map((compound) => compoundRow(tree, compound)),
    buildings: () => district.buildings.map((building) => buildingRow(tree, building)),
    places: () => district.places.map((place) => placeRow(tree, place)),
    mapLines: () => district.lines.map(mapLineRow),
    placeCodes: (issuedAt) =>
      district.places.map(({ id }) => ({
        code: printedCode(id),
        place_id: id,
        issued_at: issuedAt,
        pointed_at: issuedAt,
      })),
    organisations: (people) =>
      parentsFirst(district.organisations).map((organisation) => organisationRow(tree, organisation, people)),
    directList: () =>
      district.directList.flatMap(({ areaId, gridId, organisationId, classCodes }) =>
        classCodes.map((classCode) => {
          const path = gridId === undefined ? areaPath(tree, areaId) : gridPath(tree, gridId);
          return {
            id: idOf('direct', district.key, `${path} ${organisationId} ${classCode}`),
            path,
            organisation_id: organisationId,
            class_code: classCode,
          };
        }),
      ),
    posts: (people, fromOn, grantedAt) => postRows(tree, people, fromOn, grantedAt),
  };
}

export function classRow(row: SeedClass, validFrom: string) {
  return {
    code: row.code,
    class_type: row.classType,
    major_name: row.majorName,
    name: row.name,
    secrecy: row.secrecy,
    is_direct: row.isDirect,
    is_emergency: row.isEmergency,
    is_minor: row.isMinor,
    evidence_kinds: row.evidenceKinds,
    limit_amount: row.limitAmount,
    limit_unit: row.limitUnit,
    filing_condition: row.filingCondition,
    closing_condition: row.closingCondition,
    sampling_percent: row.samplingPercent,
    source: row.source,
    parent_code: row.parentCode,
    severity: row.severity,
    is_admitted: row.isAdmitted,
    stages: JSON.stringify(row.stages),
    graded_limits: JSON.stringify(row.gradedLimits),
    verified_by: row.verifiedBy,
    valid_from: validFrom,
  };
}

const LEVELS = ['district', 'street', 'community'];

function byLevel(left: SeedArea, right: SeedArea): number {
  return LEVELS.indexOf(left.level) - LEVELS.indexOf(right.level);
}

function areaPath(tree: Tree, id: string | undefined): string {
  if (id === undefined) return `/${tree.district.key}/`;
  const area = found(tree.areas, id);
  return area.parentId === undefined ? `/${area.key}/` : `${areaPath(tree, area.parentId)}${area.key}/`;
}

function gridPath(tree: Tree, id: string): string {
  const grid = found(tree.grids, id);
  const above = grid.parentGridId === undefined ? areaPath(tree, grid.areaId) : gridPath(tree, grid.parentGridId);
  return `${above}${grid.key}/`;
}

/** A market may stand in a street beside its communities: then there is no community. */
function placeInTree(tree: Tree, areaId: string): { street_id: string | null; community_id: string | null } {
  const area = found(tree.areas, areaId);
  if (area.level === 'community') return { street_id: area.parentId ?? null, community_id: area.id };
  return { street_id: area.level === 'street' ? area.id : null, community_id: null };
}

function areaRow(tree: Tree, area: SeedArea, districtId: string, validFrom: string) {
  return {
    id: area.id,
    district_id: districtId,
    parent_id: area.parentId ?? null,
    level: area.level,
    key: area.key,
    path: areaPath(tree, area.id),
    code: area.code,
    name: area.name,
    duty_phone: demoPhone(`area ${areaPath(tree, area.id)}`),
    valid_from: validFrom,
  };
}

function gridRow(tree: Tree, grid: SeedGrid, validFrom: string) {
  const box = boundingBoxOf(grid.polygon);
  return {
    id: grid.id,
    area_id: grid.areaId,
    ...placeInTree(tree, grid.areaId),
    parent_id: grid.parentGridId ?? null,
    kind: grid.kind,
    key: grid.key,
    path: gridPath(tree, grid.id),
    code: grid.gridCode,
    name: grid.name,
    boundary: JSON.stringify(grid.polygon),
    source_crs: CRS,
    min_longitude: box.minLongitude,
    min_latitude: box.minLatitude,
    max_longitude: box.maxLongitude,
    max_latitude: box.maxLatitude,
    area_m2: areaM2Of(grid.polygon),
    households: grid.households,
    // Markets and stations are looked after most closely: there a class with graded limits shows what they do.
    area_grade: grid.kind === 'dedicated' ? 'A' : null,
    valid_from: validFrom,
  };
}

function compoundRow(tree: Tree, { id, areaId, name, nickname, kind }: SeedCompound) {
  return {
    id,
    community_id: areaId,
    path: areaPath(tree, areaId),
    name,
    nickname: nickname ?? null,
    kind: kind === 'courtyard' || kind === 'lane' ? 'courtyard' : 'compound',
  };
}

function buildingRow(tree: Tree, building: SeedBuilding) {
  const { longitude, latitude } = building;
  return {
    id: building.id,
    compound_id: building.compoundId,
    grid_id: building.gridId,
    community_id: found(tree.grids, building.gridId).areaId,
    path: gridPath(tree, building.gridId),
    name: building.name,
    address: building.address,
    former_address: building.formerAddress ?? null,
    entrances: building.entrances,
    storeys: building.storeys,
    households: building.households,
    ...pointAt(longitude, latitude),
  };
}

function placeRow(tree: Tree, { id, name, kind, areaId, gridId, longitude, latitude }: SeedPlace) {
  return {
    id,
    kind,
    name,
    grid_id: gridId,
    ...placeInTree(tree, areaId),
    path: gridPath(tree, gridId),
    ...pointAt(longitude, latitude),
  };
}

function mapLineRow({ id, kind, name, coordinates }: SeedLine) {
  const longitudes = coordinates.map(([longitude]) => longitude);
  const latitudes = coordinates.map(([, latitude]) => latitude);
  return {
    id,
    kind,
    name,
    coordinates: JSON.stringify(coordinates),
    min_longitude: Math.min(...longitudes),
    min_latitude: Math.min(...latitudes),
    max_longitude: Math.max(...longitudes),
    max_latitude: Math.max(...latitudes),
  };
}

function pointAt(longitude: number, latitude: number) {
  return { longitude, latitude, source_crs: CRS, source_longitude: longitude, source_latitude: latitude };
}

function organisationRow(
  tree: Tree,
  { id, name, kind, parentId, dutyPhone, areaId }: SeedOrganisation,
  people: readonly SeedPerson[],
) {
  return {
    id,
    parent_id: parentId ?? null,
    kind,
    name,
    area_id: areaId ?? null,
    path: areaPath(tree, areaId),
    duty_phone: dutyPhone,
    // One without people who sign in works by the order link on its duty phone.
    uses_accounts: people.some(
      ({ signInName, posts }) => signInName !== undefined && posts.some((post) => post.organisationId === id),
    ),
  };
}

function postRows(tree: Tree, people: readonly SeedPerson[], fromOn: string, grantedAt: string) {
  const { key } = tree.district;
  const withPosts = people
    .filter(({ signInName }) => signInName !== undefined)
    .flatMap((person) => person.posts.map((post) => ({ person, post })));
  const postId = (personId: string, gridId: string | undefined, rest: string) =>
    idOf('post', key, `${personId} ${gridId ?? ''} ${rest}`);
  const rows = withPosts.map(({ person, post: { role, areaId, gridId, organisationId, deputyFor } }) => ({
    id: postId(person.id, gridId, deputyFor === undefined ? `${role} ${areaId ?? organisationId ?? ''}` : 'deputy'),
    account_id: person.id,
    role,
    path: gridId === undefined ? areaPath(tree, areaId) : gridPath(tree, gridId),
    area_id: areaId ?? null,
    grid_id: gridId ?? null,
    organisation_id: organisationId ?? null,
    deputy_of: deputyFor === undefined ? null : postId(deputyFor, gridId, `${role} `),
    from_on: fromOn,
    granted_at: grantedAt,
  }));
  return rows.toSorted((left, right) => Number(left.deputy_of !== null) - Number(right.deputy_of !== null));
}

function parentsFirst(organisations: readonly SeedOrganisation[]): SeedOrganisation[] {
  const depths = new Map<string, number>();
  const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  const depthOf = (id: string | undefined): number => {
    if (id === undefined) return 0;
    const known = depths.get(id) ?? 1 + depthOf(found(byId, id).parentId);
    depths.set(id, known);
    return known;
  };
  return organisations.toSorted((left, right) => depthOf(left.id) - depthOf(right.id));
}

/** The same place carries the same code on every installation of the demo, so that printed guides stay true. */
export function printedCode(placeId: string): string {
  const bytes = createHash('sha256').update(`printed code ${placeId}`).digest();
  return Array.from(
    bytes.subarray(0, SHORT_CODE_LENGTH),
    (byte) => SHORT_CODE_ALPHABET[byte % SHORT_CODE_ALPHABET.length],
  ).join('');
}

function found<T>(things: ReadonlyMap<string, T>, id: string): T {
  const thing = things.get(id);
  if (thing === undefined) throw new RangeError(`nothing of the demo has the id ${id}`);
  return thing;
}
