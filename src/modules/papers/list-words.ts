// What the daily and monthly list says, in the language of official papers here.

import type { CaseStatus } from '#modules/cases/facts.ts';

import type { FigureKey, Figures } from './list-figures.ts';
import type { ListKind, Period } from './rules.ts';

const KINDS: Readonly<Record<ListKind, string>> = { daily: '日报', monthly: '月报' };

/** As the staff of the desk call them. */
const STATUSES: Readonly<Record<CaseStatus, string>> = {
  collected: '待受理',
  confirming: '核实中',
  filed: '待派遣',
  dispatched: '待签收',
  handling: '处理中',
  feedback: '待核查',
  verifying: '核查中',
  closed: '已结案',
  evaluated: '已评价',
  rejected: '不予受理',
  cancelled: '已注销',
  withdrawn: '已撤回',
  merged: '已并案',
};

const FIGURES: Readonly<Record<FigureKey, string>> = {
  received: '受理',
  filed: '立案',
  refused: '不予受理',
  closed: '结案',
  overdue: '超期',
  returned: '退回',
  answered: '已评价',
  solved: '评价为解决',
  unrated: '未评价',
};

/** `2026年11月19日`, as dates stand in official papers. */
function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return date === undefined ? `${year}年${month}月` : `${year}年${month}月${date}日`;
}

export const LIST_WORDS = {
  statuses: STATUSES,
  figures: FIGURES,
  title: (area: string, kind: ListKind) => `${area}网格事件${KINDS[kind]}`,
  kind: (kind: ListKind) => KINDS[kind],
  period: ({ on }: Period) => `（${dayWords(on)}）`,
  day: dayWords,

  basics: '基本情况',
  receiving: '受理和立案',
  receivingText: ({ received, filed, refused }: Figures) =>
    `本期受理 ${received} 件，立案 ${filed} 件，不予受理 ${refused} 件。`,
  handling: '办理',
  handlingText: ({ closed, overdue, returned }: Figures) =>
    `本期结案 ${closed} 件；时限在本期内到期而单位未按时反馈的 ${overdue} 件；同意退回 ${returned} 件次。`,
  rating: '居民评价',
  ratingText(facts: {
    closed: number;
    answered: number;
    solved: number;
    unrated: number;
    rate: string | null;
    fewest: number;
  }) {
    const { closed, answered, solved, unrated, rate, fewest } = facts;
    const rated = rate === null ? `评价不足 ${fewest} 件，不计比率` : `解决率 ${rate}`;
    return `本期结案的 ${closed} 件中，反映人已评价 ${answered} 件，其中解决 ${solved} 件，${rated}；未评价 ${unrated} 件，不计入任何比率。`;
  },

  byPart: (title: string) => `分${title}情况`,
  byClass: '分类别情况',
  class: '类别',
  total: '合计',
  unclassified: '未定类别',
  elsewhere: '不在网格内',
  overdue: '超期未办结清单',
  waiting: '等待办理清单',
  count: (count: number) => `（${count} 件）`,
  none: '无。',
  more: (shown: number, all: number) => `以上为前 ${shown} 件，共 ${all} 件，全部见 Excel 表。`,
  number: '编号',
  matter: '事项',
  secret: '保密事项',
  organisation: '承办单位',
  dueAt: '时限',
  status: '环节',
  reportedAt: '反映时间',

  definitions: '口径说明',
  definitionTexts: [
    '受理：反映时间在本期内的事件，含后来不予受理、撤回和并案的。',
    '立案：首次立案或直派在本期内的事件，不论何时反映。',
    '不予受理：在本期内不予受理、制表时仍未恢复办理的事件。',
    '结案：结案时间在本期内、制表时仍为结案的事件；结案后又重新办理的不计。',
    '超期：主办单位的处置时限在本期内到期，到期时还没有反馈的事件；核查等待的时间不算在单位名下。',
    '退回：本期内同意退回的次数，一件可有多次。',
    '评价：只算本期结案事件中反映人亲自作出的评价；表扬不征求评价。',
    '超期未办结清单和等待办理清单以制表时间为准；等待办理指受理、派遣、核查、结案等由网格和各级中心办理的环节。',
  ],
  scope: (seesSecret: boolean) =>
    seesSecret
      ? '范围：制表人有权查看的事件，数字含保密事项，清单中不写明其内容。'
      : '范围：制表人有权查看的事件，不含保密和限制事项。',
  taken: (at: string) => `制表时间：${at}。`,

  sheets: { figures: '数字', classes: '类别', overdue: '超期未办结', waiting: '等待办理', rows: '事件' },
  flags: '（1 为计入，合计与“数字”表一致；退回为次数）',
} as const;
