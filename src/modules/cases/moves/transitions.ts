/** The transition table of a case: one row a verb. Refusals, buttons, routes, docs/transitions.md and tests are read from it. */
import type { Permission } from '#permissions';

import { CASE_STATUSES } from '../facts.ts';
import type { CaseStatus, MoveInput, WorkOrderStatus } from '../facts.ts';
import type { GuardName } from './guards.ts';
import { AFTER_TRANSITIONS } from './transitions-after.ts';
import { RETURN_TRANSITIONS } from './transitions-returns.ts';
import { TIME_TRANSITIONS, WITH_ORDERS } from './transitions-time.ts';

/**
 * `reporter`: whoever reported this case, by private link, by number and code, or signed in. `drawnPerson`: whoever was
 * drawn to re-check this case, and verifies elsewhere.
 */
export type Need = Permission | 'reporter' | 'drawnPerson';

export interface Transition {
  readonly title: { zh: string; en: string };
  readonly from: readonly CaseStatus[];
  /** `byRule`: worked out from the lead handler's work order or from what was said. */
  readonly to: CaseStatus | 'same' | 'byRule';
  /** Any one of these is enough; permissions on work orders count for the organisation that holds the order. */
  readonly needs: readonly Need[];
  /** The work order it is about has to be in one of these; without an id given, the lead handler's order is meant. */
  readonly order?: readonly WorkOrderStatus[];
  readonly guards: readonly GuardName[];
  /** Fields without which it is refused. */
  readonly asks: readonly (keyof MoveInput)[];
}

const BEFORE_DISPATCH = ['collected', 'confirming', 'filed'] as const;
const BEFORE_FEEDBACK = [...BEFORE_DISPATCH, 'dispatched', 'handling'] as const;
const OPEN = [...BEFORE_FEEDBACK, 'feedback', 'verifying'] as const;

