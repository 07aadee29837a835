// What a person reads when something was not done: what happened, what was kept, what to do.

import { NoAnswer, Refused } from './api.ts';
import { preferences } from './preferences.ts';
import { say } from './say.ts';
import { defineWords } from './words.ts';
import { fieldsZhCN } from './words/fields-zh-CN.ts';
import { problemsZhCN } from './words/problems-zh-CN.ts';

const sayProblem = defineWords(problemsZhCN, async () => (await import('./words/problems-en.ts')).problemsEn);
const sayField = defineWords(fieldsZhCN, async () => (await import('./words/fields-en.ts')).fieldsEn);
/** What an app's own fields are called, beside those of every app: a desk has forms that no phone has to load words for. */
let sayOwn: (name: string) => string | undefined = () => undefined;

export function nameFields(namesOf: typeof sayOwn): void {
  sayOwn = namesOf;
}

/** @throws what is neither a refusal nor a missing answer: that is a mistake of the program */
export function refusalWords(error: unknown): string {
  if (error instanceof NoAnswer) return say(navigator.onLine ? 'state.noAnswer' : 'state.offline');
  if (!(error instanceof Refused)) throw error;
  if (error.slug === 'unknown') return say('state.unknown');
  const words = sayProblem(error.slug, { ...blanksIn(error), fields: wrongFields(error).join(say('list.and')) });
  const who = whoCan(error);
  return who === '' ? words : `${words} ${say('refused.whoCan', { who })}`;
}

/** The posts that may do it instead, where the refusal names them. */
function whoCan({ body }: Refused): string {
  const posts = Array.isArray(body['whoCan'])
    ? (body['whoCan'] as { title: { zh: string; en: string }; place: string }[])
    : [];
  return posts
    .map(({ title, place }) => `${place} ${preferences.locale === 'en' ? title.en : title.zh}`.trim())
    .join('、');
}

/** What a refusal tells beside its name: a clause, a version, a day. */
function blanksIn({ body }: Refused): Record<string, string | number> {
  const told = Object.entries(body).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(told) as Record<string, string | number>;
}

/** The fields the server did not take, each once, as they are called on the page. */
function wrongFields({ body }: Refused): string[] {
  const errors = Array.isArray(body['errors']) ? (body['errors'] as { pointer?: unknown }[]) : [];
  return [...new Set(errors.map(({ pointer }) => fieldWords(String(pointer))))];
}

/** `/dutyPhone`, or `/entries/3/classCode` of a list: its last name counts, and which line it stands in. */
export function fieldWords(pointer: string): string {
  const parts = pointer.split('/').filter((part) => part !== '');
  const named = parts.flatMap((part) => sayOwn(part) ?? (isCommon(part) ? sayField(part) : []));
  const field = named[named.length - 1] ?? sayField('unknown');
  const line = parts.find((part) => /^\d+$/.test(part));
  return line === undefined ? field : sayField('inRow', { n: Number(line) + 1, field });
}

function isCommon(part: string): part is keyof typeof fieldsZhCN {
  return part in fieldsZhCN;
}
