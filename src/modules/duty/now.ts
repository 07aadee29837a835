// Who is on duty now: the smallest place with somebody on shift answers, else the one above; service hours stay behind it.

import { readForPublic, readGround } from '#modules/areas/actions-ground.ts';
import { serviceAt } from '#modules/areas/actions-settings.ts';
import type { Service } from '#modules/areas/actions-settings.ts';
import { areaLine } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import { nearest } from '#modules/areas/rules.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { contains } from '#permissions';
import { problem } from '#problems';
import { elevated } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';
import { addDays, addMinutes, dayOf } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import { placeView } from './actions.ts';
import { areaPlace, mayRead, placeOf } from './places.ts';
import type { Place, WantedPlace } from './places.ts';
import { byKind, gapsIn, pathsUp, wantedOn } from './rules.ts';
import type { ShiftKind } from './rules.ts';
import { findPatterns, findShifts } from './store.ts';
import type { Shift } from './store.ts';

export interface OnDuty {
  readonly kind: ShiftKind;
  readonly name: string | null;
  readonly phone: string | null;
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** As other modules tell of it: the hours a shift began are nobody's business. */
export function toldOf(onDuty: readonly OnDuty[]): Omit<OnDuty, 'fromAt'>[] {
  return onDuty.map(({ kind, name, phone, toAt }) => ({ kind, name, phone, toAt }));
}

export interface Duty extends Service {
  /** Who answers now by the roster; the first of them is called. */
  readonly onDuty: readonly OnDuty[];
}

/**
 * Service hours and duty phone of a path as `serviceAt` tells them, with the roster over them: `dutyPhone` is the number of whoever
 * is on duty now. Inside a transaction widened for public facts; names and phones of persons only as far as they agree.
 */
export async function dutyAt(ctx: TransactionContext, path: string, safe: Safe): Promise<Duty> {
  const service = await serviceAt(ctx, path);
  const onShift = smallest(
    await findShifts(ctx.db, { paths: pathsUp(path) }, ctx.now, addMinutes(ctx.now, 1)),
    ctx.now,
  );
  if (onShift.length === 0) return { ...service, onDuty: [] };
  const line = await areaLine(ctx, path);
  const onDuty = onShift.map((shift) => viewOnDuty(ctx, shift, line, safe));
  return { ...service, onDuty, dutyPhone: onDuty.find(({ phone }) => phone !== null)?.phone ?? service.dutyPhone };
}

/** Whether the account itself is on a shift now, anywhere in the district. */
export async function isOnShift(ctx: TransactionContext, accountId: string): Promise<boolean> {
  const own = await findShifts(ctx.db, { accountId }, ctx.now, addMinutes(ctx.now, 1));
  return own.some((shift) => isNow(shift, ctx.now));
}

/** Who comes next at a place within a day, and until when that shift is; nobody where the roster says nothing. */
export async function nextShiftAt(ctx: TransactionContext, { path, organisationId }: WantedPlace) {
  const within = organisationId === undefined ? { paths: [path ?? ''] } : { organisationId };
  const ahead = addMinutes(ctx.now, NEXT_WITHIN_MINUTES);
  const shifts = await elevated(ctx, 'ground', () => findShifts(ctx.db, within, ctx.now, ahead));
  const coming = shifts.filter(({ fromAt, isVoid, kind }) => fromAt > ctx.now && !isVoid && kind !== 'lead');
  const [first] = coming;
  const together = coming.filter(({ fromAt }) => fromAt === first?.fromAt);
  const people = together.flatMap(({ accountId, name }) => (accountId === null ? [] : [{ accountId, name }]));
  return { until: first?.toAt ?? null, people };
}

/** The number that is answered now, of every area that has one. */
export async function listDutyPhones(ctx: Context) {
  const safe = await ctx.platform.vault.safe(null);
  return readForPublic(ctx, async (ctx) => {
    const areas = await ctx.db
      .selectFrom('areas')
      .select(['id', 'path', 'duty_phone'])
      .where('district_id', '=', ctx.district.id)
      .where('valid_to', 'is', null)
      .orderBy('path')
      .execute();
    const shifts = await findShifts(ctx.db, { paths: areas.map(({ path }) => path) }, ctx.now, addMinutes(ctx.now, 1));
    return {
      phones: areas.flatMap(({ id, path, duty_phone: own }) => {
        const up = shifts.filter((shift) => path.startsWith(shift.path));
        const [first] = smallest(up, ctx.now);
        const onDuty = first && viewOnDuty(ctx, first, [], safe);
        const phone = onDuty?.phone ?? own;
        if (phone === null) return [];
        return [{ areaId: id, phone, isOnDuty: onDuty !== undefined, name: onDuty?.name ?? null }];
      }),
    };
  });
}

const NEXT_WITHIN_MINUTES = 1440;
const OWN_AHEAD_MINUTES = 7 * 1440;

/** @throws {Problem} `not-found` for a place that is not there, and for the crew of another organisation */
export async function readDutyNow(ctx: Context, wanted: WantedPlace) {
  const directory = await organisationDirectory(ctx);
  const safe = await ctx.platform.vault.safe(null);
  return readGround(ctx, async (ctx) => {
    const places = await placesAsked(ctx, wanted, directory);
    const line = [];
    for (const place of places) line.push(await dutyOf(ctx, place, safe, directory.find(place.organisationId ?? '')));
    const accountId = ctx.actor.accountId ?? '';
    const own = await findShifts(ctx.db, { accountId }, ctx.now, addMinutes(ctx.now, OWN_AHEAD_MINUTES));
    const mine = [];
    for (const { kind, fromAt, toAt, path, organisationId } of own) {
      const at = organisationId === null ? { path } : { organisationId };
      mine.push({ kind, fromAt, toAt, placeName: (await placeOf(ctx, at, directory)).name });
    }
    return { at: ctx.now, line, mine };
  });
}

async function placesAsked(
  ctx: TransactionContext,
  wanted: WantedPlace,
  directory: Awaited<ReturnType<typeof organisationDirectory>>,
): Promise<Place[]> {
  if (wanted.path !== undefined || wanted.organisationId !== undefined) {
    const place = await placeOf(ctx, wanted, directory);
    if (!mayRead(ctx.actor, place)) throw problem('not-found', 'There is no such place in this district');
    return place.organisationId === null ? lineUp(ctx, place) : [place];
  }
  const [grant] = ctx.actor.grants;
  if (grant === undefined) return [];
  if (grant.organisationId !== null) return [await placeOf(ctx, { organisationId: grant.organisationId }, directory)];
  // The smallest of the places somebody serves in: the line goes up from there.
  const paths = ctx.actor.grants.filter(({ organisationId }) => organisationId === null).map(({ path }) => path);
  const [smallestPath = grant.path] = [...paths].sort((one, other) => other.length - one.length);
  return lineUp(ctx, await placeOf(ctx, { path: smallestPath }, directory));
}

async function lineUp(ctx: TransactionContext, place: Place): Promise<Place[]> {
  const line = await areaLine(ctx, place.path);
  const above = line.filter(({ path }) => path !== place.path).map((area) => areaPlace(area, line));
  return [place, ...above];
}

async function dutyOf(
  ctx: TransactionContext,
  place: Place,
  safe: Safe,
  organisation: { dutyPhone: string | null } | undefined,
) {
  const { timeZone } = ctx.district;
  const within = place.organisationId === null ? { paths: [place.path] } : { organisationId: place.organisationId };
  const today = dayOf(ctx.now, timeZone);
  const shifts = await findShifts(ctx.db, within, addMinutes(ctx.now, -1440), addMinutes(ctx.now, 2 * 1440));
  const [pattern] = await findPatterns(ctx.db, within);
  const line = await areaLine(ctx, place.path);
  const view = (shift: Shift) => viewOnDuty(ctx, shift, line, safe);
  const valid = shifts.filter(({ isVoid }) => !isVoid);
  const next = valid.find(({ fromAt }) => fromAt > ctx.now && fromAt <= addMinutes(ctx.now, NEXT_WITHIN_MINUTES));
  const wanted = wantedOn([addDays(today, -1), today], pattern?.slots ?? [], timeZone);
  return {
    ...placeView(place),
    now: valid
      .filter((shift) => isNow(shift, ctx.now))
      .sort(byKind)
      .map(view),
    next: next === undefined ? null : view(next),
    gaps: gapsIn(
      wanted.filter(({ toAt }) => toAt > ctx.now),
      shifts,
    ).filter(({ toAt }) => toAt > ctx.now),
    dutyPhone:
      place.organisationId === null
        ? nearest(
            line.filter(({ path }) => place.path.startsWith(path)),
            (area) => area.dutyPhone,
          )
        : (organisation?.dutyPhone ?? null),
  };
}

/** Those on shift at the smallest of the places, whoever is called first leading. */
function smallest(shifts: readonly Shift[], now: Instant): Shift[] {
  const onShift = shifts.filter((shift) => !shift.isVoid && isNow(shift, now));
  const longest = Math.max(0, ...onShift.map(({ path }) => path.length));
  return onShift.filter(({ path }) => path.length === longest).sort(byKind);
}

export function isNow({ fromAt, toAt }: Shift, now: Instant): boolean {
  return fromAt <= now && now < toAt;
}

/** A person is named, and called on the own phone, by colleagues and by whom the person agreed to; else the office's number stands. */
export function viewOnDuty(ctx: Context, shift: Shift, line: readonly Area[], safe: Safe): OnDuty {
  const { kind, fromAt, toAt, path, organisationId, accountId, phoneCipher } = shift;
  if (accountId === null) return { kind, fromAt, toAt, name: shift.name, phone: shift.answeringPhone };
  const isColleague =
    organisationId === null
      ? ctx.actor.grants.some((grant) => grant.organisationId === null && contains(grant.path, path))
      : ctx.actor.organisationIds.includes(organisationId);
  const isStaff = ctx.actor.grants.some((grant) => grant.organisationId === null);
  const mayCall = (shift.showsPhone || isColleague) && phoneCipher !== null;
  const office = nearest(
    line.filter((area) => path.startsWith(area.path)),
    (area) => area.dutyPhone,
  );
  return {
    kind,
    fromAt,
    toAt,
    name: shift.showsName || isColleague || isStaff ? shift.name : null,
    phone: mayCall ? safe.open(`accounts.phone.${accountId}`, phoneCipher) : office,
  };
}
