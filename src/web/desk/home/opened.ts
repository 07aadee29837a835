// What a person opened last on this device: numbers and ids only, so that nothing readable stays behind.

import type { Router } from 'vue-router';

import { keepHere, readKept } from '#web/parts/kept-here.ts';

import { districtKey, session } from '../session.ts';

const MOST = 5;

function nameOf(accountId: string): string {
  return `desk.${districtKey}.opened.${accountId}`;
}

/** Ids and numbers, the last first; another person at this desk has others. */
export function lastOpened(): string[] {
  const accountId = session.account?.id;
  const kept = accountId === undefined ? undefined : readKept(nameOf(accountId));
  return (kept ?? '').split(',').filter((each) => each !== '');
}

export function rememberOpened(idOrNumber: string): void {
  const accountId = session.account?.id;
  if (accountId === undefined) return;
  const others = lastOpened().filter((each) => each !== idOrNumber);
  keepHere(nameOf(accountId), [idOrNumber, ...others].slice(0, MOST).join(','));
}

/** Remembers every page of a case somebody goes to. */
export function followOpened(router: Router): void {
  router.afterEach(({ params, path }) => {
    if (!path.startsWith('/cases/')) return;
    const { id, number } = params;
    if (typeof id === 'string') rememberOpened(id);
    else if (typeof number === 'string') rememberOpened(number);
  });
}
