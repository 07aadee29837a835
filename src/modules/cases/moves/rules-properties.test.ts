/** Laws that hold after any sequence of moves by anybody, allowed or refused. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Problem } from '#problems';
import { addMinutes } from '#shared/time.ts';
import { countedBetween, dueAt } from '#shared/working-time.ts';

import { maySee } from '../access.ts';
import type { OrderClock } from '../clocks/clocks.ts';
import {
  attempt,
  cast,
  COMMUNITY,
  district,
  GRID,
  MICRO,
  manholeClass,
  next,
  reported,
  withFacts,
} from '../cast-for-tests.ts';
import type { CastName } from '../cast-for-tests.ts';
import { EVIDENCE_KINDS, FINAL_STATUSES, SEND_BACK_REASONS } from '../facts.ts';
import type { ActorFacts, CaseStatus, ClassRules, MoveInput, Situation } from '../facts.ts';
import { CASE_KINDS } from '../kinds.ts';
import { refusalOf, verbsFor } from '../rules.ts';
import type { Moved, ReportInput } from '../rules.ts';
import { MOVE_VERBS } from './transitions.ts';
import type { MoveVerb } from './transitions.ts';
import { leadOrder, openOrders } from '../orders/work-order-rules.ts';

const { calendar } = district;
const names = Object.keys(cast) as CastName[];
const organisations = ['water', 'property', 'roads'] as const;
const directClass: ClassRules = { ...manholeClass, isDirect: true };
// Has never touched a case: the one a third reopening waits for.
const newcomer: ActorFacts = { ...cast.guo, accountId: 'newcomer' };
const everybody: readonly ActorFacts[] = [...Object.values(cast), newcomer];
const final: readonly CaseStatus[] = FINAL_STATUSES;

interface Step {
  verb: MoveVerb;
  /** Who tries first; the next ones of the cast follow until one may. */
  first: number;
  organisationId: (typeof organisations)[number];
  orderIndex: number;
  minutes: number;
  input: MoveInput;
}

// Verbs that end a case early come once, the long way round comes often: else no walk would get anywhere.
// prettier-ignore
const COMMON: readonly MoveVerb[] = [
  'file', 'dispatch', 'dispatchDirect', 'redispatch', 'addCoHandler', 'acknowledge', 'assign', 'sendBack', 'approveSendBack',
  'refuseSendBack', 'feedback', 'feedback', 'sendToVerify', 'returnToOrganisation', 'verify', 'verify', 'close', 'reopen',
  'recheck', 'contactReporter', 'askExtension', 'approveExtension', 'askSuspension', 'suspend', 'resume', 'askSuspension', 'refuseSuspension', 'suspend',
  'resume', 'resume', 'askExtension', 'refuseExtension', 'askSuspension', 'suspend', 'resume', 'sendBack', 'arbitrate', 'arbitrate',
];

const steps: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom(...MOVE_VERBS, ...COMMON, ...COMMON, ...COMMON),
  first: fc.nat(names.length - 1),
  organisationId: fc.constantFrom(...organisations),
  orderIndex: fc.nat(4),
  minutes: fc.integer({ min: 0, max: 200 }),
  input: fc.record<MoveInput>({
    outcome: fc.constantFrom('solved', 'notSolved', 'notNow', 'true', 'notTrue'),
    evidence: fc.subarray([...EVIDENCE_KINDS]),
    sendBackReason: fc.constantFrom(...SEND_BACK_REASONS),
    level: fc.constantFrom('microGrid', 'grid', 'community', 'street', 'district'),
    kind: fc.constantFrom(...CASE_KINDS),
    isOnDirectList: fc.boolean(),
    isPartner: fc.boolean(),
    adoption: fc.constantFrom('adopted', 'notNow'),
    draw: fc.constantFrom(0, 1),
  }),
});

