// 怎么算的: how the limit of each order and of each of our stages that runs was worked out, day by day.

import type { Directory } from '#modules/organisations/directory.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { explainLimit, tellsAll } from '#shared/limit-explained.ts';
import { dayOf } from '#shared/time.ts';
import { countedBetween, daysOffAt, dueAt } from '#shared/working-time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import { isComplainedAbout, readsByArea } from '../access.ts';
import { gatherAround } from '../actions.ts';
import type { ClassRules, WorkOrderFacts } from '../facts.ts';
import type { explainClocks as explainClocksEndpoint } from '../lists/contract-beside.ts';
import { findDayNotes } from '../lists/store-beside.ts';
import { loadSituation } from '../moves/situation.ts';
import type { Around, Loaded } from '../moves/situation.ts';
import { findHistory } from '../store-pages.ts';
import { limitOfOrder } from '../orders/stage-rules.ts';
import { visibleOrders } from '../view.ts';
import { stagesRunning } from './stages.ts';
import { findReached } from './store-stages.ts';

type Output<E extends { output?: unknown }> = NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type Explained = Output<typeof explainClocksEndpoint>;
type Clock = Explained['clocks'][number];
type RunningStage = Omit<Explained['stages'][number], 'days'>;

/** For whoever sees the case, as far as orders are shown there. @throws {Problem} `not-found` */
export async function explainClocks(ctx: Context, caseId: string): Promise<Explained> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const loaded = await loadSituation(ctx, caseId, around, {}, { isLocked: false });
    const orders = visibleOrders(loaded);
    const stages = await stagesForReader(ctx, loaded, around);
    const ends = [
      ...orders.map(({ clock }) => [clock.startedAt, clock.dueAt] as const),
      ...stages.map(({ startedAt, dueAt: end }) => [startedAt, end] as const),
    ];
    if (ends.length === 0) return { clocks: [], stages: [] };
    const zone = ctx.district.timeZone;
    const first = ends.map(([from]) => from).sort()[0] ?? ctx.now;
    const last = ends.map(([, to]) => to).sort().at(-1) ?? ctx.now; // prettier-ignore
    const notes = await findDayNotes(ctx.db, dayOf(first, zone), dayOf(last, zone));
    const { calendar } = around.settings;
    return {
      clocks: orders.map((order) =>
        clockOf(order, { calendar, notes, rules: loaded.situation.class, directory: around.directory }),
      ),
      stages: stages.map((stage) => ({
        ...stage,
        days: stage.isSetByHand
          ? []
          : daysOf(explainLimit(stage.startedAt, stage.dueAt, stage.limit.unit, calendar), notes),
      })),
    };
  });
}

/** The centre's own stages are told to those who read the case by area, not to organisations. */
async function stagesForReader(ctx: TransactionContext, loaded: Loaded, around: Around): Promise<RunningStage[]> {
  const { actor, before } = loaded.situation;
  if (!readsByArea(actor, before) || isComplainedAbout(actor, before)) return [];
  return runningStages(ctx, loaded, around);
}

/** Our own stages that run now, for whoever reads the case by area. */
export async function runningStages(ctx: TransactionContext, loaded: Loaded, around: Around): Promise<RunningStage[]> {
  const { row, situation } = loaded;
  const moves = await findHistory(ctx.db, row.id);
  const { isReachable, isCalledBack } = await findReached(ctx.db, row.id, row.closed_at);
  const running = stagesRunning(
    {
      status: situation.before.status,
      isUrgent: row.is_urgent,
      verification: situation.before.verification,
      isReachable,
      reportedAt: row.reported_at,
      handedDownDueAt: row.handed_down_due_at,
      closedAt: row.closed_at,
      isCalledBack,
    },
    moves.map(({ verb, from_status: from, to_status: to, at }) => ({ verb, from, to, at })),
    situation.orders.map(({ status, issuedAt, acknowledgedAt, organisationId }) => ({
      status,
      issuedAt,
      acknowledgedAt,
      organisationName: around.directory.find(organisationId)?.name ?? null,
    })),
    around.settings,
  );
  return running.map(({ limit, organisationName, ...stage }) => ({
    ...stage,
    organisationName: organisationName ?? null,
    limit: { ...limit },
  }));
}

interface Explaining {
  readonly calendar: WorkingCalendar;
  readonly notes: ReadonlyMap<string, string>;
  readonly rules: ClassRules | undefined;
  readonly directory: Directory;
}

function clockOf(order: WorkOrderFacts, { calendar, notes, rules, directory }: Explaining): Clock {
  const { clock } = order;
  const { unit } = clock;
  const from = clock.runningSince ?? clock.startedAt;
  const isFirstRun = from === clock.startedAt;
  const consumedMs = isFirstRun ? 0 : clock.consumedMs;
  const limit = rules && limitOfOrder(order, rules);
  const isOfClass = limit !== undefined && isFirstRun && dueAt(from, limit, calendar) === clock.dueAt;
  const isTold = tellsAll({ from, to: clock.dueAt, unit, wantedMs: clock.budgetMs - consumedMs }, calendar);
  const days = isTold ? explainLimit(from, clock.dueAt, unit, calendar) : [];
  return {
    workOrderId: order.id,
    organisationName: directory.find(order.organisationId)?.name ?? '',
    unit,
    stage: order.stage,
    limitAmount: isOfClass ? limit.amount : null,
    from,
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    stoppedAt: clock.stoppedAt,
    budgetMinutes: minutesOf(clock.budgetMs),
    consumedMinutes: minutesOf(
      isFirstRun && clock.stoppedAt !== null ? countedBetween(from, clock.stoppedAt, unit, calendar) : consumedMs,
    ),
    isDueProvisional: unit !== 'emergencyHour' && daysOffAt(clock.dueAt, calendar) !== 'published',
    days: daysOf(days, notes),
  };
}

function daysOf(days: ReturnType<typeof explainLimit>, notes: ReadonlyMap<string, string>): Clock['days'] {
  return days.map(({ day, reason, hours, countedMs, workDay }) => ({
    day,
    reason,
    hours: hours.map((each) => ({ ...each })),
    countedMinutes: minutesOf(countedMs),
    workDay,
    note: notes.get(day) ?? null,
  }));
}

function minutesOf(milliseconds: number): number {
  return Math.round(milliseconds / 60_000);
}
