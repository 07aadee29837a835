// The stories of the demo: people, places and grids they name are there, and every step says how it is known to be done.

import { expect, test } from 'vitest';

import { CASE_VERBS } from '#modules/cases/moves/transitions.ts';
import { CALL_VERBS } from '#modules/whistles/rules.ts';

import { demoPeople } from './people.ts';
import { demoCodes, playsOf } from './plays.ts';

const WHISTLE_VERBS = ['whistle.blow', 'whistle.close', ...CALL_VERBS.map((verb) => `whistle.${verb}`)];
const stories = playsOf('yunting').map(({ story }) => story);
const steps = stories.flatMap((story) => story.steps);

test('the twelve stories that can be played are there, and none in a district that is no demo of ours', () => {
  expect(stories.map(({ key }) => key)).toEqual([
    'pipe',
    'cables',
    'bags',
    'lamp',
    'manhole',
    'returned',
    'shed',
    'noise',
    'smoke',
    'gas',
    'duplicate',
    'holiday',
  ]);
  expect(playsOf('elsewhere')).toEqual([]);
});

test('whoever acts in a story can sign in', () => {
  const names = demoPeople().map(({ signInName }) => signInName);
  const acting = steps.flatMap(({ who }) => (who.signInName === null ? [] : [who.signInName]));
  expect(acting.length).toBeGreaterThan(10);
  expect(acting.filter((name) => !names.includes(name))).toEqual([]);
});

test('every step has an address that can be opened, says both languages, and names a move of the table', () => {
  for (const step of steps) {
    expect(step.address.replace(/\{(case|number|link)\}/, 'x'), step.key).toMatch(
      /^\/(q\/[0-9A-Z]+|c\/x|work\/(report|cases\/x)?|desk\/(cases\/x|arbitrations\/x|report)|stories\/phone)$/,
    );
    expect([...CASE_VERBS, ...WHISTLE_VERBS] as string[]).toContain(step.done.verb);
    for (const both of [step.task, step.see, step.who.name]) expect([both.zh, both.en]).not.toContain('');
  }
});

test('a visitor finds printed codes to begin with in both districts', () => {
  expect(new Set(demoCodes().map(({ districtKey }) => districtKey))).toEqual(new Set(['yunting', 'chengan']));
  expect(new Set(demoCodes().map(({ code }) => code)).size).toBe(demoCodes().length);
});
