// The documentation as the server shows it: a reader of the API at /api/docs, its description, and a page for every refusal.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PROBLEMS, problem } from '#problems';
import type { ProblemSlug } from '#problems';

import type { Server } from './server.ts';

const DESCRIPTION = join(import.meta.dirname, '../../../docs/openapi.json');
const HTML = 'text/html; charset=utf-8';

// Plain files beside this one: the content security policy allows no inline script or style.
const READER = [
  { url: '/api/docs', file: 'reader.html', type: HTML },
  { url: '/api/docs/reader.js', file: 'reader.js', type: 'text/javascript; charset=utf-8' },
  { url: '/api/docs/reader.css', file: 'reader.css', type: 'text/css; charset=utf-8' },
];

export function addDocumentRoutes(server: Server): void {
  for (const { url, file, type } of READER) {
    server.get(url, async (_request, reply) =>
      reply.type(type).send(await readFile(join(import.meta.dirname, file), 'utf8')),
    );
  }
  server.get('/api/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(await readFile(DESCRIPTION, 'utf8')),
  );
  server.get('/problems', async (_request, reply) =>
    reply.type(HTML).send(problemPage('Every way the platform says no', listOfProblems())),
  );
  server.get<{ Params: { slug: string } }>('/problems/:slug', async (request, reply) => {
    const { slug } = request.params;
    if (!isSlug(slug)) throw problem('not-found', 'There is no such kind of refusal');
    return reply.type(HTML).send(problemPage(slug, problemText(slug)));
  });
}

function isSlug(slug: string): slug is ProblemSlug {
  return Object.hasOwn(PROBLEMS, slug);
}

function problemText(slug: ProblemSlug): string {
  const { status, title } = PROBLEMS[slug];
  return [
    `<p class="lead">${escape(title)}.</p>`,
    `<dl><dt>status</dt><dd>${status}</dd><dt>type</dt><dd><code>/problems/${slug}</code></dd></dl>`,
    '<p>A refusal is <code>application/problem+json</code> (RFC 9457). Its <code>detail</code> says what was wrong this time; further fields are for programs.</p>',
    '<p><a href="/problems">Every refusal</a> · <a href="/api/docs">The API</a></p>',
  ].join('\n');
}

function listOfProblems(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([slug, { status, title }]) =>
      `<tr><td>${status}</td><td><a href="/problems/${slug}">${slug}</a></td><td>${escape(title)}</td></tr>`,
  );
  return `<table><thead><tr><th>status</th><th>slug</th><th>meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function problemPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Gezhi</title>
<link rel="stylesheet" href="/api/docs/reader.css">
</head>
<body>
<main class="page">
<h1>${escape(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
