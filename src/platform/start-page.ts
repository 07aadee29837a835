// The page at `/`: the districts here with their pages, and one click into each as a person of the demo.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { FastifyReply } from 'fastify';

import type { Server } from './http/server.ts';

export interface PageContent {
  readonly people: readonly PagePerson[];
  readonly codes: readonly PageCode[];
  /** Districts served here, by name. */
  readonly districts: readonly PageDistrict[];
}

export interface PageDistrict {
  readonly key: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly hasStories: boolean;
}

export interface PagePerson {
  readonly districtKey: string;
  readonly name: string;
  readonly signInName: string;
  readonly role: { readonly zh: string; readonly en: string };
  readonly where: string;
  /** Where this person works: on the phone or at the desk. */
  readonly app: 'work' | 'desk';
  readonly isOfTheCast: boolean;
}

/** A code as it hangs on a wall of the demo. */
export interface PageCode {
  readonly districtKey: string;
  readonly place: string;
  readonly code: string;
}

const DOCUMENTATION = '/api/docs';
// Plain files beside this one: the content security policy allows no inline script or style.
const FILES = [
  { url: '/start.css', file: 'start-page.css', type: 'text/css; charset=utf-8' },
  { url: '/start.js', file: 'start-page.js', type: 'text/javascript; charset=utf-8' },
];

export function addStartPage(app: Server, read: () => Promise<PageContent>): void {
  app.get('/', async (_request, reply) => {
    // Only what answers here is offered.
    return sendPage(reply, pageOf(await read(), app.hasRoute({ method: 'GET', url: DOCUMENTATION })));
  });
  for (const { url, file, type } of FILES) {
    app.get(url, async (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'max-age=300')
        .send(await readFile(join(import.meta.dirname, file), 'utf8')),
    );
  }
  // Browsers ask for it by themselves.
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
}

function pageOf(content: PageContent, hasDocumentation: boolean): string {
  // Where there is something to play first.
  const districts = content.districts.toSorted((one, other) => Number(other.hasStories) - Number(one.hasStories));
  const isDemo = districts.some((district) => district.isDemo);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>格治 Gezhi</title>
<link rel="stylesheet" href="/start.css">
${isDemo ? '<script src="/start.js" defer></script>' : ''}
</head>
<body>
<header>
<h1>格治 <span lang="en">Gezhi</span></h1>
<p>社区网格化治理平台：网格、事件、工单，从上报到结案。</p>
<p lang="en">Community grid governance: grids, cases and work orders, from report to closure.</p>
${isDemo ? '<p class="demo"><strong>演示数据</strong> 组织规模取自公开报道，地名、单位、人物、事件均为虚构。<br><span lang="en"><strong>Demo data:</strong> sizes come from published reports; places, bodies, people and events are invented.</span></p>' : ''}
</header>
<main>
${isDemo ? '<p id="refusal" role="alert"></p><noscript><p class="demo">一键进入需要打开 JavaScript；也可以先打开下面的页面再登录。<span lang="en">Entering by one click needs JavaScript; or open a page below and sign in there.</span></p></noscript>' : ''}
${districts.length === 0 ? '<section><p>还没有区县。<span lang="en">There is no district yet.</span> <code>npm run district -- create</code></p></section>' : districts.map((district) => districtOf(district, content)).join('\n')}
<section aria-labelledby="more">
<h2 id="more">更多 <span lang="en">More</span></h2>
<ul>
${hasDocumentation ? `<li><a href="${DOCUMENTATION}">接口文档 <span lang="en">API documentation</span></a></li>` : ''}
<li><a href="/api/health">运行状态 <span lang="en">Health of this process</span></a></li>
</ul>
</section>
</main>
</body>
</html>
`;
}

function districtOf({ key, name, hasStories }: PageDistrict, { people, codes }: PageContent): string {
  const doors: [path: string, zh: string, en: string][] = [
    ['', '居民', 'Residents'],
    ['/work/', '网格员', 'Grid workers'],
    ['/desk/', '工作台', 'Desk'],
    ...(hasStories ? ([['/stories', '演示剧本', 'Stories to play']] as [string, string, string][]) : []),
  ];
  const own = people.filter(({ districtKey }) => districtKey === key);
  const ownCodes = codes.filter(({ districtKey }) => districtKey === key);
  const id = escaped(key);
  return `<section aria-labelledby="district-${id}">
<h2 id="district-${id}">${escaped(name)} <span><code>${id}</code></span></h2>
<ul class="doors">
${doors.map(([path, zh, en]) => `<li><a href="/${id}${path}">${zh}&nbsp;<span lang="en">${en}</span></a></li>`).join('\n')}
</ul>
${ownCodes.length === 0 ? '' : codesOf(ownCodes)}
${own.length === 0 ? '' : peopleOf(own)}
</section>`;
}

function codesOf(codes: readonly PageCode[]): string {
  const items = codes.map(
    ({ districtKey, place, code }) =>
      `<li><a href="/${escaped(districtKey)}/q/${escaped(code)}">${escaped(place)}</a></li>`,
  );
  return `<h3>扫墙上的码（点开就是居民看到的） <span lang="en">Printed codes, as a resident scans them</span></h3>
<ul>
${items.join('\n')}
</ul>`;
}

function peopleOf(people: readonly PagePerson[]): string {
  const cast = people.filter(({ isOfTheCast }) => isOfTheCast);
  const others = people.filter(({ isOfTheCast }) => !isOfTheCast);
  return `<h3>演示身份：点一下就进入，不需要密码 <span lang="en">Demo people: one click, no password</span></h3>
${cast.length === 0 ? '' : tableOf(cast)}
${others.length === 0 ? '' : `<details><summary>其他岗位 <span lang="en">Other posts</span> (${others.length})</summary>${tableOf(others)}</details>`}`;
}

function tableOf(people: readonly PagePerson[]): string {
  return `<table>
<thead><tr><th scope="col">姓名<br><span lang="en">Name</span></th><th scope="col">岗位<br><span lang="en">Role</span></th><th scope="col">服务范围、登录名<br><span lang="en">Serves, sign-in name</span></th><th scope="col">进入<br><span lang="en">Enter</span></th></tr></thead>
<tbody>
${people.map(rowOf).join('\n')}
</tbody>
</table>`;
}

function rowOf({ name, role, where, signInName, districtKey, app }: PagePerson): string {
  const signIn = escaped(signInName);
  return `<tr id="${signIn}"><th scope="row">${escaped(name)}</th><td>${escaped(role.zh)}<br><span lang="en">${escaped(role.en)}</span></td><td>${escaped(where)}<br><code>${signIn}</code></td><td><form class="enter" data-sign-in-name="${signIn}" data-opens="/${escaped(districtKey)}/${app}/"><button>进入 <span lang="en">Enter</span><span class="unseen">：${escaped(name)}</span></button></form></td></tr>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
