// 多方联动 on a case: started once, each step begun and done by whoever looks after the place, nothing carried out undecided.

import { FINAL_STATUSES } from '#modules/cases/facts.ts';
import { saveDirectiveWords, seenCase } from '#modules/cases/supervised.ts';
import type { SeenCase } from '#modules/cases/supervised.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { newId } from '#shared/ids.ts';
import { dayOf } from '#shared/time.ts';

import { fillersOf, keepsCollaboration, mayStillAct, waitsFor } from './rules.ts';
import type { CollaborationRole, Decision, Filler } from './rules.ts';
import { findSteps, findWords, insertSteps, lockSteps, saveStep, stepOf } from './store.ts';
import type { StepRow } from './store.ts';

/** @throws {Problem} `not-found` for a case out of sight */
export function readCollaboration(ctx: Context, caseId: string) {
  return inTransaction(ctx, async (ctx) => viewOf(ctx, await seenCase(ctx, caseId)));
}

/** @throws {Problem} `not-found`, `permission-missing`, `case-move-refused` for a matter that is over */
export function startCollaboration(ctx: Context, caseId: string, requestId: string) {
  return inTransaction(ctx, async (ctx) => {
    const row = await seenCase(ctx, caseId);
    await once(ctx, requestId, { caseId }, async () => {
      guardKeeps(ctx, row);
      await elevated(ctx, 'saveMove', () => insertSteps(ctx.db, caseId));
      await tell(ctx, row);
      return { id: requestId };
    });
    return viewOf(ctx, row);
  });
}

export interface StepInput {
  readonly id: string;
  readonly version: number;
  readonly filledBy: Filler;
  readonly isDone: boolean;
  readonly words?: string | undefined;
  readonly decision?: Decision | undefined;
}

/**
 * @throws {Problem} `not-found`, `permission-missing`, `input-invalid` with every wrong field, `decision-missing` for what is
 *   to be carried out before it is decided for, `changed-meanwhile`
 */
export async function takeStep(ctx: Context, caseId: string, role: CollaborationRole, input: StepInput) {
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  return inTransaction(ctx, async (ctx) => {
    const row = await seenCase(ctx, caseId);
    await once(ctx, input.id, { caseId, role, ...input }, async () => {
      guardKeeps(ctx, row);
      await elevated(ctx, 'saveMove', async () => {
        await lockSteps(ctx.db, caseId);
        const rows = await findSteps(ctx.db, caseId);
        const before = rows.find((each) => each.role === role);
        if (before === undefined) throw problem('not-found', 'Nobody has started it on this case');
        guardStep(ctx, before, rows, input);
        const textId = input.words === undefined ? null : newId();
        if (textId !== null && input.words !== undefined) {
          const said = { id: textId, words: input.words, isForOrganisation: false, at: ctx.now };
          await saveDirectiveWords(ctx, safe, caseId, { ...said, purpose: 'collaboration' });
        }
        await saveStep(ctx.db, caseId, role, actOf(ctx, before, input, textId));
      });
      await tell(ctx, row);
      return { id: input.id };
    });
    return viewOf(ctx, row);
  });
}

/** The pages that show it load it again. */
async function tell(ctx: TransactionContext, { id, path, secrecy }: SeenCase): Promise<void> {
  await ctx.announce({ name: 'case.collaborated', caseId: id, path, secrecy: secrecy as 'open' });
}

function guardKeeps({ actor }: Context, { path, status }: SeenCase): void {
  if (!keepsCollaboration(actor, path))
    throw problem('permission-missing', 'Kept by whoever looks after matters of this place', {
      needs: ['case.confirm'],
    });
  if ((FINAL_STATUSES as readonly string[]).includes(status))
    throw problem('case-move-refused', 'The matter is over', { allowed: [] });
}

function guardStep(ctx: Context, before: StepRow, rows: readonly StepRow[], input: StepInput): void {
  const step = stepOf(before);
  if (before.version !== input.version || !mayStillAct(step)) {
    throw problem('changed-meanwhile', `It stands at version ${before.version}; you have seen ${input.version}`, {
      version: before.version,
    });
  }
  const { role } = step;
  const isDeciding = role === 'decide' && input.isDone;
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const wrong: [string, string, boolean][] = [
    ['filledBy', `fills no role of this kind: ${fillersOf(role).join(', ')}`, !fillersOf(role).includes(input.filledBy)],
    ['decision', 'says what was decided, when, and by which paper', isDeciding && input.decision === undefined],
    ['decision', 'belongs to the step in which it is decided', !isDeciding && input.decision !== undefined],
    ['decision/decidedOn', 'lies in the future', (input.decision?.decidedOn ?? '') > today],
    ['words', 'name the minutes or the ballot: number, who came, how many were for it', isDeciding && input.words === undefined],
  ]; // prettier-ignore
  const errors = wrong
    .filter(([, , isWrong]) => isWrong)
    .map(([field, detail]) => ({ pointer: `/${field}`, in: 'body', detail }));
  if (errors.length > 0) throw problem('input-invalid', `${errors.length} field(s) are wrong`, { errors });
  const waits = waitsFor(role, rows.map(stepOf));
  if (waits !== null) throw problem('decision-missing', 'Those whom it concerns decide first, on paper', { waits });
}

function actOf(ctx: Context, before: StepRow, { filledBy, isDone, decision }: StepInput, textId: string | null) {
  const { accountId } = ctx.actor;
  return {
    filled_by: filledBy,
    began_by: before.began_by ?? accountId,
    began_at: before.began_at ?? ctx.now,
    ...(isDone ? { done_by: accountId, done_at: ctx.now } : {}),
    ...(decision === undefined
      ? {}
      : { decided_on: decision.decidedOn, evidence: decision.evidence, is_agreed: decision.isAgreed }),
    ...(textId === null ? {} : { text_id: textId }),
    version: before.version + 1,
  };
}

async function viewOf(ctx: TransactionContext, { id, path, status }: SeenCase) {
  const rows = await findSteps(ctx.db, id);
  const words = await findWords(
    ctx.db,
    rows.flatMap(({ text_id }) => text_id ?? []),
  );
  const steps = rows.map(stepOf);
  const keeps = keepsCollaboration(ctx.actor, path) && !(FINAL_STATUSES as readonly string[]).includes(status);
  return {
    mayStart: keeps && rows.length === 0,
    steps: rows.map((row, at) => {
      const step = steps[at] ?? stepOf(row);
      const waits = waitsFor(step.role, steps);
      return {
        ...step,
        fillers: [...fillersOf(step.role)],
        words: words.get(row.text_id ?? '') ?? null,
        waitsFor: waits,
        mayAct: keeps && waits === null && mayStillAct(step),
        version: row.version,
      };
    }),
  };
}
