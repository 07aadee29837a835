// Where this app was opened: the district of the address, and what every page has to know of it.

import { reactive } from 'vue';

import { apiOf } from '#web/parts/api.ts';
import type { Api } from '#web/parts/api.ts';
import { setTimeZone } from '#web/parts/clock-words.ts';
import { keepHere, readKept } from '#web/parts/kept-here.ts';
import type { AnswerOf, Route } from '#web/parts/route.ts';
import { readDistrict } from '#web/parts/routes.ts';
import { setTerms } from '#web/parts/words.ts';

export type Answer<R> = R extends Route<infer E> ? AnswerOf<E> : never;
export type District = Answer<typeof readDistrict>;

interface Here {
  key: string;
  /** Undefined until the server has said it, or when it never did. */
  district: District | undefined;
  /** It is known, or will not be soon: pages wait this long so that the demo band does not push them down. */
  isSettled: boolean;
}

const PATIENCE_MS = 2_000;

export const here: Here = reactive({ key: '', district: undefined, isSettled: false });

/** Asks the server about the district; what it said last time is shown meanwhile. */
export function arrive(key: string): void {
  here.key = key;
  const name = `district.${key}`;
  const known = readKept(name);
  if (known !== undefined) settle(JSON.parse(known) as District);
  void publicApi()
    .call(readDistrict)
    .then((district) => {
      settle(district);
      keepHere(name, JSON.stringify(district));
    })
    // Nobody answers, or there is no such district: the page that was asked for says so itself.
    .catch(() => (here.isSettled = true));
  setTimeout(() => (here.isSettled = true), PATIENCE_MS);
}

function settle(district: District): void {
  here.district = district;
  here.isSettled = true;
  setTimeZone(district.timeZone);
  // What an earlier version kept on this device has none yet.
  setTerms(district.terms ?? {});
}

/** As anybody. */
export function publicApi(): Api {
  return apiOf(here.key);
}

/** With a private link, or with the address of its page. */
export function linkApi(link: string): Api {
  return apiOf(here.key, { link });
}
