// Trains the model of a district in a thread of its own, and keeps it: nightly, and once when there is none yet.

import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import { asSystem, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { redact } from '#shared/redaction.ts';

import type { Sample } from './rules.ts';
import { findCatalogueWords, findLessons, insertModel, removeOldModels } from './store.ts';
import type { LessonRow } from './store.ts';
import type { Lesson, Trained } from './training-rules.ts';
import type { Part } from './training-thread.ts';

/** The newest are the likeliest to come again; more would not make it better, only larger. */
const MOST_LESSONS = 20_000;
/** Redacting costs about 20 µs a text: few enough that others are answered in between. */
const AT_A_TIME = 500;
const MODELS_KEPT = 7;
const LONGEST_MS = 60_000;

/** Answers the id of the model that is in force from now on. */
export async function trainDistrict(asked: Context): Promise<string> {
  const ctx = asSystem(asked);
  const classes = await inTransaction({ ...ctx }, async ({ db }) => seedsOf(await findCatalogueWords(db)));
  const trainer = openTrainer();
  let count = 0;
  for (let after: LessonRow | undefined; count < MOST_LESSONS;) {
    const rows = await inTransaction({ ...ctx }, ({ db }) => findLessons(db, after, AT_A_TIME));
    trainer.teach(rows.map(lessonOf));
    count += rows.length;
    after = rows.at(-1);
    if (rows.length < AT_A_TIME) break;
    await setImmediate();
  }
  const { model, accuracy, spentMs } = await trainer.train(classes);
  const id = newId();
  await inTransaction({ ...ctx }, async ({ db, now }) => {
    const row = { id, trained_at: now, text_count: count, model, accuracy: JSON.stringify(accuracy) };
    await insertModel(db, row);
    await removeOldModels(db, MODELS_KEPT);
  });
  ctx.platform.log.info({ lessons: count, spentMs: Math.round(spentMs), bytes: model.length }, 'proposals trained');
  return id;
}

export interface Trainer {
  teach(lessons: readonly Lesson[]): void;
  /** Ends the thread. */
  train(classes: readonly Sample[]): Promise<Trained>;
}

export function openTrainer(): Trainer {
  const worker = new Worker(new URL('./training-thread.ts', import.meta.url), { name: 'training of proposals' });
  const say = (part: Part) => worker.postMessage(part); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
  const answer = new Promise<Trained>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`nothing was trained in ${LONGEST_MS} ms`));
      void worker.terminate();
    }, LONGEST_MS);
    worker.once('message', resolve).once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(timer);
      // After an answer this changes nothing any more.
      reject(new Error(`the training thread ended with ${code}`));
    });
  });
  // Told to whoever calls `train`; a thread that fails while it is taught must not end the process.
  answer.catch(() => undefined);
  return {
    teach: (lessons) => say({ lessons }),
    train(classes) {
      say({ classes });
      return answer;
    },
  };
}

function lessonOf(row: LessonRow): Lesson {
  return {
    words: redact(`${row.summary} ${row.place_words ?? ''}`),
    classCode: row.class_code,
    kind: row.kind,
    isUrgent: row.is_urgent,
    placeId: row.place_id,
  };
}

/** The name of a class says more than its condition. */
const NAME_TIMES = 3;

function seedsOf(
  classes: readonly { code: string; name: string; major_name: string; filing_condition: string }[],
): Sample[] {
  return classes.flatMap(({ code, name, major_name, filing_condition }) => [
    ...Array.from({ length: NAME_TIMES }, () => ({ label: code, words: name })),
    { label: code, words: `${major_name} ${filing_condition}` },
  ]);
}
