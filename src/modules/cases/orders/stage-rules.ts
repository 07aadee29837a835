/** Several limits on one case, one after the other: the feedback of a stage starts the next with its own, full limit. Pure. */
import type { ClassStage } from '#modules/catalogue/rules.ts';
import type { Instant } from '#shared/time.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

import { startClock } from '../clocks/clocks.ts';
import type { ClassRules, OrderStage, WorkOrderFacts } from '../facts.ts';

/** The stage a new order of the lead handler begins with; null where the class has one limit, and for a co-handler. */
export function firstStage(stages: readonly ClassStage[], role: WorkOrderFacts['role']): OrderStage | null {
  return role === 'leadHandler' && stages.length > 1 ? stageAt(stages, 0) : null;
}

/** What follows the stage an order is in; undefined in the last, and where the class knows the stage no more. */
export function nextStage(order: WorkOrderFacts, rules: ClassRules | undefined): ClassStage | undefined {
  const at = rules?.stages.findIndex(({ code }) => code === order.stage?.code) ?? -1;
  return order.stage === null || at < 0 ? undefined : rules?.stages[at + 1];
}

/** The limit that runs: of the stage the order is in, else of the class. */
export function limitOfOrder({ stage }: Pick<WorkOrderFacts, 'stage'>, rules: ClassRules): Limit {
  if (stage === null || stage.number === 1) return rules.limit;
  return rules.stages.find(({ code }) => code === stage.code)?.limit ?? rules.limit;
}

/** The same order goes on; what it was late in its last stage stays said, and is not charged to the next. */
export function advanceOrder(
  order: WorkOrderFacts,
  rules: ClassRules,
  following: ClassStage,
  { at, by, calendar }: { at: Instant; by: string | null; calendar: WorkingCalendar },
): WorkOrderFacts {
  const { stage, clock, handlerAccountIds } = order;
  const done = stage === null ? [] : [{ code: stage.code, name: stage.name, dueAt: clock.dueAt, doneAt: at }];
  const isKnown = by === null || handlerAccountIds.includes(by);
  return {
    ...order,
    status: 'acknowledged',
    acknowledgedAt: order.acknowledgedAt ?? at,
    handlerAccountIds: isKnown ? handlerAccountIds : [...handlerAccountIds, by],
    application: null,
    extensionCount: 0,
    suspension: null,
    stage: stageAt(rules.stages, rules.stages.indexOf(following)),
    stagesDone: [...order.stagesDone, ...done],
    clock: startClock(at, following.limit, calendar),
  };
}

function stageAt(stages: readonly ClassStage[], at: number): OrderStage | null {
  const stage = stages[at];
  return stage === undefined ? null : { code: stage.code, name: stage.name, number: at + 1, count: stages.length };
}
