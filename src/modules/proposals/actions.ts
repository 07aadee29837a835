// What the words sound like, asked of the newest model; whether it was taken; how good it is. Always a draft, never a decision.

import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#problems';
import { once } from '#platform/database/writes.ts';
import { keptFor } from '#platform/kept.ts';
import { turnsOf } from '#platform/turns.ts';
import { CASE_KINDS } from '#modules/cases/kinds.ts';
import { dangerWordsIn } from '#shared/chinese.ts';
import { addMinutes } from '#shared/time.ts';

import type { PROPOSAL_PARTS, PROPOSAL_ROOMS } from './contract.ts';
import { placeIn } from './landmark-rules.ts';
import { propose } from './rules.ts';
import type { ClassAccuracy } from './rules.ts';
import {
  countTakes,
  findClassNames,
  findLandmarks,
  findNewestModel,
  insertTake,
  readIsOn,
  readModelText,
} from './store.ts';
import { trainDistrict } from './training.ts';
import { readModel } from './training-rules.ts';
import type { ModelFile } from './training-rules.ts';

/** A model that was just trained, a switch that was just turned: in force within seconds. */
const KEPT_MS = 5_000;
const MOST_LANDMARKS = 3_000;
const TAKES_DAYS = 90;
const DAY_MINUTES = 1440;

interface InForce {
  readonly isOn: boolean;
  readonly id: string;
  readonly trainedAt: string;
  readonly textCount: number;
  readonly file: ModelFile;
  readonly accuracy: readonly ClassAccuracy[];
  readonly classes: ReadonlyMap<string, { name: string; isProposed: boolean }>;
}

const training = turnsOf({ mostWaiting: 20 });
/** Parsing a model takes some 10 ms: done once for each, not every five seconds. */
const opened = new Map<string, Pick<InForce, 'file' | 'accuracy'>>();
const MOST_OPENED = 100;
const kept = keptFor(KEPT_MS, load);

async function load(ctx: Context): Promise<InForce> {
  let found = await readNewest(ctx);
  if (found.newest === undefined) {
    await training.take(async () => {
      if ((await readNewest(ctx)).newest === undefined) await trainDistrict(ctx);
    });
    found = await readNewest(ctx);
  }
  const { newest, isOn, names } = found;
  if (newest === undefined) throw new Error('a district was trained and has no model');
  const model = opened.get(newest.id) ?? (await openModel(ctx, newest.id));
  const classes = new Map(
    names.map(({ code, name, secrecy, valid_to }) => [
      code,
      { name, isProposed: secrecy === 'open' && valid_to === null },
    ]),
  );
  return { isOn, id: newest.id, trainedAt: newest.trained_at, textCount: newest.text_count, classes, ...model };
}

function readNewest(ctx: Context) {
  return inTransaction({ ...ctx }, (ctx) =>
    elevated(ctx, 'model', async () => ({
      newest: await findNewestModel(ctx.db),
      isOn: await readIsOn(ctx.db),
      names: await findClassNames(ctx.db),
    })),
  );
}

async function openModel(ctx: Context, id: string): Promise<Pick<InForce, 'file' | 'accuracy'>> {
  const text = await inTransaction({ ...ctx }, (ctx) => elevated(ctx, 'model', () => readModelText(ctx.db, id)));
  if (text === undefined) throw new Error('the newest model is gone');
  const model = { file: readModel(text.model), accuracy: JSON.parse(text.accuracy) as ClassAccuracy[] };
  const oldest = opened.keys().next().value;
  if (opened.size >= MOST_OPENED && oldest !== undefined) opened.delete(oldest);
  opened.set(id, model);
  return model;
}

const NOTHING = { class: null, kind: null, urgency: null, place: null } as const;

export interface Words {
  readonly words: string;
  readonly communityId?: string | undefined;
}

