// The second and the third time somebody says that it is not solved: who acts, until when; and whom a class wants asked to verify.

import { expect, test } from 'vitest';

import { addMinutes } from '#shared/time.ts';

import {
  attempt,
  cast,
  closed,
  district,
  fedBack,
  manholeClass,
  next,
  reported,
  situationAfter,
  withFacts,
} from '../cast-for-tests.ts';
import type { Sampling } from '../facts.ts';
import { waitingFor } from '../lists/waiting.ts';
import { move } from '../rules.ts';
import { proposeVerifier } from './verification.ts';
import type { VerifierCandidate } from './verification.ts';

const secondTime = () => next(withFacts(closed(), { reopenCount: 1 }), cast.resident, 'reopen');
const thirdTime = () => next(withFacts(closed(), { reopenCount: 2 }), cast.resident, 'reopen');
const nobodyInFront = { isFront: false, isVacant: false, isVerifierGone: false };
const call = (contactOutcome: 'reached' | 'noAnswer' | 'wrongNumber') =>
  ({ channel: 'phone', contactOutcome }) as const;

test('the second time the community calls within a work day; a call nobody took is made again', () => {
  const reopened = secondTime();
  // Said on Thursday: until the end of Friday.
  expect(reopened.before).toMatchObject({ review: 'communityCall', reviewDueAt: '2026-11-20T09:30:00.000Z' });
  expect(waitingFor({ ...reopened, actor: cast.luo }, nobodyInFront)).toMatchObject({ reason: 'callBack' });
  const unheard = next(reopened, cast.luo, 'contactReporter', call('noAnswer'));
  expect(unheard.before.review).toBe('communityCall');
  expect(attempt(unheard, cast.lin, 'close')).toThrow(expect.objectContaining({ slug: 'community-call-first' }));
  expect(next(unheard, cast.luo, 'contactReporter', call('reached')).before).toMatchObject({ review: null });
  expect(next(unheard, cast.luo, 'contactReporter', call('wrongNumber')).before.review).toBeNull();
});

test('once the time for the call is over nobody waits for ever for a phone that is never answered', () => {
  const late = next(secondTime(), cast.luo, 'contactReporter', call('noAnswer'), '2026-11-20T10:00:00.000Z');
  expect(late.before.review).toBeNull();
});

test('the third time it is the street’s, for somebody who had no part in it, within three work days', () => {
  const reopened = thirdTime();
  expect(reopened.before).toMatchObject({
    review: 'neverInvolved',
    heldLevel: 'street',
    reviewDueAt: '2026-11-24T09:30:00.000Z',
  });
  // 林晓芸 has dispatched and closed it.
  expect(waitingFor({ ...reopened, actor: cast.lin }, nobodyInFront)).toBeUndefined();
  expect(waitingFor({ ...reopened, actor: cast.streetChief }, nobodyInFront)).toEqual({
    reason: 'review',
    act: 'dispatch',
  });
  const again = { organisationId: 'roads', newWorkOrderId: 'roads-1' };
  expect(attempt(reopened, cast.lin, 'dispatch', again)).toThrow(
    expect.objectContaining({ slug: 'reviewer-involved' }),
  );
  expect(next(reopened, cast.streetChief, 'dispatch', again).before.review).toBeNull();
});

test('where everybody of the street had a part in it, the third time is the district’s', () => {
  const closedAgain = withFacts(closed(), { reopenCount: 2 });
  const reopened = next(closedAgain, cast.resident, 'reopen', { isStreetInvolved: true });
  expect(reopened.before).toMatchObject({ review: 'neverInvolved', heldLevel: 'district' });
  const closedOnce = withFacts(closed(), { reopenCount: 1 });
  expect(next(closedOnce, cast.resident, 'reopen', { isStreetInvolved: true }).before.heldLevel).not.toBe('district');
});

