// The shapes of the demo ground: plain objects, ready to be written into any district.

import type { Polygon } from 'geojson';

export type AreaLevel = 'district' | 'street' | 'community';
export type GridKind = 'general' | 'micro' | 'dedicated';

export type SeedArea = {
  id: string;
  /** Short and Latin, unique beside its siblings; paths are made of it. */
  key: string;
  name: string;
  level: AreaLevel;
  /** Digits of the region code: 6 for a district, 9 for a street, 12 for a community. */
  code: string;
  parentId: string | undefined;
};

export type SeedGrid = {
  id: string;
  key: string;
  name: string;
  kind: GridKind;
  /** The area it divides: a community, or the street itself for a market that stands beside the communities. */
  areaId: string;
  parentGridId: string | undefined;
  /** 15 digits: district 6, street 3, community 3, sequence 3. */
  gridCode: string;
  polygon: Polygon;
  households: number;
};

export type SeedCompound = {
  id: string;
  areaId: string;
  name: string;
  /** What people call it. */
  nickname: string | undefined;
  kind: 'estate' | 'towers' | 'courtyard' | 'lane' | 'market';
  address: string;
  propertyOrganisationId: string | undefined;
};

export type SeedBuilding = {
  id: string;
  compoundId: string;
  gridId: string;
  name: string;
  entrances: number;
  storeys: number;
  households: number;
  address: string;
  /** The doorplate of before a street was renamed; letters still arrive under it. */
  formerAddress: string | undefined;
  longitude: number;
  latitude: number;
};

export type PlaceKind =
  | 'entranceHall'
  | 'shopfront'
  | 'gate'
  | 'market'
  | 'riverside'
  | 'healthCentre'
  | 'carPark'
  | 'school'
  | 'square'
  | 'wasteStation'
  | 'levelCrossing'
  | 'communityOffice'
  | 'gridStation';

export type SeedPlace = {
  id: string;
  name: string;
  kind: PlaceKind;
  areaId: string;
  gridId: string;
  longitude: number;
  latitude: number;
};

export type OrganisationKind =
  | 'government'
  | 'department'
  | 'section'
  | 'utility'
  | 'crew'
  | 'property'
  | 'community'
  | 'sanitation'
  | 'guard'
  | 'socialOrganisation';

export type SeedOrganisation = {
  id: string;
  name: string;
  kind: OrganisationKind;
  parentId: string | undefined;
  dutyPhone: string;
  /** Where it works; undefined for the whole district. */
  areaId: string | undefined;
};

/** Organisations that a grid worker may send work to directly, and for which classes. */
export type SeedDirectEntry = {
  id: string;
  areaId: string | undefined;
  gridId: string | undefined;
  organisationId: string;
  classCodes: string[];
};

/** A street, river or railway to draw; no rule looks at it. */
export type SeedLine = {
  id: string;
  name: string;
  kind: 'street' | 'river' | 'railway';
  coordinates: [number, number][];
};

export type Ground = {
  areas: SeedArea[];
  grids: SeedGrid[];
  compounds: SeedCompound[];
  buildings: SeedBuilding[];
  places: SeedPlace[];
  lines: SeedLine[];
};

export type SeedDistrict = Ground & {
  /** The short name with which its addresses begin. */
  key: string;
  name: string;
  organisations: SeedOrganisation[];
  directList: SeedDirectEntry[];
};

export function joinGrounds(grounds: readonly Ground[]): Ground {
  return {
    areas: grounds.flatMap(({ areas }) => areas),
    grids: grounds.flatMap(({ grids }) => grids),
    compounds: grounds.flatMap(({ compounds }) => compounds),
    buildings: grounds.flatMap(({ buildings }) => buildings),
    places: grounds.flatMap(({ places }) => places),
    lines: grounds.flatMap(({ lines }) => lines),
  };
}
