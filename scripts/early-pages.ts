// For the build: whoever opens a printed code, or the desk's list, waits for no file that is known beforehand. One HTML file for each kind
// of address names what its page is made of, so that the browser asks for all of it at once instead of for one thing after the other.

import type { Plugin, Rolldown } from 'vite';

/** What an app asks the server for before it shows any page. The server puts the district of the address in its place. */
const ASKED = {
  resident: ['/api/{district}/district'],
  desk: ['/api/session', '/api/{district}/district', '/api/{district}/areas'],
} as const;

/** Address below the app → what is shown there; `x.one`: with one thing of it behind, a code, a token or a number. */
const PAGES = {
  resident: {
    'q.one': 'place/PlacePage.vue',
    'at.one': 'place/PlacePage.vue',
    'c.one': 'trace/TracePage.vue',
    'o.one': 'order/OrderPage.vue',
  },
  desk: {
    home: 'home/HomePage.vue',
    cases: 'cases/CaseListPage.vue',
    'cases.one': 'cases/CasePage.vue',
  },
} as const;

export function earlyPages(): Plugin {
  return {
    name: 'early-pages',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const app of ['resident', 'desk'] as const) {
        const html = bundle[`${app}/index.html`];
        if (html?.type !== 'asset') throw new Error(`the build made no ${app}/index.html`);
        const asked = ASKED[app].map((path) => `<link rel="preload" as="fetch" crossorigin href="${path}">`);
        const own = String(html.source).replace('</title>', `</title>\n    ${asked.join('\n    ')}`);
        html.source = own;
        for (const [address, page] of Object.entries(PAGES[app])) {
          const links = filesOf(bundle, `${app}/${page}`)
            .filter((file) => !own.includes(file))
            .map(linkTo);
          this.emitFile({
            type: 'asset',
            fileName: `${app}/${address}.html`,
            source: own.replace('</head>', `  ${links.join('\n    ')}\n  </head>`),
          });
        }
      }
    },
  };
}

/** Scripts and styles of a page and of everything it imports. */
function filesOf(bundle: Rolldown.OutputBundle, page: string): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const start = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${page}`) === true);
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
