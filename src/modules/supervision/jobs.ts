// When the time for a reply has passed: told once, by the timer set with the directive and dropped with its reply.

import type { TransactionContext } from '#platform/context.ts';
import type { DueTimer } from '#platform/jobs/register.ts';
import type { Fact } from '#shared/facts.ts';

import { findUnanswered } from './store.ts';

export async function repliesLate({ db }: TransactionContext, timers: readonly DueTimer[]): Promise<Fact[]> {
  const late = await findUnanswered(
    db,
    timers.map(({ subjectId }) => subjectId),
  );
  return late.map(({ id, caseId, path, secrecy }) => ({
    name: 'case.replyLate',
    caseId,
    directiveId: id,
    path,
    secrecy: secrecy as 'open',
  }));
}
