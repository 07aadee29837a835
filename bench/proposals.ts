// Proposals from the words: training on 10,000 texts in a thread of its own, the pause it makes for others, and one proposal.

import { monitorEventLoopDelay } from 'node:perf_hooks';

import { readModel } from '../src/modules/proposals/training-rules.ts';
import type { Lesson } from '../src/modules/proposals/training-rules.ts';
import { propose } from '../src/modules/proposals/rules.ts';
import { openTrainer } from '../src/modules/proposals/training.ts';
import { makeRandom } from '../seeds/random.ts';

import { TOPICS } from './cases.ts';
import { percentile, timed } from './measure.ts';
import type { Book } from './measure.ts';

const TEXTS = 10_000;
const AT_A_TIME = 500;
const PROPOSALS = 5_000;
const WARM_UP = 200;
const BEFORE = [
  '3栋门前',
  '小区东门口',
  '菜场后面的路上',
  '幼儿园旁边',
  '2单元楼道里',
  '停车场入口',
  '河边步道',
  '公交站台',
];
const AFTER = [
  '好几天了没人管',
  '请尽快处理',
  '老人走路不方便',
  '晚上看不见',
  '味道很大',
  '已经第二次说了',
  '怕有人摔倒',
];

export async function benchProposals(book: Book): Promise<void> {
  const lessons = makeLessons();
  const classes = TOPICS.map((topic) => ({ label: topic, words: topic }));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const { result, ms } = await timed(async () => {
    const trainer = openTrainer();
    for (let at = 0; at < lessons.length; at += AT_A_TIME) {
      trainer.teach(lessons.slice(at, at + AT_A_TIME));
      await new Promise(setImmediate);
    }
    return trainer.train(classes);
  });
  const file = readModel(result.model);
  await new Promise(setImmediate);
  delay.disable();
  book.note({
    on: 'memory',
    name: 'training on 10,000 texts, thread and all',
    value: ms,
    unit: 'ms',
    limit: { most: 2_000 },
  });
  book.note({ on: 'memory', name: 'training: in the thread alone', value: result.spentMs, unit: 'ms' });
  book.note({
    on: 'memory',
    name: 'training: longest pause of the event loop',
    value: delay.max / 1e6,
    unit: 'ms',
    limit: { most: 50 },
  });
  book.note({ on: 'memory', name: 'the trained model', value: result.model.length / 1024, unit: 'KB' });

  const spent: number[] = [];
  let right = 0;
  for (let at = 0; at < PROPOSALS + WARM_UP; at += 1) {
    const { words, classCode } = lessons[(at * 7) % lessons.length]!;
    const before = performance.now();
    const found = propose(file.classes, words);
    if (at >= WARM_UP) spent.push(performance.now() - before);
    if (found?.label === classCode) right += 1;
  }
  // Texts made from their own topic: a bench whose model proposes nothing right measures nothing.
  if (right < PROPOSALS / 2) throw new Error(`only ${right} of ${PROPOSALS} proposals were right`);
  const value = percentile(spent, 0.95);
  book.note({ on: 'memory', name: `one proposal, p95 of ${spent.length}`, value, unit: 'ms', limit: { most: 1 } });
}

function makeLessons(): Lesson[] {
  const random = makeRandom('bench proposals');
  return Array.from({ length: TEXTS }, () => {
    const topic = random.pick(TOPICS);
    const rare = Array.from({ length: 4 }, () => String.fromCharCode(0x4e00 + random.between(0, 2_000))).join('');
    return {
      words: `${random.pick(BEFORE)}${topic}，${rare}，${random.pick(AFTER)}，${random.pick(AFTER)}`,
      classCode: topic,
      kind: 'problem',
      isUrgent: random.between(1, 50) === 1,
      placeId: null,
    };
  });
}
