// What the trace of a matter tells beside its stations: until when something happens, and whom to call.

import { dutyAt } from '#modules/duty/now.ts';
import { gridWorkerAt } from '#modules/grids/actions-serving.ts';
import type { TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';

import type { Around, Loaded } from '../moves/situation.ts';
import type { CaseRow } from '../store.ts';
import type { ReportRow } from '../reports/store-reports.ts';
import { promiseOf } from './trace-promise.ts';
import type { Promised } from './trace-promise.ts';

export function promiseFor({ row, situation }: Loaded, voice: ReportRow, { settings }: Around): Promised | null {
  const promised = promiseOf({
    facts: situation.before,
    orders: situation.orders,
    rules: situation.class,
    receivedAt: voice.received_at,
    isUrgent: row.is_urgent,
    firstLookWithin: settings.firstLookWithin,
    calendar: settings.calendar,
  });
  return promised ?? null;
}

/** A secret matter is not the grid worker's to talk about: only the number of the office is told. */
export async function whomToCall(ctx: TransactionContext, { path, secrecy }: CaseRow, safe: Safe) {
  const { community, dutyPhone } = await dutyAt(ctx, path, safe);
  const worker = secrecy === 'open' ? await gridWorkerAt(ctx, path, community?.path ?? path, safe) : null;
  return { worker, dutyPhone, communityName: community?.name ?? null };
}
