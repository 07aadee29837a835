// The number a case is called by: digits only, counted per day of the district.

import { sql } from 'kysely';

import type { TransactionContext } from '#platform/context.ts';
import { prepare } from '#platform/database/prepared.ts';
import { formatCaseNumber } from '#shared/case-number.ts';
import { dayOf } from '#shared/time.ts';

const TAKE_SERIAL = prepare<{ day: string }>()((db, { day }) =>
  db
    .insertInto('case_numbers')
    .values({ day, last_serial: 1 })
    .onConflict((conflict) => conflict.column('day').doUpdateSet({ last_serial: sql`case_numbers.last_serial + 1` }))
    .returning('last_serial'),
);

/**
 * Takes the next number of the day. The row stays locked until the transaction ends, so take it as late as possible: the
 * numbers of a day have no gaps and are given in order.
 */
export async function nextNumber(ctx: TransactionContext): Promise<string> {
  const day = dayOf(ctx.now, ctx.district.timeZone);
  const [taken] = await TAKE_SERIAL.read(ctx.db, { day });
  return formatCaseNumber(day, taken!.last_serial);
}
