import { expect, test } from 'vitest';

import { returnsOf } from './returns-rules.ts';
import type { ReturnLine } from './returns-rules.ts';

const line = (id: string, verb: string, organisationId: string, codes: Record<string, string> = {}): ReturnLine => ({
  id,
  verb,
  at: `2026-11-19T0${id}:00:00.000Z`,
  workOrderId: organisationId,
  organisationId,
  codes,
});

test('three applications, each with its basis and what came of it', () => {
  const hops = returnsOf([
    line('1', 'sendBack', 'property', { sendBackReason: 'otherTerritory', basis: 'assetOwnership' }),
    line('2', 'approveSendBack', 'property'),
    line('3', 'sendBack', 'roads', { sendBackReason: 'otherDuty' }),
    line('4', 'refuseSendBack', 'roads'),
    line('5', 'sendBack', 'water', { sendBackReason: 'ownershipUnclear' }),
    line('6', 'arbitrate', 'roads'),
  ]);
  expect(hops.map(({ organisationId, reason, basis, outcome, decidedById }) => [organisationId, reason, basis, outcome, decidedById])).toEqual([
    ['property', 'otherTerritory', 'assetOwnership', 'approved', '2'],
    ['roads', 'otherDuty', null, 'refused', '4'],
    ['water', 'ownershipUnclear', null, 'settledElsewhere', '6'],
  ]); // prettier-ignore
});

test('settled against whoever asked, it stays there; asked and not decided, it waits', () => {
  const asked = line('1', 'sendBack', 'roads', { sendBackReason: 'otherDuty' });
  expect(returnsOf([asked, line('2', 'arbitrate', 'roads')])[0]?.outcome).toBe('settledThere');
  expect(returnsOf([asked])[0]).toMatchObject({ outcome: 'waiting', decidedAt: null });
  expect(returnsOf([asked, line('2', 'cancel', '')])[0]?.outcome).toBe('ended');
});
