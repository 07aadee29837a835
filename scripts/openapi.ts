// docs/openapi.json from the endpoints as they are served: OpenAPI 3.1, always in the same order.

import { z } from 'zod';

import { PERMISSIONS } from '../src/permissions.ts';
import { PROBLEMS } from '../src/problems.ts';
import type { ProblemSlug } from '../src/problems.ts';
import type { Endpoint } from '../src/shared/endpoint.ts';

type Json = Record<string, unknown>;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export function openApiOf(endpoints: readonly Endpoint[]): Json {
  const ordered = [...endpoints].sort(
    (a, b) => compare(addressOf(a), addressOf(b)) || METHODS.indexOf(a.method) - METHODS.indexOf(b.method),
  );
  const paths: Record<string, Json> = {};
  for (const endpoint of ordered) {
    const address = addressOf(endpoint);
    paths[address] = { ...paths[address], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gezhi',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Every write carries the id of what it makes: the same id with the same content gives the same answer. ' +
        'Instants are ISO 8601 in UTC; positions are CGCS2000, longitude first.',
    },
    servers: [{ url: '/' }],
    paths,
    components: { securitySchemes: SECURITY_SCHEMES, schemas: { Problem: PROBLEM }, responses: refusalResponses() },
  };
}

/** `/api/{district}/cases/{id}`. */
export function addressOf({ path, isCityWide = false }: Endpoint): string {
  return `/api${isCityWide ? '' : '/{district}'}${path}`.replaceAll(/:(\w+)/g, '{$1}');
}

const SECURITY_SCHEMES = {
  session: { type: 'http', scheme: 'bearer', description: "A session's token" },
  sessionCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'gezhi_session',
    description: 'The same token, as browsers send it',
  },
  link: {
    type: 'apiKey',
    in: 'header',
    name: 'authorization',
    description: 'A private link: `Authorization: Link {token}`',
  },
};

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457. What each type means: /problems/{slug}',
  properties: {
    type: { type: 'string', enum: Object.keys(PROBLEMS).map((slug) => `/problems/${slug}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      description: 'With input-invalid: every wrong field',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string' },
          in: { enum: ['body', 'query', 'path'] },
          detail: { type: 'string' },
        },
        required: ['pointer', 'in', 'detail'],
      },
    },
  },
  required: ['type', 'title', 'status'],
};

function refusalResponses(): Json {
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([slug, { title }]) => [
      slug,
      {
        description: title,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function operationOf(endpoint: Endpoint): Json {
  const { method, path, summary, status = 200, rawBody, input } = endpoint;
  return {
    operationId: operationIdOf(endpoint),
    summary,
    description: admissionWords(endpoint),
    tags: [path.split('/')[1] ?? ''],
    security: securityOf(endpoint),
    parameters: parametersOf(endpoint),
    ...(rawBody === undefined && input === undefined ? {} : { requestBody: bodyOf(endpoint) }),
    responses: {
      [status]: method === 'DELETE' && endpoint.output === undefined ? { description: 'Done' } : answerOf(endpoint),
      ...refusalsOf(endpoint),
    },
  };
}

export function operationIdOf({ method, path, isCityWide = false }: Endpoint): string {
  const words = [
    method.toLowerCase(),
    ...(isCityWide ? ['city'] : []),
    ...path.split(/[^A-Za-z0-9]+/).filter((word) => word !== ''),
  ];
  return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}

function admissionWords({ admission }: Endpoint): string {
  switch (admission) {
    case 'public':
      return 'Anybody may call it.';
    case 'signedIn':
      return 'For anybody who is signed in.';
    case 'known':
      return 'For anybody who is signed in or comes by a private link; the case decides.';
    case 'reporterLink':
      return "By a reporter's private link, or signed in.";
    case 'orderLink':
      return "By an order's private link, or signed in.";
    default:
      return `Needs the permission \`${admission}\` (${PERMISSIONS[admission].zh}).`;
  }
}

function securityOf({ admission }: Endpoint): Json[] {
  const signedIn = [{ session: [] }, { sessionCookie: [] }];
  if (admission === 'public') return [{}];
  const byLink = admission === 'known' || admission === 'reporterLink' || admission === 'orderLink';
  return byLink ? [...signedIn, { link: [] }] : signedIn;
}

function parametersOf(endpoint: Endpoint): Json[] {
  const named = (schema: z.ZodObject | undefined, where: 'path' | 'query') => {
    if (schema === undefined) return [];
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, { description, ...shape }]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: shape,
    }));
  };
  const district = {
    name: 'district',
    in: 'path',
    required: true,
    description: "The district's short name",
    schema: { type: 'string' },
  };
  return [
    ...(endpoint.isCityWide === true ? [] : [district]),
    ...named(endpoint.params, 'path'),
    ...named(endpoint.query, 'query'),
  ];
}

function bodyOf({ rawBody, input }: Endpoint): Json {
  if (rawBody !== undefined) {
    return {
      required: true,
      description: `The bytes themselves, at most ${rawBody.maxBytes}`,
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    };
  }
  return { required: true, content: { 'application/json': { schema: schemaOf(input!, 'input') } } };
}

function answerOf({ output }: Endpoint): Json {
  if (output === undefined) return { description: 'Done; bytes or a stream where the summary says so' };
  return { description: 'Done', content: { 'application/json': { schema: schemaOf(output, 'output') } } };
}

/** What any operation of this shape may refuse; the case's own refusals are in docs/transitions.md. */
function refusalsOf({ admission, params, query, input, isCityWide = false }: Endpoint): Json {
  const slugs: ProblemSlug[] = [];
  if (admission !== 'public') slugs.push('signed-out');
  if (admission in PERMISSIONS) slugs.push('permission-missing');
  if (!isCityWide || params !== undefined) slugs.push('not-found');
  if (params !== undefined || query !== undefined || input !== undefined) slugs.push('input-invalid');
  slugs.push('database-away');
  const byStatus = slugs.map((slug) => [PROBLEMS[slug].status, { $ref: `#/components/responses/${slug}` }]);
  return {
    ...Object.fromEntries(byStatus),
    default: {
      description: 'A refusal',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Json;
  return shape;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
