// For the build: a resident who opens a printed code waits for no file that is known beforehand. One HTML file for each kind of address
// names what its page is made of, so that the browser asks for all of it at once instead of for one thing after the other.

import type { Plugin, Rolldown } from 'vite';

/** First part of the path below /{district} → what is shown there. */
const PAGES = {
  q: 'place/PlacePage.vue',
  at: 'place/PlacePage.vue',
  c: 'trace/TracePage.vue',
  o: 'order/OrderPage.vue',
} as const;

const APP = 'resident';
/** The server puts the district of the address in its place. */
const DISTRICT = '<link rel="preload" as="fetch" crossorigin href="/api/{district}/district">';

export function earlyPages(): Plugin {
  return {
    name: 'early-pages',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const html = bundle[`${APP}/index.html`];
      if (html?.type !== 'asset') throw new Error(`the build made no ${APP}/index.html`);
      const own = String(html.source).replace('</title>', `</title>\n    ${DISTRICT}`);
      html.source = own;
      for (const [first, page] of Object.entries(PAGES)) {
        const links = filesOf(bundle, page)
          .filter((file) => !own.includes(file))
          .map(linkTo);
        this.emitFile({
          type: 'asset',
          fileName: `${APP}/${first}.html`,
          source: own.replace('</head>', `  ${links.join('\n    ')}\n  </head>`),
        });
      }
    },
  };
}

/** Scripts and styles of a page and of everything it imports. */
function filesOf(bundle: Rolldown.OutputBundle, page: string): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const start = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${APP}/${page}`) === true);
  if (start === undefined) throw new Error(`the build has no ${page}`);
  const seen = new Set<string>();
  const files: string[] = [];
  const visit = (name: string): void => {
    const chunk = chunks.find(({ fileName }) => fileName === name);
    if (chunk === undefined || seen.has(name)) return;
    seen.add(name);
    files.push(name, ...(chunk.viteMetadata?.importedCss ?? []));
    for (const next of chunk.imports) visit(next);
  };
  visit(start.fileName);
  return [...new Set(files)];
}

function linkTo(file: string): string {
  const rel = file.endsWith('.css') ? 'stylesheet' : 'modulepreload';
  return `<link rel="${rel}" crossorigin href="/${file}">`;
}
