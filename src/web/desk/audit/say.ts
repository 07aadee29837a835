// The say-function of what stands in the audit trail.

import { defineWords } from '#web/parts/words.ts';

import { auditZhCN } from '../words/audit-zh-CN.ts';

export const say = defineWords(auditZhCN, async () => (await import('../words/audit-en.ts')).auditEn);
