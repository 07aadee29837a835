// Blowing a whistle, calling more in, writing into it and ending it: load → decide → save → announce.

import { dropTimers } from '#modules/cases/clocks/timers.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import type { Level } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { dueAt } from '#shared/working-time.ts';

import { kindsOf } from './actions-settings.ts';
import { around, cleaned, guardVersion, guardWhistle, ring, seenWhistle, tell, write } from './keeping.ts';
import type { Around } from './keeping.ts';
import { callingLevels, isParty, ruleForLevel, ruleForOrganisation, STOOD_DOWN, WHISTLE_KINDS } from './rules.ts';
import type { CallRule, CallStatus, SubjectKind, WhistleKind, WhistleReason } from './rules.ts';
import {
  closeCalls,
  findCalls,
  findDirectOnes,
  insertCall,
  insertWhistle,
  lockWhistle,
  namePictures,
  saveCall,
  saveWhistle,
} from './store.ts';
import type { WhistleRow } from './store.ts';
import { SUBJECTS, subjectTold } from './subjects.ts';
import type { Subject, SubjectName } from './subjects.ts';
import { endLinksOfWhistle, ringDutyPhone } from './links.ts';
import { callFacts, limitOf, viewOf } from './views.ts';

interface Target {
  readonly callId: string;
  readonly organisationId?: string | undefined;
  readonly level?: Level | undefined;
}

/** @throws {Problem} `not-found` for a matter out of sight */
export async function whistleOptions(ctx: Context, on: SubjectName) {
  const { directory } = await around(ctx);
  return inTransaction(ctx, async (ctx) => {
    const subject = await SUBJECTS[on.kind].seen(ctx, on.id);
    const kinds = await kindsOf(ctx);
    const direct = await findDirectOnes(ctx.db, subject.path);
    const from = callingLevels(ctx.actor, subject.path);
    const all: Level[] = ['grid', 'street', 'district'];
    return {
      kinds: WHISTLE_KINDS.map((each) => ({ kind: each, ...kinds[each] })),
      levels: all.filter((level) => from.some((own) => ruleForLevel(own, level) === 'free')),
      organisations: directory.all().flatMap(({ id: organisationId, name, isClosed }) => {
        const { rule } = ruleFor(ctx, subject, { callId: '', organisationId }, directory, direct);
        return isClosed || rule === 'refused' ? [] : [{ id: organisationId, name, needsApproval: rule === 'approval' }];
      }),
    };
  });
}

export interface NewWhistle {
  readonly id: string;
  readonly kind: WhistleKind;
  readonly reason: WhistleReason;
  readonly targets: readonly Target[];
  readonly words?: string | undefined;
}

/** @throws {Problem} `not-found`, `permission-missing`, `whistle-target-refused`, `whistle-move-refused` on a matter that is over, `id-taken` */
export async function blow(ctx: Context, on: SubjectName, input: NewWhistle) {
  const house = await around(ctx);
  return inTransaction(ctx, async (ctx) => {
    const subject = await SUBJECTS[on.kind].seen(ctx, on.id);
    await once(ctx, input.id, { on, ...input }, async () => {
      const [fromLevel] = callingLevels(ctx.actor, subject.path).toReversed();
      if (fromLevel === undefined) throw missing();
      if (subject.isOver) throw problem('whistle-move-refused', 'The matter is over', { allowed: [] });
      const { limit, source } = (await kindsOf(ctx))[input.kind];
      const words = await cleaned(ctx, house.safe, subject, input.words);
      const direct = await findDirectOnes(ctx.db, subject.path);
      const rules = input.targets.map((target) => ruleOrThrow(ctx, subject, target, house.directory, direct));
      await elevated(ctx, 'saveMove', async () => {
        await insertWhistle(ctx.db, {
          id: input.id,
          subject_kind: subject.kind,
          subject_id: subject.id,
          kind: input.kind,
          reason: input.reason,
          path: subject.path,
          street_id: subject.streetId,
          community_id: subject.communityId,
          grid_id: subject.gridId,
          status: 'open',
          version: 1,
          blown_by: ctx.actor.accountId ?? '',
          from_level: fromLevel,
          limit_amount: String(limit.amount),
          limit_unit: limit.unit,
          limit_source: source,
          blown_at: ctx.now,
        });
        await write(ctx, input.id, { verb: 'blow', words });
        const whistle = await lockWhistle(ctx.db, input.id);
        for (const [at, target] of input.targets.entries())
          await call(ctx, whistle, subject, target, rules[at]!, house);
        await tell(ctx, whistle, subject);
      });
    });
    return viewOf(ctx, input.id, house.directory);
  });
}

