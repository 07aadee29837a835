// REGISTER: every page of the worker app by its path below /{district}/work.

import type { RouteRecordRaw } from 'vue-router';

import NotFoundPage from './NotFoundPage.vue';
import HomePage from './today/HomePage.vue';

const LATER = {
  '/sign-in': () => import('./door/SignInPage.vue'),
  '/activate': () => import('./door/ActivatePage.vue'),
  '/join': () => import('./door/JoinPage.vue'),
  '/cases/:id': () => import('./cases/CasePage.vue'),
  '/cases/:id/verify': () => import('./cases/VerifyPage.vue'),
  '/whistles/:id': () => import('./whistles/WhistlePage.vue'),
  '/warnings/:id': () => import('./warnings/WarningPage.vue'),
  '/report': () => import('./report/ReportPage.vue'),
  '/grid': () => import('./grid/GridPage.vue'),
  '/me': () => import('./me/MePage.vue'),
  '/me/record': () => import('./me/RecordPage.vue'),
  '/waiting': () => import('./me/WaitingPage.vue'),
} as const;

/** Pages for whoever is not signed in yet. */
const OPEN = ['/sign-in', '/activate', '/join'];

export const PAGES: readonly RouteRecordRaw[] = [
  { path: '/', component: HomePage },
  ...Object.entries(LATER).map(([path, component]) => ({ path, component, meta: { isOpen: OPEN.includes(path) } })),
  { path: '/:any(.*)*', component: NotFoundPage },
];

/** Brings in every page, so that each opens without signal. One that does not come now comes when it is asked for. */
export async function loadAll(): Promise<void> {
  await Promise.allSettled(Object.values(LATER).map((load) => load()));
}
