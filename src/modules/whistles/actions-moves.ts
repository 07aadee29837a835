// Every step of one call: answering, reporting in, confirming, returning, finishing, rating; one row of the table each.

import { dropTimers } from '#modules/cases/clocks/timers.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { addMinutes, minutesBetween } from '#shared/time.ts';
import { dueAt } from '#shared/working-time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import type { Around } from './keeping.ts';
import { endLinksOfCall, ringDutyPhone } from './links.ts';
import { around, cleaned, guardVersion, ring, tell, write } from './keeping.ts';
import { callTransition, callVerbsFor, isParty, isPossible, mayMoveCall, mayRelay, meetsAny } from './rules.ts';
import type { CallVerb, SubjectKind } from './rules.ts';
import { findCall, lockCall, lockWhistle, saveCall } from './store.ts';
import type { CallRow, WhistleRow } from './store.ts';
import { subjectTold } from './subjects.ts';
import type { Subject } from './subjects.ts';
import { callFacts, limitOf, viewOf } from './views.ts';

export interface CallMove {
  readonly moveId: string;
  readonly seenVersion: number;
  readonly verb: CallVerb;
  readonly manner?: 'onSite' | 'online' | undefined;
  readonly reason?: string | undefined;
  readonly rating?: { wasQuick: boolean; wasThere: boolean; didSolve: boolean } | undefined;
  readonly words?: string | undefined;
}

/** @throws {Problem} `not-found`, `permission-missing`, `whistle-move-refused`, `changed-meanwhile`, `input-invalid`, `id-taken` */
export async function moveCall(ctx: Context, callId: string, input: CallMove) {
  const house = await around(ctx);
  return inTransaction(ctx, async (ctx) => {
    const seen = await findCall(ctx.db, callId);
    if (seen === undefined) throw problem('not-found', 'There is no such call in sight');
    await once(ctx, input.moveId, { callId, ...input }, async () => {
      guardAsked(input);
      const subject = await subjectTold(ctx, seen.subject_kind as SubjectKind, seen.subject_id);
      await elevated(ctx, 'saveMove', async () => {
        const whistle = await lockWhistle(ctx.db, seen.whistle_id);
        const before = await lockCall(ctx.db, callId);
        const facts = callFacts(before, whistle, house.directory);
        guardMove(ctx, input.verb, facts);
        guardVersion(before.version, input.seenVersion);
        const isRelayed = !isParty(ctx.actor, facts) && needsParty(input.verb) && mayRelay(ctx.actor, facts);
        const words = await cleaned(ctx, house.safe, subject, input.words);
        await saveCall(ctx.db, before, await changeBy(ctx, input, before, whistle, house.calendar));
        await reachPhone(ctx, house, input.verb, whistle, before, subject);
        await write(ctx, whistle.id, { verb: input.verb, words, callId, isRelayed });
        await tell(ctx, whistle, subject);
      });
    });
    // Sent back, the whistle is out of the organisation's sight; only who decided it asks, and that one sees it.
    return viewOf(ctx, seen.whistle_id, house.directory);
  });
}

async function changeBy(
  ctx: TransactionContext,
  { verb, manner, reason, rating }: CallMove,
  before: CallRow,
  whistle: WhistleRow,
  calendar: WorkingCalendar,
) {
  const { now } = ctx;
  const { to } = callTransition(verb);
  const status = to === 'same' ? before.status : to;
  const answered_at = before.answered_at ?? now;
  const again = () => ring(ctx, before, dueAt(now, limitOf(whistle), calendar));
  switch (verb) {
    case 'approve':
      return { status, due_at: again() };
    case 'answer':
      return { status, answered_at };
    case 'reportIn':
      dropTimers(ctx, before.id);
      return { status, answered_at, reported_in_at: now, manner: manner ?? null };
    case 'confirm':
      dropTimers(ctx, before.id);
      return {
        status,
        answered_at,
        reported_in_at: before.reported_in_at ?? now,
        confirmed_at: now,
        manner: manner ?? null,
      };
    case 'deny':
      return { status, reported_in_at: null, confirmed_at: null, manner: null, due_at: again() };
    case 'finish':
      return { status, done_at: now };
    case 'rate':
      return { status, was_quick: rating?.wasQuick, was_there: rating?.wasThere, did_solve: rating?.didSolve };
    case 'answerRating':
      return { status, rating_answered_at: now };
    case 'askReturn':
      return { status, answered_at, return_reason: reason ?? null };
    case 'approveReturn':
      dropTimers(ctx, before.id);
      return { status };
    case 'urge':
      guardUrge(before.urged_at, now);
      return { status, urged_at: now };
    case 'refuse':
    case 'handle':
    case 'refuseReturn':
      return { status };
  }
}

/** A call that was asked for is told of; an urged one again; a returned one is over. */
async function reachPhone(
  ctx: TransactionContext,
  { directory, safe }: Around,
  verb: CallVerb,
  whistle: WhistleRow,
  { id: callId, organisation_id }: CallRow,
  subject: Subject,
): Promise<void> {
  if (verb === 'approveReturn') return endLinksOfCall(ctx, callId);
  if (verb !== 'approve' && verb !== 'urge') return;
  const organisation = directory.find(organisation_id ?? '');
  await ringDutyPhone(ctx, safe, { whistle, callId, organisation, subject, isAgain: verb === 'urge' });
}

const URGED_EVERY_MINUTES = 5;

/** @throws {Problem} `too-many-tries`: a phone that rings all the time is not answered sooner */
function guardUrge(urgedAt: string | null, now: string): void {
  if (urgedAt === null) return;
  const next = addMinutes(urgedAt, URGED_EVERY_MINUTES);
  if (next <= now) return;
  const retryAfterSeconds = Math.ceil(minutesBetween(now, next) * 60);
  throw problem('too-many-tries', `Urged a moment ago; again after ${URGED_EVERY_MINUTES} min`, { retryAfterSeconds });
}

function guardMove({ actor }: Context, verb: CallVerb, facts: Parameters<typeof callVerbsFor>[1]): void {
  if (mayMoveCall(actor, verb, facts)) return;
  const allowed = callVerbsFor(actor, facts);
  if (!meetsAny(actor, verb, facts) && isPossible(verb, facts))
    throw problem('permission-missing', 'This step is somebody else’s', { allowed });
  throw problem('whistle-move-refused', 'The call does not stand where this begins', { status: facts.status, allowed });
}

/** @throws {Problem} `input-invalid` with every field that is asked for and missing */
function guardAsked(input: CallMove): void {
  const wanting = callTransition(input.verb).asks.filter((field) => input[field] === undefined);
  if (wanting.length === 0) return;
  throw problem('input-invalid', `${wanting.length} field(s) are missing`, {
    errors: wanting.map((field) => ({ pointer: `/${field}`, in: 'body', detail: 'is asked for by this step' })),
  });
}

const needsParty = (verb: CallVerb): boolean => callTransition(verb).needs.includes('party');
