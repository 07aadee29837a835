// Three apps from one build: the resident's page never loads what the desk needs.

import { join } from 'node:path';

import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

import { earlyPages } from './scripts/early-pages.ts';

const web = join(import.meta.dirname, 'src/web');

export default defineConfig({
  root: web,
  plugins: [vue(), earlyPages()],
  // Words come from our own table, and every component is written in the composition form.
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    // The browser floor: what offices and four-year-old phones have. docs/decisions/0015 has the reasons.
    target: ['chrome87', 'safari14.1'],
    outDir: join(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    // For scripts/bundles.ts; not served.
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: Object.fromEntries(['resident', 'worker', 'desk'].map((app) => [app, join(web, app, 'index.html')])),
    },
  },
});