/** @throws {Problem} `not-found`, `whistle-move-refused`, `whistle-target-refused`, `id-taken` */
export async function addCall(ctx: Context, whistleId: string, target: Target) {
  const house = await around(ctx);
  return inTransaction(ctx, async (ctx) => {
    const seen = await seenWhistle(ctx, whistleId);
    await once(ctx, target.callId, { whistleId, ...target }, async () => {
      const subject = await subjectTold(ctx, seen.subject_kind as SubjectKind, seen.subject_id);
      await elevated(ctx, 'saveMove', async () => {
        const whistle = await lockWhistle(ctx.db, whistleId);
        guardWhistle(ctx, whistle, 'addCall', false);
        const direct = await findDirectOnes(ctx.db, subject.path);
        const rule = ruleOrThrow(ctx, subject, target, house.directory, direct);
        await call(ctx, whistle, subject, target, rule, house);
        await tell(ctx, whistle, subject);
      });
    });
    return viewOf(ctx, whistleId, house.directory);
  });
}

export interface NewNote {
  readonly id: string;
  readonly words?: string | undefined;
  readonly attachmentIds?: readonly string[] | undefined;
}

/** @throws {Problem} `not-found`, `whistle-move-refused`, `input-invalid` for a picture that is not the sender's, `id-taken` */
export async function addNote(ctx: Context, whistleId: string, input: NewNote) {
  const house = await around(ctx);
  return inTransaction(ctx, async (ctx) => {
    const whistle = await seenWhistle(ctx, whistleId);
    await once(ctx, input.id, { whistleId, ...input }, async () => {
      const isCalled = (await findCalls(ctx.db, [whistleId])).some((each) =>
        isParty(ctx.actor, callFacts(each, whistle, house.directory)),
      );
      guardWhistle(ctx, whistle, 'note', isCalled);
      const subject = await subjectTold(ctx, whistle.subject_kind as SubjectKind, whistle.subject_id);
      await elevated(ctx, 'saveMove', async () => {
        const words = await cleaned(ctx, house.safe, subject, input.words);
        const { attachmentIds = [] } = input;
        await SUBJECTS[subject.kind].attach(ctx, subject.id, attachmentIds);
        await write(ctx, whistleId, { id: input.id, verb: 'note', words });
        await namePictures(ctx.db, attachmentIds, input.id);
        await tell(ctx, whistle, subject);
      });
    });
    return viewOf(ctx, whistleId, house.directory);
  });
}

export interface Closing {
  readonly moveId: string;
  readonly seenVersion: number;
  readonly result: 'solved' | 'toDaily' | 'mistaken';
  readonly words?: string | undefined;
}

