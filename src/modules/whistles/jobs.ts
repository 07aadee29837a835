// What follows by itself when somebody called has not reported in: one level up is told, and the next one after the same time.

import { calendarOf } from '#modules/cases/clocks/district-settings.ts';
import { setTimer } from '#modules/cases/clocks/timers.ts';
import type { Level } from '#permissions';
import type { TransactionContext } from '#platform/context.ts';
import type { DueTimer } from '#platform/jobs/register.ts';
import type { Fact } from '#shared/facts.ts';
import { newId } from '#shared/ids.ts';
import { dueAt } from '#shared/working-time.ts';

import { escalatedTo, WAITED_FOR } from './rules.ts';
import type { CallStatus, SubjectKind } from './rules.ts';
import { findCall, insertLine, lockCall, lockWhistle, saveCall } from './store.ts';
import { organisationsTold } from './keeping.ts';
import { subjectTold } from './subjects.ts';
import { limitOf } from './views.ts';

export async function whistlesLate(ctx: TransactionContext, timers: readonly DueTimer[]): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const { subjectId } of timers) facts.push(...(await escalate(ctx, subjectId)));
  return facts;
}

async function escalate(ctx: TransactionContext, callId: string): Promise<Fact[]> {
  const { db, now } = ctx;
  const found = await findCall(db, callId);
  if (found === undefined) return [];
  // The whistle first, as everything that changes one does: two at once wait for each other in one order.
  const whistle = await lockWhistle(db, found.whistle_id);
  const call = await lockCall(db, callId);
  if (whistle.status !== 'open' || !WAITED_FOR.includes(call.status as CallStatus)) return [];
  const told = escalatedTo({
    fromLevel: call.from_level as Level,
    level: call.level as Level | null,
    escalatedLevel: call.escalated_level as Level | null,
    hasCommunity: whistle.community_id !== null,
  });
  if (told === null) return [];
  await saveCall(db, call, { escalations: call.escalations + 1, escalated_level: told });
  const codes = JSON.stringify({ level: told, kind: whistle.kind });
  await insertLine(db, {
    id: newId(),
    whistle_id: whistle.id,
    call_id: call.id,
    verb: 'escalate',
    by_id: null,
    codes,
    words: null,
    at: now,
  });
  const next = dueAt(now, limitOf(whistle), await calendarOf(ctx));
  if (told !== 'district') setTimer(ctx, { kind: 'whistle.late', subjectId: call.id, path: call.path, dueAt: next });
  const { path, secrecy } = await subjectTold(ctx, whistle.subject_kind as SubjectKind, whistle.subject_id);
  const organisationIds = await organisationsTold(ctx, whistle.id);
  return [{ name: 'whistle.moved', caseId: whistle.subject_id, whistleId: whistle.id, organisationIds, path, secrecy }];
}
