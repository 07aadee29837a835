/** What can be counted: each measure in words, and from which daily counters it is summed. Indicators divide one by another. */
import type { CounterKey, Measure, Stock, StockIn } from './rules-counters.ts';
import { FINDING_MEASURES } from './rules-finding-measures.ts';
import { ORDER_MEASURES } from './rules-order-measures.ts';

const CASES_DUE: Stock = { in: 'dueIn', out: 'dueOut' };

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
  ...FINDING_MEASURES,
  ...ORDER_MEASURES,
} as const satisfies Record<string, Measure>;

export type MeasureKey = keyof typeof MEASURES;
export const MEASURE_KEYS = Object.keys(MEASURES) as [MeasureKey, ...MeasureKey[]];

export function isMeasure(key: string): key is MeasureKey {
  return Object.hasOwn(MEASURES, key);
}

/** What was counted of a period. */
export interface Sums {
  /** From its first day on, up to its last or today. */
  readonly within: Readonly<Record<CounterKey, number>>;
  /** Due before it began and still open then, by the counter of falling due. */
  readonly carried: Readonly<Record<StockIn, number>>;
  /** Filed, and due after it: in no figure of it yet. */
  readonly notYetDue: number;
}

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
  filedByStaffOrPublic: ['filedByStaff'],
  foundOrMissed: ['missed'],
  toDispatch: ['dispatchedOnTime'],
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
  ordersDueOrSuspended: ['ordersSuspended'],
};
