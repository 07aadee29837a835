// A case in words of the staff: statuses, kinds, channels, codes of moves, and what each act leads to.

import { CASE_STATUSES } from '#modules/cases/facts.ts';
import { KINDS } from '#modules/cases/kinds.ts';
import { TRANSITIONS } from '#modules/cases/moves/transitions.ts';
import type { CaseVerb, MoveVerb } from '#modules/cases/moves/transitions.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import type { getCase, listAssignments, listCases } from '#web/parts/routes.ts';

import { titleWords } from '../titles.ts';
import { casesZhCN } from '../words/cases-zh-CN.ts';
import { say } from './say.ts';

export type CasePage = AnswerTo<typeof getCase>;
export type CaseLine = AnswerTo<typeof listCases>['cases'][number];
export type OrderSeen = CasePage['orders'][number];
export type Station = CasePage['stations'][number];
export type Assignment = AnswerTo<typeof listAssignments>['assignments'][number];
type Key = Parameters<typeof say>[0];

/** Words for a code: the code itself where no word is known, so that nothing is hidden. */
export function codeWords(group: string, code: string): string {
  const key = `${group}.${code}`;
  return key in casesZhCN ? say(key as Key) : code;
}

export const statusWords = (status: string) => codeWords('status', status);
export const orderStatusWords = (status: string) => codeWords('order', status);
export const channelWords = (channel: string) => codeWords('channel', channel);
export const kindWords = (kind: keyof typeof KINDS) => titleWords(KINDS[kind].title);

/** The button says what the person does; the table's name of the act where no other word is better. */
export function verbWords(verb: string): string {
  if (`verb.${verb}` in casesZhCN) return say(`verb.${verb}` as Key);
  return verb in TRANSITIONS ? titleWords(TRANSITIONS[verb as CaseVerb].title) : verb;
}

/** What has happened is named as the table of acts has it: 派遣, where the button said 派给单位. */
export function happenedWords(verb: string): string {
  return verb in TRANSITIONS ? titleWords(TRANSITIONS[verb as CaseVerb].title) : verb;
}

export function consequenceWords(verb: MoveVerb): string {
  return codeWords('then', verb);
}

const TONES: Readonly<Partial<Record<string, string>>> = {
  collected: 'warn',
  feedback: 'warn',
  closed: 'ok',
  evaluated: 'ok',
};
export function statusTone(status: string): string {
  return TONES[status] ?? '';
}

export const STATUS_FILTERS = CASE_STATUSES;

/** The codes of a station that a reader wants to know, each as `word: word`. */
export function stationCodes({ codes, verb }: Station): string[] {
  const said: string[] = [];
  for (const name of [
    'outcome',
    'reason',
    'sendBackReason',
    'adoption',
    'channel',
    'contactOutcome',
    'manner',
  ] as const) {
    const code = codes[name];
    // How a voice came in is a channel of another kind than how a reporter was reached.
    if (typeof code === 'string')
      said.push(codeWords(name === 'channel' && verb === 'contactReporter' ? 'contactBy' : name, code));
  }
  const { evidence } = codes;
  if (Array.isArray(evidence)) said.push(evidence.map((kind) => codeWords('evidence', String(kind))).join('、'));
  return said;
}