/** Classes of secret matters are never proposed: whoever writes such a thing down says so. */
export async function proposeFrom(ctx: Context, { words, communityId }: Words) {
  const { isOn, file, classes } = await kept.of(ctx);
  if (!isOn) return { isOn, ...NOTHING };
  const among = new Set([...classes].filter(([, { isProposed }]) => isProposed).map(([code]) => code));
  const ofClass = propose(file.classes, words, among);
  const ofKind = propose(file.kinds, words);
  // What nobody says otherwise of is a problem: proposing it would say nothing.
  const kind = CASE_KINDS.find((each) => each === ofKind?.label && each !== 'problem');
  const dangers = dangerWordsIn(words);
  const ofUrgency = propose(file.urgency, words);
  const learned = ofUrgency?.label === 'urgent' ? ofUrgency.because : [];
  const urgent = dangers.length > 0 ? dangers : learned;
  return {
    isOn,
    class:
      ofClass === undefined
        ? null
        : { code: ofClass.label, name: classes.get(ofClass.label)!.name, because: [...ofClass.because] },
    kind: ofKind === undefined || kind === undefined ? null : { kind, because: [...ofKind.because] },
    urgency: urgent.length === 0 ? null : { because: [...urgent] },
    place: communityId === undefined ? null : await placeOf(ctx, words, communityId, file),
  };
}

/** Under the own scope: a place of another community is not told. */
async function placeOf(ctx: Context, words: string, communityId: string, { aliases }: ModelFile) {
  const landmarks = await inTransaction({ ...ctx }, ({ db }) => findLandmarks(db, communityId, MOST_LANDMARKS));
  const found = placeIn(words, landmarks, aliases);
  if (found === undefined) return null;
  const { id, name, longitude, latitude } = found.landmark;
  if (longitude === null || latitude === null) return null;
  return { id, name, longitude, latitude, because: found.because, isLearned: found.isLearned };
}

export interface Take {
  readonly id: string;
  readonly part: (typeof PROPOSAL_PARTS)[number];
  readonly room: (typeof PROPOSAL_ROOMS)[number];
  readonly wasTaken: boolean;
  readonly classCode?: string | undefined;
}

/** @throws {Problem} `id-taken`, `input-invalid` for a class that is none */
export async function noteTake(ctx: Context, { id, ...take }: Take): Promise<{ isNoted: true }> {
  return inTransaction(ctx, async (ctx) => {
    await once(ctx, id, take, async () => {
      const { part, room, wasTaken, classCode = null } = take;
      if (classCode !== null && !(await findClassNames(ctx.db)).some(({ code }) => code === classCode)) throw noClass();
      await insertTake(ctx.db, { id, part, room, was_taken: wasTaken, class_code: classCode, at: ctx.now });
    });
    return { isNoted: true };
  });
}

export async function readFigures(ctx: Context) {
  const { isOn, trainedAt, textCount, accuracy, classes } = await kept.of(ctx);
  const since = addMinutes(ctx.now, -TAKES_DAYS * DAY_MINUTES);
  const takes = await inTransaction(ctx, (ctx) => elevated(ctx, 'model', () => countTakes(ctx.db, since)));
  const measured = new Map(accuracy.map((each) => [each.label, each]));
  return {
    isOn,
    trainedAt,
    textCount,
    classes: [...classes]
      .filter(([code, { isProposed }]) => isProposed || measured.has(code))
      .map(([code, { name }]) => {
        const { heldOut = 0, right = 0, wrong = 0 } = measured.get(code) ?? {};
        return { code, name, heldOut, right, wrong };
      })
      .sort((one, other) => other.heldOut - one.heldOut),
    since,
    takes: takes as { part: Take['part']; room: Take['room']; shown: number; taken: number }[],
  };
}

/** What the clock runs each night. */
export async function retrain(ctx: Context): Promise<void> {
  await training.take(() => trainDistrict(ctx));
  kept.forget(ctx);
}

function noClass() {
  return problem('input-invalid', 'No such class', {
    errors: [{ pointer: '/classCode', in: 'body', detail: 'is no class of the catalogue' }],
  });
}
