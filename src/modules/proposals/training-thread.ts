// The thread that trains: takes what there is to learn in parts, answers the model as text, and ends.

import { parentPort } from 'node:worker_threads';

import { KINDS } from '#modules/cases/kinds.ts';

import { trainAll } from './training-rules.ts';
import type { Lesson, Trained } from './training-rules.ts';
import type { Sample } from './rules.ts';

export type Part = { readonly lessons: readonly Lesson[] } | { readonly classes: readonly Sample[] };

const port = parentPort!;
const lessons: Lesson[] = [];

// The catalogue comes last: then everything is there.
port.on('message', (part: Part) => {
  if ('lessons' in part) {
    lessons.push(...part.lessons);
    return;
  }
  const before = performance.now();
  const trained = trainAll({ lessons, classes: part.classes }, new Set(Object.keys(KINDS)));
  const answer: Trained = { ...trained, spentMs: performance.now() - before };
  port.postMessage(answer); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
  port.close();
});
