// Draws PDF, Word and workbooks in a thread of its own, one at a time: a font with 30,000 characters would stop the server for half a second.

import { Worker } from 'node:worker_threads';

import { problem } from '#problems';
import { cjkFonts } from '#platform/fonts.ts';
import type { Platform } from '#platform/platform.ts';
import { turnsOf } from '#platform/turns.ts';

import type { Drawing, ThreadAnswer, ThreadData } from './drawings.ts';
import { FONT_MISSING } from './words.ts';

type Settings = Platform['settings'];

/** Whoever comes after these is asked to come again. */
const MOST_WAITING = 20;
/** Besides the fonts. A list of two hundred rows takes a third of it. */
const MOST_MEMORY_MB = 256;
/** The thread keeps the fonts open, some 60 MB: while papers are made it stays, then it goes. */
const IDLE_MS = 30_000;
const LONGEST_MS = 60_000;

/** Word and Excel bring the fonts themselves. */
const WITHOUT_FONT: readonly Drawing['paper'][] = ['listDocx', 'listXlsx'];

interface Pen {
  readonly worker: Worker;
  readonly hasFont: boolean;
}

interface Desk {
  pen: Pen | undefined;
  hasFont: boolean | undefined;
  idle: NodeJS.Timeout | undefined;
}

const turns = turnsOf({ mostWaiting: MOST_WAITING });
// By settings, so that two programs in one process (tests) have each their own font.
const desks = new WeakMap<Settings, Desk>();

/** Asked once; a font that is installed later is found at the next start. */
export async function canDrawPdf(settings: Settings): Promise<boolean> {
  const desk = deskOf(settings);
  return desk.hasFont ?? turns.take(async () => desk.hasFont ?? (await takePen(desk, settings)).hasFont);
}

/** @throws {Problem} `pdf-font-missing`, `too-many-tries` when too much waits already */
export async function draw(settings: Settings, drawing: Drawing): Promise<Buffer> {
  const desk = deskOf(settings);
  return turns.take(async () => {
    const pen = await takePen(desk, settings);
    if (!WITHOUT_FONT.includes(drawing.paper) && !pen.hasFont) {
      throw problem('pdf-font-missing', FONT_MISSING.en, { words: FONT_MISSING.zh });
    }
    const answer = await ask(desk, pen.worker, drawing);
    if (answer.notice === 'drawn') return Buffer.from(answer.bytes);
    throw new Error(`the drawing thread answered ${JSON.stringify(answer)}`);
  });
}

function deskOf(settings: Settings): Desk {
  const desk = desks.get(settings) ?? { pen: undefined, hasFont: undefined, idle: undefined };
  desks.set(settings, desk);
  return desk;
}

async function takePen(desk: Desk, settings: Settings): Promise<Pen> {
  clearTimeout(desk.idle);
  if (desk.pen === undefined) {
    const workerData: ThreadData = { fonts: await cjkFonts(settings.cjkFont) };
    const worker = new Worker(new URL('./drawing-thread.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    const answer = await answerOf(desk, worker);
    if (answer.notice !== 'ready') throw new Error(`the drawing thread did not open: ${JSON.stringify(answer)}`);
    desk.pen = { worker, hasFont: answer.hasFont };
    desk.hasFont = answer.hasFont;
    worker.once('exit', () => (desk.pen = undefined));
  }
  putBackLater(desk);
  return desk.pen;
}

async function ask(desk: Desk, worker: Worker, drawing: Drawing): Promise<ThreadAnswer> {
  clearTimeout(desk.idle);
  worker.postMessage(drawing); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
  try {
    return await answerOf(desk, worker);
  } finally {
    putBackLater(desk);
  }
}

function putBackLater(desk: Desk): void {
  clearTimeout(desk.idle);
  desk.pen?.worker.unref();
  desk.idle = setTimeout(() => {
    void desk.pen?.worker.terminate();
    desk.pen = undefined;
  }, IDLE_MS).unref();
}

/** The next answer. A thread that ends or takes too long instead is given up; the next drawing has a new one. */
function answerOf(desk: Desk, worker: Worker): Promise<ThreadAnswer> {
  worker.ref();
  return new Promise((resolve, reject) => {
    const giveUp = (error: Error) => {
      settle();
      desk.pen = undefined;
      void worker.terminate();
      reject(error);
    };
    const exited = (code: number) => giveUp(new Error(`the drawing thread ended with ${code}`));
    const answered = (answer: ThreadAnswer) => {
      settle();
      resolve(answer);
    };
    const timer = setTimeout(() => giveUp(new Error(`nothing was drawn in ${LONGEST_MS} ms`)), LONGEST_MS);
    const settle = () => {
      clearTimeout(timer);
      worker.off('message', answered).off('error', giveUp).off('exit', exited);
    };
    worker.once('message', answered).once('error', giveUp).once('exit', exited);
  });
}
