// A person's own sentences on this page: read once, changed here and on the server together.

import { shallowRef } from 'vue';

import { newId } from '#shared/ids.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import { listMyPhrases, putMyPhrase, removeMyPhrase } from '#web/parts/routes.ts';

import { api, session } from '../session.ts';

export type Phrase = AnswerTo<typeof listMyPhrases>['phrases'][number];

const phrases = shallowRef<readonly Phrase[]>([]);
let whose: string | undefined;
let reading: Promise<void> | undefined;

/** @throws {Refused | NoAnswer} */
export function loadPhrases(): Promise<void> {
  const owner = session.account?.id;
  if (whose !== owner) [whose, reading, phrases.value] = [owner, undefined, []];
  reading ??= api.call(listMyPhrases).then(
    (answer) => void (phrases.value = answer.phrases),
    (error: unknown) => {
      // Asked for again by the next who wants them.
      reading = undefined;
      throw error;
    },
  );
  return reading;
}

export function phrasesNow(): readonly Phrase[] {
  return phrases.value;
}

/** @throws {Refused | NoAnswer} */
export async function savePhrase(words: string, id = newId()): Promise<void> {
  await put({ id, input: { words: words.trim() } });
}

/** Changes places with the one before or after it. @throws {Refused | NoAnswer} */
export async function movePhrase({ id }: Phrase, by: -1 | 1): Promise<void> {
  const all = [...phrases.value];
  const from = all.findIndex((each) => each.id === id);
  const other = all[from + by];
  if (from < 0 || other === undefined) return;
  all.splice(from + by, 1, all[from]!);
  all.splice(from, 1, other);
  for (const [position, each] of all.entries())
    if (each.position !== position) await put({ id: each.id, input: { words: each.words, position } });
}

/** @throws {Refused | NoAnswer} */
export async function removePhrase({ id }: Phrase): Promise<void> {
  await api.call(removeMyPhrase, { params: { id } });
  phrases.value = phrases.value.filter((each) => each.id !== id);
}

async function put({ id, input }: { id: string; input: { words: string; position?: number } }): Promise<void> {
  const saved = await api.call(putMyPhrase, { params: { id }, input });
  phrases.value = [...phrases.value.filter((each) => each.id !== id), saved].sort(inOrder);
}

function inOrder(one: Phrase, other: Phrase): number {
  return one.position - other.position || (one.id < other.id ? -1 : 1);
}
