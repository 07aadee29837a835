// The roster read and filled: a week of shifts, whom they can be given to, and what a place wants filled.

import { noteChange, readGround, changeGround } from '#modules/areas/actions-ground.ts';
import { guardVersion } from '#modules/areas/rules.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { ROLES } from '#permissions';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { newId } from '#shared/ids.ts';
import { addDays, dayOf, instantAt } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';
import type { AuditAct } from '#shared/audit-acts.ts';

import type { addShifts as addShiftsEndpoint, changeShift as changeShiftEndpoint } from './contract.ts';
import { guardManages, mayManage, mayRead, placeColumns, placeOf, placesUnder, withinOf } from './places.ts';
import type { Place, WantedPlace } from './places.ts';
import { daysFrom, doubles, gapsIn, pathsUp, wantedOn, wrongSpan } from './rules.ts';
import type { Slot } from './rules.ts';
import {
  findCandidates,
  findPatterns,
  findShift,
  findShifts,
  findShiftsOf,
  insertShifts,
  lockShift,
  savePattern,
  updateShift,
} from './store.ts';
import type { Candidate, Shift } from './store.ts';

type Input<E extends { input?: unknown }> = NonNullable<E['input']> extends { _zod: { output: infer O } } ? O : never;

const MOST_CANDIDATES = 400;

/** @throws {Problem} `not-found` for a place that is not there, and for the crew of another organisation */
export async function readRoster(ctx: Context, query: WantedPlace & { from: Day; days: number }) {
  const directory = await organisationDirectory(ctx);
  return readGround(ctx, async (ctx) => {
    const place = await placeOf(ctx, query, directory);
    if (!mayRead(ctx.actor, place)) throw problem('not-found', 'There is no such place in this district');
    const places = await placesUnder(ctx, place);
    const within = withinOf(place, places);
    const { timeZone } = ctx.district;
    const days = daysFrom(query.from, query.days);
    // The night before reaches into the first day.
    const start = instantAt(query.from, 0, timeZone);
    const end = instantAt(addDays(query.from, query.days + 1), 0, timeZone);
    const shifts = await findShifts(ctx.db, within, start, end);
    const patterns = await findPatterns(ctx.db, within);
    const people = [...new Set(shifts.flatMap(({ accountId }) => accountId ?? []))];
    const shown = new Set(shifts.map(({ id }) => id));
    const everywhere = await findShiftsOf(ctx.db, people, start, end);
    return {
      from: query.from,
      days: query.days,
      places: places.map((each) => {
        const own = shifts.filter((shift) => shift.path === each.path && shift.organisationId === each.organisationId);
        const pattern = patterns.find(
          ({ path, organisationId }) => path === each.path && organisationId === each.organisationId,
        );
        return {
          ...placeView(each),
          mayManage: mayManage(ctx.actor, each, directory),
          slots: viewSlots(pattern?.slots ?? []),
          patternVersion: pattern?.version ?? 0,
          shifts: own.map(viewShift),
          gaps: gapsIn(wantedOn(days, pattern?.slots ?? [], timeZone), own),
        };
      }),
      doubles: doubles(everywhere).filter(([one, other]) => shown.has(one) || shown.has(other)),
    };
  });
}

/**
 * @throws {Problem} `not-found`, `permission-missing`, `id-taken`; `input-invalid` with every shift that cannot stand so
 */
