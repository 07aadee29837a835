// Who can be given work: departments and their crews, utilities, property firms, and the list for direct orders of each area.

import type { Ground, OrganisationKind, SeedArea, SeedDirectEntry, SeedOrganisation } from './ground.ts';
import { demoPhone, idOf } from './random.ts';
import { NEIGHBOUR_TEAMS } from './others.ts';
import { propertyName } from './settle.ts';

type Plan = { name: string; kind: OrganisationKind; parts?: Plan[] };

/** Bodies that work for the whole district. */
const DISTRICT_WIDE: Plan[] = [
  { name: '网格事务中心', kind: 'government', parts: [{ name: '网格事务中心值班室', kind: 'section' }] },
  {
    name: '住房和城乡建设局',
    kind: 'department',
    parts: [
      { name: '住房和城乡建设局物业科', kind: 'section' },
      { name: '住房和城乡建设局房屋安全科', kind: 'section' },
    ],
  },
  {
    name: '城市管理局',
    kind: 'department',
    parts: [
      {
        name: '市政养护所',
        kind: 'section',
        parts: [
          { name: '市政养护所养护一班', kind: 'crew' },
          { name: '市政养护所养护二班', kind: 'crew' },
        ],
      },
      { name: '环境卫生所', kind: 'sanitation', parts: [{ name: '环境卫生所清运班', kind: 'crew' }] },
    ],
  },
  { name: '市场监督管理局', kind: 'department' },
  { name: '生态环境分局', kind: 'department' },
  { name: '司法局', kind: 'department', parts: [{ name: '法律援助中心', kind: 'section' }] },
  {
    name: '水务公司',
    kind: 'utility',
    parts: [
      { name: '水务公司抢修一班', kind: 'crew' },
      { name: '水务公司抢修二班', kind: 'crew' },
    ],
  },
  { name: '燃气公司', kind: 'utility', parts: [{ name: '燃气公司抢修值班室', kind: 'crew' }] },
  { name: '供电所', kind: 'utility', parts: [{ name: '供电所抢修班', kind: 'crew' }] },
  { name: '通信线缆联合维护队', kind: 'utility' },
];

/** Bodies of each street, under its office. */
const UNDER_A_STREET: Plan[] = [
  { name: '街道平安办', kind: 'section' },
  { name: '街道城管一中队', kind: 'section' },
  { name: '街道环卫站', kind: 'sanitation' },
  { name: '街道微型消防站', kind: 'guard' },
  { name: '街道综治中心', kind: 'section' },
];

/** Emergency classes may go to utilities directly from anywhere; the codes are those of the catalogue. */
const DIRECT_CLASSES: Record<string, string[]> = {
  燃气公司抢修值班室: ['gas-leak'],
  供电所抢修班: ['power-failure', 'exposed-wire'],
  通信线缆联合维护队: ['hanging-cable'],
};
const WATER_CLASSES = ['pipe-burst', 'water-supply'];
const PROPERTY_CLASSES = ['stairway-light', 'stairway-clutter', 'compound-waste', 'lift-failure', 'charging-shed'];
const SANITATION_CLASSES = ['exposed-waste', 'bulky-waste', 'dirty-road'];

export function organisationsOf(
  districtKey: string,
  districtName: string,
  ground: Ground,
): { organisations: SeedOrganisation[]; directList: SeedDirectEntry[] } {
  const streets = ground.areas.filter(({ level }) => level === 'street');
  const communities = ground.areas.filter(({ level }) => level === 'community');
  const make = (name: string, kind: OrganisationKind, parentId?: string, areaId?: string): SeedOrganisation => ({
    id: idOf('organisation', districtKey, name),
    name,
    kind,
    parentId,
    dutyPhone: demoPhone(`${districtKey} ${name}`),
    areaId,
  });
  const withParts = ({ name, kind, parts }: Plan, parentId?: string): SeedOrganisation[] => {
    const whole = make(name, kind, parentId);
    return [whole, ...(parts ?? []).flatMap((part) => withParts(part, whole.id))];
  };

  const ofStreets = streets.flatMap((street) => {
    const office = make(`${street.name}办事处`, 'government', undefined, street.id);
    const rest = UNDER_A_STREET.map(({ name, kind }) =>
      make(name.replace('街道', street.name), kind, office.id, street.id),
    );
    return [office, ...rest];
  });
  const ofCommunities = communities.map((community) =>
    make(`${community.name}居委会`, 'community', undefined, community.id),
  );
  const ofNeighbours = communities.flatMap((community) =>
    (NEIGHBOUR_TEAMS[community.name] ?? []).map((name) => make(name, 'socialOrganisation', undefined, community.id)),
  );
  const managed = ground.compounds.filter(({ propertyOrganisationId }) => propertyOrganisationId !== undefined);
  const ofCompounds = managed.map(({ name, areaId }) => make(propertyName(name), 'property', undefined, areaId));
  const districtWide = [{ name: `${districtName}人民政府`, kind: 'government' as const }, ...DISTRICT_WIDE];

  return {
    organisations: [
      ...districtWide.flatMap((plan) => withParts(plan)),
      ...ofStreets,
      ...ofCommunities,
      ...ofNeighbours,
      ...ofCompounds,
    ],
    directList: directListOf(districtKey, ground, streets),
  };
}

function directListOf(districtKey: string, ground: Ground, streets: readonly SeedArea[]): SeedDirectEntry[] {
  const entry = (organisation: string, classCodes: string[], on: { areaId?: string; gridId?: string }) => ({
    id: idOf('direct', districtKey, `${organisation} ${on.areaId ?? on.gridId}`),
    areaId: on.areaId,
    gridId: on.gridId,
    organisationId: idOf('organisation', districtKey, organisation),
    classCodes,
  });
  const ofStreets = streets.flatMap((street, at) => [
    // The two water crews take every other street.
    entry(at % 2 === 0 ? '水务公司抢修二班' : '水务公司抢修一班', WATER_CLASSES, { areaId: street.id }),
    ...Object.entries(DIRECT_CLASSES).map(([name, codes]) => entry(name, codes, { areaId: street.id })),
    entry(`${street.name}环卫站`, SANITATION_CLASSES, { areaId: street.id }),
    entry(`${street.name}微型消防站`, ['fire-hazard'], { areaId: street.id }),
  ]);
  // A micro-grid asks whom its grid may ask.
  const gridAbove = new Map(ground.grids.map((grid) => [grid.id, grid.kind === 'micro' ? grid.parentGridId : grid.id]));
  const compoundsOf = Map.groupBy(ground.buildings, ({ gridId }) => gridAbove.get(gridId));
  const managed = new Map(
    ground.compounds.filter(({ propertyOrganisationId }) => propertyOrganisationId).map(({ id, name }) => [id, name]),
  );
  const ofGrids = [...compoundsOf].flatMap(([gridId, buildings]) =>
    [...new Set(buildings.map(({ compoundId }) => managed.get(compoundId)))].flatMap((name) =>
      gridId === undefined || name === undefined ? [] : [entry(propertyName(name), PROPERTY_CLASSES, { gridId })],
    ),
  );
  return [...ofStreets, ...ofGrids];
}
