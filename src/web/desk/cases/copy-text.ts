// A case as text for a group or another system: what, where and who has it, never who said it.

import { groupCaseNumber } from '#shared/case-number.ts';
import { dateTimeWords } from '#web/parts/clock-words.ts';
import { readHandOnText } from '#web/parts/routes.ts';

import { api } from '../session.ts';
import type { CasePage } from './case-words.ts';
import { orderStatusWords, statusWords } from './case-words.ts';
import { say } from './say.ts';

/** The server takes out what points to a person, in what a clerk wrote too. @throws {Refused | NoAnswer} */
export async function copyText(page: CasePage): Promise<string> {
  const { number, summary, placeWords } = await api.call(readHandOnText, { params: { id: page.id } });
  const lines = [
    `${say('case.number', { number: groupCaseNumber(number) })} ${statusWords(page.status)}`,
    summary,
    placeWords === null ? '' : `${say('case.place')}：${placeWords}`,
    ...page.orders.map((order) => `${order.organisationName} ${orderStatusWords(order.status)}`),
    page.dueAt === null ? '' : `${say('case.due')}：${dateTimeWords(page.dueAt)}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}