const starts: fc.Arbitrary<Partial<ReportInput>> = fc.record({
  kind: fc.constantFrom('problem', 'problem', 'problem', ...CASE_KINDS),
  wantsSecrecy: fc.constantFrom(false, false, true),
  path: fc.constantFrom(GRID, MICRO),
  class: fc.constantFrom(
    { code: 'manhole', secrecy: 'open' as const },
    { code: 'harm', secrecy: 'restricted' as const },
  ),
  about: fc.option(
    fc.constantFrom({ accountId: 'zhou', organisationId: 'roads', path: COMMUNITY, level: 'community' as const }),
    {
      nil: undefined,
    },
  ),
});

/** Every field a verb could ask for, so that a refusal comes from a rule and not from an empty form. */
function fullInput(situation: Situation, step: Step, serial: number): MoveInput {
  const workOrderId = situation.orders[step.orderIndex % Math.max(1, situation.orders.length)]?.id;
  return {
    ...step.input,
    workOrderId,
    organisationId: step.organisationId,
    newWorkOrderId: `order-${serial}`,
    assignedToAccountId: 'waterCrew',
    reason: 'because',
    referral: 'elsewhere',
    words: '说明',
    dueAt: addMinutes(
      situation.orders.find(({ id }) => id === workOrderId)?.clock.dueAt ?? '2026-12-01T00:00:00.000Z',
      5,
    ),
    channel: 'phone',
    contactOutcome: 'reached',
    isSolved: true,
    newCaseId: `case-${serial}`,
    target: { ...situation.before, id: 'target', status: 'collected' },
    about: { accountId: 'he', organisationId: null, path: GRID, level: 'grid' },
  };
}

interface Taken {
  verb: MoveVerb;
  actor: ActorFacts;
  before: Situation;
  moved: Moved;
}

function play(start: Partial<ReportInput>, walk: readonly Step[]): { end: Situation; taken: Taken[] } {
  const taken: Taken[] = [];
  // Half of them have two applications behind them: else hardly a walk would come to the third.
  let now = withFacts(reported(start), { sendBacksAsked: walk.length % 2 === 0 ? 2 : 0 });
  walk.forEach((step, serial) => {
    const at = addMinutes(now.at, step.minutes);
    const input = fullInput(now, step, serial);
    const movers = names.map((_, offset): ActorFacts => cast[names[(step.first + offset) % names.length] ?? 'lin']);
    const situations = movers.map((actor): Situation => ({ ...now, actor, at, input, class: directClass }));
    const before = situations.find((situation) => refusalOf(step.verb, situation) === undefined);
    if (before === undefined) return;
    const moved = attempt(before, before.actor, step.verb, input, at)();
    taken.push({ verb: step.verb, actor: before.actor, before, moved });
    now = { ...before, before: moved.after, orders: moved.orders };
  });
  return { end: now, taken };
}

const walks = fc.array(steps, { minLength: 40, maxLength: 120 });
const runs = { numRuns: 200 };

function law(check: (played: ReturnType<typeof play>) => void): void {
  fc.assert(
    fc.property(starts, walks, (start, walk) => check(play(start, walk))),
    runs,
  );
}

test('at most one order of a lead handler is open', () =>
  law(({ taken }) => {
    const leads = taken.map(
      ({ moved }) => openOrders(moved.orders).filter((order) => order.role === 'leadHandler').length,
    );
    expect(Math.max(0, ...leads)).toBeLessThanOrEqual(1);
  }));

test('the third organisation never inherits a dead clock: whoever is asked gets the full limit from that moment', () =>
  law(({ taken }) => {
    const inherited = taken.flatMap(({ before, moved }) =>
      moved.orders
        .filter(({ id }) => !before.orders.some((order) => order.id === id))
        .filter(({ clock }) => {
          const full = dueAt(before.at, directClass.limit, before.district.calendar);
          return clock.startedAt !== before.at || clock.dueAt !== full || clock.consumedMs !== 0;
        }),
    );
    expect(inherited).toEqual([]);
  }));

