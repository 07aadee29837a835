// Who does what where in a demo district: the place of a voice, the people who serve there, the organisation a class goes to.

import type { CoordinateSystem } from '#shared/coordinates.ts';

import { castOf } from '../cast.ts';
import type { SeedPerson } from '../cast.ts';
import type { SeedDistrict, SeedGrid } from '../ground.ts';
import { printedCode } from '../rows.ts';
import { propertyName } from '../settle.ts';
import type { Hand } from './acts.ts';

/** A place as a report names it, and the grid and community it lies in. */
export interface Spot {
  readonly said:
    | { readonly placeCode: string }
    | {
        readonly place: { readonly longitude: number; readonly latitude: number; readonly crs: CoordinateSystem };
        readonly placeWords: string;
      }
    | { readonly communityId: string };
  readonly grid: SeedGrid | undefined;
  readonly areaId: string;
  readonly compoundName: string | undefined;
}

export type PersonHand = Exclude<Hand, 'reporter' | 'organisation' | 'other' | 'crew'>;

export interface Hands {
  spot(name: string): Spot;
  /** @throws {RangeError} when nobody of the demo serves there so */
  person(hand: PersonHand, spot: Spot): SeedPerson;
  personCalled(signInName: string): SeedPerson;
  member(spot: Spot): SeedPerson;
  /** Whoever signs for the organisation; undefined when it answers by the link sent to its duty phone. */
  receiver(organisationId: string): SeedPerson | undefined;
  /** Who does the work inside it, where it has such people with accounts. */
  crewOf(organisationId: string): { readonly person: SeedPerson; readonly organisationId: string } | undefined;
  organisationFor(classCode: string, spot: Spot, named?: string): string;
  aboutFor(name: string): { accountId: string | null; organisationId: string | null };
}

/** `街道` stands for the street's own body, `物业` for the firm of the compound. */
const USUAL: Readonly<Record<string, string>> = {
  'loose-manhole': '市政养护所',
  'street-light': '市政养护所',
  'blocked-drain': '市政养护所',
  'road-flooding': '市政养护所',
  'guard-rail': '市政养护所',
  'green-upkeep': '城市管理局',
  'construction-waste': '街道环卫站',
  'exposed-waste': '街道环卫站',
  'bulky-waste': '街道环卫站',
  'dirty-road': '街道环卫站',
  'illegal-advert': '街道环卫站',
  'dirty-water': '环境卫生所',
  'illegal-building': '街道城管一中队',
  'kitchen-smoke': '街道城管一中队',
  'site-noise': '街道城管一中队',
  'road-trading': '街道城管一中队',
  'parking-disorder': '街道城管一中队',
  'neighbour-quarrel': '街道综治中心',
  'rental-quarrel': '街道综治中心',
  'property-service': '住房和城乡建设局',
  'public-facility': '街道环卫站',
  'elder-care': '居委会',
  'fire-hazard': '街道微型消防站',
  'gas-leak': '燃气公司抢修值班室',
  'power-failure': '供电所抢修班',
  'exposed-wire': '供电所抢修班',
  'hanging-cable': '通信线缆联合维护队',
  'stairway-light': '物业',
  'stairway-clutter': '物业',
  'compound-waste': '物业',
  'lift-failure': '物业',
  'charging-shed': '物业',
};

