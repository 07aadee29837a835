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
    /** Without the frame of the desk: it fills the window. */
    isWhole?: boolean;
  }
}

const page = (path: string, component: RouteRecordRaw['component'], ...needs: Permission[]): RouteRecordRaw =>
  ({ path, component, meta: { needs } }) as RouteRecordRaw;

export const PAGES: readonly RouteRecordRaw[] = [
  page('/', () => import('./home/HomePage.vue')),
  page('/figures/:figure(today|soon|overdue)', () => import('./home/FigurePage.vue'), 'case.read'),
  {
    ...page('/screen', () => import('./screen/ScreenPage.vue'), 'case.read'),
    meta: { needs: ['case.read'], isWhole: true },
  },
  page('/leader', () => import('./home/LeaderPage.vue'), 'case.supervise'),
  page('/duty', () => import('./duty/DutyPage.vue')),
  page(
    '/whistles/:id([0-9a-f-]{36})?',
    () => import('./whistles/WhistlesPage.vue'),
    'whistle.blow',
    'whistle.answer',
    'whistle.approve',
    'figure.read',
  ),
  page('/warnings/:id([0-9a-f-]{36})?', () => import('./warnings/WarningsPage.vue'), 'case.read'),
  page('/proposals', () => import('./proposals/ProposalsPage.vue'), 'figure.read'),
  page('/handover', () => import('./handover/HandoverPage.vue')),
  page('/orders', () => import('./orders/InboxPage.vue'), 'workOrder.read'),
  page('/intake', () => import('./intake/IntakePage.vue'), 'case.close'),
  page('/phrases', () => import('./phrases/PhrasesPage.vue')),
  page('/cases', () => import('./cases/CaseListPage.vue'), 'case.read'),
  page('/cases/:number(\\d+)', () => import('./cases/CasePage.vue')),
  page('/cases/by-id/:id', () => import('./cases/CasePage.vue')),
  page('/map', () => import('./map/MapPage.vue'), 'case.read', 'grid.manage', 'place.manage', 'area.manage'),
  page('/grids/new', () => import('./map/NewGridPage.vue'), 'grid.manage'),
  page('/grids/:id([0-9a-f-]{36})', () => import('./map/GridPage.vue')),
  page('/buildings/:id([0-9a-f-]{36})', () => import('./map/BuildingPage.vue')),
  page('/places/:id([0-9a-f-]{36})', () => import('./map/PlacePage.vue')),
  page('/report', () => import('./cases/ReportPage.vue'), 'case.reportForOther'),
  page('/indicators/:code([a-zA-Z]+)?', () => import('./indicators/IndicatorsPage.vue'), 'figure.read'),
  page('/supervision', () => import('./indicators/SupervisionPage.vue'), 'figure.read'),
  page('/monthly', () => import('./indicators/MonthlyPage.vue'), 'figure.read'),
  page('/drawn', () => import('./cases/DrawnPage.vue'), 'case.recheck'),
  page('/callbacks', () => import('./callbacks/CallbacksPage.vue'), 'case.callBack'),
  page('/feedback', () => import('./settings/FeedbackPage.vue'), 'remark.read'),
  page('/people', () => import('./people/PeoplePage.vue'), 'account.manage', 'role.grant'),
  page(
    '/organisations',
    () => import('./ground/OrganisationsPage.vue'),
    'organisation.manage',
    'case.read',
    'workOrder.read',
  ),
  page('/direct-lists', () => import('./ground/DirectListPage.vue'), 'organisation.manage'),
  page('/catalogue', () => import('./catalogue/CataloguePage.vue'), 'catalogue.manage', 'case.dispatch'),
  page('/catalogue/new', () => import('./catalogue/ClassPage.vue'), 'catalogue.manage'),
  page('/catalogue/:code', () => import('./catalogue/ClassPage.vue'), 'catalogue.manage', 'case.dispatch'),
  page('/duties', () => import('./catalogue/DutiesPage.vue'), 'catalogue.manage', 'case.dispatch'),
  page('/arbitrations/:id([0-9a-f-]{36})?', () => import('./returns/ArbitrationPage.vue'), 'case.arbitrate'),
  page('/dispatch-rules', () => import('./returns/RulesPage.vue'), 'catalogue.manage', 'case.dispatch'),
  page('/places', () => import('./ground/PlacesPage.vue'), 'place.manage'),
  page('/areas', () => import('./ground/AreasPage.vue'), 'area.manage'),
  page('/print/codes', () => import('./print/PrintCodesPage.vue'), 'place.manage'),
  page('/papers', () => import('./papers/PapersPage.vue')),
  page('/papers/boards', () => import('./papers/BoardsPage.vue')),
  page('/papers/cards', () => import('./papers/CardsPage.vue'), 'account.manage'),
  page('/papers/orders/:id?', () => import('./papers/OrdersPage.vue')),
  page('/papers/lists', () => import('./papers/ListsPage.vue'), 'figure.read'),
  page('/setup', () => import('./setup/SetupPage.vue'), 'district.settings'),
  page('/settings', () => import('./settings/SettingsPage.vue'), 'district.settings'),
  page('/audit', () => import('./audit/AuditPage.vue'), 'audit.read'),
  { path: '/activate', component: () => import('./door/ActivatePage.vue'), meta: { isPublic: true } },
  { path: '/:any(.*)*', component: NotFoundPage },
];
