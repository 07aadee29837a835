// Words about early warnings in English.

import type { warningsZhCN } from './warnings-zh-CN.ts';

export const warningsEn: Record<keyof typeof warningsZhCN, string> = {
  title: 'Early warnings',
  intro:
    'When one kind of matter is reported again and again in one place within a short time, it is said here once. Who leads the community looks and writes what follows.',
  'waiting.title': 'Early warnings {n}',
  line: '{area}: {n} alike within {hours} hours: {what}',
  'line.words': 'said in like words',
  'line.last': 'last one {at}',
  news: 'Early warnings have changed; press to see',
  open: 'See these matters',
  'state.waiting': 'Waiting',
  'state.all': 'All',
  state: 'Show',
  empty: 'There is no early warning now.',
  'empty.all': 'There has been no early warning yet.',
  least: 'The rule: {least} within {hours} hours',
  'note.label': 'What follows',
  'note.hint': 'Such as: the drainage service looks at the main pipe. No names, no phone numbers.',
  acknowledge: 'Acknowledge',
  acknowledged: 'Acknowledged {at}: {note}',
  'cases.title': 'These {n} matters',
  'cases.number': 'Number',
  'cases.what': 'What',
  'cases.at': 'Reported',
  'cases.state': 'Status',
  partly: 'Only the latest 100 are shown.',
  back: 'Back to the list',
};
