/** Until when a resident may expect the next thing, and how that moment was worked out. Pure. */
import type { Instant } from '#shared/time.ts';
import { dueAt } from '#shared/working-time.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

import { URGENT } from '../clocks/stages.ts';
import type { CaseFacts, ClassRules, WorkOrderFacts } from '../facts.ts';
import { leadOrder } from '../orders/work-order-rules.ts';

export interface Promised {
  /** Somebody looks at it, or an organisation has it done. */
  readonly what: 'look' | 'handling';
  readonly by: Instant;
  readonly since: Instant;
  /** Null when the time was extended by standing still, or the class has changed since: then only the moment is told. */
  readonly limit: Limit | null;
}

export interface Promises {
  readonly facts: CaseFacts;
  readonly orders: readonly WorkOrderFacts[];
  readonly rules: ClassRules | undefined;
  readonly receivedAt: Instant;
  readonly isUrgent: boolean;
  readonly firstLookWithin: Limit;
  readonly calendar: WorkingCalendar;
}

/** Undefined when nothing is promised: it waits for the resident, or it is over. */
export function promiseOf(promises: Promises): Promised | undefined {
  const { facts, orders } = promises;
  if (facts.status === 'collected') return firstLook(promises);
  const lead = leadOrder(orders);
  const isAtWork = facts.status === 'dispatched' || facts.status === 'handling';
  if (!isAtWork || lead === undefined || lead.clock.stoppedAt !== null) return undefined;
  return { what: 'handling', by: lead.clock.dueAt, since: lead.issuedAt, limit: limitOf(lead, promises) };
}

/** The same moment as on the receipt. */
function firstLook({ receivedAt, isUrgent, firstLookWithin, calendar }: Promises): Promised {
  const limit = isUrgent ? URGENT : firstLookWithin;
  return { what: 'look', by: dueAt(receivedAt, limit, calendar), since: receivedAt, limit };
}

function limitOf({ clock, issuedAt }: WorkOrderFacts, { rules, calendar }: Promises): Limit | null {
  if (rules === undefined) return null;
  return dueAt(issuedAt, rules.limit, calendar) === clock.dueAt ? rules.limit : null;
}
