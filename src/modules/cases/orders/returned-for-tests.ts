// A case that three organisations in turn say is not theirs: it waits for the district to settle whose it is.

import { newId } from '#shared/ids.ts';

import { move } from '../../../../test/play.ts';
import type { Played, ReportFields } from '../../../../test/play.ts';
import type { Town } from '../../../../test/town.ts';
import { dispatched, property, road } from '../played-for-tests.ts';

export async function sentBackThrice(town: Town, fields: ReportFields = {}): Promise<Played & { orderId: string }> {
  const played = await dispatched(town, property.id, fields);
  const { id } = played;
  const apart = { sendBackReason: 'otherTerritory', basis: 'assetOwnership', words: '井在红线外，见物业合同第三条' };
  await move(town, 'cao', id, 'sendBack', { ...apart, workOrderId: played.orderId });
  await move(town, 'streetChief', id, 'approveSendBack', { workOrderId: played.orderId });
  const second = newId();
  await move(town, 'lin', id, 'dispatch', { organisationId: road.id, newWorkOrderId: second });
  const notOurs = { sendBackReason: 'otherDuty', basis: 'departmentDuties', words: '权责清单里没有小区井盖' };
  await move(town, 'roadReceiver', id, 'sendBack', { ...notOurs, workOrderId: second });
  await move(town, 'guo', id, 'approveSendBack', { workOrderId: second });
  const orderId = newId();
  await move(town, 'lin', id, 'dispatch', { organisationId: property.id, newWorkOrderId: orderId });
  const unclear = { sendBackReason: 'ownershipUnclear', basis: 'assetOwnership', words: '台账上没有这个井盖' };
  await move(town, 'cao', id, 'sendBack', { ...unclear, workOrderId: orderId });
  return { ...played, orderId };
}
