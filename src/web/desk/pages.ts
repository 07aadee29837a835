// REGISTER: every page of the desk app by its path below /{district}/desk, and what it needs.

import type { RouteRecordRaw } from 'vue-router';

import type { Permission } from '#permissions';

import NotFoundPage from './NotFoundPage.vue';

declare module 'vue-router' {
  interface RouteMeta {
    /** Any one of these opens it; without one the page says who can give it. */
    needs?: readonly Permission[];
    /** Open to whoever is not signed in. */
    isPublic?: boolean;
  }
}

const page = (path: string, component: RouteRecordRaw['component'], ...needs: Permission[]): RouteRecordRaw =>
  ({ path, component, meta: { needs } }) as RouteRecordRaw;

export const PAGES: readonly RouteRecordRaw[] = [
  page('/', () => import('./home/HomePage.vue')),
  page('/orders', () => import('./orders/InboxPage.vue'), 'workOrder.read'),
  page('/intake', () => import('./intake/IntakePage.vue'), 'case.close'),
  page('/phrases', () => import('./phrases/PhrasesPage.vue')),
  page('/cases', () => import('./cases/CaseListPage.vue'), 'case.read'),
  page('/cases/:number(\\d+)', () => import('./cases/CasePage.vue')),
  page('/cases/by-id/:id', () => import('./cases/CasePage.vue')),
  page('/report', () => import('./cases/ReportPage.vue'), 'case.reportForOther'),
  page('/drawn', () => import('./cases/DrawnPage.vue'), 'case.recheck'),
  page('/feedback', () => import('./settings/FeedbackPage.vue'), 'remark.read'),
  page('/people', () => import('./people/PeoplePage.vue'), 'account.manage', 'role.grant'),
  page('/organisations', () => import('./ground/OrganisationsPage.vue'), 'organisation.manage'),
  page('/direct-lists', () => import('./ground/DirectListPage.vue'), 'organisation.manage'),
  page('/places', () => import('./ground/PlacesPage.vue'), 'place.manage'),
  page('/areas', () => import('./ground/AreasPage.vue'), 'area.manage'),
  page('/print/codes', () => import('./print/PrintCodesPage.vue'), 'place.manage'),
  page('/settings', () => import('./settings/SettingsPage.vue'), 'district.settings'),
  page('/audit', () => import('./audit/AuditPage.vue'), 'audit.read'),
  { path: '/activate', component: () => import('./door/ActivatePage.vue'), meta: { isPublic: true } },
  { path: '/:any(.*)*', component: NotFoundPage },
];
