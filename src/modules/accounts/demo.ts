// Who can be entered as in a demo district, by name and post.

import { readForPublic } from '#modules/areas/actions-ground.ts';
import { ROLES } from '#permissions';
import type { Context } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { isRole } from './rules.ts';
import { findDemoPeople } from './store-demo.ts';

const MOST = 200;

/** Outside a demo nobody is named: who works in an office is not for strangers. */
export async function listDemoPeople(ctx: Context) {
  if (!ctx.district.isDemo) return [];
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const rows = await readForPublic(ctx, ({ db }) => findDemoPeople(db, today, MOST));
  return rows
    .filter(({ role }) => isRole(role))
    .map(({ account_id: accountId, name, role, place, is_of_the_cast: isOfTheCast }) => ({
      accountId,
      name,
      role,
      title: ROLES[role].title,
      where: place,
      isOfTheCast,
    }));
}