export const TRANSITIONS = {
  report: {
    title: { zh: '反映', en: 'Report' },
    from: [],
    to: 'byRule',
    needs: ['reporter', 'case.report', 'case.reportForOther'],
    guards: [],
    asks: [],
  },
  confirm: {
    title: { zh: '核实', en: 'Confirm' },
    from: ['collected', 'confirming'],
    to: 'confirming',
    needs: ['case.confirm'],
    guards: [],
    asks: ['outcome'],
  },
  classify: {
    title: { zh: '定类别和地点', en: 'Settle kind, class and place' },
    from: BEFORE_DISPATCH,
    to: 'byRule',
    needs: ['case.classify'],
    guards: ['holdsLevel', 'classNamedByRight', 'placeInDistrict', 'complaintNamesSomebody', 'kindFitsOrders'],
    asks: [],
  },
  file: {
    title: { zh: '立案', en: 'File' },
    from: ['collected', 'confirming'],
    to: 'filed',
    needs: ['case.file'],
    guards: ['holdsLevel', 'classNamedByRight', 'classSettled'],
    asks: [],
  },
  reject: {
    title: { zh: '不予受理', en: 'Refuse' },
    from: BEFORE_DISPATCH,
    to: 'rejected',
    needs: ['case.reject'],
    guards: ['holdsLevel', 'reviewHonoured', 'noOpenOrders'],
    asks: ['referral'],
  },
  objectToRejection: {
    title: { zh: '不同意不予受理', en: 'Object to the refusal' },
    from: ['rejected'],
    to: 'collected',
    needs: ['reporter'],
    guards: ['objectsOnce'],
    asks: [],
  },
  cancel: {
    title: { zh: '注销', en: 'Cancel' },
    from: BEFORE_FEEDBACK,
    to: 'cancelled',
    needs: ['case.cancel'],
    guards: ['holdsLevel', 'reviewHonoured'],
    asks: ['reason'],
  },
  withdraw: {
    title: { zh: '撤回', en: 'Withdraw' },
    from: BEFORE_DISPATCH,
    to: 'byRule',
    needs: ['reporter', 'case.withdraw'],
    guards: ['neverDispatched'],
    asks: [],
  },
  supplement: {
    title: { zh: '补充', en: 'Supplement' },
    from: OPEN,
    to: 'same',
    needs: ['reporter', 'case.supplement'],
    guards: [],
    asks: [],
  },
  contactReporter: {
    title: { zh: '联系反映人', en: 'Contact the reporter' },
    from: [...OPEN, 'closed', 'evaluated', 'rejected', 'cancelled'],
    to: 'same',
    needs: ['reporter.contact', 'case.callBack'],
    guards: [],
    asks: ['channel', 'contactOutcome'],
  },
  note: {
    title: { zh: '写备注', en: 'Write a note' },
    from: CASE_STATUSES,
    to: 'same',
    needs: ['case.confirm', 'case.classify', 'case.callBack', 'case.recheck', 'case.supervise'],
    guards: [],
    asks: ['words'],
  },
  resolveOnSpot: {
    title: { zh: '当场办结', en: 'Resolve on the spot' },
    from: BEFORE_DISPATCH,
    to: 'closed',
    needs: ['case.resolveOnSpot'],
    guards: [
      'holdsLevel',
      'classNamedByRight',
      'kindEndsByClosing',
      'reviewHonoured',
      'noOpenOrders',
      'evidenceAccepted',
    ],
    asks: ['evidence'],
  },
  answer: {
    title: { zh: '答复', en: 'Answer' },
    from: BEFORE_DISPATCH,
    to: 'closed',
    needs: ['case.answer'],
    guards: ['holdsLevel', 'kindEndsByAnswer', 'suggestionIsDecided', 'reviewHonoured', 'noOpenOrders'],
    asks: ['words'],
  },
  escalate: {
    title: { zh: '上报上一级', en: 'Escalate' },
    from: BEFORE_FEEDBACK,
    to: 'same',
    needs: ['case.escalate'],
    guards: ['holdsLevelItself', 'nextLevel'],
    asks: ['reason'],
  },
  handDown: {
    title: { zh: '交办', en: 'Hand down' },
    from: BEFORE_DISPATCH,
    to: 'same',
    needs: ['case.handDown'],
    guards: ['holdsLevelItself', 'lowerLevel', 'admittedToGrid'],
    asks: ['level', 'words', 'dueAt'],
  },
  merge: {
    title: { zh: '并案', en: 'Merge' },
    from: BEFORE_DISPATCH,
    to: 'merged',
    needs: ['case.merge'],
    guards: ['holdsLevel', 'noOpenOrders', 'mergeFits'],
    asks: ['target'],
  },
  unmerge: {
    title: { zh: '撤销并案', en: 'Undo the merge' },
    from: ['merged'],
    to: 'byRule',
    needs: ['case.merge'],
    guards: [],
    asks: [],
  },
  split: {
    title: { zh: '拆分', en: 'Split' },
    from: BEFORE_FEEDBACK,
    to: 'same',
    needs: ['case.split'],
    guards: ['holdsLevel'],
    asks: ['newCaseId'],
  },
  dispatchDirect: {
    title: { zh: '直派', en: 'Dispatch directly' },
    from: BEFORE_DISPATCH,
    to: 'dispatched',
    needs: ['case.dispatchDirect'],
    guards: [
      'holdsLevel',
      'kindIsDispatched',
      'classNamedByRight',
      'classSettled',
      'classIsDirect',
      'onDirectList',
      'notComplainedAbout',
      'notTakenBack',
      'streetLeadsIt',
      'notYetAsked',
      'reviewHonoured',
    ],
    asks: ['organisationId', 'newWorkOrderId'],
  },
  dispatch: {
    title: { zh: '派遣', en: 'Dispatch' },
    from: ['filed'],
    to: 'dispatched',
    needs: ['case.dispatch', 'case.dispatchPartner'],
    guards: [
      'holdsLevel',
      'kindIsDispatched',
      'classNamedByRight',
      'classSettled',
      'ownPartner',
      'notComplainedAbout',
      'notTakenBack',
      'streetLeadsIt',
      'notYetAsked',
      'reviewHonoured',
    ],
    asks: ['organisationId', 'newWorkOrderId'],
  },
  redispatch: {
    title: { zh: '改派', en: 'Redispatch' },
    from: WITH_ORDERS,
    to: 'byRule',
    needs: ['case.dispatch', 'case.dispatchPartner'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: [
      'holdsLevel',
      'arbitrationStands',
      'classSettled',
      'ownPartner',
      'notComplainedAbout',
      'notTakenBack',
      'streetLeadsIt',
      'notYetAsked',
    ],
    asks: ['organisationId', 'newWorkOrderId', 'reason'],
  },
  addCoHandler: {
    title: { zh: '加协办', en: 'Add a co-handler' },
    from: ['dispatched', 'handling'],
    to: 'same',
    needs: ['case.dispatch', 'case.dispatchPartner'],
    guards: ['holdsLevel', 'classSettled', 'ownPartner', 'notComplainedAbout', 'notTakenBack', 'notYetAsked'],
    asks: ['organisationId', 'newWorkOrderId'],
  },
  releaseCoHandler: {
    title: { zh: '取消协办', en: 'Release a co-handler' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['case.dispatch', 'case.dispatchPartner'],
    order: ['issued', 'acknowledged', 'sendBackAsked', 'feedback', 'rework'],
    guards: ['holdsLevel', 'orderOfCoHandler'],
    asks: ['workOrderId', 'reason'],
  },
  acknowledge: {
    title: { zh: '签收', en: 'Acknowledge' },
    from: WITH_ORDERS,
    to: 'byRule',
    needs: ['workOrder.acknowledge'],
    order: ['issued'],
    guards: [],
    asks: ['workOrderId'],
  },
  assign: {
    title: { zh: '内部交办', en: 'Assign' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['workOrder.assign'],
    order: ['acknowledged', 'rework'],
    guards: [],
    asks: ['workOrderId', 'assignedToAccountId'],
  },
  askToRelay: {
    title: { zh: '请网格员联系反映人', en: 'Ask to relay' },
    from: WITH_ORDERS,
    to: 'same',
    needs: ['workOrder.askToRelay'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: [],
    asks: ['workOrderId', 'words'],
  },
  ...RETURN_TRANSITIONS,
  ...TIME_TRANSITIONS,
  feedback: {
    title: { zh: '反馈', en: 'Give feedback' },
    from: WITH_ORDERS,
    to: 'byRule',
    needs: ['workOrder.feedback'],
    order: ['issued', 'acknowledged', 'rework'],
    guards: ['evidenceAccepted'],
    asks: ['workOrderId', 'evidence'],
  },
  sendToVerify: {
    title: { zh: '送核查', en: 'Send to verification' },
    from: ['feedback'],
    to: 'verifying',
    needs: ['case.sendToVerify'],
    order: ['feedback'],
    guards: ['chosenVerifierIsNoHandler'],
    asks: [],
  },
  returnToOrganisation: {
    title: { zh: '退回重办', en: 'Return to the organisation' },
    from: ['feedback'],
    to: 'handling',
    needs: ['case.sendToVerify'],
    order: ['feedback'],
    guards: [],
    asks: ['reason'],
  },
  verify: {
    title: { zh: '核查', en: 'Verify' },
    from: ['feedback', 'verifying'],
    to: 'byRule',
    needs: ['case.verify', 'case.verifyByRecord'],
    order: ['feedback'],
    guards: ['verifierIsNoHandler', 'recordShown', 'passedOnOnlyUnseen', 'chosenVerifierIsNoHandler'],
    asks: ['outcome'],
  },
  close: {
    title: { zh: '结案', en: 'Close' },
    from: ['filed', 'feedback', 'verifying'],
    to: 'closed',
    needs: ['case.close', 'case.closeOwn'],
    guards: [
      'holdsLevel',
      'kindEndsByClosing',
      'reviewHonoured',
      'ownWorkOnly',
      'ordersSettled',
      'verifiedAsPathWants',
    ],
    asks: [],
  },
  ...AFTER_TRANSITIONS,
} as const satisfies Record<string, Transition>;

export type CaseVerb = keyof typeof TRANSITIONS;
/** Everything that can happen to a case that exists. */
export type MoveVerb = Exclude<CaseVerb, 'report'>;

export const CASE_VERBS = Object.keys(TRANSITIONS) as CaseVerb[];
export const MOVE_VERBS = CASE_VERBS.filter((verb): verb is MoveVerb => verb !== 'report');

export function transition(verb: CaseVerb): Transition {
  return TRANSITIONS[verb];
}
