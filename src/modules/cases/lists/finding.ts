// Finding cases by what people have of them: a number, its last four digits, and the phone of whoever reported.

import { holds, holdsAnywhere } from '#permissions';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { formatCaseNumber } from '#shared/case-number.ts';
import { isLandline, isMobilePhone, normalisePhone } from '#shared/identifiers.ts';
import { newId } from '#shared/ids.ts';
import { addDays, addMinutes, dayOf } from '#shared/time.ts';

import type { lookUpReporter as lookUpReporterEndpoint } from './contract-finding.ts';
import { insertAudit } from '../store-erasures.ts';
import { findRowsByNumbers, findVoicesByPhone } from './store-finding.ts';
import type { CaseRow } from '../store.ts';
import { viewLine } from '../view.ts';

export { readSearch as findLinesWithWords } from '../reading.ts';

type Input<E extends { input?: unknown }> = NonNullable<E['input']> extends { _zod: { output: infer O } } ? O : never;
export type FoundLine = ReturnType<typeof viewLine>;

/** People say the last four digits of a number of these days, not of the year before last. */
const DAYS_SAID = 400;
const MOST_LINES = 20;
/** As long as an opened reporter is shown: sent again later it is another look-up, and noted again. */
const SHOWN_MINUTES = 1;

/** The case of this number, as far as the actor reads it by area or holds an order in it. */
export function findLinesByNumber(ctx: Context, number: string): Promise<FoundLine[]> {
  return linesOf(ctx, [number], 1);
}

/** The newest cases whose number ends in these four digits: the serial of its day. */
export function findLinesByTail(ctx: Context, tail: string): Promise<FoundLine[]> {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const serial = Number(tail);
  if (serial === 0) return Promise.resolve([]);
  const numbers = Array.from({ length: DAYS_SAID }, (_, back) => formatCaseNumber(addDays(today, -back), serial));
  return linesOf(ctx, numbers, MOST_LINES);
}

function linesOf(ctx: Context, numbers: readonly string[], most: number): Promise<FoundLine[]> {
  return inTransaction(ctx, async ({ db, actor }) => {
    const rows = await findRowsByNumbers(db, numbers, actor.organisationIds, most);
    // Whoever sees a case only as its reporter, or as asked to verify it, has it on his own pages.
    return rows.filter((row) => row.isOwnOrder || holds(actor, 'case.read', row.path)).map(viewLine);
  });
}

/**
 * Cases that this phone has reported: told to those alone who may open a reporter's data there, noted each time, and each
 * reporter reads of it.
 *
 * @throws {Problem} `input-invalid` for what is no phone number; `id-taken` for a look-up that is over
 */
export async function lookUpReporter(
  ctx: Context,
  { lookUpId, phone: typed }: Input<typeof lookUpReporterEndpoint>,
): Promise<{ cases: FoundLine[] }> {
  const phone = normalisePhone(typed);
  if (!isMobilePhone(phone, { demo: ctx.district.isDemo }) && !isLandline(phone)) throw noPhone();
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  const phoneIndex = safe.index('case_contacts.phone', phone);
  return inTransaction(ctx, async (ctx) => {
    const found = await findVoicesByPhone(ctx.db, phoneIndex, MOST_LINES);
    const told = found.filter(({ row }) => holds(ctx.actor, 'reporter.reveal', row.path));
    // The index of the phone says what was sent without saying the phone.
    const { answer } = await once(ctx, lookUpId, { phoneIndex }, async () => {
      await noteLookUp(ctx, lookUpId, told);
      return { until: addMinutes(ctx.now, SHOWN_MINUTES) };
    });
    if (ctx.now > answer.until) throw problem('id-taken', 'This look-up is over; make a new one', { id: lookUpId });
    const rows = new Map(told.map(({ row }) => [row.id, row]));
    return { cases: [...rows.values()].map(viewLine) };
  });
}

/** One line of the look-up itself, also when nothing was found, and one for each reporter it has told about. */
async function noteLookUp(
  ctx: TransactionContext,
  lookUpId: string,
  told: readonly { voiceId: string; row: CaseRow }[],
): Promise<void> {
  const grant = ctx.actor.grants.find(({ permissions }) => permissions.has('reporter.reveal'));
  const by = { actor_id: ctx.actor.accountId, actor_role: grant?.role ?? null, at: ctx.now };
  await insertAudit(ctx.db, {
    ...by,
    id: lookUpId,
    act: 'reporter.lookedUp',
    subject_kind: 'phone',
    path: grant?.path ?? ctx.district.path,
    codes: JSON.stringify({ found: told.length }),
  });
  for (const { voiceId, row } of told) {
    await insertAudit(ctx.db, {
      ...by,
      id: newId(),
      act: 'reporter.opened',
      subject_kind: 'report',
      subject_id: voiceId,
      path: row.path,
      reason_code: 'lookUp',
    });
  }
}

export function mayLookUpReporters({ actor }: Pick<Context, 'actor'>): boolean {
  return holdsAnywhere(actor, 'reporter.reveal');
}

function noPhone() {
  return problem('input-invalid', 'Not a phone number', {
    errors: [{ pointer: '/phone', in: 'body', detail: 'is not a mobile or landline number' }],
  });
}
