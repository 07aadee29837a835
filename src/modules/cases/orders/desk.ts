// What desks read beside cases: assignments inside organisations, the list of referrals, a case as text to hand on.

import { organisationDirectory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { redact } from '#shared/redaction.ts';
import { dayOf } from '#shared/time.ts';

import { readCase } from '../reading.ts';
import { listReferrals as referralsOf } from '../moves/referrals.ts';
import type { Referral } from '../moves/referrals.ts';
import { notFound } from '../moves/situation.ts';
import { findAssignments } from './store-desk.ts';
import { findGone } from '../lists/store-mine.ts';
import { findNames } from '../store-pages.ts';

/** Under the actor's own scope: row security leaves out the orders of others. */
export async function listAssignments(ctx: Context, orderIds: readonly string[]) {
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, async (ctx) => {
    const { db, now, district } = ctx;
    const rows = await findAssignments(db, orderIds);
    const people = [...new Set(rows.flatMap(({ assigned_account_id }) => assigned_account_id ?? []))];
    const gone = await elevated(ctx, 'accounts', () => findGone(db, people, dayOf(now, district.timeZone)));
    const names = await findNames(
      db,
      rows.map((row) => row.assigned_account_id),
    );
    return {
      assignments: rows.map((row) => ({
        workOrderId: row.id,
        name: names.get(row.assigned_account_id ?? '') ?? null,
        organisationName: directory.find(row.assigned_organisation_id ?? '')?.name ?? null,
        innerDueAt: row.inner_due_at,
        isGone: gone.has(row.assigned_account_id ?? ''),
      })),
    };
  });
}

export async function listReferrals(ctx: Context): Promise<{ referrals: Referral[] }> {
  return inTransaction(ctx, async (ctx) => ({ referrals: [...(await referralsOf(ctx))] }));
}

/**
 * Summary and place once more without phones, names and doors: a clerk may have typed them in since.
 *
 * @throws {Problem} `not-found` for a case out of sight, and for a secret one
 */
export async function readHandOnText(ctx: Context, caseId: string) {
  const { number, secrecy, summary, placeWords } = await readCase(ctx, caseId);
  if (secrecy !== 'open') throw notFound();
  return { number, summary: redact(summary), placeWords: placeWords === null ? null : redact(placeWords) };
}
