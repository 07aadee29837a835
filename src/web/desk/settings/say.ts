// The say-function of the pages about settings, the audit trail and the suggestion box.

import { defineWords } from '#web/parts/words.ts';

import { settingsZhCN } from '../words/settings-zh-CN.ts';

export const say = defineWords(settingsZhCN, async () => (await import('../words/settings-en.ts')).settingsEn);
