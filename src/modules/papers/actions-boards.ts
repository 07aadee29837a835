// The notice board of a grid (网格公示牌): what is public of it, for everybody who serves here to print.

import { listBuildings, listCompounds } from '#modules/addresses/actions.ts';
import type { Building } from '#modules/addresses/actions.ts';
import { readGround } from '#modules/areas/actions-ground.ts';
import { logoAddress } from '#modules/areas/actions-logo.ts';
import { settingOf } from '#modules/areas/actions-settings.ts';
import { areaLine } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import { isCommunity } from '#modules/areas/rules.ts';
import { safeOfAccounts, servingAround, surroundingsOf } from '#modules/grids/surroundings.ts';
import type { Serving, Surroundings } from '#modules/grids/surroundings.ts';
import { listPlaces } from '#modules/places/actions.ts';
import type { PlaceWithCodes } from '#modules/places/actions.ts';
import { ROLES } from '#permissions';
import type { Role } from '#permissions';
import type { Context } from '#platform/context.ts';
import { groupShortCode } from '#shared/short-code.ts';
import { dayOf } from '#shared/time.ts';
import { inLocalTerms } from '#shared/words/terms.ts';
import type { Terms } from '#shared/words/terms.ts';

import { addressesNeeded } from './addresses.ts';
import type { Addresses } from './addresses.ts';
import { boardMap } from './board-map.ts';
import type { GridBoard } from './paper-data.ts';

/** Millimetres: A3 upright, above the people and the phones. */
const MAP_SIZE = { width: 269, height: 186 };
const BUILDINGS_AT_ONCE = 500;

/** @throws {Problem} `public-url-missing`, `not-found`, `permission-missing` for who does not serve in the district */
export async function readGridBoard(ctx: Context, gridId: string): Promise<GridBoard> {
  const addresses = addressesNeeded(ctx);
  const safe = await safeOfAccounts(ctx);
  const { around, serving, areas, levelNames, emergency, terms } = await readGround(ctx, async (ctx) => {
    const found = await surroundingsOf(ctx, gridId);
    return {
      around: found,
      serving: await servingAround(ctx, found, safe),
      // The nearest first: community, street, district.
      areas: await areaLine(ctx, found.grid.path),
      levelNames: (await settingOf(ctx, 'levels.names')).value,
      emergency: (await settingOf(ctx, 'emergency.numbers')).value,
      terms: (await settingOf(ctx, 'district.terms')).value,
    };
  });
  const { grid } = around;
  const community = areas.find(({ level }) => isCommunity(level));
  const places = community === undefined ? [] : await listPlaces(ctx, community.id);
  const isIn = ({ path }: { path: string }) => path.startsWith(grid.path);
  return {
    logo: await logoAddress(ctx),
    terms,
    gridId,
    gridName: grid.name,
    code: grid.code,
    levelName: levelNames[LEVEL_OF[grid.kind]],
    areas: areas.filter(({ level }) => level !== 'district').map(({ name }) => name).reverse(), // prettier-ignore
    map: boardMap(await groundOf(ctx, around, community), MAP_SIZE),
    rows: rowsOf(serving, terms),
    qr: qrOf(places.filter(isIn), addresses),
    ...phonesOf(areas),
    emergency: emergency.map(({ name, phone }) => ({ name, phone })),
    issuedBy: community?.name ?? areas[0]?.name ?? ctx.district.name,
    issuedOn: dayOf(ctx.now, ctx.district.timeZone),
    domain: addresses.domain,
    isDemo: ctx.district.isDemo,
  };
}

const LEVEL_OF = { general: 'grid', micro: 'microGrid', dedicated: 'dedicatedGrid' } as const;

async function groundOf(ctx: Context, { grid, neighbours, microGrids }: Surroundings, community: Area | undefined) {
  const named = ({ name, boundary }: { name: string; boundary?: Surroundings['grid']['boundary'] }) => ({
    name,
    boundary: boundary!,
  });
  const compounds = community === undefined ? [] : await listCompounds(ctx, community.id);
  const names = new Map(compounds.map(({ id, name }) => [id, name]));
  const buildings = community === undefined ? [] : await buildingsOf(ctx, community.id);
  return {
    grid: named(grid),
    neighbours: neighbours.map(named),
    microGrids: microGrids.map(named),
    buildings: buildings
      .filter(({ path }) => path.startsWith(grid.path))
      .map(({ name, compoundId, point: { longitude, latitude } }) => ({
        name,
        compound: names.get(compoundId ?? '') ?? null,
        longitude,
        latitude,
      })),
  };
}

async function buildingsOf(ctx: Context, areaId: string): Promise<Building[]> {
  const all: Building[] = [];
  for (let after: string | undefined; ;) {
    const { buildings, next } = await listBuildings(ctx, { areaId, after, limit: BUILDINGS_AT_ONCE });
    all.push(...buildings);
    if (next === null) return all;
    after = next;
  }
}

/** In this order down the board; dispatchers and administrators are not "who serves here". */
const ROWS: readonly Role[] = ['gridLead', 'gridWorker', 'communityOfficer', 'microGridMember', 'partner'];
/** These stand on every board: an empty post is said. */
const ALWAYS: readonly Role[] = ['gridLead', 'gridWorker'];

function rowsOf(serving: readonly Serving[], terms: Terms): GridBoard['rows'] {
  const standing = new Set<string>();
  return ROWS.flatMap((role) => {
    // The secretary leads the grid and is an officer of the community: whoever stands above is not named again below.
    const holders = serving.filter((each) => each.role === role && !standing.has(each.accountId));
    for (const { accountId } of holders) standing.add(accountId);
    if (holders.length === 0 && !ALWAYS.includes(role)) return [];
    const people = [...new Map(holders.map((each) => [each.accountId, each])).values()];
    return [
      {
        title: inLocalTerms(ROLES[role].title.zh, terms),
        people: people.flatMap(({ name, phone }) => (name === null ? [] : [{ name, phone }])),
        unnamed: people.filter(({ name }) => name === null).length,
      },
    ];
  });
}

/** The grid's own station before any other place of it. */
const BEST_PLACES = ['gridStation', 'communityOffice', 'gate', 'square'];

function qrOf(places: readonly PlaceWithCodes[], addresses: Addresses): GridBoard['qr'] {
  const [first] = places
    .filter(({ closedAt }) => closedAt === null)
    .flatMap(({ kind, name, codes }) =>
      codes.filter(({ retiredAt }) => retiredAt === null).map(({ code }) => ({ kind, name, code })),
    )
    .toSorted((left, right) => rankOf(left.kind) - rankOf(right.kind));
  if (first === undefined) return null;
  return { address: addresses.at(`/q/${first.code}`), code: groupShortCode(first.code), place: first.name };
}

function rankOf(kind: string): number {
  const rank = BEST_PLACES.indexOf(kind);
  return rank === -1 ? BEST_PLACES.length : rank;
}

/** Whom to call here, and whom about those who serve here: the nearest area above the community. */
function phonesOf(areas: readonly Area[]): Pick<GridBoard, 'dutyPhone' | 'complaintPhone'> {
  const calls = areas.flatMap(({ name, dutyPhone, level }) =>
    dutyPhone === null ? [] : [{ level, call: { name, phone: dutyPhone } }],
  );
  return {
    dutyPhone: calls[0]?.call ?? null,
    complaintPhone: calls.find(({ level }) => !isCommunity(level))?.call ?? null,
  };
}
