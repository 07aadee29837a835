// Reads params, query and body against their schemas and reports every wrong field at once.

import type { z } from 'zod';

import { problem } from '#problems';
import type { Endpoint } from '#shared/endpoint.ts';

export interface WrongField {
  /** JSON pointer into the body, or the name of a query or path parameter. */
  pointer: string;
  in: 'body' | 'query' | 'path';
  detail: string;
  allowed?: unknown[];
}

export interface Parts {
  params: unknown;
  query: unknown;
  input: unknown;
}

/** @throws {Problem} `input-invalid` with all wrong fields in `errors` */
export function readInput(wanted: Endpoint, raw: Parts): Parts {
  const errors: WrongField[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown, where: WrongField['in']) => {
    if (schema === undefined) return undefined;
    const unstorable = findUnstorable(value, '');
    if (unstorable !== undefined) {
      errors.push({ pointer: unstorable, in: where, detail: 'contains U+0000 or half of a surrogate pair' });
      return undefined;
    }
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    errors.push(...result.error.issues.flatMap((issue) => wrongFields(issue, where)));
    return undefined;
  };

  const parts = {
    params: read(wanted.params, raw.params, 'path'),
    query: read(wanted.query, raw.query, 'query'),
    input: wanted.rawBody === undefined ? read(wanted.input, raw.input, 'body') : (raw.input ?? Buffer.alloc(0)),
  };
  if (errors.length > 0) {
    throw problem(
      'input-invalid',
      `${errors.length} field(s) are wrong: ${errors.map((error) => error.pointer || '(body)').join(', ')}`,
      { errors },
    );
  }
  return parts;
}

function wrongFields(issue: z.core.$ZodIssue, where: WrongField['in']): WrongField[] {
  const pointer = pointerOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      in: where,
      detail: 'is not a field of this operation',
    }));
  }
  if (issue.code === 'invalid_value')
    return [{ pointer, in: where, detail: 'is not one of the allowed values', allowed: issue.values }];
  return [{ pointer, in: where, detail: issue.message }];
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

// Either would be an error of the database, or come back changed.
function findUnstorable(value: unknown, pointer: string): string | undefined {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? pointer : undefined;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = findUnstorable(key, `${pointer}/?`) ?? findUnstorable(inner, `${pointer}${pointerOf([key])}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
