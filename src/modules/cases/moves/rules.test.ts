import { expect, test } from 'vitest';

import { addMinutes } from '#shared/time.ts';

import {
  attempt,
  cast,
  closed,
  dispatched,
  fedBack,
  GRID,
  MICRO,
  MORNING,
  next,
  pipeClass,
  reported,
  withFacts,
} from '../cast-for-tests.ts';
import { refusalOf, report, verbsFor } from '../rules.ts';
import { leadOrder } from '../orders/work-order-rules.ts';

const water = { organisationId: 'water', newWorkOrderId: 'water-1', isOnDirectList: true };
const roads = { organisationId: 'roads', newWorkOrderId: 'roads-1' };
const property = { workOrderId: 'property-1' };
const wrong = (...fields: string[]) => ({
  errors: fields.map((field) => expect.objectContaining({ pointer: `/${field}` })),
});
const refusedWith = (slug: string, extras: Record<string, unknown> = {}) =>
  expect.objectContaining({ slug, extras: expect.objectContaining(extras) });

test('the burst pipe: the grid worker phones the water company and dispatches in one move', () => {
  const pipe = { ...reported(), class: pipeClass };
  const sent = next(pipe, cast.zhou, 'dispatchDirect', water);
  expect(sent.before).toMatchObject({ status: 'dispatched', heldLevel: 'grid' });
  expect(leadOrder(sent.orders)?.clock.dueAt).toBe('2026-11-19T03:14:00.000Z');
});

test('the crew without an account signs and answers through its order link', () => {
  const sent = next({ ...reported(), class: pipeClass }, cast.zhou, 'dispatchDirect', water);
  const crew = { ...cast.stranger, linkWorkOrderId: 'water-1' };
  const done = next(sent, crew, 'feedback', { workOrderId: 'water-1', evidence: ['writtenNote'] });
  expect(done.before.status).toBe('feedback');
  expect(attempt(done, crew, 'verify', { outcome: 'solved' })).toThrow(refusedWith('permission-missing'));
});

test('an order link opens its own order and no other', () => {
  const crew = { ...cast.stranger, linkWorkOrderId: 'water-9' };
  expect(attempt(dispatched(), crew, 'acknowledge', property)).toThrow(refusedWith('not-found'));
});

test('the grid worker checks what she has dispatched; the street closes; the grid is credited with coordinating', () => {
  const sent = next({ ...reported(), class: pipeClass }, cast.zhou, 'dispatchDirect', water);
  const done = next(sent, cast.waterCrew, 'feedback', { workOrderId: 'water-1', evidence: ['photo'] });
  const verified = next(done, cast.zhou, 'verify', { outcome: 'solved' });
  const ended = next(verified, cast.officer, 'close');
  expect(ended.before).toMatchObject({ status: 'closed', resolvedLevel: 'gridCoordinated' });
});

test('a class of its own kind is not dispatched directly, and an unlisted organisation is not either', () => {
  expect(attempt(reported(), cast.zhou, 'dispatchDirect', water)).toThrow(refusedWith('class-not-direct'));
  const unlisted = { ...water, isOnDirectList: false };
  const pipe = { ...reported(), class: pipeClass };
  expect(attempt(pipe, cast.zhou, 'dispatchDirect', unlisted)).toThrow(refusedWith('organisation-not-on-direct-list'));
});

test('an emergency class is dispatched directly even where it is not marked direct', () => {
  const pipe = { ...reported(), class: { ...pipeClass, isDirect: false } };
  expect(next(pipe, cast.zhou, 'dispatchDirect', water).before.status).toBe('dispatched');
});

test('the quarrel is settled by the micro-grid member without a photo', () => {
  const quarrel = { ...reported({ path: MICRO, heldLevel: 'microGrid' }) };
  const rules = { ...pipeClass, acceptedEvidence: ['partyConfirmation'] as const };
  const settled = next({ ...quarrel, class: rules }, cast.wu, 'resolveOnSpot', { evidence: ['partyConfirmation'] });
  expect(settled.before).toMatchObject({ status: 'closed', resolvedLevel: 'microGrid', resolvedOnSpotBy: 'wu' });
});

test('evidence the class does not accept is refused and the accepted kinds are named', () => {
  const note = attempt(reported(), cast.zhou, 'resolveOnSpot', { evidence: ['document'] });
  expect(note).toThrow(refusedWith('evidence-missing', { accepted: ['photo', 'writtenNote'] }));
});

