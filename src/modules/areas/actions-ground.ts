// How everything that stands on the ground is read and changed: one transaction, widened, under a permission on its path.

import { forgetName, isNameKind, rememberName } from '#modules/names/actions.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { isTaken } from '#platform/database/failures.ts';
import { once } from '#platform/database/writes.ts';
import { readySpelling } from '#platform/spelling.ts';
import { newId } from '#shared/ids.ts';
import type { AuditAct, AuditSubject } from '#shared/audit-acts.ts';

import { guardServesHere } from './rules.ts';

/**
 * Areas, grids, addresses, places and organisations are no secret to those who serve in the district.
 *
 * @throws {Problem} `permission-missing` for anybody else
 */
export async function readGround<T>(ctx: Context, work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
  guardServesHere(ctx.actor);
  return inTransaction(ctx, (ctx) => elevated(ctx, 'ground', () => work(ctx)));
}

/** What anybody may see without signing in; the caller picks the fields. */
export async function readForPublic<T>(ctx: Context, work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
  return inTransaction(ctx, (ctx) => elevated(ctx, 'publicFacts', () => work(ctx)));
}

/** The work itself must ask for the permission on the path it changes, before it changes anything. */
export async function changeGround<T>(ctx: Context, work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
  guardServesHere(ctx.actor);
  await readySpelling();
  try {
    return await inTransaction(ctx, (ctx) => elevated(ctx, 'ground', () => work(ctx)));
  } catch (error) {
    throw refusalFor(error);
  }
}

/** Makes a thing under the id its sender gave it, once; then reads it. */
export async function createOnGround<View>(
  ctx: Context,
  input: { id: string },
  make: (ctx: TransactionContext) => Promise<unknown>,
  read: (ctx: TransactionContext) => Promise<View>,
): Promise<View> {
  return changeGround(ctx, async (ctx) => {
    await once(ctx, input.id, input, async () => {
      await make(ctx);
      return { id: input.id };
    });
    return read(ctx);
  });
}

export interface GroundChange {
  readonly act: AuditAct;
  readonly subjectKind: AuditSubject;
  readonly subjectId: string | null;
  readonly path: string;
  readonly codes?: Readonly<Record<string, string | number | boolean | null>>;
}

/** One line of the audit trail, in ids and codes; and what the thing is found by follows what was written of it. */
export async function noteChange(ctx: TransactionContext, change: GroundChange): Promise<void> {
  await followName(ctx, change);
  await ctx.db
    .insertInto('audit')
    .values({
      id: newId(),
      actor_id: ctx.actor.accountId,
      actor_role: ctx.actor.grants[0]?.role ?? null,
      act: change.act,
      subject_kind: change.subjectKind,
      subject_id: change.subjectId,
      path: change.path,
      codes: change.codes === undefined ? null : JSON.stringify(change.codes),
      at: ctx.now,
    })
    .execute();
}

async function followName(ctx: TransactionContext, { subjectKind, subjectId, codes }: GroundChange): Promise<void> {
  if (subjectId === null || !isNameKind(subjectKind)) return;
  await rememberName(ctx, subjectId);
  const followed = codes?.['followsId'];
  if (typeof followed === 'string') await forgetName(ctx, followed);
}

/** `grids_code_unique` is about the field code: our unique indexes are named table, field, `unique`. */
function refusalFor(error: unknown): unknown {
  if (!isTaken(error)) return error;
  const { constraint = '' } = error as { constraint?: string };
  if (constraint.endsWith('_pkey')) return problem('id-taken', 'This id names something else already; make a new one');
  const field = /_([a-z]+)_unique$/.exec(constraint)?.[1] ?? constraint;
  const pointer = field === 'path' ? '/key' : `/${field}`;
  return problem('already-taken', `Another one has this ${pointer.slice(1)}`, { pointer });
}
