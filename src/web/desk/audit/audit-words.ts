// Both trails in words; of accounts only the last characters, enough to tell two apart.

import { say } from '../settings/say.ts';
import { auditZhCN } from '../words/audit-zh-CN.ts';
import { settingsZhCN } from '../words/settings-zh-CN.ts';
import { say as sayAudit } from './say.ts';

export const doorWords = (act: string) => wordsOf('door', act);
export const wayWords = (way: string | null) => (way === null ? '' : wordsOf('way', way));

export const actWords = (act: string) => auditWords('act', act);
/** What it was done to, and for what purpose where one had to be said. */
export function aboutWords({ subjectKind, reasonCode }: { subjectKind: string; reasonCode: string | null }): string {
  const subject = auditWords('subject', subjectKind);
  return reasonCode === null ? subject : `${subject} · ${auditWords('reason', reasonCode)}`;
}

const TAIL = 8;
export function tail(accountId: string): string {
  return accountId.slice(-TAIL);
}

function wordsOf(group: string, code: string): string {
  const key = `${group}.${code}`;
  return key in settingsZhCN ? say(key as Parameters<typeof say>[0]) : code;
}

/** A code of an older version, or a rule of law that has no word, is shown as it is. */
function auditWords(group: string, code: string): string {
  const key = `${group}.${code}`;
  return key in auditZhCN ? sayAudit(key as Parameters<typeof sayAudit>[0]) : code;
}