test('whoever handled a matter does not verify it, nor anybody of that organisation', () => {
  const crewWithGrid = { ...cast.zhou, relatedOrganisationIds: ['property'] };
  expect(attempt(fedBack(), crewWithGrid, 'verify', { outcome: 'solved' })).toThrow(refusedWith('verifier-is-handler'));
  const assigned = next(
    next(dispatched(), cast.propertyReceiver, 'acknowledge', property),
    cast.propertyReceiver,
    'assign',
    { ...property, assignedToAccountId: 'zhou' },
  );
  const done = next(assigned, cast.zhou, 'feedback', { ...property, evidence: ['photo'] });
  expect(attempt(done, cast.zhou, 'verify', { outcome: 'solved' })).toThrow(refusedWith('verifier-is-handler'));
  expect(next(done, cast.he, 'verify', { outcome: 'solved' }).before.verification).toBe('solved');
});

test('who resolved it on the spot does not verify it after a reopening', () => {
  const settled = next(reported(), cast.zhou, 'resolveOnSpot', { evidence: ['photo'] });
  const again = next(settled, cast.resident, 'reopen');
  const sent = next(again, cast.lin, 'dispatch', roads);
  const done = next(sent, cast.roadsReceiver, 'feedback', { workOrderId: 'roads-1', evidence: ['photo'] });
  expect(attempt(done, cast.zhou, 'verify', { outcome: 'solved' })).toThrow(refusedWith('verifier-is-handler'));
});

test('an unsolved matter goes back to the organisation, and the verifier’s waiting is not charged', () => {
  const before = leadOrder(fedBack().orders)?.clock;
  const tomorrow = addMinutes(MORNING, 1440);
  const rework = next(fedBack(), cast.zhou, 'verify', { outcome: 'notSolved' }, tomorrow);
  expect(rework.before).toMatchObject({ status: 'handling', verification: 'notSolved' });
  expect(leadOrder(rework.orders)).toMatchObject({ status: 'rework', reworkCount: 1 });
  expect(leadOrder(rework.orders)?.clock.consumedMs).toBe(before?.consumedMs);
});

test('what cannot be verified now stays in verification', () => {
  const waiting = next(fedBack(), cast.zhou, 'verify', { outcome: 'notNow' });
  expect(waiting.before).toMatchObject({ status: 'verifying', verification: 'notNow' });
  expect(attempt(waiting, cast.lin, 'close')).toThrow(refusedWith('not-verified'));
});

test('a minor class closes with the passed verification', () => {
  const minor = { ...fedBack(), class: { ...pipeClass, isMinor: true } };
  expect(next(minor, cast.zhou, 'verify', { outcome: 'solved' }).before.status).toBe('closed');
});

test('the grid worker closes only what the grid settled itself', () => {
  const verified = { ...next(fedBack(), cast.zhou, 'verify', { outcome: 'solved' }) };
  const atGrid = withFacts(verified, { heldLevel: 'grid' });
  expect(attempt(atGrid, cast.zhou, 'close')).toThrow(refusedWith('not-own-work'));
  const own = next(next(reported(), cast.zhou, 'file'), cast.zhou, 'close', { evidence: ['photo'] });
  expect(own.before).toMatchObject({ status: 'closed', resolvedLevel: 'gridSelf' });
});

test('a co-handler who is still at work keeps the case open until released', () => {
  const helped = next(dispatched(), cast.lin, 'addCoHandler', roads);
  const done = next(helped, cast.propertyReceiver, 'feedback', { ...property, evidence: ['photo'] });
  const verified = next(done, cast.zhou, 'verify', { outcome: 'solved' });
  expect(attempt(verified, cast.lin, 'close')).toThrow(refusedWith('work-order-open', { workOrderIds: ['roads-1'] }));
  const released = next(verified, cast.lin, 'releaseCoHandler', { workOrderId: 'roads-1', reason: 'notNeeded' });
  expect(next(released, cast.lin, 'close').before.status).toBe('closed');
});

test('a send-back is an application: approved it is charged to dispatch and the next one gets a full limit', () => {
  const asked = next(dispatched(), cast.propertyReceiver, 'sendBack', {
    ...property,
    sendBackReason: 'otherTerritory',
    words: '井盖标识为雨',
  });
  expect(asked.before).toMatchObject({ status: 'dispatched', sendBacksAsked: 1 });
  expect(attempt(asked, cast.lin, 'redispatch', { ...roads, reason: 'wrong' })).toThrow(
    refusedWith('case-move-refused'),
  );
  const back = next(asked, cast.streetChief, 'approveSendBack', property);
  expect(back.before).toMatchObject({ status: 'filed', sendBacksApproved: 1 });
  expect(back.orders[0]).toMatchObject({ status: 'sentBack', chargedTo: 'dispatch' });
  const later = addMinutes(MORNING, 111);
  const again = next(back, cast.lin, 'dispatch', roads, later);
  expect(leadOrder(again.orders)?.clock).toMatchObject({ startedAt: later, consumedMs: 0 });
});

