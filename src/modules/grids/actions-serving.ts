// Who serves here: everybody sees the posts, the public sees a name or phone only where its owner agreed.

import { readForPublic } from '#modules/areas/actions-ground.ts';
import { dutyAt, toldOf } from '#modules/duty/now.ts';
import { ROLES, contains } from '#permissions';
import type { Role } from '#permissions';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';
import { dayOf } from '#shared/time.ts';

import { findGridRow } from './store.ts';
import { listServing } from './store-serving.ts';
import type { ServingRow } from './store-serving.ts';

export interface ServingPost {
  role: Role;
  title: { zh: string; en: string };
  path: string;
  fullTime: boolean;
  name: string | null;
  phone: string | null;
}

/** Roles that serve a place itself; dispatchers and administrators are not "who serves here". */
const SERVING_ROLES: readonly Role[] = ['gridWorker', 'gridLead', 'microGridMember', 'communityOfficer'];

export async function whoServes(ctx: Context, gridId: string) {
  // Accounts are sealed for the city; the key is fetched before the transaction.
  const safe = await ctx.platform.vault.safe(null);
  return readForPublic(ctx, async (ctx) => {
    const grid = await findGridRow(ctx.db, gridId);
    if (grid === undefined) throw problem('not-found', 'There is no such grid in this district');
    const { community, dutyPhone, onDuty } = await dutyAt(ctx, grid.path, safe);
    const posts = await postsAt(ctx, grid.path, community?.path ?? grid.path);
    return {
      gridId,
      gridName: grid.name,
      dutyPhone,
      onDuty: toldOf(onDuty),
      posts: posts.map((post) => toPost(ctx, post, safe)),
    };
  });
}

/** Whom a resident meets first on a path: the grid worker of the smallest grid there, named only by consent. */
export async function gridWorkerAt(
  ctx: TransactionContext,
  path: string,
  communityPath: string,
  safe: Safe,
): Promise<{ name: string; phone?: string } | null> {
  const rows = await postsAt(ctx, path, communityPath);
  const worker = rows.find((row) => row.role === 'gridWorker' && row.showsName);
  if (worker === undefined) return null;
  const phone = worker.showsPhone ? openPhone(worker, safe) : null;
  return { name: worker.name, ...(phone === null ? {} : { phone }) };
}

/** The smallest place first. */
async function postsAt(ctx: TransactionContext, path: string, communityPath: string): Promise<ServingRow[]> {
  const parts = path.split('/').slice(1, -1);
  const paths = parts
    .map((_, at) => `/${parts.slice(0, at + 1).join('/')}/`)
    .filter((each) => each.startsWith(communityPath));
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const rows = await listServing(ctx.db, paths, today);
  return rows
    .filter(({ role }) => SERVING_ROLES.includes(role))
    .sort((left, right) => right.path.length - left.path.length);
}

function toPost(ctx: Context, row: ServingRow, safe: Safe): ServingPost {
  const isColleague = ctx.actor.grants.some((grant) => grant.organisationId === null && contains(grant.path, row.path));
  // A neighbour who helps unpaid did not agree to be called by the whole office.
  const isNeighbour = 'joinsByCode' in ROLES[row.role];
  return {
    role: row.role,
    title: ROLES[row.role].title,
    path: row.path,
    fullTime: row.fullTime,
    name: row.showsName || isColleague ? row.name : null,
    phone: row.showsPhone || (isColleague && !isNeighbour) ? openPhone(row, safe) : null,
  };
}

function openPhone({ accountId, phoneCipher }: ServingRow, safe: Safe): string | null {
  return phoneCipher === null ? null : safe.open(`accounts.phone.${accountId}`, phoneCipher);
}
