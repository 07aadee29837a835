// The text of a case for a group or another system: number, what, where, who works on it. Never the reporter.

import { groupCaseNumber } from '#shared/case-number.ts';
import { dateTimeWords } from '#web/parts/clock-words.ts';

import { say } from '../say.ts';
import type { CasePage } from './case-pages.ts';

export function textOf(page: CasePage): string {
  const lead = page.orders.find(({ role }) => role === 'leadHandler');
  const due = page.dueAt === null ? '' : say('copy.due', { at: dateTimeWords(page.dueAt) });
  return [
    say('copy.number', { number: groupCaseNumber(page.number) }),
    // The summary is what organisations read: names, phones and door numbers are taken out of it already.
    page.summary,
    page.isUrgent ? say('case.urgent') : '',
    lead === undefined ? '' : say('copy.organisation', { name: lead.organisationName }),
    due,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