test('a send-back for duty is decided by the district, and refused it leaves the order where it was', () => {
  const reason = { ...property, sendBackReason: 'otherDuty', words: '不归我们' } as const;
  const asked = next(dispatched(), cast.propertyReceiver, 'sendBack', reason);
  expect(attempt(asked, cast.streetChief, 'approveSendBack', property)).toThrow(refusedWith('send-back-decided-above'));
  const refused = next(asked, cast.guo, 'refuseSendBack', { ...property, reason: 'dutyList' });
  expect(refused.orders[0]).toMatchObject({ status: 'issued', chargedTo: 'organisation' });
});

test('a send-back asked for after its time is refused', () => {
  const input = { ...property, sendBackReason: 'duplicate', words: '重复' } as const;
  const late = attempt(dispatched(), cast.propertyReceiver, 'sendBack', input, '2026-11-20T09:31:00.000Z');
  expect(late).toThrow(refusedWith('send-back-late', { until: '2026-11-20T09:30:00.000Z' }));
});

test('redispatching replaces the order and keeps it', () => {
  const again = next(dispatched(), cast.lin, 'redispatch', { ...roads, reason: 'owner' });
  expect(again.orders.map((order) => order.status)).toEqual(['replaced', 'issued']);
  expect(again.before.status).toBe('dispatched');
});

test('a case goes up exactly one level, by the level that holds it', () => {
  const up = next(reported(), cast.zhou, 'escalate', { reason: 'beyondPowers' });
  expect(up.before.heldLevel).toBe('community');
  expect(attempt(up, cast.zhou, 'escalate', { reason: 'again' })).toThrow(refusedWith('level-holds-elsewhere'));
  const skip = attempt(reported(), cast.zhou, 'escalate', { reason: 'beyondPowers', level: 'street' });
  expect(skip).toThrow(refusedWith('level-not-next', { next: 'community' }));
});

test('what was escalated is no longer the grid worker’s to dispatch', () => {
  const up = next({ ...reported(), class: pipeClass }, cast.zhou, 'escalate', { reason: 'beyondPowers' });
  expect(attempt(up, cast.zhou, 'dispatchDirect', water)).toThrow(refusedWith('level-holds-elsewhere'));
});

test('a duty chief of a street does not act for the district', () => {
  const atDistrict = withFacts(reported(), { heldLevel: 'district' });
  expect(attempt(atDistrict, cast.streetChief, 'file')).toThrow(refusedWith('level-holds-elsewhere'));
  expect(next(atDistrict, cast.guo, 'file').before.status).toBe('filed');
});

test('a case is handed down with instruction and time, only to a lower level', () => {
  const atStreet = withFacts(reported(), { heldLevel: 'street' });
  const given = { level: 'community', words: '请先劝导', dueAt: '2026-11-21T09:30:00.000Z' } as const;
  expect(next(atStreet, cast.lin, 'handDown', given).before.heldLevel).toBe('community');
  expect(attempt(atStreet, cast.lin, 'handDown', { ...given, level: 'district' })).toThrow(
    refusedWith('level-not-next'),
  );
  const bare = attempt(atStreet, cast.lin, 'handDown', { level: 'grid' });
  expect(bare).toThrow(refusedWith('input-invalid', wrong('words', 'dueAt')));
});

test('a community dispatches to its own partners only', () => {
  const filed = withFacts(next(reported(), cast.officer, 'file'), { heldLevel: 'community' });
  expect(attempt(filed, cast.officer, 'dispatch', roads)).toThrow(refusedWith('organisation-not-partner'));
  expect(next(filed, cast.officer, 'dispatch', { ...roads, isPartner: true }).before.status).toBe('dispatched');
});

test('a dispatcher of another street finds no such case', () => {
  expect(attempt(reported(), cast.otherStreet, 'file')).toThrow(refusedWith('not-found'));
});

