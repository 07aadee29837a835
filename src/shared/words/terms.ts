// 本地叫法: terms of art that a district may call by its own word. A listed term is replaced wherever our own Chinese sentences use it;
// what people wrote, and the names of places and bodies, are never touched.

/** Only these may be overlaid: words the work is spoken in. Words of law (不予受理, 保密) and of deadlines keep their meaning everywhere. */
export const TERMS = {
  microGridMember: '微网格员',
  gridWorker: '网格员',
  gridLead: '网格长',
  microGrid: '微网格',
  communityOfficer: '社区工作者',
  streetDispatcher: '街道分拨员',
  districtDispatcher: '区派遣员',
  dutyChief: '值班长',
  whistle: '吹哨',
  patrol: '巡查',
  intake: '受理台',
  directDispatch: '直派',
  directive: '批示',
  urging: '催办',
  supervision: '督办',
  reporter: '反映人',
  placeCode: '码牌',
  board: '公示牌',
} as const;

export type TermKey = keyof typeof TERMS;
export type Terms = Readonly<Partial<Record<TermKey, string>>>;

export const TERM_KEYS = Object.keys(TERMS) as TermKey[];
export const MAX_TERM_CHARACTERS = 12;

/** The longest first: 微网格员 is one term, not 微 and 网格员. */
const PATTERN = new RegExp(
  Object.values(TERMS)
    .sort((left, right) => right.length - left.length)
    .join('|'),
  'g',
);
const KEY_OF = new Map<string, TermKey>(TERM_KEYS.map((key) => [TERMS[key], key]));

/** A sentence of ours in the district's words; in one pass, so that a word put in is not replaced again. */
export function inLocalTerms(text: string, terms: Terms): string {
  return text.replace(PATTERN, (term) => terms[KEY_OF.get(term)!] ?? term);
}