test('a clock stands exactly while an order is fed back, suspended or over, and extensions stay under the cap', () =>
  law(({ taken }) => {
    const orders = taken.flatMap(({ moved }) => moved.orders);
    const astray = orders.filter(({ clock, suspension, status }) => {
      const stands = suspension !== null || !['issued', 'acknowledged', 'sendBackAsked', 'rework'].includes(status);
      return (clock.runningSince === null) !== stands;
    });
    expect(astray).toEqual([]);
    const cap = (clock: OrderClock) =>
      2 * countedBetween(clock.startedAt, dueAt(clock.startedAt, directClass.limit, calendar), clock.unit, calendar);
    expect(orders.filter(({ clock }) => clock.budgetMs > cap(clock))).toEqual([]);
  }));

test('an organisation holds at most one open order of a case', () =>
  law(({ taken }) => {
    const doubles = taken.filter(({ moved }) => {
      const asked = openOrders(moved.orders).map((order) => order.organisationId);
      return new Set(asked).size < asked.length;
    });
    expect(doubles).toEqual([]);
  }));

test('nobody verifies his own work or that of his organisation', () =>
  law(({ taken }) => {
    const own = taken.filter(({ verb, actor, before }) => {
      const hands = before.orders.flatMap((order) => order.handlerAccountIds);
      const isHand = actor.accountId !== null && [...hands, before.before.resolvedOnSpotBy].includes(actor.accountId);
      const isOfThem = before.orders.some((order) => actor.relatedOrganisationIds.includes(order.organisationId));
      return verb === 'verify' && (isHand || isOfThem);
    });
    expect(own).toEqual([]);
  }));

test('the stage follows the lead handler', () =>
  law(({ taken }) => {
    const stages = ['dispatched', 'handling', 'feedback', 'verifying'];
    const astray = taken.filter(({ moved }) => {
      const lead = leadOrder(moved.orders)?.status;
      const stageOf: Record<string, string> = { issued: 'dispatched', acknowledged: 'handling', rework: 'handling' };
      const isDirect = stageOf[lead ?? ''];
      if (isDirect !== undefined) return moved.after.status !== isDirect;
      return lead === undefined && stages.includes(moved.after.status);
    });
    expect(astray).toEqual([]);
  }));

test('a final case has no open order, and what an organisation did was verified as its path wants', () =>
  law(({ taken }) => {
    const ended = taken.filter(({ moved }) => final.includes(moved.after.status));
    expect(ended.filter(({ moved }) => openOrders(moved.orders).length > 0)).toEqual([]);
    const unchecked = ended.filter(
      ({ verb, before, moved }) =>
        verb === 'close' &&
        before.before.status !== 'filed' &&
        moved.after.kind === 'problem' &&
        moved.after.verification !== 'solved',
    );
    expect(unchecked).toEqual([]);
  }));

test('versions count moves, reopenings and send-backs are counted, secrets never become less secret', () =>
  law(({ end, taken }) => {
    const count = (verb: MoveVerb) => taken.filter((each) => each.verb === verb).length;
    expect(end.before.version).toBe(1 + taken.length);
    const failed = taken.filter(({ verb, before }) => verb === 'recheck' && before.input.outcome === 'notSolved');
    expect(end.before.reopenCount).toBe(count('reopen') + failed.length);
    const [first] = taken;
    const behind = first === undefined ? end.before.sendBacksAsked : first.before.before.sendBacksAsked;
    expect(end.before.sendBacksAsked).toBe(behind + count('sendBack'));
    // Settled on another organisation, whoever asked was right.
    const elsewhere = taken.filter(({ verb, moved }) => verb === 'arbitrate' && moved.changedOrderIds.length === 2);
    expect(end.before.sendBacksApproved).toBe(count('approveSendBack') + elsewhere.length);
    const ranks = taken.map(({ moved }) => ['open', 'confidential', 'restricted'].indexOf(moved.after.secrecy));
    expect(ranks).toEqual([...ranks].sort());
  }));

