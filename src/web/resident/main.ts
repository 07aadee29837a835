// Starts the resident app: the district comes from the address, the page from its path.

import '#web/parts/polyfills.ts';
import '#web/parts/tokens.css';
import '#web/parts/base.css';

import { createApp, nextTick } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';

import { preferences, startPreferences } from '#web/parts/preferences.ts';
import { showLanguage } from '#web/parts/words.ts';

import App from './App.vue';
import { arrive } from './here.ts';
import { PAGES } from './pages.ts';

startPreferences('resident');
const district = location.pathname.split('/')[1] ?? '';
arrive(district);
// Without the other language the page still opens, in Chinese.
void showLanguage(preferences.locale).then(open, open);

function open(): void {
  const router = createRouter({
    history: createWebHistory(`/${district}`),
    routes: [...PAGES],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  router.afterEach(async (_to, from) => {
    // The first page is read by the browser itself.
    if (from.matched.length === 0) return;
    await nextTick();
    document.querySelector<HTMLElement>('h1')?.focus();
  });
  createApp(App, { district }).use(router).mount('#app');
}
