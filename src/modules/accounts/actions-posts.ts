// Giving and ending posts, and what a role may do in this district.

import { grantRefusal } from '#permissions';
import type { Permission, Role } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import type { Day } from '#shared/time.ts';
import { dayOf } from '#shared/time.ts';

import { guardLastAdministrator, placeOf } from './actions-guards.ts';
import { ADMINISTRATOR_KEEPS, placesFor, wantedGrant } from './rules.ts';
import type { Override, PlaceKind, PostPlace } from './rules.ts';
import { accountExists } from './store-accounts.ts';
import { writeAudit, writeAuditLines } from './store-audit.ts';
import {
  endPosts,
  endedPostsOf,
  findPlace,
  insertPosts,
  lockOpenPost,
  openPostsOf,
  readOverrides,
  saveOverride,
} from './store-posts.ts';
import type { Post } from './store-posts.ts';

export interface GrantInput {
  readonly id: string;
  readonly role: Role;
  readonly areaId?: string | undefined;
  readonly gridId?: string | undefined;
  readonly organisationId?: string | undefined;
  readonly from?: Day | undefined;
  readonly to: Day | null;
}

/** @throws {Problem} `not-found`, `grant-beyond-own`, `input-invalid` for a place the role is not held in, `id-taken` */
export async function grantPost(ctx: Context, accountId: string, input: GrantInput): Promise<{ id: string }> {
  const fromOn = input.from ?? dayOf(ctx.now, ctx.district.timeZone);
  if (input.to !== null && input.to < fromOn) throw wrongInput('/to', 'is before the first day');
  return inTransaction(ctx, async (ctx) => {
    const { answer } = await once(ctx, input.id, { accountId, ...input }, async () => {
      const place = await elevated(ctx, 'accounts', () => getPlace(ctx, input));
      await guardGrant(ctx, input.role, place);
      const held = await elevated(ctx, 'accounts', async () => [
        ...(await openPostsOf(ctx.db, [accountId])),
        ...(await endedPostsOf(ctx.db, accountId)),
      ]);
      // A person who never served here becomes known to this district only through the sheet, where the phone is the proof.
      if (held.length === 0 || !(await accountExists(ctx.db, accountId))) {
        throw problem('not-found', 'There is no such account among those who serve here');
      }
      const post = postIn(place, { id: input.id, accountId, role: input.role, fromOn, toOn: input.to });
      await savePosts(ctx, [post], ctx.actor.accountId);
      return { id: input.id };
    });
    return answer;
  });
}

/**
 * Ends the post at once. That the deputy, else the lead, is then acting is computed from the posts that remain by whoever
 * asks who is accountable; nothing is written for it here.
 *
 * @throws {Problem} `not-found`, `grant-beyond-own`, `last-administrator`
 */
export async function endPost(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const post = await elevated(ctx, 'accounts', () => lockOpenPost(ctx.db, id));
    if (post === undefined || !canSee(ctx, post))
      throw problem('not-found', 'There is no such open post where you give posts');
    await guardGrant(ctx, post.role, placeOf(post));
    await guardLastAdministrator(ctx, (administrator) => administrator.postId === id);
    await elevated(ctx, 'accounts', () => endPosts(ctx.db, [id], { by: ctx.actor.accountId, at: ctx.now }));
    await noteChanged(ctx, 'post.end', [post]);
  });
}

/** @throws {Problem} `grant-beyond-own`; `last-administrator` when the administrator's role would lose what keeps the district going */
export async function overrideRole(ctx: Context, override: Override & { permission: Permission }): Promise<void> {
  const { role, permission, isGranted } = override;
  const { path } = ctx.district;
  if (role === 'districtAdmin' && !isGranted && ADMINISTRATOR_KEEPS.includes(permission)) {
    throw problem('last-administrator', `Without ${permission} nobody could give it back`);
  }
  // Taking away is guarded too: who may not give a permission does not decide who goes without it.
  const wanted = { role, path, organisationId: null, permissions: new Set([permission]) };
  const refusal = grantRefusal(ctx.actor, wanted);
  if (refusal !== undefined) throw problem('grant-beyond-own', 'You do not hold or pass on this permission', refusal);
  await inTransaction(ctx, async (ctx) => {
    const by = ctx.actor.accountId ?? '';
    await saveOverride(ctx.db, override, { by, at: ctx.now });
    const codes = { role, permission, isGranted };
    await writeAudit(ctx, { act: 'role.override', subjectKind: 'role', subjectId: null, path, codes });
  });
}

