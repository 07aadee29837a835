// Shows /api/openapi.json as a page: operations by group, found by a word, each with what goes in, comes out and is refused.

const main = document.getElementById('operations');
const wanted = document.getElementById('wanted');

start().catch((error) =>
  main.replaceChildren(make('p', `The description of the API cannot be shown: ${error.message}`)),
);

async function start() {
  const reply = await fetch('/api/openapi.json');
  if (!reply.ok) throw new Error(`the server answered ${reply.status}`);
  const description = await reply.json();
  document.getElementById('about').textContent = description.info.description;

  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation,
      element: operationElement(path, method, operation),
    })),
  );
  const groups = [...new Set(operations.map(({ operation }) => operation.tags[0]))];
  main.replaceChildren(...groups.map((group) => groupElement(group, operations)));
  document.getElementById('groups').replaceChildren(...groups.map((group) => make('a', group, { href: `#${group}` })));
  wanted.addEventListener('input', () => show(operations));
  show(operations);
  // The page was empty when the browser looked for the place the address names.
  if (location.hash !== '') document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

function show(operations) {
  const words = wanted.value.toLowerCase().split(/\s+/);
  let count = 0;
  for (const { path, method, operation, element } of operations) {
    const text = `${method} ${path} ${operation.summary} ${operation.description}`.toLowerCase();
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) count += 1;
  }
  for (const section of main.children)
    section.hidden = [...section.querySelectorAll('details')].every((element) => element.hidden);
  document.getElementById('count').textContent = `${count} of ${operations.length} operations`;
}

function groupElement(group, operations) {
  const section = make('section', undefined, { id: group });
  section.append(
    make('h2', group),
    ...operations.filter(({ operation }) => operation.tags[0] === group).map(({ element }) => element),
  );
  return section;
}

function operationElement(path, method, operation) {
  const element = make('details', undefined, { id: operation.operationId });
  const head = make('summary');
  head.append(
    make('span', method.toUpperCase(), { class: `method ${method}` }),
    make('code', path),
    make('span', operation.summary),
  );
  element.append(head);
  // Most are never opened; their tables are made when they are.
  element.addEventListener(
    'toggle',
    () => element.open && element.children.length === 1 && element.append(bodyElement(operation)),
  );
  return element;
}

function bodyElement(operation) {
  const body = make('div', undefined, { class: 'body' });
  body.append(make('p', operation.description));
  if (operation.parameters.length > 0) body.append(make('h3', 'In the address'), parametersTable(operation.parameters));
  if (operation.requestBody !== undefined) body.append(make('h3', 'Body'), ...contentElements(operation.requestBody));
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (answer.content === undefined || status === 'default') continue;
    body.append(make('h3', `Answer ${status}`), ...contentElements(answer));
  }
  body.append(make('h3', 'Refusals'), refusalsList(operation.responses));
  return body;
}

function parametersTable(parameters) {
  const table = make('table');
  for (const { name, required, description, schema } of parameters) {
    const row = make('tr');
    const shape = [schema.format ?? schema.type ?? '', schema.enum?.join(' | ') ?? '', required ? 'required' : '']
      .filter(Boolean)
      .join(', ');
    row.append(make('td', name), make('td', shape), make('td', description ?? ''));
    table.append(row);
  }
  return table;
}

function contentElements({ description, content }) {
  return Object.entries(content).flatMap(([type, { schema }]) => [
    make('p', type === 'application/json' ? type : `${type}: ${description}`),
    ...(type === 'application/json' ? [make('pre', shapeOf(schema, ''), { tabindex: '0' })] : []),
  ]);
}

function refusalsList(responses) {
  const list = make('p');
  const slugs = Object.values(responses).flatMap(({ $ref }) => ($ref === undefined ? [] : [$ref.split('/').at(-1)]));
  for (const slug of slugs) list.append(make('a', slug, { href: `/problems/${slug}` }), ' · ');
  list.append('and what the rules of the matter say');
  return list;
}

/** A schema as one reads it: `name: string (2–500)`, optional fields with a question mark. */
function shapeOf(schema, indent) {
  if (schema === undefined || schema === null || Object.keys(schema).length === 0) return 'anything';
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return options.map((option) => shapeOf(option, indent)).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((part) => shapeOf(part, indent)).join(' & ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.type === 'array') return `[ ${shapeOf(schema.items, indent)} ]`;
  if (schema.properties !== undefined) {
    const inner = `${indent}  `;
    const lines = Object.entries(schema.properties).map(([name, field]) => {
      const mark = schema.required?.includes(name) ? '' : '?';
      const words = field.description === undefined ? '' : `   — ${field.description}`;
      return `${inner}${name}${mark}: ${shapeOf(field, inner)}${words}`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  return `${schema.format ?? schema.type ?? 'anything'}${limitsOf(schema)}`;
}

function limitsOf({ minLength, maxLength, minimum, maximum }) {
  const least = minLength ?? minimum;
  const most = maxLength ?? maximum;
  if (least === undefined && most === undefined) return '';
  if (Math.abs(most) === Number.MAX_SAFE_INTEGER) return least === undefined ? '' : ` (from ${least})`;
  return ` (${least ?? ''}–${most ?? ''})`;
}

/** An element with text; text is never read as HTML. */
function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
