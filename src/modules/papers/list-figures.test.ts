// Figures from rows, without a database.

import { describe, expect, test } from 'vitest';

import { figuresBy, figuresOf, overdueNow, waitingNow } from './list-figures.ts';
import type { ListRow } from './list-figures.ts';
import { periodOf } from './rules.ts';

const DAY = periodOf('daily', '2026-11-19', 'Asia/Shanghai');
const INSIDE = '2026-11-19T03:00:00.000Z';
const BEFORE = '2026-11-18T03:00:00.000Z';
const AFTER = '2026-11-20T03:00:00.000Z';

const row = (fields: Partial<ListRow> = {}): ListRow => ({
  id: 'one',
  number: '2611190001',
  kind: 'problem',
  classCode: 'manholeCover',
  secrecy: 'open',
  status: 'collected',
  streetId: 'jg',
  communityId: 'cw',
  gridId: 'g03',
  summary: '井盖响',
  placeWords: null,
  reportedAt: INSIDE,
  filedAt: null,
  refusedAt: null,
  closedAt: null,
  dueAt: null,
  lateSince: null,
  returnedTimes: 0,
  organisationId: null,
  isSolved: null,
  ...fields,
});

const NONE = {
  received: 0,
  filed: 0,
  refused: 0,
  closed: 0,
  overdue: 0,
  returned: 0,
  answered: 0,
  solved: 0,
  unrated: 0,
};

describe('each figure counts what happened in the period, whenever the matter was reported', () => {
  const earlier = { reportedAt: BEFORE };
  test.each([
    ['received', row(), { received: 1 }],
    ['received before', row(earlier), {}],
    ['filed', row({ ...earlier, status: 'filed', filedAt: INSIDE }), { filed: 1 }],
    ['filed after the period', row({ ...earlier, status: 'filed', filedAt: AFTER }), {}],
    ['refused', row({ ...earlier, status: 'rejected', refusedAt: INSIDE }), { refused: 1 }],
    ['refused, and taken up again since', row({ ...earlier, status: 'collected', refusedAt: INSIDE }), {}],
    ['closed and nobody rated', row({ ...earlier, status: 'closed', closedAt: INSIDE }), { closed: 1, unrated: 1 }],
    [
      'closed and rated solved',
      row({ ...earlier, status: 'evaluated', closedAt: INSIDE, isSolved: true }),
      { closed: 1, answered: 1, solved: 1 },
    ],
    [
      'closed and rated not solved',
      row({ ...earlier, status: 'evaluated', closedAt: INSIDE, isSolved: false }),
      { closed: 1, answered: 1 },
    ],
    ['praise is asked nothing', row({ ...earlier, kind: 'praise', status: 'closed', closedAt: INSIDE }), { closed: 1 }],
    ['late within the period', row({ ...earlier, status: 'handling', lateSince: INSIDE }), { overdue: 1 }],
    ['sent back twice', row({ ...earlier, status: 'handling', returnedTimes: 2 }), { returned: 2 }],
  ])('%s', (_, counted, expected) => {
    expect(figuresOf([counted], DAY)).toEqual({ ...NONE, ...expected });
  });
});

test('an unrated matter stands in no other figure of the ratings', () => {
  const rows = [true, false, null, null].map((isSolved) => row({ status: 'closed', closedAt: INSIDE, isSolved }));
  expect(figuresOf(rows, DAY)).toMatchObject({ closed: 4, answered: 2, solved: 1, unrated: 2 });
});

test('groups stand in the given order, those without a name last, empty ones not at all; their sum is the whole', () => {
  const rows = [row({ communityId: 'b' }), row({ communityId: null }), row({ communityId: 'a' }), row()];
  const groups = figuresBy(rows, DAY, ({ communityId }) => communityId, ['cw', 'empty', 'a', 'b']);
  expect(groups.map(({ key }) => key)).toEqual(['cw', 'a', 'b', null]);
  expect(groups.reduce((sum, { figures }) => sum + figures.received, 0)).toBe(figuresOf(rows, DAY).received);
});

test('overdue now is what is open with its limit over, the longest first', () => {
  const rows = [
    row({ id: 'late', status: 'handling', dueAt: BEFORE }),
    row({ id: 'later', status: 'dispatched', dueAt: '2026-11-17T03:00:00.000Z' }),
    row({ id: 'in time', status: 'handling', dueAt: AFTER }),
    row({ id: 'answered', status: 'feedback', dueAt: null }),
    row({ id: 'closed', status: 'closed', dueAt: BEFORE }),
  ];
  expect(overdueNow(rows, INSIDE).map(({ id }) => id)).toEqual(['later', 'late']);
});

test('what waits is what our own side has to move on', () => {
  const statuses = ['collected', 'confirming', 'filed', 'dispatched', 'handling', 'feedback', 'verifying', 'closed', 'rejected'] as const; // prettier-ignore
  const rows = statuses.map((status) => row({ status }));
  expect(waitingNow(rows).map(({ status }) => status)).toEqual(['collected', 'confirming', 'filed', 'feedback', 'verifying']); // prettier-ignore
});
