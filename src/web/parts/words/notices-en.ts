// Words about notices in English.

import type { noticesZhCN } from './notices-zh-CN.ts';

export const noticesEn: Record<keyof typeof noticesZhCN, string> = {
  title: 'Notices {n}',
  'kind.unsigned': 'Not signed for yet',
  'kind.half': 'Half of the time is over',
  'kind.due': 'The limit is over',
  'kind.late': '{span} late',
  'kind.review': 'Suspended: the review day has come',
  'kind.replyLate': 'No reply in time',
  'kind.callLate': 'Called in, nobody came',
  'span.hours': '{n} h',
  'span.days': '{n} d',
  'told.me': 'told to me',
  'told.organisation': 'told to our organisation',
  'told.desk': 'told to my desk',
  due: 'limit {at}',
  review: 'review {at}',
  at: 'told {at}',
  know: 'I know',
  'know.of': 'I know: {what}',
  known: 'Noted; colleagues at the same desk are not told any more.',
  failed: 'Not noted; please try again.',
  partly: 'Only the latest notices are shown.',
  more: '{n} more',
};
