// Words about the stages on our own side in English.

import type { stagesZhCN } from './stages-zh-CN.ts';

export const stagesEn: Record<keyof typeof stagesZhCN, string> = {
  accept: 'Taking in',
  confirm: 'Confirming',
  dispatch: 'Dispatching',
  acknowledge: 'Signing',
  contact: 'First contact',
  verify: 'Verifying',
  callBack: 'Calling back',
  left: '{stage}: {left}',
  over: '{stage}: {left}',
  title: 'Limits of this stage',
  of: 'Stage {number} of {count}: {name}',
  done: '{name}: done {at}',
  'done.late': '{name}: done {at}, late',
  'how.next': 'Counted from when the stage before was done: {at}; this one has a full limit of its own',
  owner: 'looked after by {name}',
  until: 'until {at}',
  'how.title': '{stage}: how the limit was worked out',
  'how.start.accept': 'Counted from when it was received: {at}',
  'how.start.confirm': 'Counted from when somebody was asked to look: {at}',
  'how.start.dispatch': 'Counted from the filing: {at}',
  'how.start.acknowledge': 'Counted from the dispatch: {at}; {organisation} is to sign',
  'how.start.contact': 'Counted from when it was received: {at}, until the reporter is contacted first',
  'how.start.verify': 'Counted from the feedback: {at}; none of it is charged to the organisation',
  'how.start.callBack': 'Counted from the closing: {at}, until the call is taken or it is rated',
  'how.limit': 'Limit {limit}',
  'how.byHand': 'The time was set when it was handed down',
};
