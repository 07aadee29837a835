// REGISTER: every page of the resident app by its path below /{district}.

import type { RouteRecordRaw } from 'vue-router';

import NotFoundPage from './NotFoundPage.vue';

export const PAGES: readonly RouteRecordRaw[] = [{ path: '/:any(.*)*', component: NotFoundPage }];
