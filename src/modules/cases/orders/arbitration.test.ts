// 裁定 by the rules alone: the third application waits for the district, whom it names is bound, a new one has a full limit.

import { expect, test } from 'vitest';

import { addMinutes } from '#shared/time.ts';

import { attempt, cast, dispatched, MORNING, next, withFacts } from '../cast-for-tests.ts';
import type { Situation } from '../facts.ts';
import { leadOrder } from './work-order-rules.ts';

const asked = { workOrderId: 'property-1', sendBackReason: 'ownershipUnclear', words: '台账上没有' } as const;
const LATER = addMinutes(MORNING, 90);

const refusedWith = (slug: string, extras: Record<string, unknown> = {}) =>
  expect.objectContaining({ slug, extras: expect.objectContaining(extras) });

function askedThrice(): Situation {
  return next(withFacts(dispatched(), { sendBacksAsked: 2 }), cast.propertyReceiver, 'sendBack', asked, LATER);
}

const naming = (organisationId: string) =>
  ({ organisationId, newWorkOrderId: `${organisationId}-2`, words: '属道路附属设施，权责清单第 12 项' }) as const;

test('the third application opens an arbitration; the second does not, nor one of a co-handler', () => {
  expect(askedThrice().before).toMatchObject({ sendBacksAsked: 3, arbitrationAt: LATER });
  const second = next(withFacts(dispatched(), { sendBacksAsked: 1 }), cast.propertyReceiver, 'sendBack', asked);
  expect(second.before.arbitrationAt).toBeNull();
  const withCo = next(withFacts(dispatched(), { sendBacksAsked: 2 }), cast.lin, 'addCoHandler', {
    organisationId: 'roads',
    newWorkOrderId: 'roads-co',
  });
  const byCo = next(withCo, cast.roadsReceiver, 'sendBack', { ...asked, workOrderId: 'roads-co' });
  expect(byCo.before).toMatchObject({ sendBacksAsked: 3, arbitrationAt: null });
});

test('while it waits nobody decides the application on its own, not even the district', () => {
  const workOrderId = 'property-1';
  for (const who of [cast.streetChief, cast.guo]) {
    const refusal = refusedWith('arbitration-waits', { since: LATER });
    expect(attempt(askedThrice(), who, 'approveSendBack', { workOrderId })).toThrow(refusal);
    expect(attempt(askedThrice(), who, 'refuseSendBack', { workOrderId, reason: 'itsOwnDuty' })).toThrow(refusal);
  }
});

test('it is settled by the district, not by a street, and only while it waits', () => {
  expect(attempt(askedThrice(), cast.streetChief, 'arbitrate', naming('roads'))).toThrow(
    refusedWith('send-back-decided-above'),
  );
  expect(attempt(askedThrice(), cast.districtDispatcher, 'arbitrate', naming('roads'))).toThrow(
    refusedWith('permission-missing'),
  );
  const second = next(withFacts(dispatched(), { sendBacksAsked: 1 }), cast.propertyReceiver, 'sendBack', asked);
  expect(attempt(second, cast.guo, 'arbitrate', naming('roads'))).toThrow(refusedWith('nothing-asked'));
});

test('another organisation gets its own full limit, and the lost time goes to dispatch', () => {
  const settled = next(askedThrice(), cast.guo, 'arbitrate', naming('roads'), addMinutes(LATER, 30));
  expect(settled.before).toMatchObject({
    status: 'dispatched',
    arbitrationAt: null,
    arbitratedOrganisationId: 'roads',
    sendBacksApproved: 1,
  });
  expect(settled.orders[0]).toMatchObject({ status: 'sentBack', chargedTo: 'dispatch' });
  expect(leadOrder(settled.orders)?.clock).toMatchObject({ startedAt: addMinutes(LATER, 30), consumedMs: 0 });
});

test('named itself, the organisation goes on with the clock it had, and no order is added', () => {
  const settled = next(askedThrice(), cast.guo, 'arbitrate', naming('property'), addMinutes(LATER, 30));
  expect(settled.before).toMatchObject({ status: 'dispatched', arbitrationAt: null, sendBacksApproved: 0 });
  expect(settled.orders).toMatchObject([
    { id: 'property-1', status: 'issued', chargedTo: 'organisation', clock: { startedAt: MORNING } },
  ]);
});

test('whom the district has named does not send it back for duty, territory or ownership; for a duplicate it may', () => {
  const settled = next(askedThrice(), cast.guo, 'arbitrate', naming('roads'));
  const again = { ...asked, workOrderId: 'roads-2' };
  for (const sendBackReason of ['otherDuty', 'otherTerritory', 'ownershipUnclear'] as const)
    expect(attempt(settled, cast.roadsReceiver, 'sendBack', { ...again, sendBackReason })).toThrow(
      refusedWith('arbitration-binds', { sendBackReason }),
    );
  const duplicate = next(settled, cast.roadsReceiver, 'sendBack', { ...again, sendBackReason: 'duplicate' });
  expect(duplicate.before).toMatchObject({ sendBacksAsked: 4, arbitrationAt: null });
});

test('a street does not give to another what the district has settled; the district itself may', () => {
  const settled = next(askedThrice(), cast.guo, 'arbitrate', naming('roads'));
  const elsewhere = {
    workOrderId: 'roads-2',
    organisationId: 'water',
    newWorkOrderId: 'water-3',
    reason: 'noCapacity',
  };
  for (const who of [cast.lin, cast.districtDispatcher])
    expect(attempt(settled, who, 'redispatch', elsewhere)).toThrow(refusedWith('send-back-decided-above'));
  expect(next(settled, cast.guo, 'redispatch', elsewhere).before.status).toBe('dispatched');
});

test('a basis that an organisation of this kind cannot point to is refused', () => {
  const wrong = { ...asked, basis: 'streetDuties', basisOfKind: 'assetOwnership' } as const;
  expect(attempt(dispatched(), cast.propertyReceiver, 'sendBack', wrong)).toThrow(refusedWith('input-invalid'));
  const right = next(dispatched(), cast.propertyReceiver, 'sendBack', { ...wrong, basis: 'assetOwnership' });
  expect(right.before.sendBacksAsked).toBe(1);
});

test('a case that is cancelled waits for the district no more', () => {
  const over = next(askedThrice(), cast.lin, 'cancel', { reason: 'toldTwice' });
  expect(over.before).toMatchObject({ status: 'cancelled', arbitrationAt: null });
});
