// Pages of cases as they were last seen, so that one opens without signal.

import { shallowReactive } from 'vue';

import { now } from '#web/parts/now.ts';
import type { AnswerOf } from '#web/parts/route.ts';
import { getCase } from '#web/parts/routes.ts';

import { api } from '../here.ts';

export type CasePage = AnswerOf<NonNullable<(typeof getCase)['contract']>>;

interface Seen {
  readonly page: CasePage;
  readonly at: string;
}

const seen = shallowReactive(new Map<string, Seen>());

/** @throws {Refused | NoAnswer} */
export async function loadCase(id: string): Promise<CasePage> {
  const page = await api.call(getCase, { params: { id } });
  seen.set(id, { page, at: now() });
  return page;
}

export function seenCase(id: string): Seen | undefined {
  return seen.get(id);
}