export async function addShifts(ctx: Context, input: Input<typeof addShiftsEndpoint>): Promise<{ ids: string[] }> {
  const directory = await organisationDirectory(ctx);
  return changeGround(ctx, async (ctx) => {
    const { answer } = await once(ctx, input.id, input, async () => {
      const places = await placesNamed(ctx, input.shifts, directory);
      const rows = [];
      const errors = [];
      for (const [at, shift] of input.shifts.entries()) {
        const place = places.get(keyOf(shift));
        if (place === undefined) throw problem('not-found', 'There is no such place in this district');
        errors.push(...(await faultsOf(ctx, shift, place, directory)).map((fault) => fault.at(`/shifts/${at}`)));
        rows.push({
          id: shift.id,
          ...placeColumns(place),
          kind: shift.kind,
          account_id: shift.accountId ?? null,
          answering_id: shift.answeringId ?? null,
          from_at: shift.fromAt,
          to_at: shift.toAt,
          set_by: ctx.actor.accountId,
          set_at: ctx.now,
        });
      }
      if (errors.length > 0) throw problem('input-invalid', `${errors.length} field(s) are wrong`, { errors });
      await insertShifts(ctx.db, rows);
      for (const place of new Set(places.values()))
        await noteChange(ctx, {
          act: 'duty.add',
          subjectKind: 'roster',
          subjectId: place.organisationId ?? place.gridId ?? place.areaId,
          path: place.path,
          codes: { shifts: rows.filter(({ path }) => path === place.path).length },
        });
      return { ids: rows.map(({ id }) => id) };
    });
    return answer;
  });
}

/** @throws {Problem} `not-found`, `permission-missing`, `changed-meanwhile`, `input-invalid` */
export async function changeShift(ctx: Context, id: string, change: Input<typeof changeShiftEndpoint>) {
  const directory = await organisationDirectory(ctx);
  return changeGround(ctx, async (ctx) => {
    const { before, place } = await openShift(ctx, id, change.version, directory);
    const isSomebodyNamed = change.accountId !== undefined || change.answeringId !== undefined;
    const after = {
      kind: change.kind ?? before.kind,
      fromAt: change.fromAt ?? before.fromAt,
      toAt: change.toAt ?? before.toAt,
      accountId: isSomebodyNamed ? (change.accountId ?? null) : before.accountId,
      answeringId: isSomebodyNamed ? (change.answeringId ?? null) : before.answeringId,
    };
    const errors = (await faultsOf(ctx, after, place, directory)).map((fault) => fault.at(''));
    if (errors.length > 0) throw problem('input-invalid', `${errors.length} field(s) are wrong`, { errors });
    await updateShift(ctx.db, id, {
      kind: after.kind,
      from_at: after.fromAt,
      to_at: after.toAt,
      account_id: after.accountId,
      answering_id: after.answeringId,
      set_by: ctx.actor.accountId,
      set_at: ctx.now,
      version: before.version + 1,
    });
    await noteShift(ctx, 'duty.change', id, place.path);
    return viewShift((await findShift(ctx.db, id)) as Shift);
  });
}

/** @throws {Problem} `not-found`, `permission-missing`, `changed-meanwhile` */
export async function removeShift(ctx: Context, id: string, version: number): Promise<{ id: string }> {
  const directory = await organisationDirectory(ctx);
  return changeGround(ctx, async (ctx) => {
    const { place } = await openShift(ctx, id, version, directory);
    await updateShift(ctx.db, id, { removed_by: ctx.actor.accountId, removed_at: ctx.now, version: version + 1 });
    await noteShift(ctx, 'duty.remove', id, place.path);
    return { id };
  });
}

/** @throws {Problem} `not-found`, `permission-missing`, `changed-meanwhile` */
export async function changePattern(
  ctx: Context,
  input: WantedPlace & { version: number; slots: readonly Slot[] },
): Promise<{ version: number; slots: ReturnType<typeof viewSlots> }> {
  const directory = await organisationDirectory(ctx);
  return changeGround(ctx, async (ctx) => {
    const place = await placeOf(ctx, input, directory);
    guardManages(ctx.actor, place, directory);
    const row = {
      id: newId(),
      ...placeColumns(place),
      slots: JSON.stringify(input.slots),
      changed_by: ctx.actor.accountId,
      changed_at: ctx.now,
    };
    if (!(await savePattern(ctx.db, row, input.version))) {
      const within = place.organisationId === null ? { paths: [place.path] } : { organisationId: place.organisationId };
      const [pattern] = await findPatterns(ctx.db, within);
      guardVersion(pattern?.version ?? 0, input.version);
    }
    await noteChange(ctx, { act: 'duty.pattern', subjectKind: 'roster', subjectId: null, path: place.path });
    return { version: input.version + 1, slots: viewSlots(input.slots) };
  });
}

