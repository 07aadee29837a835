// The forms of the desk follow the contracts: whatever a move asks for can be typed or is made here.

import { expect, test } from 'vitest';

import { MOVES } from '#modules/cases/moves/contract-moves.ts';
import { MOVE_VERBS } from '#modules/cases/moves/transitions.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

import { fieldsOf, madeFor } from './move-fields.ts';

/** Acts of a reporter, which no desk has. */
const OF_REPORTERS: readonly MoveVerb[] = ['evaluate', 'objectToRejection'];
const HEAD = ['moveId', 'seenVersion'];
const page = { kind: 'problem', classCode: null } as const;

function askedFor(verb: MoveVerb): string[] {
  const read = MOVES[verb].input?.safeParse({});
  return (read?.error?.issues ?? []).map(({ path }) => String(path[0])).filter((name) => !HEAD.includes(name));
}

test.each(MOVE_VERBS.filter((verb) => !OF_REPORTERS.includes(verb)))(
  'the form of %s has all that is asked for',
  (verb) => {
    const typed = fieldsOf(verb, page)
      .filter(({ isAsked }) => isAsked)
      .map(({ name }) => name);
    expect([...typed, ...Object.keys(madeFor(verb))]).toEqual(expect.arrayContaining(askedFor(verb)));
  },
);

test('sending out asks for a class only while none is settled', () => {
  const classOf = (classCode: string | null) =>
    fieldsOf('dispatch', { ...page, classCode }).find(({ name }) => name === 'classCode');
  expect(classOf(null)).toMatchObject({ isAsked: true });
  expect(classOf('manholeCover')).toMatchObject({ isAsked: false });
});

test('a suggestion is answered with what becomes of it, an enquiry is not', () => {
  const names = (kind: 'suggestion' | 'enquiry') =>
    fieldsOf('answer', { kind, classCode: null }).map(({ name }) => name);
  expect(names('suggestion')).toContain('adoption');
  expect(names('enquiry')).not.toContain('adoption');
});
