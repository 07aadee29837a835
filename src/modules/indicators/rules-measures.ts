/** What can be counted: each measure in words, and from which daily counters it is summed. Indicators divide one by another. */

/** Counters add up over days: a row is counted on one day, by the day column that store-counters.ts names. */
export const COUNTERS = [
  'received',
  'receivedFiled',
  'refused',
  'filed',
  'filedByStaff',
  'filedWithDue',
  'filedWithoutDue',
  'filedEnded',
  'filedSuspended',
  'toAccept',
  'acceptedOnTime',
  'dueIn',
  'dueOut',
  'dueOnTime',
  'closed',
  'closedInGrid',
  'closedGridSelf',
  'closedGridCoordinated',
  'closedCommunity',
  'closedStreet',
  'closedDistrict',
  'asked',
  'rated',
  'solved',
  'mannerRated',
  'mannerGood',
  'toContact',
  'contactedOnTime',
  'reopened',
  'found',
  'gathered',
  'resolved',
  'orders',
  'ordersReturned',
  'ordersKept',
  'ordersDueIn',
  'ordersDueOut',
  'ordersOnTime',
  'reworkIn',
  'reworkOut',
  'reworkDone',
  'extendedIn',
  'extendedOut',
  'supervisedIn',
  'supervisedOut',
] as const;
export type CounterKey = (typeof COUNTERS)[number];

/** `in` on the day it falls due, `out` on the day it is both due and done: what lies between is carried into the next period. */
export interface Stock {
  readonly in: StockIn;
  readonly out: CounterKey;
}

interface Measure {
  readonly unit: 'case' | 'order';
  readonly counts: CounterKey | Stock;
  readonly zh: string;
  readonly en: string;
  /** The formula in words: exactly what is in it, and what is not. */
  readonly words: { readonly zh: string; readonly en: string };
}

const CASES_DUE: Stock = { in: 'dueIn', out: 'dueOut' };
const ORDERS_DUE: Stock = { in: 'ordersDueIn', out: 'ordersDueOut' };

