// The stories of the demo: people, places and grids they name are there, and every step says how it is known to be done.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { CASE_VERBS, TRANSITIONS } from '#modules/cases/moves/transitions.ts';
import { CALL_VERBS } from '#modules/whistles/rules.ts';
import { verbWords } from '#web/desk/cases/case-words.ts';

import { demoPeople } from './people.ts';
import { demoCodes, playsOf } from './plays.ts';

const WHISTLE_VERBS = ['whistle.blow', 'whistle.close', ...CALL_VERBS.map((verb) => `whistle.${verb}`)];
const stories = playsOf('yunting').map(({ story }) => story);
const steps = stories.flatMap((story) => story.steps);

const WEB = join(import.meta.dirname, '../src/web');
/** Words of every page, and the acts by the names they have there. */
async function everyWord(): Promise<string[]> {
  const tables = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('zh-CN.ts'));
  const words = await Promise.all(
    tables.map(async (file) => Object.values((await import(join(WEB, file))) as Record<string, object>)),
  );
  return [...words.flat().flatMap((table) => Object.values(table) as string[]), ...CASE_VERBS.map(verbWords)];
}

test('the thirteen stories that can be played are there, and none in a district that is no demo of ours', () => {
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
    'rated',
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

test('a step at the desk names the button as it stands there, and no step one that is nowhere on a screen', async () => {
  const shown = await everyWord();
  const missing = steps.flatMap(({ key, task, address, done }) => {
    const named = [...task.zh.matchAll(/点“([^”]+)”/g)].map(([, name]) => name ?? '');
    const button = address.startsWith('/desk/cases/') && done.verb in TRANSITIONS ? verbWords(done.verb) : undefined;
    const isSaid = button === undefined || named.includes(button);
    return [
      ...named.filter((name) => !shown.some((words) => words.includes(name))),
      ...(isSaid ? [] : [`${key}: ${button}`]),
    ];
  });
  expect(missing).toEqual([]);
});

test('a visitor finds printed codes to begin with in both districts', () => {
  expect(new Set(demoCodes().map(({ districtKey }) => districtKey))).toEqual(new Set(['yunting', 'chengan']));
  expect(new Set(demoCodes().map(({ code }) => code)).size).toBe(demoCodes().length);
});
