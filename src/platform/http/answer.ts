// Turns whatever went wrong into problem+json: the catalogue's refusals as they are, everything else without a detail.

import type { FastifyError } from 'fastify';

import { Problem, problem } from '#problems';

import { isDatabaseAway, isTaken, isUnknownReference } from '../database/failures.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail?: string;
  [extra: string]: unknown;
}

export function bodyOf({ slug, title, status, detail, extras }: Problem): ProblemBody {
  // Extras first: none may hide what a program relies on.
  return { ...extras, type: `/problems/${slug}`, title, status, detail };
}

/** The problem behind an error; undefined means a mistake of ours, which is logged and answered as 500. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (isDatabaseAway(error))
    return problem('database-away', 'The database does not answer; nothing was changed. Try again in a moment');
  if (isTaken(error)) return problem('id-taken', 'This id or name is taken already; make a new one');
  if (isUnknownReference(error)) {
    return problem('input-invalid', 'An id in the request names nothing here', {
      errors: [{ pointer: '', in: 'body', detail: 'names something that is not there' }],
    });
  }
  const { code } = error as FastifyError;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('too-large', 'The body is larger than this address accepts');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('media-type-not-accepted', 'Send application/json, or for files the type the documentation names');
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('input-unreadable', 'The body is not JSON');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_ROUTE_INVALID_TYPE':
      return problem('input-invalid', 'The address is not readable', {
        errors: [{ pointer: '', in: 'path', detail: 'not a valid address' }],
      });
    default:
      return undefined;
  }
}