/** @throws {Problem} `grant-beyond-own` with the permissions that are missing */
export async function guardGrant(ctx: TransactionContext, role: Role, place: PostPlace): Promise<void> {
  const overrides = await elevated(ctx, 'accounts', () => readOverrides(ctx.db));
  const refusal = grantRefusal(ctx.actor, wantedGrant(role, place, overrides));
  if (refusal !== undefined)
    throw problem('grant-beyond-own', 'You do not hold or pass on all this post carries', refusal);
}

/** Saves posts that were decided, with their audit lines and facts. */
export async function savePosts(ctx: TransactionContext, posts: readonly Post[], by: string | null): Promise<void> {
  await elevated(ctx, 'accounts', () => insertPosts(ctx.db, posts, { by, at: ctx.now }));
  await noteChanged(ctx, 'post.grant', posts);
}

/** One audit line a post, one fact a person and place. */
export async function noteChanged(
  ctx: TransactionContext,
  act: 'post.grant' | 'post.period' | 'post.end',
  posts: readonly Post[],
): Promise<void> {
  await writeAuditLines(
    ctx,
    posts.map(({ id, path, role, accountId, fromOn, toOn }) => ({
      act,
      subjectKind: 'post',
      subjectId: id,
      path,
      codes: { role, accountId, from: fromOn, to: toOn },
    })),
  );
  const facts = new Map(posts.map(({ path, accountId }) => [`${path} ${accountId}`, { path, accountId }]));
  for (const { path, accountId } of facts.values()) await ctx.announce({ name: 'post.changed', path, accountId });
}

export function postIn(place: PostPlace, post: Pick<Post, 'id' | 'accountId' | 'role' | 'fromOn' | 'toOn'>): Post {
  return {
    ...post,
    path: place.path,
    areaId: place.kind === 'area' ? place.id : null,
    gridId: place.kind === 'grid' ? place.id : null,
    organisationId: place.kind === 'organisation' ? place.id : null,
  };
}

/** @throws {Problem} `not-found`, `input-invalid` */
export async function getPlace(
  ctx: TransactionContext,
  input: Pick<GrantInput, 'role' | 'areaId' | 'gridId' | 'organisationId'>,
): Promise<PostPlace> {
  const wanted = (['area', 'grid', 'organisation'] as const).flatMap((kind: PlaceKind) => {
    const id = input[`${kind}Id`];
    return id === undefined ? [] : [{ kind, id }];
  })[0];
  if (wanted === undefined) throw wrongInput('', 'names no place');
  const allowed = placesFor(input.role);
  if (!allowed.includes(wanted.kind))
    throw wrongInput(`/${wanted.kind}Id`, `a ${input.role} is not held there`, allowed);
  const place = await findPlace(ctx.db, ctx.district, wanted);
  if (place === undefined) throw problem('not-found', `There is no such ${wanted.kind} in this district`);
  return place;
}

function canSee(ctx: Context, post: Post): boolean {
  return ctx.actor.grants.some(
    (grant) => grant.organisationId === null && grant.permissions.has('role.grant') && post.path.startsWith(grant.path),
  );
}

function wrongInput(pointer: string, detail: string, allowed?: string[]): Error {
  return problem('input-invalid', `1 field(s) are wrong: ${pointer || '(body)'}`, {
    errors: [{ pointer, in: 'body', detail, ...(allowed === undefined ? {} : { allowed }) }],
  });
}
