// The roster of the demo: who answers in offices, communities and grids last week, this one and the next, with a night nobody fills.

import { addDays, instantAt } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';

import { castOf } from './cast.ts';
import type { SeedPerson } from './cast.ts';
import type { SeedDistrict } from './ground.ts';
import { idOf } from './random.ts';
import { rowsOf } from './rows.ts';

type Kind = 'lead' | 'day' | 'night' | 'standby';
type Who = { readonly accountId: string } | { readonly answeringId: string };

interface Post {
  readonly path: string;
  readonly streetId: string | null;
  readonly communityId: string | null;
  readonly gridId: string | null;
  readonly organisationId: string | null;
}

const MINUTES: Readonly<Record<Kind, readonly [from: number, to: number]>> = {
  lead: [510, 510],
  day: [510, 1_050],
  night: [1_050, 510],
  standby: [510, 1_050],
};
const WORKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const SATURDAY = 6;
const DAYS = 21;

/** Whose grids have somebody on call by name, beside the community's own desk. 榕汀 has not said yet which shifts it wants. */
const WITH_GRIDS: readonly string[] = ['船坞新村社区', '荻渡社区', '虹榭社区', '苇岸社区'];
const WITHOUT: readonly string[] = ['榕汀社区'];
/** Nobody fills the night of Saturday there: an empty post is part of every real roster. */
const WITH_A_GAP = '旧港街道';

export function rosterOf(district: SeedDistrict, today: Day, timeZone: string, setAt: Instant) {
  const { post, holders, organisation } = findersIn(district);
  const monday = addDays(today, -((new Date(`${today}T00:00:00.000Z`).getUTCDay() + 6) % 7) - 7);
  const days = Array.from({ length: DAYS }, (_, at) => addDays(monday, at));
  const shifts: ReturnType<typeof shiftRow>[] = [];
  const patterns: ReturnType<typeof patternRow>[] = [];

  function shiftRow(at: Post, kind: Kind, who: Who, day: Day) {
    const [from, to] = MINUTES[kind];
    return {
      id: idOf('shift', district.key, `${at.path} ${at.organisationId ?? ''} ${kind} ${day}`),
      ...columnsOf(at),
      kind,
      account_id: 'accountId' in who ? who.accountId : null,
      answering_id: 'answeringId' in who ? who.answeringId : null,
      from_at: instantAt(day, from, timeZone),
      to_at: instantAt(to <= from ? addDays(day, 1) : day, to, timeZone),
      set_at: setAt,
    };
  }
  function patternRow(at: Post, wanted: readonly (readonly [Kind, readonly number[]])[]) {
    const slots = wanted.map(([kind, weekdays]) => ({ kind, from: MINUTES[kind][0], to: MINUTES[kind][1], weekdays }));
    return {
      id: idOf('pattern', district.key, at.path),
      ...columnsOf(at),
      slots: JSON.stringify(slots),
      changed_at: setAt,
    };
  }
  function fill(at: Post, kind: Kind, weekdays: readonly number[], whoOn: (index: number) => Who | undefined): void {
    for (const [index, day] of days.entries()) {
      const who = weekdays.includes(new Date(`${day}T00:00:00.000Z`).getUTCDay()) ? whoOn(index) : undefined;
      if (who !== undefined) shifts.push(shiftRow(at, kind, who, day));
    }
  }
  const inTurn =
    (people: readonly SeedPerson[]) =>
    (index: number): Who | undefined => {
      const person = people[index % Math.max(1, people.length)];
      return person && { accountId: person.id };
    };
  const answers = (name: string) => (): Who => ({ answeringId: organisation(name) });

  for (const area of district.areas) {
    const at = post(area.id);
    if (area.level === 'district') {
      patterns.push(patternRow(at, [['lead', EVERY_DAY], ['night', EVERY_DAY]])); // prettier-ignore
      fill(at, 'lead', EVERY_DAY, inTurn(holders(area.id, ['dutyChief', 'districtDispatcher'])));
      for (const kind of ['standby', 'night'] as const) fill(at, kind, EVERY_DAY, answers('网格事务中心值班室'));
    } else if (area.level === 'street') {
      const wanted = [['day', WORKDAYS], ['night', EVERY_DAY]] as const; // prettier-ignore
      patterns.push(patternRow(at, wanted));
      const desk = holders(area.id, ['streetDispatcher']);
      const nights = area.name === WITH_A_GAP ? EVERY_DAY.filter((day) => day !== SATURDAY) : EVERY_DAY;
      fill(at, 'lead', WORKDAYS, inTurn(holders(area.id, ['dutyChief'])));
      fill(at, 'day', WORKDAYS, inTurn(desk));
      fill(at, 'night', nights, answers(`${area.name}平安办`));
    } else if (!WITHOUT.includes(area.name)) {
      const desk = holders(area.id, ['communityOfficer']);
      if (desk.length > 0) patterns.push(patternRow(at, [['day', WORKDAYS]]));
      fill(at, 'day', WORKDAYS, inTurn(desk));
    }
    if (WITH_GRIDS.includes(area.name))
      for (const grid of district.grids.filter(({ areaId, kind }) => areaId === area.id && kind === 'general'))
        fill(post(area.id, grid.id), 'standby', WORKDAYS, inTurn(holders(grid.id, ['gridWorker']).slice(0, 1)));
  }
  return { shifts, patterns };
}

function columnsOf({ path, streetId, communityId, gridId, organisationId }: Post) {
  return {
    path,
    street_id: streetId,
    community_id: communityId,
    grid_id: gridId,
    organisation_id: organisationId,
  };
}

function streetOf({ id, level, parent_id }: { id: string; level: string; parent_id: string | null }): string | null {
  if (level === 'community') return parent_id;
  return level === 'street' ? id : null;
}

function findersIn(district: SeedDistrict) {
  const areas = new Map(
    rowsOf(district)
      .areas('', '')
      .map((row) => [row.id, row]),
  );
  const grids = new Map(
    rowsOf(district)
      .grids('')
      .map((row) => [row.id, row]),
  );
  const people = castOf(district).filter(({ signInName }) => signInName !== undefined);
  return {
    post(areaId: string, gridId?: string): Post {
      const area = areas.get(areaId);
      const grid = gridId === undefined ? undefined : grids.get(gridId);
      if (area === undefined) throw new RangeError(`nothing of the demo has the id ${areaId}`);
      const isCommunity = area.level === 'community';
      return {
        path: grid?.path ?? area.path,
        streetId: streetOf(area),
        communityId: isCommunity ? area.id : null,
        gridId: gridId ?? null,
        organisationId: null,
      };
    },
    holders: (placeId: string, roles: readonly string[]) =>
      people.filter(({ posts }) =>
        posts.some(
          (held) =>
            roles.includes(held.role) &&
            held.deputyFor === undefined &&
            (held.gridId === placeId || (held.gridId === undefined && held.areaId === placeId)),
        ),
      ),
    organisation(name: string): string {
      const found = district.organisations.find((each) => each.name === name);
      if (found === undefined) throw new RangeError(`${district.name} has nothing called ${name}`);
      return found.id;
    },
  };
}