export const MEASURES = {
  received: {
    unit: 'case',
    counts: 'received',
    zh: '受理数',
    en: 'Received',
    words: {
      zh: '反映时间在本期内的事件，含后来不予受理、撤回和并案的。',
      en: 'Matters reported within the period, with those refused, withdrawn or merged later.',
    },
  },
  receivedFiled: {
    unit: 'case',
    counts: 'receivedFiled',
    zh: '其中立案数',
    en: 'Filed of these',
    words: {
      zh: '本期受理的事件中已经立案（或直派）的。',
      en: 'Of the matters received within the period, those filed or dispatched directly.',
    },
  },
  refused: {
    unit: 'case',
    counts: 'refused',
    zh: '不予受理数',
    en: 'Refused',
    words: {
      zh: '本期内不予受理、至今没有恢复办理的事件；不计入任何办理单位或岗位。',
      en: 'Refused within the period and not taken up again; counted against no handler and no post.',
    },
  },
  filed: {
    unit: 'case',
    counts: 'filed',
    zh: '立案数',
    en: 'Filed',
    words: { zh: '首次立案或直派在本期内的事件。', en: 'First filed or dispatched directly within the period.' },
  },
  filedByStaff: {
    unit: 'case',
    counts: 'filedByStaff',
    zh: '监督员上报数',
    en: 'Filed, found by staff',
    words: {
      zh: '本期立案中由网格员、微网格员或流动网格员发现的。',
      en: 'Of those filed, found by grid workers, micro-grid members or mobile reporters.',
    },
  },
  toAccept: {
    unit: 'case',
    counts: 'toAccept',
    zh: '应受理处理数',
    en: 'To be looked at',
    words: {
      zh: '本期反映、首次处理时限已到或已经处理的事件，不含表扬、撤回和并案。',
      en: 'Reported within the period and looked at, or past the limit for the first look; without praise, withdrawn and merged.',
    },
  },
  acceptedOnTime: {
    unit: 'case',
    counts: 'acceptedOnTime',
    zh: '按时受理数',
    en: 'Looked at in time',
    words: {
      zh: '其中第一次处理（核实、定类、立案、当场办结、上报、派遣等）不晚于首次处理时限的。',
      en: 'Of these, first acted on no later than the limit for the first look.',
    },
  },
  due: {
    unit: 'case',
    counts: CASES_DUE,
    zh: '应结案数',
    en: 'Due to be closed',
    words: {
      zh: '已立案且在本期到期（不晚于计算时刻）的事件，加上更早到期、到本期开始仍未结的；减去注销、撤回、不予受理和并案的，减去挂账中的。没有下发工单的事件没有时限，不在其中。',
      en: 'Filed and fallen due within the period, not after the moment of counting, and those due earlier that were still open when it began; without cancelled, withdrawn, refused, merged and suspended ones. A matter without a work order has no limit and is not among them.',
    },
  },
  dueClosed: {
    unit: 'case',
    counts: 'dueOut',
    zh: '结案数（应结案中）',
    en: 'Closed of those due',
    words: {
      zh: '应结案的事件中，到本期结束（或计算日）已经结案的。',
      en: 'Of those due, closed by the end of the period or the day of counting.',
    },
  },
  dueOnTime: {
    unit: 'case',
    counts: 'dueOnTime',
    zh: '按期结案数',
    en: 'Closed in time of those due',
    words: {
      zh: '应结案并已结案的事件中，单位反馈（没有工单的按结案）不晚于到期时刻的；核查等待不计入时限。',
      en: 'Of those due and closed, with feedback (or closing, without an order) no later than due; waiting for verification is not charged.',
    },
  },
  closed: {
    unit: 'case',
    counts: 'closed',
    zh: '办结数',
    en: 'Closed',
    words: {
      zh: '结案日在本期内、现在仍为结案的事件，不含表扬。',
      en: 'Closed within the period and still so; without praise.',
    },
  },
  closedInGrid: {
    unit: 'case',
    counts: 'closedInGrid',
    zh: '网格内办结数',
    en: 'Closed inside the grid',
    words: {
      zh: '办结时由微网格或网格持有的：网格自办 + 网格协调。',
      en: 'Held by the micro-grid or grid when closed: by itself and with an organisation.',
    },
  },
  closedGridSelf: {
    unit: 'case',
    counts: 'closedGridSelf',
    zh: '网格自办数',
    en: 'By the grid itself',
    words: {
      zh: '办结时由微网格或网格持有，没有单位出力的。',
      en: 'Held by the micro-grid or grid, without an organisation.',
    },
  },
  closedGridCoordinated: {
    unit: 'case',
    counts: 'closedGridCoordinated',
    zh: '网格协调数',
    en: 'By the grid with an organisation',
    words: {
      zh: '办结时由网格持有，网格直派单位办好的。',
      en: 'Held by the grid, done by an organisation it called directly.',
    },
  },
  closedCommunity: {
    unit: 'case',
    counts: 'closedCommunity',
    zh: '社区办结数',
    en: 'By the community',
    words: { zh: '办结时由社区持有的。', en: 'Held by the community when closed.' },
  },
  closedStreet: {
    unit: 'case',
    counts: 'closedStreet',
    zh: '街道办结数',
    en: 'By the street',
    words: { zh: '办结时由街道持有的。', en: 'Held by the street when closed.' },
  },
  closedDistrict: {
    unit: 'case',
    counts: 'closedDistrict',
    zh: '区办结数',
    en: 'By the district',
    words: { zh: '办结时由区持有的。', en: 'Held by the district when closed.' },
  },
  asked: {
    unit: 'case',
    counts: 'asked',
    zh: '可评价数',
    en: 'Could be rated',
    words: {
      zh: '本期办结、由居民或商户反映的事件，不含表扬。',
      en: 'Closed within the period, reported by a resident or merchant; without praise.',
    },
  },
  rated: {
    unit: 'case',
    counts: 'rated',
    zh: '回答数',
    en: 'Answered',
    words: {
      zh: '本期办结的事件中，反映人亲自回答是否解决的。没有回答的不在任何分子、分母中。',
      en: 'Closed within the period, where the reporter said whether it is solved. Who did not answer is in no figure.',
    },
  },
  solved: {
    unit: 'case',
    counts: 'solved',
    zh: '回答解决数',
    en: 'Said to be solved',
    words: { zh: '其中回答“解决了”的。', en: 'Of these, said to be solved.' },
  },
  mannerRated: {
    unit: 'case',
    counts: 'mannerRated',
    zh: '评价态度数',
    en: 'Manner rated',
    words: {
      zh: '本期办结的事件中，反映人评价了服务态度的。',
      en: 'Closed within the period, where the reporter rated the manner.',
    },
  },
  mannerGood: {
    unit: 'case',
    counts: 'mannerGood',
    zh: '态度满意数',
    en: 'Manner good',
    words: { zh: '其中评价为满意的。', en: 'Of these, rated good.' },
  },
  toContact: {
    unit: 'case',
    counts: 'toContact',
    zh: '应联系数',
    en: 'To be contacted',
    words: {
      zh: '本期反映、反映人留了联系方式、首次联系时限（1 工作日）已到或已联系上的事件，不含撤回和并案。',
      en: 'Reported within the period by somebody who left a contact, reached or past the limit of one working day; without withdrawn and merged.',
    },
  },
  contactedOnTime: {
    unit: 'case',
    counts: 'contactedOnTime',
    zh: '按时联系数',
    en: 'Contacted in time',
    words: {
      zh: '其中在 1 工作日内联系上反映人的（以联系记录为准，不以推定为准）。',
      en: 'Of these, reached within one working day, by the record of contacts and nothing else.',
    },
  },
  reopened: {
    unit: 'case',
    counts: 'reopened',
    zh: '重新办理数',
    en: 'Reopened',
    words: {
      zh: '最近一次重新办理（反映人说没解决，或抽查不合格）在本期内的事件。',
      en: 'Last reopened within the period: not solved, said the reporter or a re-check.',
    },
  },
  found: {
    unit: 'case',
    counts: 'found',
    zh: '发现',
    en: 'Found',
    words: {
      zh: '本期反映、位于网格内的事件；同一件事并案后算一件，不含不予受理和撤回的。',
      en: 'Reported within the period, in a grid; one matter once, without refused and withdrawn ones.',
    },
  },
  gathered: {
    unit: 'case',
    counts: 'gathered',
    zh: '整合',
    en: 'Arranged',
    words: {
      zh: '其中已经安排力量（立案、直派）或已办结的。',
      en: 'Of these, filed, dispatched or closed: somebody has been arranged.',
    },
  },
  resolved: {
    unit: 'case',
    counts: 'resolved',
    zh: '解决',
    en: 'Solved',
    words: { zh: '其中已经结案的。', en: 'Of these, closed.' },
  },
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
} as const satisfies Record<string, Measure>;

