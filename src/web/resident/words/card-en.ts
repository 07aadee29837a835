// Words of the page that checks a work card, in English.

import type { cardZhCN } from './card-zh-CN.ts';

export const cardEn: Record<keyof typeof cardZhCN, string> = {
  'card.title': 'Check of a work card',
  'card.valid': 'This card is genuine and valid',
  'card.compare':
    'Please see whether the person is {name}, and whether name and post on the card are the same as below.',
  'card.noPhoto': 'There is no photo here. If in doubt, please call.',
  'card.over': 'This card is no longer valid',
  'card.over.words': 'Do not let the person in; give no money, documents or codes. Please call to make sure.',
  'card.unknown': 'There is no such card',
  'card.unknown.words': 'It may not be one of ours. Do not let the person in; give no money, documents or codes.',
  'card.post': 'Post',
  'card.place': 'In charge of',
  'card.organisation': 'Works in',
  'card.until': 'Valid until',
  'card.call': 'Call {name} to make sure: {phone}',
  'card.checkedAt': 'Checked at {at}',
  'card.again': 'Check again',
};
