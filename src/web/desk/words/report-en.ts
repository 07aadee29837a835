// Words of 代录 at the desk, in English.

import type { reportZhCN } from './report-zh-CN.ts';

export const reportEn: Readonly<Record<keyof typeof reportZhCN, string>> = {
  'report.intro': 'Write down what you hear by phone, at the counter or in a group. Read it back, then send it.',
  'report.channel': 'How it came',
  'report.words': 'What was said',
  'report.words.hint': 'In their own words, no office language',
  'report.where': 'Where',
  'report.onMap': 'The point chosen on the map: {longitude}, {latitude}',
  'report.onMap.not': 'Do not use it',
  'report.placeWords': 'Where exactly',
  'report.placeWords.hint': 'E.g. at the door of building 3, beside the bun shop',
  'report.kind': 'Kind (optional)',
  'report.name': 'Name of the caller (optional)',
  'report.phone': 'Phone of the caller (optional)',
  'report.phone.hint': 'Organisations never see it',
  'report.secret': 'Asks for special secrecy',
  'report.send': 'Send',
  'report.readBack': 'Read it back',
  'report.readBack.words': 'Let me read it to you: {place}, {words}. Is that right?',
  'report.done': 'Taken',
  'report.done.tell': 'Tell the caller: number {number}, code {code}. With both the state can be asked any time.',
  'report.done.look': 'Somebody looks at it before {at}.',
  'report.done.danger': 'This may be dangerous: ask the caller to phone first.',
  'report.readBack.plain': 'Let me read it to you: {words}. Is that right?',
  'report.readBack.none': 'What you write appears here as it is to be read out.',
  'report.done.joined': 'Joined to “{summary}” as a further report of it.',
  'report.done.open': 'Open it',
  'report.done.next': 'Take another',
};