test('a reopened case returns to the same organisation, the second time to a call, the third to somebody new', () => {
  const first = next(closed(), cast.resident, 'reopen');
  expect(first.before).toMatchObject({ id: 'lamp', status: 'handling', reopenCount: 1 });
  const second = next(withFacts(closed(), { reopenCount: 1 }), cast.resident, 'reopen');
  expect(second.before).toMatchObject({ status: 'filed', review: 'communityCall', heldLevel: 'street' });
  expect(attempt(second, cast.lin, 'dispatch', roads)).toThrow(refusedWith('community-call-first'));
  const called = next(second, cast.luo, 'contactReporter', { channel: 'phone', contactOutcome: 'reached' });
  expect(next(called, cast.lin, 'dispatch', roads).before.status).toBe('dispatched');
  const third = next(withFacts(closed(), { reopenCount: 2 }), cast.resident, 'reopen');
  expect(attempt(third, cast.lin, 'dispatch', roads)).toThrow(refusedWith('reviewer-involved'));
  expect(next(third, cast.streetChief, 'dispatch', roads).before).toMatchObject({ status: 'dispatched', review: null });
});

test('reopening ends with its period', () => {
  const inTime = addMinutes(MORNING, 15 * 1440);
  expect(next(closed(), cast.resident, 'reopen', {}, inTime).before.status).toBe('handling');
  expect(attempt(closed(), cast.resident, 'reopen', {}, addMinutes(inTime, 1))).toThrow(refusedWith('reopen-late'));
});

test('feedback stops the clock, and a failed verification starts it where it stopped', () => {
  const at = (minutes: number) => addMinutes(MORNING, minutes);
  const pipe = next({ ...reported(), class: pipeClass }, cast.zhou, 'dispatchDirect', water);
  const done = next(pipe, cast.waterCrew, 'feedback', { workOrderId: 'water-1', evidence: ['photo'] }, at(47));
  expect(leadOrder(done.orders)?.clock).toMatchObject({ runningSince: null, stoppedAt: at(47) });
  const again = next(done, cast.he, 'verify', { outcome: 'notSolved' }, at(600));
  expect(leadOrder(again.orders)?.clock.dueAt).toBe(at(600 + 73));
});

test('after a second reopening an approved send-back leads to a new dispatch, not to the verification of before', () => {
  const reopened = next(withFacts(closed(), { reopenCount: 1 }), cast.resident, 'reopen');
  const sent = next(withFacts(reopened, { review: null }), cast.lin, 'dispatch', roads);
  const reason = { workOrderId: 'roads-1', sendBackReason: 'duplicate', words: '重复' } as const;
  const asked = next(sent, cast.roadsReceiver, 'sendBack', reason);
  expect(next(asked, cast.streetChief, 'approveSendBack', { workOrderId: 'roads-1' }).before.status).toBe('filed');
});

test('a refusal lists what this actor may do now', () => {
  const late = attempt(dispatched(), cast.lin, 'file');
  const allowed = verbsFor({ ...dispatched(), actor: cast.lin });
  expect(late).toThrow(refusedWith('case-move-refused', { allowed, caseStatus: 'dispatched', verb: 'file' }));
  expect(allowed).toEqual(expect.arrayContaining(['redispatch', 'addCoHandler', 'cancel']));
  expect(allowed).not.toContain('acknowledge');
});

test('buttons do not wait for what is typed into their form', () => {
  const mine = verbsFor({ ...reported(), actor: cast.zhou });
  expect(mine).toEqual(expect.arrayContaining(['confirm', 'classify', 'file', 'resolveOnSpot', 'escalate']));
  expect(verbsFor({ ...dispatched(), actor: cast.propertyReceiver })).toEqual([
    'acknowledge',
    'askToRelay',
    'sendBack',
    'askExtension',
    'askSuspension',
    'feedback',
  ]);
  expect(verbsFor({ ...fedBack(), actor: cast.resident })).toEqual(['supplement']);
});

test('history holds codes and ids, never words', () => {
  const moved = attempt(reported({ kind: 'enquiry' }), cast.zhou, 'answer', { words: '在社区一楼' })();
  expect(moved.words).toBe('在社区一楼');
  expect(JSON.stringify(moved.history)).not.toContain('社区');
  expect(moved.history).toMatchObject({ verb: 'answer', from: 'collected', to: 'closed', accountId: 'zhou' });
});

test('reporting for somebody else needs the permission', () => {
  const input = {
    id: 'x',
    kind: 'problem',
    wantsSecrecy: false,
    path: GRID,
    heldLevel: 'grid',
    isForOther: true,
  } as const;
  expect(() => report(input, cast.resident, MORNING)).toThrow(refusedWith('permission-missing'));
  expect(report(input, cast.zhou, MORNING).after.status).toBe('collected');
  expect(refusalOf('file', { ...reported(), actor: cast.zhou })).toBeUndefined();
});
