// Starts the desk app: the district comes from the address, the page from its path.

import '#web/parts/polyfills.ts';
import '#web/parts/tokens.css';
import '#web/parts/base.css';
import './desk.css';
import './field-names.ts';

import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';

import { preferences, startPreferences } from '#web/parts/preferences.ts';
import { showLanguage } from '#web/parts/words.ts';

import App from './App.vue';
import { followOpened } from './home/opened.ts';
import { PAGES } from './pages.ts';
import { followTrail } from './trail.ts';

startPreferences('desk');
void showLanguage(preferences.locale).then(open);

function open(): void {
  const district = location.pathname.split('/')[1] ?? '';
  const router = createRouter({
    history: createWebHistory(`/${district}/desk`),
    routes: [...PAGES],
    // Filters stand in the address: choosing one moves nothing.
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  });
  followTrail(router);
  followOpened(router);
  createApp(App, { district }).use(router).mount('#app');
}