/** @throws {Problem} `not-found`, `permission-missing` */
export async function listDutyPeople(ctx: Context, wanted: WantedPlace) {
  const directory = await organisationDirectory(ctx);
  const safe = await ctx.platform.vault.safe(null);
  return readGround(ctx, async (ctx) => {
    const place = await placeOf(ctx, wanted, directory);
    guardManages(ctx.actor, place, directory);
    const candidates = await candidatesFor(ctx, place, directory);
    const names = await placeNames(ctx, candidates, directory);
    const isShared = ({ name, accountId }: Candidate) =>
      candidates.some((other) => other.name === name && other.accountId !== accountId);
    const open = ({ accountId, phoneCipher }: Candidate) =>
      phoneCipher === null ? null : safe.open(`accounts.phone.${accountId}`, phoneCipher).slice(-4);
    return {
      people: candidates.map((each) => ({
        accountId: each.accountId,
        name: each.name,
        title: ROLES[each.role].title,
        placeName: names.get(each.organisationId ?? each.path) ?? '',
        phoneTail: isShared(each) ? open(each) : null,
      })),
      organisations: answeringFor(place, directory),
    };
  });
}

async function openShift(ctx: TransactionContext, id: string, version: number, directory: Directory) {
  const before = await lockShift(ctx.db, id);
  if (before === undefined) throw problem('not-found', 'There is no such shift in the roster');
  const place = await placeOf(
    ctx,
    before.organisationId === null ? { path: before.path } : { organisationId: before.organisationId },
    directory,
  );
  guardManages(ctx.actor, place, directory);
  guardVersion(before.version, version);
  return { before, place };
}

async function placesNamed(ctx: TransactionContext, wanted: readonly WantedPlace[], directory: Directory) {
  const places = new Map<string, Place>();
  for (const each of wanted) {
    if (places.has(keyOf(each))) continue;
    const place = await placeOf(ctx, each, directory);
    guardManages(ctx.actor, place, directory);
    places.set(keyOf(each), place);
  }
  return places;
}

function keyOf({ path, organisationId }: WantedPlace): string {
  return organisationId ?? path ?? '';
}

interface Fault {
  at(pointer: string): { pointer: string; in: string; detail: string };
}

const faultIn = (field: string, detail: string): Fault => ({
  at: (pointer) => ({ pointer: `${pointer}/${field}`, in: 'body', detail }),
});

interface WantedShift {
  readonly fromAt: string;
  readonly toAt: string;
  readonly accountId?: string | null | undefined;
  readonly answeringId?: string | null | undefined;
}

async function faultsOf(
  ctx: TransactionContext,
  { fromAt, toAt, accountId = null, answeringId = null }: WantedShift,
  place: Place,
  directory: Directory,
): Promise<Fault[]> {
  const span = wrongSpan({ fromAt, toAt });
  const faults = span === undefined ? [] : [faultIn('toAt', span)];
  if ((accountId === null) === (answeringId === null))
    return [...faults, faultIn('accountId', 'name either a person or an organisation whose phone answers')];
  if (accountId !== null) {
    const candidates = await candidatesFor(ctx, place, directory);
    if (!candidates.some((each) => each.accountId === accountId))
      faults.push(faultIn('accountId', 'serves neither here nor above or below'));
  } else if (!answeringFor(place, directory).some(({ id }) => id === answeringId))
    faults.push(faultIn('answeringId', 'is no organisation with a duty phone that could answer here'));
  return faults;
}

