// Makes the stories of the demo playable: names of people, printed codes and grids filled in. The page 演示剧本 shows them.

import { demoPeople } from './people.ts';
import { idOf } from './random.ts';
import { printedCode, rowsOf } from './rows.ts';
import { STORIES } from './stories.ts';
import type { Both, StoryPlan, Who } from './stories.ts';
import { demoDistricts } from './town.ts';

export interface Play {
  readonly story: {
    key: string;
    title: Both;
    about: Both;
    shows: Both[];
    steps: {
      key: string;
      who: { signInName: string | null; name: Both };
      address: string;
      task: Both;
      words: string | null;
      picture: string | null;
      see: Both;
      matter: number;
      done: { verb: string; times: number; to: string | null };
    }[];
  };
  readonly gridPath: string;
  readonly reporterSignInName: string | null;
}

const made = new Map<string, readonly Play[]>();

/** The stories that play in a demo district; none elsewhere. */
export function playsOf(districtKey: string): readonly Play[] {
  const known = made.get(districtKey);
  if (known !== undefined) return known;
  const plans = STORIES[districtKey] ?? [];
  const all = plans.length === 0 ? [] : makePlays(districtKey, plans);
  made.set(districtKey, all);
  return all;
}

export interface DemoCode {
  readonly districtKey: string;
  readonly place: string;
  readonly code: string;
}

/** A few printed codes to begin with, so that a visitor need not search for one; told without laying out the town. */
export function demoCodes(): DemoCode[] {
  return FIRST_PLACES.map(([districtKey, place]) => ({
    districtKey,
    place,
    code: printedCode(idOf('place', districtKey, place)),
  }));
}

const FIRST_PLACES: readonly (readonly [districtKey: string, place: string])[] = [
  ['yunting', '船坞新村 3 栋门前'],
  ['yunting', '三圣里 12 号包子店门前'],
  ['yunting', '榕汀社区卫生服务中心停车场出口'],
  ['chengan', '苇岸社区党群服务中心'],
];

/** Whether stories play there. */
export function hasStories(districtKey: string): boolean {
  return (STORIES[districtKey] ?? []).length > 0;
}

function makePlays(districtKey: string, plans: readonly StoryPlan[]): Play[] {
  const district = Object.values(demoDistricts()).find(({ key }) => key === districtKey);
  if (district === undefined) throw new RangeError(`there is no demo district ${districtKey}`);
  const grids = rowsOf(district).grids('2026-01-01T00:00:00.000Z');
  const people = demoPeople().filter((person) => person.districtKey === districtKey);
  const nameOf = (signInName: string): Both => {
    const person = people.find((each) => each.signInName === signInName);
    if (person === undefined) throw new RangeError(`nobody signs in as ${signInName}`);
    return { zh: `${person.name}（${person.role.zh}）`, en: `${person.name} (${person.role.en})` };
  };
  const codeOf = (place: string): string => {
    const found = district.places.find(({ name }) => name === place);
    if (found === undefined) throw new RangeError(`there is no place ${place}`);
    return printedCode(found.id);
  };
  return plans.map(({ key, gridName, title, about, shows, steps }) => {
    const grid = grids.find(({ name }) => name === gridName);
    if (grid === undefined) throw new RangeError(`there is no grid ${gridName}`);
    return {
      gridPath: grid.path,
      reporterSignInName: signInNameOf(steps[0]?.who ?? 'resident'),
      story: {
        key,
        title,
        about,
        shows: [...shows],
        steps: steps.map(({ who, address, task, words, picture, see, done, matter = 0 }, index) => ({
          key: `${key}-${index + 1}`,
          who: { signInName: signInNameOf(who), name: typeof who === 'object' ? nameOf(who.signInName) : OTHERS[who] },
          address: address.replace(/\{code:([^}]+)\}/, (_, place: string) => codeOf(place)),
          task,
          words: words ?? null,
          picture: picture ?? null,
          see,
          matter,
          done: { verb: done.verb, times: done.times ?? 1, to: done.to ?? null },
        })),
      },
    };
  });
}

const OTHERS: Readonly<Record<'resident' | 'dutyPhone', Both>> = {
  resident: { zh: '居民', en: 'a resident' },
  dutyPhone: { zh: '值班电话', en: 'the duty phone' },
};

function signInNameOf(who: Who): string | null {
  return typeof who === 'object' ? who.signInName : null;
}
