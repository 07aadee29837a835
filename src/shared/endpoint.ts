// One operation of the API, described once: routes answer it, the web apps call it, OpenAPI lists it.

import type { z } from 'zod';

import type { Permission } from '#permissions';

/** Who may call it before any row is looked at; the action decides about the rows. */
export type Admission = Permission | 'public' | 'signedIn' | 'known' | 'reporterLink' | 'orderLink';

export interface Endpoint<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/{district}`, or below `/api` for a city-wide one. Parameters as `:name`. */
  readonly path: `/${string}`;
  readonly isCityWide?: boolean;
  readonly admission: Admission;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly input?: Input;
  /** The body is bytes, not JSON: a picture, a sheet. The limit is in bytes. */
  readonly rawBody?: { readonly maxBytes: number };
  /** Absent where the handler answers bytes or a stream itself. */
  readonly output?: Output;
  readonly status?: 200 | 201 | 202 | 204;
}

export function endpoint<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Input extends z.ZodType,
  Output extends z.ZodType,
>(description: Endpoint<Params, Query, Input, Output>): Endpoint<Params, Query, Input, Output> {
  return description;
}
