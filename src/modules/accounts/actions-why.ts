// Why an actor may or may not do something to one thing, and who could change that.

import { ROLES, ROLE_KEYS, contains, grantRefusal, holdsAnywhere } from '#permissions';
import type { Permission, Role } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { isId } from '#shared/ids.ts';
import { dayOf } from '#shared/time.ts';

import { grantsToday } from './actions-guards.ts';
import { isCurrent, overridesOf, permissionsHere, wantedGrant } from './rules.ts';
import type { Override } from './rules.ts';
import { accountsAbove, openPostsOf, readOverrides } from './store-posts.ts';
import type { Post } from './store-posts.ts';
import { findCase, findOrganisation, isPlace } from './store-why.ts';

interface Subject {
  readonly path: string;
  /** Organisations whose posts count for it: those that handle the case, or the organisation with all above it. */
  readonly organisationIds: readonly string[];
}

const MOST_NAMES = 20;

/** @throws {Problem} `not-found` for what does not exist, lies in another district, or is outside what the actor sees */
export async function why(ctx: Context, { permission, on }: { permission: Permission; on: string }) {
  return inTransaction(ctx, async (ctx) => {
    const subject = await findSubject(ctx, on);
    if (subject === undefined)
      throw problem('not-found', 'There is no such case, place or organisation where you can see it');
    const today = dayOf(ctx.now, ctx.district.timeZone);
    const overrides = await readOverrides(ctx.db);
    // Row security shows everybody his own posts.
    const posts = (await openPostsOf(ctx.db, [ctx.actor.accountId ?? ''])).filter((post) => isCurrent(post, today));
    const giving = posts.filter((post) => gives(post, permission, subject, overrides));
    if (giving.length > 0) return { allowed: true, because: giving.map(reason), missing: [], whoCanGrant: [] };
    const rolesHolding = ROLE_KEYS.filter((role) =>
      permissionsHere(role, overridesOf(role, overrides)).has(permission),
    );
    return {
      allowed: false,
      because: [],
      missing: [{ permission, rolesHolding }],
      whoCanGrant: await whoCanGrant(ctx, subject, rolesHolding),
    };
  });
}

async function findSubject(ctx: TransactionContext, on: string): Promise<Subject | undefined> {
  if (on.startsWith('/')) {
    const exists = await elevated(ctx, 'accounts', () => isPlace(ctx.db, ctx.district, on));
    return exists ? { path: on, organisationIds: [] } : undefined;
  }
  const id = on.toLowerCase();
  if (!isId(id)) return undefined;
  // Under the actor's own scope: a case he does not see does not exist for him.
  const found = await findCase(ctx.db, id);
  if (found !== undefined) return found;
  const mayKnowAll = holdsAnywhere(ctx.actor, 'role.grant') || holdsAnywhere(ctx.actor, 'organisation.manage');
  const organisation = () => findOrganisation(ctx.db, id);
  return mayKnowAll ? elevated(ctx, 'accounts', organisation) : organisation();
}

function gives(post: Post, permission: Permission, subject: Subject, overrides: readonly Override[]): boolean {
  if (!permissionsHere(post.role, overridesOf(post.role, overrides)).has(permission)) return false;
  return post.organisationId === null
    ? contains(post.path, subject.path)
    : subject.organisationIds.includes(post.organisationId);
}

function reason({ role, path, fromOn }: Post) {
  return { role, title: ROLES[role].title, path, from: fromOn };
}

/** Those who could give, at this place, one of the roles that hold the permission. */
async function whoCanGrant(ctx: TransactionContext, subject: Subject, wanted: readonly Role[]) {
  const place = { kind: 'area', id: '', path: subject.path } as const;
  const accountIds = await elevated(ctx, 'accounts', () => accountsAbove(ctx.db, subject.path));
  const { overrides, grantsOf, names } = await grantsToday(ctx, accountIds);
  return accountIds
    .filter((id) =>
      wanted.some((role) => grantRefusal({ grants: grantsOf(id) }, wantedGrant(role, place, overrides)) === undefined),
    )
    .slice(0, MOST_NAMES)
    .map((id) => ({
      name: names.get(id) ?? '',
      roles: [
        ...new Set(
          grantsOf(id)
            .filter((grant) => contains(grant.path, subject.path))
            .map(({ role }) => role),
        ),
      ].map((role) => ({ role, title: ROLES[role].title })),
    }));
}