/** @throws {Problem} `not-found`, `whistle-move-refused`, `changed-meanwhile`, `id-taken` */
export async function closeWhistle(ctx: Context, whistleId: string, input: Closing) {
  const house = await around(ctx);
  return inTransaction(ctx, async (ctx) => {
    const seen = await seenWhistle(ctx, whistleId);
    await once(ctx, input.moveId, { whistleId, ...input }, async () => {
      const subject = await subjectTold(ctx, seen.subject_kind as SubjectKind, seen.subject_id);
      await elevated(ctx, 'saveMove', async () => {
        const whistle = await lockWhistle(ctx.db, whistleId);
        guardVersion(whistle.version, input.seenVersion);
        guardWhistle(ctx, whistle, 'close', false);
        for (const each of await findCalls(ctx.db, [whistleId])) {
          dropTimers(ctx, each.id);
          if (STOOD_DOWN.includes(each.status as CallStatus)) await saveCall(ctx.db, each, { status: 'stoodDown' });
        }
        await closeCalls(ctx.db, whistleId);
        await endLinksOfWhistle(ctx, whistleId);
        await saveWhistle(ctx.db, whistle, {
          status: 'closed',
          closed_by: ctx.actor.accountId,
          closed_at: ctx.now,
          result: input.result,
        });
        const words = await cleaned(ctx, house.safe, subject, input.words);
        await write(ctx, whistleId, { verb: `close.${input.result}`, words });
        await tell(ctx, whistle, subject);
      });
    });
    return viewOf(ctx, whistleId, house.directory);
  });
}

async function call(
  ctx: TransactionContext,
  whistle: WhistleRow,
  subject: Subject,
  target: Target,
  found: Ruled,
  { calendar, directory, safe }: Around,
) {
  const due = dueAt(ctx.now, limitOf(whistle), calendar);
  const isCalled = found.rule === 'free';
  await insertCall(ctx.db, {
    id: target.callId,
    whistle_id: whistle.id,
    subject_kind: whistle.subject_kind,
    subject_id: whistle.subject_id,
    path: whistle.path,
    organisation_id: target.organisationId ?? null,
    level: target.level ?? null,
    from_level: found.from,
    status: isCalled ? 'called' : 'awaitingApproval',
    version: 1,
    called_by: ctx.actor.accountId ?? '',
    called_at: ctx.now,
    due_at: isCalled ? due : null,
  });
  if (isCalled) {
    ring(ctx, { id: target.callId, path: whistle.path }, due);
    const organisation = directory.find(target.organisationId ?? '');
    await ringDutyPhone(ctx, safe, { whistle, callId: target.callId, organisation, subject, isAgain: false });
  }
  await write(ctx, whistle.id, { verb: isCalled ? 'call' : 'askApproval', words: null, callId: target.callId });
}

interface Ruled {
  readonly from: Level;
  readonly rule: CallRule;
}

/** By the most that any level of the actor may. */
function ruleFor(
  ctx: Context,
  subject: Subject,
  { organisationId, level }: Target,
  directory: Directory,
  direct: ReadonlySet<string>,
): Ruled {
  const organisation = directory.find(organisationId ?? '');
  const ruled = callingLevels(ctx.actor, subject.path).map((from): Ruled => {
    if (level !== undefined) return { from, rule: ruleForLevel(from, level) };
    if (organisation === undefined || organisation.isClosed) return { from, rule: 'refused' };
    // A secret matter stays with its posts, and the one complained about is not called in on it.
    if (subject.secrecy !== 'open' || isAbout(subject, organisation.id, directory)) return { from, rule: 'refused' };
    const callable = { organisationPath: organisation.path, isOnDirectList: direct.has(organisation.id) };
    return { from, rule: ruleForOrganisation(from, subject.path, callable) };
  });
  const best = ruled.find(({ rule }) => rule === 'free') ?? ruled.find(({ rule }) => rule === 'approval');
  return best ?? { from: 'grid', rule: 'refused' };
}

function isAbout({ aboutOrganisationId }: Subject, organisationId: string, directory: Directory): boolean {
  return aboutOrganisationId !== null && directory.related(aboutOrganisationId).includes(organisationId);
}

function ruleOrThrow(ctx: Context, subject: Subject, target: Target, directory: Directory, direct: Set<string>): Ruled {
  const found = ruleFor(ctx, subject, target, directory, direct);
  if (found.rule !== 'refused') return found;
  const { organisationId = null, level = null } = target;
  throw problem('whistle-target-refused', 'This level may not call them in', { organisationId, level });
}

function missing() {
  return problem('permission-missing', 'Whistles are blown by who serves at the place', { permission: 'whistle.blow' });
}
