// An operation of the API as the apps know it: method and path, and the types of its contract without its schema.

import type { z } from 'zod';

import type { Endpoint } from '#shared/endpoint.ts';

export interface Route<E = Endpoint> {
  readonly method: Endpoint['method'];
  /** Below `/api/{district}`, or below `/api` for a city-wide one. */
  readonly path: string;
  readonly isCityWide: boolean;
  /** Never there: it carries the contract's types. */
  readonly contract?: E;
}

export function route<E>(method: Endpoint['method'], path: string, isCityWide = false): Route<E> {
  return { method, path, isCityWide };
}

type Sent<S> = S extends z.ZodType ? z.input<S> : never;
type Answered<S> = S extends z.ZodType ? z.output<S> : never;

export interface PartsOf<E> {
  readonly params?: E extends Endpoint<infer P> ? Sent<P> : never;
  readonly query?: E extends Endpoint<infer _P, infer Q> ? Partial<Sent<Q>> : never;
  readonly input?: E extends Endpoint<infer _P, infer _Q, infer I> ? Sent<I> : never;
}
export type AnswerOf<E> = E extends { readonly output?: infer O } ? Answered<NonNullable<O>> : never;
/** The same for an operation of routes.ts: `AnswerTo<typeof listAreas>`. */
export type AnswerTo<R> = R extends { readonly contract?: infer E } ? AnswerOf<NonNullable<E>> : never;

/** The path with its parameters and query filled in, below `/api`. @throws when a parameter of the path is missing */
export function addressOf(
  { path, isCityWide }: Route<unknown>,
  district: string | undefined,
  { params = {}, query = {} }: { params?: object | undefined; query?: object | undefined } = {},
): string {
  const values = new Map<string, unknown>(Object.entries(params));
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  const text = asked.toString();
  const suffix = text === '' ? '' : `?${text}`;
  if (isCityWide) return `/api${filled}${suffix}`;
  if (district === undefined) throw new Error(`${path} lies in a district, and none is known here`);
  return `/api/${district}${filled}${suffix}`;
}