test('whoever moved a case could see it, and the one complained about never moved it', () =>
  law(({ taken }) => {
    const blind = taken.filter(({ actor, before }) => !maySee(actor, before.before, before.orders));
    expect(blind).toEqual([]);
    const about = taken.filter(
      ({ actor, before }) => actor.accountId !== null && actor.accountId === before.before.aboutAccountId,
    );
    expect(about).toEqual([]);
  }));

test('a second reopening waits for the call, a third for somebody never involved', () =>
  law(({ taken }) => {
    const onward = taken.filter(({ verb }) =>
      ['dispatch', 'dispatchDirect', 'close', 'resolveOnSpot', 'cancel'].includes(verb),
    );
    expect(onward.filter(({ before }) => before.before.review === 'communityCall')).toEqual([]);
    const involved = onward.filter(
      ({ actor, before }) =>
        before.before.review === 'neverInvolved' && before.before.involvedAccountIds.includes(actor.accountId ?? ''),
    );
    expect(involved).toEqual([]);
  }));

test('a refusal lists exactly what the actor may do', () =>
  law(({ end }) => {
    const who = cast.lin;
    const situation = { ...end, actor: who, input: {} };
    const refused = MOVE_VERBS.filter((verb) => refusalOf(verb, situation) !== undefined).map((verb) => {
      try {
        attempt(situation, who, verb)();
        return undefined;
      } catch (error) {
        return error instanceof Problem ? error : undefined;
      }
    });
    const lists = refused.filter((error) => error?.slug !== 'not-found').map((error) => error?.extras['allowed']);
    expect(lists).toEqual(lists.map(() => verbsFor(situation)));
  }));

/** The ordinary way to the end, tried in this order by whoever may. */
// prettier-ignore
const HOMEWARD: readonly MoveVerb[] = [
  'close', 'verify', 'feedback', 'refuseSendBack', 'arbitrate', 'contactReporter', 'releaseCoHandler', 'resolveOnSpot', 'answer', 'file', 'unmerge',
];

function stepHome(now: Situation): Situation | undefined {
  for (const verb of HOMEWARD) {
    if (verb === 'contactReporter' && now.before.review !== 'communityCall') continue;
    const orderIds = [undefined, ...now.orders.map((order) => order.id)];
    for (const who of verb === 'contactReporter' ? [newcomer] : everybody) {
      for (const workOrderId of orderIds) {
        const organisationId = now.orders.find(({ status }) => status === 'sendBackAsked')?.organisationId;
        const solved = { outcome: 'solved', evidence: EVIDENCE_KINDS, adoption: 'adopted' } as const;
        const step = { organisationId, input: solved } as unknown as Step;
        const input = { ...fullInput(now, step, 0), workOrderId };
        if (refusalOf(verb, { ...now, actor: who, input }) === undefined) return next(now, who, verb, input);
      }
    }
  }
  return undefined;
}

test('from wherever people have brought a case, default roles can bring it to a good end', () =>
  law(({ end }) => {
    let now: Situation = { ...end, class: directClass };
    for (let count = 0; count < 12 && !final.includes(now.before.status); count += 1) {
      const after = stepHome(now);
      expect(after, `stuck: ${JSON.stringify(now.before)}`).toBeDefined();
      now = after ?? now;
    }
    expect(final, `stuck: ${JSON.stringify(now.before)}`).toContain(now.before.status);
  }));

test('the walks reach every status and take every verb, so the laws were really tried', () => {
  const statuses = new Set<string>();
  const verbs = new Set<string>();
  fc.assert(
    fc.property(starts, walks, (start, walk) => {
      for (const { verb, moved } of play(start, walk).taken) {
        statuses.add(moved.after.status);
        verbs.add(verb);
      }
    }),
    { numRuns: 1500, seed: 1 },
  );
  expect(MOVE_VERBS.filter((verb) => !verbs.has(verb))).toEqual([]);
  expect(statuses.size).toBeGreaterThanOrEqual(13);
});
