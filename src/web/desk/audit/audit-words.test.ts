// Nothing in the audit trail is a code to whoever audits: each act and each thing has its words, and no word is left over.

import { expect, test } from 'vitest';

import { AUDIT_ACTS, AUDIT_SUBJECTS } from '#shared/audit-acts.ts';
import { PURPOSES } from '#modules/cases/reports/contract-reports.ts';

import { auditZhCN } from '../words/audit-zh-CN.ts';
import { aboutWords, actWords } from './audit-words.ts';

test('every act, every subject and every purpose of looking at a person has its words', () => {
  const codes = [
    ...AUDIT_ACTS.map((act) => `act.${act}`),
    ...AUDIT_SUBJECTS.map((subject) => `subject.${subject}`),
    ...[...PURPOSES, 'lookUp'].map((purpose) => `reason.${purpose}`),
  ];

  expect(Object.keys(auditZhCN).sort()).toEqual(codes.sort());
});

test('an opened reporter is told with the purpose; a rule of law without words stands as it is', () => {
  expect(actWords('reporter.opened')).toBe('查看了反映人');
  expect(aboutWords({ subjectKind: 'report', reasonCode: 'tellResult' })).toBe('反映 · 告知结果');
  expect(aboutWords({ subjectKind: 'text', reasonCode: 'PIPL-47' })).toBe('文字 · PIPL-47');
  expect(actWords('before.theRegister')).toBe('before.theRegister');
});
