// What a person reads when something was not done: what happened, what was kept, what to do.

import { NoAnswer, Refused } from './api.ts';
import { preferences } from './preferences.ts';
import { say } from './say.ts';
import { defineWords } from './words.ts';
import { problemsZhCN } from './words/problems-zh-CN.ts';

const sayProblem = defineWords(problemsZhCN, async () => (await import('./words/problems-en.ts')).problemsEn);

/** @throws what is neither a refusal nor a missing answer: that is a mistake of the program */
export function refusalWords(error: unknown): string {
  if (error instanceof NoAnswer) return say(navigator.onLine ? 'state.noAnswer' : 'state.offline');
  if (!(error instanceof Refused)) throw error;
  if (error.slug === 'unknown') return say('state.unknown');
  const words = sayProblem(error.slug, { ...blanksIn(error), fields: wrongFields(error).join('、') });
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

/** The fields the server did not take, as the API names them. */
export function wrongFields({ body }: Refused): string[] {
  const errors = Array.isArray(body['errors']) ? (body['errors'] as { pointer?: unknown }[]) : [];
  return errors.map(({ pointer }) => String(pointer).replace(/^\//, ''));
}
