/** The rows of the transition table by which an organisation says that it is not its own, and somebody settles it: 退回, 裁定. */
import { WITH_ORDERS } from './transitions-time.ts';
import type { Transition } from './transitions.ts';

export const RETURN_TRANSITIONS = {
  sendBack: {
    title: { zh: '退回申请', en: 'Ask to send back' },
    from: WITH_ORDERS,
    to: 'byRule',
    needs: ['workOrder.sendBack'],
    order: ['issued', 'acknowledged'],
    guards: ['sendBackInTime', 'arbitrationBinds', 'basisFits'],
    asks: ['workOrderId', 'sendBackReason', 'words'],
  },
  approveSendBack: {
    title: { zh: '同意退回', en: 'Approve the send-back' },
    from: WITH_ORDERS,
    to: 'byRule',
    needs: ['case.approveSendBack'],
    order: ['sendBackAsked'],
    guards: ['notBeforeArbitration', 'sendBackReasonWithinReach'],
    asks: ['workOrderId'],
  },
  refuseSendBack: {
    title: { zh: '不同意退回', en: 'Refuse the send-back' },
    from: WITH_ORDERS,
    to: 'byRule',
    needs: ['case.approveSendBack'],
    order: ['sendBackAsked'],
    guards: ['notBeforeArbitration', 'sendBackReasonWithinReach'],
    asks: ['workOrderId', 'reason'],
  },
  arbitrate: {
    title: { zh: '裁定', en: 'Settle whose it is' },
    from: WITH_ORDERS,
    to: 'byRule',
    needs: ['case.arbitrate'],
    order: ['sendBackAsked'],
    guards: [
      'arbitrationWaits',
      'arbitratedByDistrict',
      'classSettled',
      'notComplainedAbout',
      'notTakenBack',
      'streetLeadsIt',
      'notYetAsked',
    ],
    asks: ['organisationId', 'newWorkOrderId', 'words'],
  },
} as const satisfies Record<string, Transition>;
