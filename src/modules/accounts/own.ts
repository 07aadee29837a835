// What I may do here, and whom inside my organisation I may assign an order to.

import { ROLES } from '#permissions';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { isRole } from './rules.ts';
import { findColleagues } from './store-colleagues.ts';

/** More than the largest department has; who has more assigns by its sections. */
const MOST_COLLEAGUES = 500;

export function listMyGrants({ actor }: Context) {
  return {
    grants: actor.grants.map(({ role, path, gridId, organisationId, permissions }) => ({
      role,
      title: ROLES[role].title,
      path,
      gridId,
      organisationId,
      permissions: [...permissions].sort(),
    })),
  };
}

/** People of the organisations in which the actor assigns, with all below them; nobody of any other. */
export async function listColleagues(ctx: Context) {
  const organisationIds = ctx.actor.grants.flatMap(({ organisationId, permissions }) =>
    organisationId !== null && permissions.has('workOrder.assign') ? [organisationId] : [],
  );
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const rows = await inTransaction(ctx, (ctx) =>
    elevated(ctx, 'accounts', () => findColleagues(ctx.db, organisationIds, { today, most: MOST_COLLEAGUES })),
  );
  return {
    colleagues: rows.flatMap(({ account_id, name, role, organisation_id, organisation_name }) =>
      isRole(role)
        ? [
            {
              accountId: account_id,
              name,
              role,
              title: ROLES[role].title,
              organisationId: organisation_id,
              organisationName: organisation_name,
            },
          ]
        : [],
    ),
  };
}
