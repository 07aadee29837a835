// The steps of 开通向导 as the desk asks for them: which are unfinished is worked out by the server each time.

import type { AnswerTo } from '#web/parts/route.ts';
import { readSetup } from '#web/parts/routes.ts';

import { api, may } from '../session.ts';

export type Setup = AnswerTo<typeof readSetup>;
export type Step = Setup['steps'][number];

export function unfinished(steps: readonly Step[]): Step[] {
  return steps.filter(({ missing }) => missing.length > 0);
}

/** The step to go on with: the next unfinished one after `key`, else the first unfinished, else the last of all. */
export function nextStep(steps: readonly Step[], key?: Step['key']): Step['key'] | undefined {
  const at = steps.findIndex((step) => step.key === key);
  const left = unfinished(steps);
  return (left.find((step) => steps.indexOf(step) > at) ?? left[0] ?? steps.at(-1))?.key;
}

export async function isSetupUnfinished(): Promise<boolean> {
  return may('district.settings') && unfinished((await api.call(readSetup)).steps).length > 0;
}