export function handsOf(district: SeedDistrict): Hands {
  const people = castOf(district);
  const areas = new Map(district.areas.map((area) => [area.id, area]));
  const grids = new Map(district.grids.map((grid) => [grid.id, grid]));
  const compounds = new Map(district.compounds.map((compound) => [compound.id, compound]));
  const organisations = new Map(district.organisations.map((organisation) => [organisation.name, organisation]));
  const spots = new Map<string, Spot>();

  const generalOf = (grid: SeedGrid | undefined): SeedGrid | undefined =>
    grid?.parentGridId === undefined || grid.kind !== 'micro' ? grid : grids.get(grid.parentGridId);
  const streetOf = (areaId: string): string => {
    const area = areas.get(areaId);
    return area?.level === 'community' && area.parentId !== undefined ? area.parentId : areaId;
  };
  const root = district.areas.find(({ level }) => level === 'district')?.id;

  const holder = (role: string, where: { gridId?: string | undefined; areaId?: string | undefined }) =>
    people.find(({ posts }) =>
      posts.some(
        (post) =>
          post.role === role &&
          post.deputyFor === undefined &&
          (where.gridId === undefined ? post.areaId === where.areaId : post.gridId === where.gridId),
      ),
    );

  function find(hand: PersonHand, { grid, areaId }: Spot): SeedPerson | undefined {
    const streetId = streetOf(areaId);
    switch (hand) {
      case 'worker':
        return (
          holder('gridWorker', { gridId: generalOf(grid)?.id ?? 'none' }) ??
          holder('gridLead', { gridId: grid?.id ?? 'none' })
        );
      case 'deputy':
        return people.find(({ posts }) =>
          posts.some(({ gridId, deputyFor }) => deputyFor !== undefined && gridId === generalOf(grid)?.id),
        );
      case 'lead':
        return holder('gridLead', { gridId: generalOf(grid)?.id ?? 'none' });
      // A market stands beside the communities: its lead does there what worker and community do elsewhere.
      case 'community':
        return holder('communityOfficer', { areaId }) ?? holder('gridLead', { gridId: grid?.id ?? 'none' });
      case 'street':
        return holder('streetDispatcher', { areaId: streetId }) ?? holder('districtDispatcher', { areaId: root });
      case 'streetChief':
        return holder('dutyChief', { areaId: streetId }) ?? holder('dutyChief', { areaId: root });
      case 'district':
        return holder('districtDispatcher', { areaId: root });
      case 'districtChief':
        return holder('dutyChief', { areaId: root });
      case 'approver':
        return holder('approver', { areaId: root });
    }
  }

  const person = (hand: PersonHand, spot: Spot): SeedPerson => {
    const found = find(hand, spot);
    if (found === undefined) throw new RangeError(`nobody is ${hand} at ${spot.grid?.name ?? spot.areaId}`);
    return found;
  };

  function organisationId(name: string): string {
    const organisation = organisations.get(name);
    if (organisation === undefined) throw new RangeError(`${district.name} has no organisation called ${name}`);
    return organisation.id;
  }

  /** Water goes to the crew whose street it is, as the direct list says. */
  function listed(classCode: string, streetId: string): string | undefined {
    return district.directList.find(({ areaId, classCodes }) => areaId === streetId && classCodes.includes(classCode))
      ?.organisationId;
  }

  return {
    person,
    spot(name) {
      const known = spots.get(name) ?? findSpot(district, grids, compounds, name);
      spots.set(name, known);
      return known;
    },
    personCalled(signInName) {
      const found = people.find((each) => each.signInName === signInName);
      if (found === undefined) throw new RangeError(`nobody signs in as ${signInName}`);
      return found;
    },
    member(spot) {
      const found = people.find(({ posts }) =>
        posts.some(
          ({ role, gridId }) =>
            role === 'microGridMember' && (gridId === spot.grid?.id || gridId === generalOf(spot.grid)?.id),
        ),
      );
      if (found === undefined) throw new RangeError(`no micro-grid member serves ${spot.grid?.name}`);
      return found;
    },
    receiver(id) {
      const line = lineOf(district, id);
      return people.find(({ posts }) =>
        posts.some(({ role, organisationId: of }) => role === 'orgReceiver' && of !== undefined && line.includes(of)),
      );
    },
    crewOf(id) {
      const inside = district.organisations.filter((each) => each.id !== id && lineOf(district, each.id).includes(id));
      for (const { id: part } of inside) {
        const found = people.find(({ posts }) =>
          posts.some(({ role, organisationId: of }) => role === 'orgHandler' && of === part),
        );
        if (found !== undefined) return { person: found, organisationId: part };
      }
      return undefined;
    },
    organisationFor(classCode, { areaId, compoundName }, named) {
      const streetId = streetOf(areaId);
      const usual = named ?? USUAL[classCode];
      const street = areas.get(streetId)?.name ?? '';
      if (usual === undefined) {
        const id = listed(classCode, streetId);
        if (id === undefined) throw new RangeError(`nobody takes ${classCode}`);
        return id;
      }
      if (usual === '物业') return organisationId(propertyName(compoundName ?? ''));
      if (usual === '居委会') return organisationId(`${areas.get(areaId)?.name}居委会`);
      return organisationId(usual.replace(/^街道/, street));
    },
    aboutFor(name) {
      const organisation = organisations.get(name);
      if (organisation !== undefined) return { accountId: null, organisationId: organisation.id };
      const account = people.find(({ signInName }) => signInName === name);
      if (account === undefined) throw new RangeError(`nobody is called ${name}`);
      return { accountId: account.id, organisationId: null };
    },
  };
}

/** The organisation and all above it. */
function lineOf(district: SeedDistrict, id: string): string[] {
  const organisation = district.organisations.find((each) => each.id === id);
  return organisation?.parentId === undefined ? [id] : [id, ...lineOf(district, organisation.parentId)];
}

function findSpot(
  district: SeedDistrict,
  grids: ReadonlyMap<string, SeedGrid>,
  compounds: ReadonlyMap<string, { readonly name: string }>,
  name: string,
): Spot {
  const place = district.places.find((each) => each.name === name);
  if (place !== undefined) {
    const grid = grids.get(place.gridId);
    return { said: { placeCode: printedCode(place.id) }, grid, areaId: place.areaId, compoundName: compoundOf(name) };
  }
  const building = district.buildings.find((each) => each.name === name);
  if (building !== undefined) {
    const { longitude, latitude, gridId, compoundId } = building;
    const grid = grids.get(gridId);
    return {
      said: { place: { longitude, latitude, crs: 'CGCS2000' }, placeWords: name },
      grid,
      areaId: grid?.areaId ?? '',
      compoundName: compounds.get(compoundId)?.name,
    };
  }
  const area = district.areas.find((each) => each.name === name);
  if (area !== undefined)
    return { said: { communityId: area.id }, grid: undefined, areaId: area.id, compoundName: undefined };
  throw new RangeError(`${district.name} has no place called ${name}`);
}

/** 船坞新村 3 栋门前 stands in 船坞新村. */
function compoundOf(placeName: string): string | undefined {
  const [first] = placeName.split(' ');
  return first === placeName ? undefined : first;
}
