// Our own stages in words: 受理还剩 35 分, 派遣已超 2 小时.

import type { Stage } from '#modules/cases/clocks/stages.ts';
import { leftWords } from '#web/parts/clock-words.ts';
import type { Left } from '#web/parts/clock-words.ts';
import { defineWords } from '#web/parts/words.ts';

import { stagesZhCN } from '../words/stages-zh-CN.ts';

export const sayStage = defineWords(stagesZhCN, async () => (await import('../words/stages-en.ts')).stagesEn);

/** The time left, with the stage it is of where one is named. */
export function stageLeft(stage: Stage | null, dueAt: string, now?: string): Left {
  const left = leftWords(dueAt, now);
  if (stage === null) return left;
  const words = sayStage(left.state === 'over' ? 'over' : 'left', { stage: sayStage(stage), left: left.words });
  return { ...left, words };
}
