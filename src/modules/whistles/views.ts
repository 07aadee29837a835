// Whistles as somebody sees them: staff of the place the whole, an organisation its own call and nothing of whoever reported.

import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { LEVELS, holds } from '#permissions';
import type { Level } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Limit, LimitUnit } from '#shared/working-time.ts';

import { callVerbsFor, callingLevels, isParty, WAITED_FOR } from './rules.ts';
import type { CallFacts, CallStatus, CallVerb, WhistleKind } from './rules.ts';
import { findBySubject, findCalls, findLines, findNames, findPictures, findWhistle } from './store.ts';
import type { CallRow, LineRow, WhistleRow } from './store.ts';
import { SUBJECTS, subjectsTold } from './subjects.ts';
import type { SubjectName } from './subjects.ts';

/** What waits for whoever may do it; the rest of what one may do waits for nobody. */
const WAITING: readonly CallVerb[] = ['approve', 'answer', 'reportIn', 'handle', 'finish', 'approveReturn'];

export const limitOf = ({ limit_amount, limit_unit }: WhistleRow): Limit => ({
  amount: Number(limit_amount),
  unit: limit_unit as LimitUnit,
});

/** @throws {Problem} `not-found` for a matter out of sight */
export async function listOfSubject(ctx: Context, { kind, id }: SubjectName) {
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, async (ctx) => {
    const subject = await SUBJECTS[kind].seen(ctx, id);
    return {
      whistles: await viewAll(ctx, await findBySubject(ctx.db, id), directory),
      mayBlow: !subject.isOver && holds(ctx.actor, 'case.read', subject.path) && mayBlow(ctx, subject.path),
    };
  });
}

/** @throws {Problem} `not-found` */
export async function readWhistle(ctx: Context, id: string) {
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, (ctx) => viewOf(ctx, id, directory));
}

export async function viewOf(ctx: TransactionContext, id: string, directory: Directory) {
  const row = await findWhistle(ctx.db, id);
  const [line] = row === undefined ? [] : await viewAll(ctx, [row], directory);
  if (row === undefined || line === undefined) throw problem('not-found', 'There is no such whistle in sight');
  const lines = await findLines(ctx.db, id);
  const pictures = await findPictures(ctx.db, lines.map((each) => each.id)); // prettier-ignore
  const isStaff = holds(ctx.actor, 'case.read', row.path);
  const seen = new Set(line.calls.map((call) => call.id));
  const names = isStaff ? await findNames(ctx.db, people(lines)) : new Map<string, string>();
  return {
    ...line,
    // What others were called for is not an organisation's to read; what was said to all is.
    lines: lines
      .filter(({ call_id }) => call_id === null || seen.has(call_id))
      .map((each) => ({
        id: each.id,
        callId: each.call_id,
        verb: each.verb,
        byName: each.by_id === null ? null : (names.get(each.by_id) ?? null),
        isRelayed: each.is_relayed,
        isMine: ctx.actor.accountId !== null && each.by_id === ctx.actor.accountId,
        words: each.words,
        pictureIds: pictures.get(each.id) ?? [],
        isErased: each.erased_at !== null,
        level: ((each.codes as { level?: Level }).level ?? null) as Level | null,
        at: each.at,
      })),
    allowed: whistleVerbsFor(ctx, row, line.calls.length > 0 && !isStaff),
  };
}

export type WhistleVerb = 'addCall' | 'note' | 'close';

export function whistleVerbsFor({ actor }: Context, row: WhistleRow, isCalled: boolean): WhistleVerb[] {
  if (row.status !== 'open') return [];
  const levels = callingLevels(actor, row.path);
  if (levels.length === 0) return isCalled ? ['note'] : [];
  const isAbove = levels.some((level) => LEVELS.indexOf(level) > LEVELS.indexOf(row.from_level as Level));
  return actor.accountId === row.blown_by || isAbove ? ['addCall', 'note', 'close'] : ['addCall', 'note'];
}

export function callFacts(call: CallRow, whistle: WhistleRow, directory: Directory): CallFacts {
  const { organisation_id: organisationId } = call;
  return {
    id: call.id,
    status: call.status as CallStatus,
    path: call.path,
    organisationId,
    organisationLine: organisationId === null ? [] : directory.line(organisationId),
    isByPhone: organisationId !== null && directory.find(organisationId)?.usesAccounts === false,
    level: call.level as Level | null,
    fromLevel: call.from_level as Level,
    calledBy: call.called_by,
    blownBy: whistle.blown_by,
    confirmedAt: call.confirmed_at,
    ratingAnsweredAt: call.rating_answered_at,
    isWhistleOpen: whistle.status === 'open',
  };
}

