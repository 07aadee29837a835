// Starts the worker app: the district comes from the address, the page from its path.

import '#web/parts/polyfills.ts';
import '#web/parts/tokens.css';
import '#web/parts/base.css';
import './worker.css';

import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';

import { preferences, startPreferences } from '#web/parts/preferences.ts';
import { showLanguage } from '#web/parts/words.ts';

import App from './App.vue';
import { district } from './here.ts';
import { PAGES, loadAll } from './pages.ts';
import { enter } from './session.ts';

startPreferences('worker');
void showLanguage(preferences.locale).then(open);

function open(): void {
  const router = createRouter({
    history: createWebHistory(`/${district}/work`),
    routes: [...PAGES],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  createApp(App).use(router).mount('#app');
  void enter().then(() => setTimeout(() => void loadAll(), LOAD_ALL_AFTER_MS));
}

/** Out of the way of the first page; afterwards every page opens in a tunnel too. */
const LOAD_ALL_AFTER_MS = 1500;
