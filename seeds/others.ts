// The people who are nobody's part in a story: whoever serves the other grids, the neighbours who help, the offices of the communities.

import type { SeedPerson, SeedPost } from './cast.ts';
import type { SeedArea, SeedDistrict, SeedGrid } from './ground.ts';
import { makeNameGenerator } from './names.ts';
import type { NameGenerator } from './names.ts';
import { demoPhone, idOf, makeRandom } from './random.ts';

/** 140 in 68 micro-grids (S3-07), and 40 old members in eight teams (S2-05): one of each is of the cast. */
const MEMBERS_IN_MICRO_GRIDS: Readonly<Record<string, number>> = { 榕汀社区: 140 };
const NEIGHBOURS: Readonly<Record<string, number>> = { 船坞新村社区: 40 };
export const NEIGHBOUR_TEAMS: Readonly<Record<string, readonly string[]>> = {
  船坞新村社区: ['一', '二', '三', '四', '五', '六', '七', '八'].map((number) => `船坞邻里帮帮团${number}队`),
};

export function othersOf(district: SeedDistrict, named: readonly SeedPerson[]): SeedPerson[] {
  const hiring = startHiring(district, named);
  return [
    ...gridWorkers(hiring),
    ...communityOffices(hiring),
    ...Object.entries(MEMBERS_IN_MICRO_GRIDS).flatMap(([name, count]) => membersIn(hiring, name, count)),
    ...Object.entries(NEIGHBOURS).flatMap(([name, count]) => neighboursIn(hiring, name, count)),
  ];
}

interface Hiring {
  readonly district: SeedDistrict;
  readonly named: readonly SeedPerson[];
  readonly names: NameGenerator;
  readonly given: Set<string>;
}

function startHiring(district: SeedDistrict, named: readonly SeedPerson[]): Hiring {
  const names = named.map(({ name }) => name);
  return { district, named, names: makeNameGenerator(`grid workers ${district.key}`, names), given: new Set() };
}

/** Ids of the demo are made of names: nobody here is called as somebody else of the district. */
function hire(
  { district, names, given }: Hiring,
  seed: string,
  [youngest, oldest]: readonly [number, number],
  signInName: string,
  posts: SeedPost[],
): SeedPerson {
  const random = makeRandom(seed);
  const age = random.between(youngest, oldest);
  const sex = random.share() < 0.6 ? 'female' : 'male';
  let name = names.next(2026 - age, sex);
  while (given.has(name)) name = names.next(2026 - age, sex);
  given.add(name);
  return {
    id: idOf('person', district.key, name),
    name,
    calledAs: name,
    age,
    phone: demoPhone(`person ${district.key} ${name}`),
    signInName,
    posts,
    isOfTheCast: false,
  };
}

/** One for every general grid that has nobody yet, so that no report of the demo falls into a vacancy by accident. */
function gridWorkers(hiring: Hiring): SeedPerson[] {
  const taken = new Set(
    postsOf(hiring)
      .filter(({ role, deputyFor }) => role === 'gridWorker' && !deputyFor)
      .map(({ gridId }) => gridId),
  );
  return hiring.district.grids
    .filter(({ id, kind }) => kind === 'general' && !taken.has(id))
    .map(({ id, gridCode }) =>
      hire(hiring, `grid worker ${gridCode}`, [24, 54], `wgy${gridCode.slice(5)}`, [
        { role: 'gridWorker', gridId: id },
      ]),
    );
}

/** One officer for every community that has none; the dedicated grids there are led by the same hand. */
function communityOffices(hiring: Hiring): SeedPerson[] {
  const { district } = hiring;
  const taken = new Set(
    postsOf(hiring)
      .filter(({ role }) => role === 'communityOfficer')
      .map(({ areaId }) => areaId),
  );
  return district.areas
    .filter(({ id, level }) => level === 'community' && !taken.has(id))
    .map((area) => {
      const leads = gridsIn(district, area, 'dedicated').map(({ id }): SeedPost => ({ role: 'gridLead', gridId: id }));
      const office: SeedPost = { role: 'communityOfficer', areaId: area.id };
      return hire(hiring, `community ${area.code}`, [28, 57], `sq${area.code.slice(5)}`, [office, ...leads]);
    });
}

/** Two in each micro-grid, and a third in the first few. */
function membersIn(hiring: Hiring, areaName: string, count: number): SeedPerson[] {
  const area = hiring.district.areas.find(({ name }) => name === areaName);
  if (area === undefined) return [];
  const held = countedBy(postsOf(hiring).filter(({ role }) => role === 'microGridMember'));
  const micros = gridsIn(hiring.district, area, 'micro');
  const seats = Array.from({ length: count }, (_, at) => micros[at % micros.length]!);
  return seats.flatMap((grid, at) => {
    const left = held.get(grid.id) ?? 0;
    if (left > 0) {
      held.set(grid.id, left - 1);
      return [];
    }
    const post: SeedPost = { role: 'microGridMember', gridId: grid.id };
    return [
      hire(
        hiring,
        `member ${grid.gridCode} ${at}`,
        [38, 74],
        `wwg${grid.gridCode.slice(5)}${Math.floor(at / micros.length)}`,
        [post],
      ),
    ];
  });
}

/** Old members of the party, retired workers, veterans: each helps in one grid and belongs to one team. */
function neighboursIn(hiring: Hiring, areaName: string, count: number): SeedPerson[] {
  const { district } = hiring;
  const area = district.areas.find(({ name }) => name === areaName);
  if (area === undefined) return [];
  const grids = gridsIn(district, area, 'general');
  const teams = NEIGHBOUR_TEAMS[areaName]!.map((name) => idOf('organisation', district.key, name));
  const held = postsOf(hiring).filter(
    ({ role, gridId }) => role === 'microGridMember' && grids.some(({ id }) => id === gridId),
  );
  return Array.from({ length: count - held.length }, (_, at) => {
    const grid = grids[at % grids.length]!;
    const posts: SeedPost[] = [
      { role: 'microGridMember', gridId: grid.id },
      { role: 'orgHandler', organisationId: teams[at % teams.length]! },
    ];
    return hire(
      hiring,
      `neighbour ${areaName} ${at}`,
      [61, 79],
      `ln${grid.gridCode.slice(5)}${String(at + 1).padStart(2, '0')}`,
      posts,
    );
  });
}

function postsOf({ named }: Hiring): SeedPost[] {
  return named.flatMap(({ posts }) => posts);
}

function gridsIn({ grids }: SeedDistrict, { id }: SeedArea, kind: SeedGrid['kind']): SeedGrid[] {
  return grids.filter((grid) => grid.areaId === id && grid.kind === kind);
}

function countedBy(posts: readonly SeedPost[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { gridId = '' } of posts) counts.set(gridId, (counts.get(gridId) ?? 0) + 1);
  return counts;
}
