// The page at `/`: what runs here, where to read on, and how to enter the demo. No script; its style is a file of its own.

import type { FastifyReply } from 'fastify';

import type { Server } from './http/server.ts';

export interface PageContent {
  /** Whether a demo district is here now. */
  readonly isDemo: boolean;
  readonly people: readonly PagePerson[];
  /** Districts served here, by name. */
  readonly districts: readonly { key: string; name: string }[];
}

export interface PagePerson {
  readonly districtKey: string;
  readonly name: string;
  readonly signInName: string;
  readonly role: { readonly zh: string; readonly en: string };
  readonly where: string;
}

const DOCUMENTATION = '/api/docs';

export function addStartPage(app: Server, publicUrl: string | undefined, read: () => Promise<PageContent>): void {
  app.get('/', async (request, reply) => {
    const content = await read();
    const origin = publicUrl ?? `${request.protocol}://${request.host}`;
    // Only what answers here is offered.
    return sendPage(
      reply,
      pageOf(content, { origin, hasDocumentation: app.hasRoute({ method: 'GET', url: DOCUMENTATION }) }),
    );
  });
  app.get('/start.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(STYLE),
  );
  // Browsers ask for it by themselves.
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
}

interface Here {
  /** As the visitor's browser reaches it. */
  readonly origin: string;
  readonly hasDocumentation: boolean;
}

function pageOf({ isDemo, people, districts }: PageContent, { origin, hasDocumentation }: Here): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>格治 Gezhi</title>
<link rel="stylesheet" href="/start.css">
</head>
<body>
<header>
<h1>格治 <span lang="en">Gezhi</span></h1>
<p>社区网格化治理平台：网格、事件、工单，从上报到结案。</p>
<p lang="en">Community grid governance: grids, cases and work orders, from report to closure.</p>
${isDemo ? '<p class="demo"><strong>演示数据</strong> 组织规模取自公开报道，地名、单位、人物、事件均为虚构。<br><span lang="en"><strong>Demo data:</strong> sizes come from published reports; places, bodies, people and events are invented.</span></p>' : ''}
</header>
<main>
<section aria-labelledby="here">
<h2 id="here">从这里开始 <span lang="en">Start here</span></h2>
<ul>
${hasDocumentation ? `<li><a href="${DOCUMENTATION}">接口文档 <span lang="en">API documentation</span></a></li>` : ''}
<li><a href="/api/health">运行状态 <span lang="en">Health of this process</span></a></li>
</ul>
<p>${districts.length === 0 ? '还没有区县。<span lang="en">There is no district yet.</span> <code>npm run district -- create</code>' : `本站区县 <span lang="en">Districts here</span>：${districts.map(({ key, name }) => `${escaped(name)} <code>${escaped(key)}</code>`).join('、')}`}</p>
<p>网页端尚未提供，目前全部功能通过接口使用；步骤见 <code>README.zh-CN.md</code>。<br><span lang="en">There are no pages for daily work yet; everything is used through the API. The steps are in <code>README.md</code>.</span></p>
</section>
${isDemo ? demoOf(people, origin) : ''}
</main>
</body>
</html>
`;
}

function demoOf(people: readonly PagePerson[], origin: string): string {
  const example = people[0]?.signInName ?? '';
  return `<section aria-labelledby="people">
<h2 id="people">演示身份 <span lang="en">Demo people</span></h2>
<p>演示身份不需要密码：用登录名换取令牌，之后每次请求都带上它。<br><span lang="en">Demo people need no password: exchange a sign-in name for a token, then send it with every request.</span></p>
<pre tabindex="0" aria-label="示例命令 Example command"><code>curl -H 'content-type: application/json' \\
  -d '{"signInName":"${escaped(example)}"}' \\
  ${escaped(origin)}/api/session/demo

Authorization: Bearer <var>token</var></code></pre>
<table>
<thead><tr><th scope="col">姓名<br><span lang="en">Name</span></th><th scope="col">岗位<br><span lang="en">Role</span></th><th scope="col">服务范围<br><span lang="en">Serves</span></th><th scope="col">登录名<br><span lang="en">Sign-in name</span></th></tr></thead>
<tbody>
${people.map(rowOf).join('\n')}
</tbody>
</table>
</section>`;
}

function rowOf({ name, role, where, signInName, districtKey }: PagePerson): string {
  return `<tr><th scope="row">${escaped(name)}</th><td>${escaped(role.zh)}<br><span lang="en">${escaped(role.en)}</span></td><td>${escaped(where)}<br><code>${escaped(districtKey)}</code></td><td><code>${escaped(signInName)}</code></td></tr>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `:root {
  --ink: #1d2733;
  --quiet: #4a5866;
  --line: #d5dce3;
  --paper: #ffffff;
  --ground: #f3f5f7;
  --accent: #0b5c8f;
  --demo-ground: #fff4d6;
  --demo-line: #b97a00;
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 16px/1.65 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif;
}
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2rem; }
h1 { margin: 0 0 0.5rem; font-size: 2rem; line-height: 1.25; }
h2 { margin: 0 0 0.75rem; font-size: 1.25rem; line-height: 1.35; }
h1 span, h2 span { color: var(--quiet); font-weight: 400; }
p { margin: 0 0 0.75rem; }
p[lang='en'], span[lang='en'] { color: var(--quiet); }
section {
  margin: 1.25rem 0;
  padding: 1.25rem;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
}
section > :last-child { margin-bottom: 0; }
ul { margin: 0 0 0.75rem; padding-left: 1.25rem; }
li a { display: inline-block; padding: 0.35rem 0; }
a { color: var(--accent); text-underline-offset: 0.2em; }
a span[lang='en'] { color: inherit; }
a:focus-visible, pre:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { font: 0.9em ui-monospace, 'Cascadia Mono', Consolas, monospace; overflow-wrap: anywhere; }
pre {
  margin: 0 0 1rem;
  padding: 0.75rem 1rem;
  border-radius: 6px;
  background: var(--ground);
  overflow-x: auto;
}
pre code { overflow-wrap: normal; }
var { color: var(--quiet); }
.demo {
  padding: 0.75rem 1rem;
  border-left: 4px solid var(--demo-line);
  background: var(--demo-ground);
}
.demo span[lang='en'] { color: var(--ink); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
tbody th { white-space: nowrap; font-weight: 600; }
thead th { border-top: 0; color: var(--quiet); font-size: 0.9rem; }
td span[lang='en'], thead span[lang='en'] { font-size: 0.85rem; }
@media (max-width: 40rem) {
  header { padding-top: 1.25rem; }
  section { padding: 1rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody { display: block; }
  tr { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: 0.6rem 0; border-top: 1px solid var(--line); }
  th, td { padding: 0; border: 0; }
  tbody th { grid-column: 1; }
  td:nth-child(2) { grid-column: 1; grid-row: 2; }
  td:nth-child(3) { grid-column: 1; grid-row: 3; }
  td:nth-child(4) { grid-column: 2; grid-row: 1; }
}
`;