/** Roles that can be on duty: neither neighbours who help unpaid, nor who only administers or audits. */
const isOnDutyRole = (role: Candidate['role']) =>
  !('joinsByCode' in ROLES[role]) && !['districtAdmin', 'securityAdmin', 'auditor', 'partner'].includes(role);

const kept = new WeakMap<TransactionContext, Map<string, Candidate[]>>();

/** Nearest first; each person once, with the post that lies nearest. Asked once a place in one transaction. */
async function candidatesFor(ctx: TransactionContext, place: Place, directory: Directory): Promise<Candidate[]> {
  const known = kept.get(ctx) ?? new Map<string, Candidate[]>();
  kept.set(ctx, known);
  const before = known.get(place.organisationId ?? place.path);
  if (before !== undefined) return before;
  const wanted =
    place.organisationId === null
      ? { paths: pathsUp(place.path), under: reachOf(place) }
      : { organisationIds: directory.related(place.organisationId) };
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const found = await findCandidates(ctx.db, wanted, { today, most: MOST_CANDIDATES });
  const distance = ({ path }: Candidate) => distanceOf(path, place.path);
  const inOrder = found.filter(({ role }) => isOnDutyRole(role)).sort((one, other) => distance(one) - distance(other));
  const nearest = [...new Map([...inOrder].reverse().map((each) => [each.accountId, each])).values()].reverse();
  known.set(place.organisationId ?? place.path, nearest);
  return nearest;
}

/** A place on the same line is nearer than a neighbour of the same size. */
function distanceOf(path: string, from: string): number {
  const isOnLine = path.startsWith(from) || from.startsWith(path);
  return Math.abs(path.length - from.length) + (isOnLine ? 0 : from.length);
}

/** A grid's night is filled by the workers of its neighbours too: all of the community. */
function reachOf({ level, path }: Place): string {
  return level === 'grid' ? (pathsUp(path)[1] ?? path) : path;
}

/** In an area any duty room of the district may answer; for a crew only its own line. */
function answeringFor({ organisationId }: Place, directory: Directory) {
  const entries = organisationId === null ? directory.all() : directory.related(organisationId).map(directory.find);
  return entries.flatMap((entry) =>
    entry === undefined || entry.isClosed || entry.dutyPhone === null
      ? []
      : [{ id: entry.id, name: entry.name, dutyPhone: entry.dutyPhone }],
  );
}

async function placeNames(ctx: TransactionContext, candidates: readonly Candidate[], directory: Directory) {
  const paths = [...new Set(candidates.filter((each) => each.organisationId === null).map(({ path }) => path))];
  const names = new Map<string, string>();
  for (const { organisationId } of candidates)
    if (organisationId !== null) names.set(organisationId, directory.find(organisationId)?.name ?? '');
  if (paths.length === 0) return names;
  const areas = await ctx.db
    .selectFrom('areas')
    .select(['path', 'name'])
    .where('district_id', '=', ctx.district.id)
    .where('path', 'in', paths)
    .execute();
  const grids = await ctx.db
    .selectFrom('grids')
    .select(['path', 'name'])
    .where('valid_to', 'is', null)
    .where('path', 'in', paths)
    .execute();
  for (const { path, name } of [...areas, ...grids]) names.set(path, name);
  return names;
}

export function placeView({ path, organisationId, name, level }: Place) {
  return { path, organisationId, name, level };
}

function viewShift({ id, version, kind, accountId, answeringId, name, isVoid, fromAt, toAt }: Shift) {
  return { id, version, kind, accountId, answeringId, name, isVoid, fromAt, toAt };
}

function viewSlots(slots: readonly Slot[]) {
  return slots.map(({ kind, from, to, weekdays }) => ({ kind, from, to, weekdays: [...weekdays] }));
}

async function noteShift(ctx: TransactionContext, act: AuditAct, id: string, path: string): Promise<void> {
  await noteChange(ctx, { act, subjectKind: 'shift', subjectId: id, path });
}
