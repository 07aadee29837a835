// REGISTER: every page of the resident app by its path below /{district}.

import type { RouteRecordRaw } from 'vue-router';

import NotFoundPage from './NotFoundPage.vue';

export const PAGES: readonly RouteRecordRaw[] = [
  { path: '/', component: () => import('./home/HomePage.vue') },
  // A printed code, and a place that was chosen from a list.
  { path: '/q/:code', component: () => import('./place/PlacePage.vue'), props: true },
  { path: '/at/:spot', component: () => import('./place/PlacePage.vue'), props: true },
  { path: '/choose/:purpose(report|people)?', component: () => import('./home/ChoosePage.vue'), props: true },
  { path: '/people/:spot', component: () => import('./home/PeoplePage.vue'), props: true },
  { path: '/call', component: () => import('./home/CallPage.vue') },
  { path: '/progress', component: () => import('./trace/ProgressPage.vue') },
  { path: '/c/:page', component: () => import('./trace/TracePage.vue'), props: true },
  { path: '/suspended', component: () => import('./about/SuspendedPage.vue') },
  { path: '/remarks/:from?', component: () => import('./about/RemarkPage.vue'), props: true },
  { path: '/privacy', component: () => import('./about/PrivacyPage.vue') },
  { path: '/accessibility', component: () => import('./about/AccessibilityPage.vue') },
  { path: '/w/:card', component: () => import('./card/WorkCardPage.vue'), props: true },
  { path: '/o/:token', component: () => import('./order/OrderPage.vue') },
  { path: '/s/:token', component: () => import('./whistle/WhistleLinkPage.vue') },
  { path: '/stories', component: () => import('./stories/StoriesPage.vue') },
  { path: '/stories/about', component: () => import('./stories/AboutPage.vue') },
  { path: '/stories/phone', component: () => import('./stories/PhonePage.vue') },
  { path: '/:any(.*)*', component: NotFoundPage },
];
