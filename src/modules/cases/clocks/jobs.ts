// What follows by itself in a case: order links go to duty phones, and timers become facts.

import { readTerms } from '#modules/areas/actions-brand.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { markNotSent, markSent } from '#platform/messages.ts';
import type { DueTimer } from '#platform/jobs/register.ts';
import { failureName } from '#platform/phone-gateway.ts';
import type { Fact } from '#shared/facts.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { messageWords } from '#shared/words/messages.ts';

import { linkToken } from '../reports/links.ts';
import { ringRulesOf } from './district-settings.ts';
import { hoursLate, nextLateStep } from './ring-rules.ts';
import type { RingRules } from './ring-rules.ts';
import { casesById, casesOfOrders, takeMessages } from './store-jobs.ts';
import type { TimedOrder } from './store-jobs.ts';
import { setTimers } from './timers.ts';

/**
 * Sends every link for a duty phone (工单链接、哨单链接) that waits. Taken rows are marked as being sent before anything is sent, so that a second
 * run, here or in another process, finds nothing to do.
 */
export async function sendOrderLinks(ctx: Context): Promise<void> {
  const { platform, district } = ctx;
  // Without a gateway the words would stand on the console of a real district: they wait until there is one.
  if (!platform.phones.isReal && !district.isDemo) return;
  const safe = await platform.vault.safe(district.id);
  const publicUrl = platform.settings.publicUrl ?? `http://localhost:${platform.settings.port}`;
  for (;;) {
    const messages = await inTransaction(ctx, ({ db }) => takeMessages(db, ctx.now));
    if (messages.length === 0) return;
    const terms = await readTerms(ctx);
    for (const message of messages) {
      const { id, linkId, toCipher, wordsCipher, organisation, caseNumber } = message;
      const link = `${publicUrl}/${district.key}/o/${linkToken(safe, linkId)}`;
      const words =
        wordsCipher === null
          ? messageWords(
              'order',
              { organisation, district: district.name, number: groupCaseNumber(caseNumber), link },
              terms,
            )
          : safe.open(`messages.words.${id}`, wordsCipher);
      const failure = await platform.phones.send(safe.open(`messages.to.${id}`, toCipher), words).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined)
        platform.log.warn({ messageId: id, failure: failureName(failure) }, 'an order link could not be sent');
      await inTransaction(ctx, ({ db }) =>
        failure === undefined ? markSent(db, id, ctx.now) : markNotSent(db, message, failureName(failure), ctx.now),
      );
    }
  }
}

export async function workOrdersRang(
  ctx: TransactionContext,
  timers: readonly DueTimer[],
  step: 'unsigned' | 'half' | 'late' | 'review',
): Promise<Fact[]> {
  const rungAt = new Map(timers.map(({ subjectId, dueAt }) => [subjectId, dueAt]));
  const found = await casesOfOrders(ctx.db, [...rungAt.keys()]);
  // Signed meanwhile, taken back or standing still: nothing is told.
  const matters = step === 'unsigned' ? found.filter(isUnsigned) : found;
  if (step === 'late') setLateSteps(ctx, matters, timers, await ringRulesOf(ctx));
  return matters.map(({ subjectId, caseId, path, secrecy, limitEnd }) => ({
    name: 'workOrder.rang',
    caseId,
    workOrderId: subjectId,
    step,
    ...(step === 'late' ? { hoursLate: hoursLate(limitEnd, rungAt.get(subjectId) ?? limitEnd) } : {}),
    path,
    secrecy: secrecyOf(secrecy),
  }));
}

function isUnsigned({ status, acknowledgedAt, suspendedUntil }: TimedOrder): boolean {
  return status === 'issued' && acknowledgedAt === null && suspendedUntil === null;
}

/** The next step waits only while the order still runs: one that was fed back meanwhile rings no more. */
function setLateSteps(
  ctx: TransactionContext,
  matters: readonly TimedOrder[],
  timers: readonly DueTimer[],
  rules: RingRules,
): void {
  const rungAt = new Map(timers.map(({ subjectId, dueAt }) => [subjectId, dueAt]));
  const next = matters.flatMap(({ subjectId, path, limitEnd, stoppedAt }) => {
    const step = stoppedAt === null ? nextLateStep(limitEnd, rungAt.get(subjectId) ?? limitEnd, rules) : undefined;
    return step === undefined ? [] : [{ ...step, subjectId, path }];
  });
  setTimers(ctx, next);
}

export async function workOrdersDue(ctx: TransactionContext, timers: readonly DueTimer[]): Promise<Fact[]> {
  const matters = await casesOfOrders(
    ctx.db,
    timers.map(({ subjectId }) => subjectId),
  );
  setLateSteps(ctx, matters, timers, await ringRulesOf(ctx));
  return matters.map(({ subjectId, caseId, path, secrecy }) => ({
    name: 'workOrder.due',
    caseId,
    workOrderId: subjectId,
    path,
    secrecy: secrecyOf(secrecy),
  }));
}

export async function ratingsLapsed({ db }: TransactionContext, timers: readonly DueTimer[]): Promise<Fact[]> {
  const matters = await casesById(
    db,
    timers.map(({ subjectId }) => subjectId),
  );
  return matters.map(({ caseId, path, secrecy }) => ({
    name: 'case.ratingLapsed',
    caseId,
    path,
    secrecy: secrecyOf(secrecy),
  }));
}

function secrecyOf(secrecy: string): 'open' | 'confidential' | 'restricted' {
  return secrecy === 'open' || secrecy === 'confidential' ? secrecy : 'restricted';
}
