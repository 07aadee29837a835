// What every act on a whistle shares: what it needs around it, looking, refusing, writing a line, setting the clock, telling.

import { caseSettings } from '#modules/cases/clocks/district-settings.ts';
import { setTimer } from '#modules/cases/clocks/timers.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { elevated } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';
import { newId } from '#shared/ids.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import { findCalls, findWhistle, insertLine } from './store.ts';
import type { CallRow, WhistleRow } from './store.ts';
import { SUBJECTS } from './subjects.ts';
import type { CallStatus } from './rules.ts';
import type { Subject } from './subjects.ts';
import { whistleVerbsFor } from './views.ts';
import type { WhistleVerb } from './views.ts';

export interface Around {
  readonly directory: Directory;
  readonly calendar: WorkingCalendar;
  readonly safe: Safe;
}

export async function around(ctx: Context): Promise<Around> {
  const [directory, { calendar }, safe] = await Promise.all([
    organisationDirectory(ctx),
    caseSettings(ctx),
    ctx.platform.vault.safe(ctx.district.id),
  ]);
  return { directory, calendar, safe };
}

export async function seenWhistle(ctx: TransactionContext, id: string): Promise<WhistleRow> {
  const row = await findWhistle(ctx.db, id);
  if (row === undefined) throw problem('not-found', 'There is no such whistle in sight');
  return row;
}

export function guardWhistle(ctx: Context, whistle: WhistleRow, verb: WhistleVerb, isCalled: boolean): void {
  const allowed = whistleVerbsFor(ctx, whistle, isCalled);
  if (!allowed.includes(verb)) throw problem('whistle-move-refused', 'The whistle does not allow this', { allowed });
}

export function guardVersion(version: number, seenVersion: number): void {
  if (version !== seenVersion) throw problem('changed-meanwhile', 'It has moved on since it was read', { version });
}

export async function cleaned(ctx: TransactionContext, safe: Safe, subject: Subject, words: string | undefined) {
  if (words === undefined) return null;
  return elevated(ctx, 'whistle', () => SUBJECTS[subject.kind].clean(ctx, safe, subject.id, words));
}

interface Line {
  readonly verb: string;
  readonly words: string | null;
  readonly callId?: string;
  readonly isRelayed?: boolean;
  readonly id?: string;
}

export async function write(ctx: TransactionContext, whistleId: string, { verb, words, callId, isRelayed, id }: Line) {
  await insertLine(ctx.db, {
    id: id ?? newId(),
    whistle_id: whistleId,
    call_id: callId ?? null,
    verb,
    by_id: ctx.actor.accountId,
    is_relayed: isRelayed ?? false,
    words,
    at: ctx.now,
  });
}

export async function tell(
  ctx: TransactionContext,
  { id }: WhistleRow,
  { path, secrecy, ...subject }: Subject,
): Promise<void> {
  const organisationIds = await organisationsTold(ctx, id);
  await ctx.announce({ name: 'whistle.moved', caseId: subject.id, whistleId: id, organisationIds, path, secrecy });
}

/** Whose desks show the whistle; one that was just sent back is told too, so that it goes from its list. Inside a widened transaction. */
export async function organisationsTold(ctx: TransactionContext, whistleId: string): Promise<string[]> {
  const calls = await findCalls(ctx.db, [whistleId]);
  return [
    ...new Set(
      calls.flatMap(({ organisation_id: id, status }) =>
        id === null || NEVER_CALLED.includes(status as CallStatus) ? [] : [id],
      ),
    ),
  ];
}

const NEVER_CALLED: readonly CallStatus[] = ['awaitingApproval', 'refused'];

export function ring(ctx: TransactionContext, { id, path }: Pick<CallRow, 'id' | 'path'>, at: string): string {
  setTimer(ctx, { kind: 'whistle.late', subjectId: id, path, dueAt: at });
  return at;
}
