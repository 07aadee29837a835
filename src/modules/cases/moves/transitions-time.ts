/** The rows of the transition table by which an organisation asks for time, and somebody above decides it: 延期, 挂账. */
import type { Transition } from './transitions.ts';

// A co-handler works at his own pace: his order, not the case's stage, says what he may do.
export const WITH_ORDERS = ['filed', 'dispatched', 'handling', 'feedback', 'verifying'] as const;

export const TIME_TRANSITIONS = {
  askExtension: {
    title: { zh: '申请延期', en: 'Ask for an extension' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['case.askExtension'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: ['extensionMayBeAsked'],
    asks: ['workOrderId', 'dueAt', 'reason', 'words'],
  },
  approveExtension: {
    title: { zh: '同意延期', en: 'Approve the extension' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['case.approveExtension', 'case.approveSuspension'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: ['extensionIsAsked', 'extensionWithinReach'],
    asks: ['workOrderId'],
  },
  refuseExtension: {
    title: { zh: '不同意延期', en: 'Refuse the extension' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['case.approveExtension', 'case.approveSuspension'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: ['extensionIsAsked', 'extensionWithinReach'],
    asks: ['workOrderId', 'words'],
  },
  askSuspension: {
    title: { zh: '申请挂账', en: 'Ask to suspend' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['case.askExtension'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: ['suspensionMayBeAsked'],
    asks: ['workOrderId', 'dueAt', 'reason', 'words'],
  },
  suspend: {
    title: { zh: '同意挂账', en: 'Suspend' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['case.approveSuspension'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: ['suspensionIsAsked'],
    asks: ['workOrderId', 'words'],
  },
  refuseSuspension: {
    title: { zh: '不同意挂账', en: 'Refuse to suspend' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['case.approveSuspension'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: ['suspensionIsAsked'],
    asks: ['workOrderId', 'words'],
  },
  resume: {
    title: { zh: '销挂账', en: 'Resume' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['case.approveExtension', 'case.approveSuspension', 'case.askExtension'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: ['isSuspended'],
    asks: ['workOrderId'],
  },
} as const satisfies Record<string, Transition>;
