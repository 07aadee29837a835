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
import { loadAhead } from './ground.ts';
import { district } from './here.ts';
import { PAGES, loadAll } from './pages.ts';
import { enter, home, session } from './session.ts';

startPreferences('worker');
void showLanguage(preferences.locale).then(open);

function open(): void {
  const router = createRouter({
    history: createWebHistory(`/${district}/work`),
    routes: [...PAGES],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  createApp(App).use(router).mount('#app');
  void enter().then(() => setTimeout(() => void beReady(), LOAD_ALL_AFTER_MS));
}

/** Every page opens in a tunnel too, and knows the places there. */
async function beReady(): Promise<void> {
  await loadAll();
  if (session.worker !== undefined)
    await loadAhead(session.worker.posts, home.value === 'worker' || home.value === 'lead');
}

/** Out of the way of the first page. */
const LOAD_ALL_AFTER_MS = 1500;