export async function viewAll(ctx: TransactionContext, rows: readonly WhistleRow[], directory: Directory) {
  const { db, actor } = ctx;
  const staff = rows.filter(({ path }) => holds(actor, 'case.read', path));
  const others = rows.filter((row) => !staff.includes(row));
  // Staff of the place was just shown the whistle with all its calls; asked call by call whether it may be seen costs more than reading.
  const found = [
    ...(await elevated(ctx, 'whistle', () => findCalls(db, idsOf(staff)))),
    ...(await findCalls(db, idsOf(others))),
  ];
  const calls = Map.groupBy(found, ({ whistle_id }) => whistle_id);
  const names = await findNames(db, [...new Set(staff.map(({ blown_by }) => blown_by))]);
  const subjects = await subjectsTold(ctx, rows);
  return rows.map((row) => {
    const isStaff = staff.includes(row);
    const subject = subjects.get(row.subject_id);
    if (subject === undefined) throw new Error(`the matter of whistle ${row.id} is missing`);
    const own = calls.get(row.id) ?? [];
    const seen = own.map((call) => ({ call, facts: callFacts(call, row, directory) }));
    return {
      id: row.id,
      kind: row.kind as WhistleKind,
      reason: row.reason as 'danger',
      status: row.status as 'open' | 'closed',
      version: row.version,
      subject: {
        kind: subject.kind,
        id: isStaff ? subject.id : null,
        number: subject.number,
        summary: subject.summary,
        placeWords: subject.placeWords,
        longitude: subject.longitude,
        latitude: subject.latitude,
        gridId: isStaff && subject.secrecy === 'open' ? subject.gridId : null,
        isSecret: subject.secrecy !== 'open',
      },
      blownAt: row.blown_at,
      blownByName: isStaff ? (names.get(row.blown_by) ?? null) : null,
      isMine: actor.accountId === row.blown_by,
      waitsForMe: seen.some(({ call, facts }) => waitsFor(ctx, call, facts)),
      limit: limitOf(row),
      limitSource: row.limit_source,
      closedAt: row.closed_at,
      result: row.result as 'solved' | null,
      calls: seen.map(({ call, facts }) => viewCall(ctx, call, facts, directory, isStaff)),
    };
  });
}

const idsOf = (rows: readonly WhistleRow[]) => rows.map(({ id }) => id);

/** Called, asked to decide, or told because those who were called have not come. */
function waitsFor({ actor }: Context, call: CallRow, facts: CallFacts): boolean {
  const verbs = callVerbsFor(actor, facts).filter((verb) => WAITING.includes(verb));
  const isDeciding = verbs.includes('approve') || verbs.includes('approveReturn');
  if (isDeciding || (verbs.length > 0 && isParty(actor, facts))) return true;
  const told = call.escalated_level as Level | null;
  const isWaitedFor = facts.isWhistleOpen && WAITED_FOR.includes(facts.status);
  return isWaitedFor && told !== null && callingLevels(actor, call.path).includes(told);
}

function viewCall({ actor, now }: Context, call: CallRow, facts: CallFacts, directory: Directory, isStaff: boolean) {
  const organisation = directory.find(call.organisation_id ?? '');
  const arrivedAt = call.reported_in_at ?? (WAITED_FOR.includes(facts.status) ? now : call.due_at);
  return {
    id: call.id,
    organisationName: organisation?.name ?? null,
    level: facts.level,
    dutyPhone: isStaff ? (organisation?.dutyPhone ?? null) : null,
    status: facts.status,
    version: call.version,
    calledAt: call.called_at,
    dueAt: call.due_at,
    isLate: call.due_at !== null && arrivedAt !== null && arrivedAt > call.due_at,
    answeredAt: call.answered_at,
    reportedInAt: call.reported_in_at,
    manner: call.manner as 'onSite' | null,
    confirmedAt: call.confirmed_at,
    doneAt: call.done_at,
    escalations: call.escalations,
    escalatedLevel: call.escalated_level as Level | null,
    returnReason: call.return_reason,
    rating:
      call.was_quick === null
        ? null
        : { wasQuick: call.was_quick, wasThere: call.was_there === true, didSolve: call.did_solve === true },
    ratingAnsweredAt: call.rating_answered_at,
    allowed: callVerbsFor(actor, facts),
    isRelayed: facts.isByPhone,
  };
}

export function mayBlow({ actor }: Context, path: string): boolean {
  return callingLevels(actor, path).length > 0;
}

function people(lines: readonly LineRow[]): string[] {
  return [...new Set(lines.flatMap(({ by_id }) => (by_id === null ? [] : [by_id])))];
}