test('a district says itself how soon it calls and reviews, and how many closings are drawn at least', () => {
  const hours = (amount: number) => ({ unit: 'emergencyHour', amount }) as const;
  const own = { ...district, communityCallWithin: hours(2), reviewWithin: hours(5) };
  const reopened = (reopenCount: number) =>
    next({ ...withFacts(closed(), { reopenCount }), district: own }, cast.resident, 'reopen');
  const at = closed().at;
  expect(reopened(1).before.reviewDueAt).toBe(addMinutes(at, 120));
  expect(reopened(2).before.reviewDueAt).toBe(addMinutes(at, 300));
  const found = next(reported(), cast.zhou, 'confirm', { outcome: 'true' });
  const drawnOnSpot = (sampling: Sampling, draw: number) =>
    next({ ...found, district: { ...district, sampling } }, cast.zhou, 'resolveOnSpot', { draw, evidence: ['photo'] })
      .before.isDrawnForSample;
  expect(drawnOnSpot({ leastPercent: 0, onSpotPercent: 0 }, 0.3)).toBe(false);
  expect(drawnOnSpot({ leastPercent: 0, onSpotPercent: 40 }, 0.3)).toBe(true);
  expect(drawnOnSpot({ leastPercent: 40, onSpotPercent: 0 }, 0.3)).toBe(true);
  expect(drawnOnSpot({ leastPercent: 20, onSpotPercent: 20 }, 0.3)).toBe(false);
});

test('refused without any organisation’s fault: no order, no clock, no rework, and nothing to rate', () => {
  const refused = next(reported(), cast.officer, 'reject', { referral: 'court' });
  expect(refused.orders).toEqual([]);
  expect(refused.before).toMatchObject({ status: 'rejected', isDrawnForSample: false, resolvedLevel: null });
  expect(attempt(refused, cast.resident, 'evaluate', { isSolved: false })).toThrow(
    expect.objectContaining({ slug: 'case-move-refused' }),
  );
});

test('a rightful send-back before the refusal is charged to the dispatch, not to the organisation', () => {
  const filed = next(reported(), cast.lin, 'file');
  const dispatched = next(filed, cast.lin, 'dispatch', { organisationId: 'property', newWorkOrderId: 'property-1' });
  const order = { workOrderId: 'property-1' };
  const asked = next(dispatched, cast.propertyReceiver, 'sendBack', {
    ...order,
    sendBackReason: 'alreadyDone',
    words: '上周已办',
  });
  const back = next(asked, cast.streetChief, 'approveSendBack', order);
  const refused = next(back, cast.lin, 'reject', { referral: 'court' });
  expect(refused.orders).toMatchObject([{ status: 'sentBack', chargedTo: 'dispatch', reworkCount: 0 }]);
});

test('a class that leaves it to the community asks there first, and the grid’s worker is not listed for it', () => {
  const own: VerifierCandidate = { ...cast.zhou, closeness: 'gridWorker' };
  const community: VerifierCandidate = { ...cast.officer, closeness: 'community' };
  const { before, orders } = fedBack();
  expect(proposeVerifier([own, community], before, orders, 'community')).toBe(community);
  expect(proposeVerifier([own], before, orders, 'community')).toBe(own);
  const waiting = { ...fedBack(), class: { ...manholeClass, verifiedBy: 'community' as const } };
  const front = { ...nobodyInFront, isFront: true };
  expect(waitingFor({ ...waiting, actor: cast.zhou }, front)).toBeUndefined();
  expect(waitingFor({ ...waiting, actor: cast.officer }, nobodyInFront)).toMatchObject({ reason: 'verify' });
  // Nobody is kept from it all the same.
  expect(next(waiting, cast.zhou, 'verify', { outcome: 'solved' }).before.verification).toBe('solved');
});

test('a class that goes by the document is verified by the dispatcher with it; without it he is refused', () => {
  const waiting = { ...fedBack(), class: { ...manholeClass, verifiedBy: 'authorityRecord' as const } };
  expect(waitingFor({ ...waiting, actor: cast.lin }, nobodyInFront)).toMatchObject({ reason: 'verify' });
  const bare = attempt(waiting, cast.lin, 'verify', { outcome: 'solved' });
  expect(bare).toThrow(expect.objectContaining({ slug: 'evidence-missing' }));
  const shown = { outcome: 'solved', evidence: ['document'] } as const;
  const moved = move('verify', { ...waiting, actor: cast.lin, input: shown });
  expect(situationAfter(moved, waiting.class, waiting.at).before.verification).toBe('solved');
  expect(attempt(fedBack(), cast.lin, 'verify', shown)).toThrow(
    expect.objectContaining({ slug: 'kind-has-another-path' }),
  );
});