export type MeasureKey = keyof typeof MEASURES;
export const MEASURE_KEYS = Object.keys(MEASURES) as [MeasureKey, ...MeasureKey[]];

export function isMeasure(key: string): key is MeasureKey {
  return Object.hasOwn(MEASURES, key);
}

export type StockIn = 'dueIn' | 'ordersDueIn' | 'reworkIn' | 'extendedIn' | 'supervisedIn';

/** What was counted of a period. */
export interface Sums {
  /** From its first day on, up to its last or today. */
  readonly within: Readonly<Record<CounterKey, number>>;
  /** Due before it began and still open then, by the counter of falling due. */
  readonly carried: Readonly<Record<StockIn, number>>;
  /** Filed, and due after it: in no figure of it yet. */
  readonly notYetDue: number;
}

export const STOCKS: Readonly<Record<StockIn, CounterKey>> = {
  dueIn: 'dueOut',
  ordersDueIn: 'ordersDueOut',
  reworkIn: 'reworkOut',
  extendedIn: 'extendedOut',
  supervisedIn: 'supervisedOut',
};
export const STOCK_KEYS = Object.keys(STOCKS) as StockIn[];

export function stockOf(key: MeasureKey): Stock | undefined {
  const { counts }: Measure = MEASURES[key];
  return typeof counts === 'string' ? undefined : counts;
}

export function counterOf(key: MeasureKey): CounterKey {
  const { counts }: Measure = MEASURES[key];
  return typeof counts === 'string' ? counts : counts.in;
}

export function amountOf(key: MeasureKey, { within, carried }: Sums): number {
  const stock = stockOf(key);
  return within[counterOf(key)] + (stock === undefined ? 0 : carried[stock.in]);
}

/** The numerator of each denominator must count only what the denominator counts: no rate exceeds one. */
export const PARTS_OF: Readonly<Partial<Record<MeasureKey, readonly MeasureKey[]>>> = {
  received: ['receivedFiled'],
  filed: ['filedByStaff'],
  toAccept: ['acceptedOnTime'],
  due: ['dueClosed', 'dueOnTime'],
  dueClosed: ['dueOnTime'],
  closed: [
    'closedInGrid',
    'closedGridSelf',
    'closedGridCoordinated',
    'closedCommunity',
    'closedStreet',
    'closedDistrict',
  ],
  rated: ['solved'],
  mannerRated: ['mannerGood'],
  toContact: ['contactedOnTime'],
  found: ['gathered', 'resolved'],
  gathered: ['resolved'],
  orders: ['ordersReturned', 'ordersKept'],
  ordersDue: ['ordersDone', 'ordersOnTime', 'ordersReworked', 'ordersExtended', 'ordersSupervised'],
  ordersDone: ['ordersOnTime', 'ordersReworkedDone'],
};
