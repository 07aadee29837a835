// What the words sound like with and without somebody who answers.

import { expect, test } from 'vitest';

import { NoAnswer } from './api.ts';
import type { Api } from './api.ts';
import { proposalsFor } from './ask-proposals.ts';

const LAMP = { code: 'lamp', name: '楼道灯不亮', filingCondition: '楼道照明不亮' };
const WORDS = { words: '3栋2单元楼道灯不亮' };
const NOTHING_LEARNED = { class: null, kind: null, urgency: null, place: null };

const answering = (isOn: boolean) => ({ call: async () => ({ isOn, ...NOTHING_LEARNED }) }) as unknown as Api;
const silent = {
  call: async () => {
    throw new NoAnswer();
  },
} as unknown as Api;
const sounds = async (api: Api) => (await proposalsFor(api, WORDS, [LAMP])).class?.code;

test('without signal the catalogue here says it, unless the district was last heard to want no proposals', async () => {
  expect(await sounds(silent)).toBe('lamp');
  expect(await sounds(answering(false))).toBeUndefined();
  expect(await sounds(silent)).toBeUndefined();
  expect(await sounds(answering(true))).toBe('lamp');
  expect(await sounds(silent)).toBe('lamp');
});
