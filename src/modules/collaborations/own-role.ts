// What an organisation reads of 多方联动: its own role, and whether those concerned have decided; never the others' words.

import { readCase } from '#modules/cases/reading.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';

import { roleOfOrganisation, waitsFor } from './rules.ts';
import { findSteps, stepOf } from './store.ts';

/** @throws {Problem} `not-found` for a case out of sight */
export async function readOwnRole(ctx: Context, caseId: string) {
  const directory = await organisationDirectory(ctx);
  const { orders } = await readCase(ctx, caseId);
  const { organisationIds, linkWorkOrderId } = ctx.actor;
  const own = orders.find(
    ({ id, organisationId }) => id === linkWorkOrderId || organisationIds.includes(organisationId),
  );
  if (own === undefined) return { own: null };
  // The steps are the area's: an organisation is told of its own one alone.
  const steps = await inTransaction(ctx, (ctx) =>
    elevated(ctx, 'ownRole', async () => (await findSteps(ctx.db, caseId)).map(stepOf)),
  );
  const { role, filledBy } = roleOfOrganisation(directory.find(own.organisationId)?.kind ?? '');
  const step = steps.find((each) => each.role === role);
  if (step === undefined) return { own: null };
  return {
    own: {
      role,
      filledBy: step.filledBy ?? filledBy,
      beganAt: step.beganAt,
      doneAt: step.doneAt,
      decision: steps.find((each) => each.role === 'decide')?.decision ?? null,
      waitsFor: waitsFor(role, steps),
    },
  };
}
