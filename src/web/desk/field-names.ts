// Names the fields that only a desk has, so that a refusal says them in words.

import { nameFields } from '#web/parts/refusal-words.ts';
import { defineWords } from '#web/parts/words.ts';

import { deskFieldsZhCN } from './words/fields-zh-CN.ts';

const say = defineWords(deskFieldsZhCN, async () => (await import('./words/fields-en.ts')).deskFieldsEn);

nameFields((name) => (name in deskFieldsZhCN ? say(name as keyof typeof deskFieldsZhCN) : undefined));
