/** What can be counted of the orders of lead handlers, in words. */
import type { Measure, Stock } from './rules-counters.ts';

const ORDERS_DUE: Stock = { in: 'ordersDueIn', out: 'ordersDueOut' };

export const ORDER_MEASURES = {
  orders: {
    unit: 'order',
    counts: 'orders',
    zh: '派遣数',
    en: 'Dispatched',
    words: { zh: '本期派遣给主办单位的工单。', en: 'Orders issued to a lead handler within the period.' },
  },
  ordersReturned: {
    unit: 'order',
    counts: 'ordersReturned',
    zh: '退回数',
    en: 'Sent back',
    words: {
      zh: '其中经同意退回的（算派遣不准，不算单位办理）。',
      en: 'Of these, sent back with approval: a wrong dispatch, not the work of the organisation.',
    },
  },
  ordersKept: {
    unit: 'order',
    counts: 'ordersKept',
    zh: '未退回数',
    en: 'Not sent back',
    words: { zh: '其中没有退回的。', en: 'Of these, not sent back.' },
  },
  ordersDue: {
    unit: 'order',
    counts: ORDERS_DUE,
    zh: '应处置数',
    en: 'Due to be handled',
    words: {
      zh: '处置时限在本期到期（不晚于计算时刻）的主办工单，加上更早到期、到本期开始仍未反馈的；减去退回、改派、取消的，减去挂账中的。',
      en: 'Orders of lead handlers fallen due within the period, not after the moment of counting, and those due earlier without feedback when it began; without sent back, replaced, cancelled and suspended ones.',
    },
  },
  ordersDone: {
    unit: 'order',
    counts: 'ordersDueOut',
    zh: '处置数',
    en: 'Handled of those due',
    words: {
      zh: '应处置的工单中，到本期结束（或计算日）已反馈、没有被退回重办的。',
      en: 'Of those due, with feedback by the end of the period or the day of counting, and not in rework.',
    },
  },
  ordersOnTime: {
    unit: 'order',
    counts: 'ordersOnTime',
    zh: '按期处置数',
    en: 'Handled in time',
    words: { zh: '其中反馈不晚于到期时刻的。', en: 'Of these, with feedback no later than due.' },
  },
  ordersReworked: {
    unit: 'order',
    counts: { in: 'reworkIn', out: 'reworkOut' },
    zh: '返工数',
    en: 'Reworked',
    words: { zh: '应处置的工单中，被退回重办过的。', en: 'Of those due, returned for rework at least once.' },
  },
  ordersReworkedDone: {
    unit: 'order',
    counts: 'reworkDone',
    zh: '返工后处置数',
    en: 'Handled after rework',
    words: { zh: '处置数中，被退回重办过的。', en: 'Of those handled, returned for rework at least once.' },
  },
  ordersExtended: {
    unit: 'order',
    counts: { in: 'extendedIn', out: 'extendedOut' },
    zh: '延期数',
    en: 'Extended',
    words: { zh: '应处置的工单中，同意过延期的。', en: 'Of those due, extended at least once.' },
  },
  ordersSupervised: {
    unit: 'order',
    counts: { in: 'supervisedIn', out: 'supervisedOut' },
    zh: '督办数',
    en: 'Supervised',
    words: { zh: '应处置的工单中，事件被督办过的。', en: 'Of those due, whose matter was supervised from above.' },
  },
  ordersDueOrSuspended: {
    unit: 'order',
    counts: { in: 'ordersAllIn', out: 'ordersAllOut' },
    zh: '应处置数（含挂账）',
    en: 'Due to be handled, with suspended ones',
    words: {
      zh: '应处置的主办工单，加上同期到期、现在挂账中的。',
      en: 'Orders due to be handled, and those fallen due in the same time that are suspended now.',
    },
  },
  ordersSuspended: {
    unit: 'order',
    counts: { in: 'suspendedIn', out: 'suspendedOut' },
    zh: '挂账数',
    en: 'Suspended',
    words: {
      zh: '其中批准过挂账的：现在挂账中的，和恢复办理后到期的。',
      en: 'Of these, ever suspended with approval: suspended now, or due after they were taken up again.',
    },
  },
} as const satisfies Record<string, Measure>;
