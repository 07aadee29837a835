// Puts one endpoint on the server: who is it, may they, what did they send; then the action; then the answer's schema.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';

import { problem } from '#problems';
import type { Endpoint } from '#shared/endpoint.ts';

import type { Actor, CityContext, Context, District } from '../context.ts';
import type { DistrictClock } from '../district-clock.ts';
import type { Platform } from '../platform.ts';
import { readInput } from './input.ts';
import { BYTES } from './server.ts';
import type { Server } from './server.ts';

/** What the features tell the server about a request, so that the platform knows no feature. */
export interface Doorkeeper {
  /** The district with this short name. @throws {Problem} `not-found`, or `district-behind` while it is being upgraded */
  findDistrict(key: string): Promise<District>;
  /**
   * Who sends this request, and what time it is there. `isUse: false` only looks: it does not keep an idle session awake.
   *
   * @throws {Problem} `signed-out` when a session or link was sent that is not valid (any more)
   */
  recognise(district: District, credentials: Credentials, how?: { isUse: boolean }): Promise<Recognised>;
  /** At an address of the city an ended session counts as nobody, so that a browser with an old cookie can sign in again. */
  recogniseInCity(credentials: Credentials): Promise<Actor>;
}

export interface Recognised {
  readonly actor: Actor;
  /** Which posts are held today and whether a link is over went by it. */
  readonly clock: DistrictClock;
}

export interface Credentials {
  /** A session's token, from the cookie or `Authorization: Bearer`. */
  readonly session: string | undefined;
  /** A private link's token, from `Authorization: Link`. */
  readonly link: string | undefined;
  /** What a device got when it entered the order link's code: `x-gezhi-device`. */
  readonly device: string | undefined;
}

/** The parts of the request that are not input: for cookies, counting tries, bytes. */
export interface Wire {
  readonly ip: string;
  readonly headers: FastifyRequest['headers'];
  readonly reply: FastifyReply;
  readonly credentials: Credentials;
}

type In<S> = S extends z.ZodType ? z.output<S> : undefined;
type Out<S> = S extends z.ZodType ? z.input<S> : unknown;

export type Handler<E extends Endpoint, C> = (
  ctx: C,
  parts: {
    params: In<NonNullable<E['params']>>;
    query: In<NonNullable<E['query']>>;
    input: In<NonNullable<E['input']>>;
  },
  wire: Wire,
) => Promise<Out<NonNullable<E['output']>> | typeof UNCHANGED>;

/** What the browser has is still right: answered with 304 and nothing else. See `answeredBefore`. */
export const UNCHANGED = Object.freeze({ isUnchanged: true as const });

export interface Room {
  readonly app: Server;
  readonly platform: Platform;
  readonly doorkeeper: Doorkeeper;
  /** Every endpoint served, in order: for the architecture test and the documents. */
  readonly served: Endpoint[];
}

export const SESSION_COOKIE = 'gezhi_session';
/** What time it is in a demo district, whose clock may have been moved: its pages go by it. */
const DEMO_CLOCK = 'x-gezhi-demo';

/** Serves an endpoint of a district under `/api/{district}`. */
export function serve<E extends Endpoint>(room: Room, wanted: E, handler: Handler<E, Context>): void {
  addRoute(room, wanted, `/api/:district${wanted.path}`, async (request, wire) => {
    const { district: key, ...params } = request.params as Record<string, string>;
    const district = await room.doorkeeper.findDistrict(key ?? '');
    const { actor, clock } = await room.doorkeeper.recognise(district, wire.credentials);
    const { now } = clock;
    if (district.isDemo) wire.reply.header(DEMO_CLOCK, clockWords(clock));
    admit(wanted, actor);
    const parts = readInput(wanted, { params, query: request.query, input: request.body });
    return handler({ platform: room.platform, district, actor, now }, parts as never, wire);
  });
}

/** Serves a city-wide endpoint under `/api`. */
export function serveCity<E extends Endpoint>(room: Room, wanted: E, handler: Handler<E, CityContext>): void {
  addRoute(room, wanted, `/api${wanted.path}`, async (request, wire) => {
    const now = room.platform.clock();
    const actor = await room.doorkeeper.recogniseInCity(wire.credentials);
    admit(wanted, actor);
    const parts = readInput(wanted, { params: request.params, query: request.query, input: request.body });
    return handler({ platform: room.platform, actor, now }, parts as never, wire);
  });
}

function clockWords({ now, aheadMs, remadeAt }: DistrictClock): string {
  return `now=${now}; ahead=${aheadMs}; made=${remadeAt ?? ''}`;
}

type Answer = (request: FastifyRequest, wire: Wire) => Promise<unknown>;

function addRoute(room: Room, wanted: Endpoint, url: string, answer: Answer): void {
  room.served.push(wanted);
  room.app.route({
    method: wanted.method,
    url,
    ...(wanted.rawBody === undefined ? {} : { bodyLimit: wanted.rawBody.maxBytes }),
    config: { isRaw: wanted.rawBody !== undefined },
    onRequest: async (request) => checkMediaType(wanted, request),
    handler: async (request, reply) => {
      const wire: Wire = { ip: request.ip, headers: request.headers, reply, credentials: credentialsOf(request) };
      const result = await answer(request, wire);
      if (result === UNCHANGED) return reply.code(304).send();
      if (wanted.output === undefined) return reply.sent || result === undefined ? reply : reply.send(result);
      // A reply that does not match what the contract promises is our mistake, and nothing beyond it leaves the house.
      return reply
        .code(wanted.status ?? 200)
        .serializer(JSON.stringify)
        .type('application/json; charset=utf-8')
        .send(wanted.output.parse(result));
    },
  });
}

/**
 * Names what is about to be answered, and says whether the browser has just that. It keeps the answer for this person alone and
 * asks each time.
 */
export function answeredBefore({ headers, reply }: Wire, tag: string): boolean {
  const named = `"${tag}"`;
  reply.header('etag', named).header('cache-control', 'private, no-cache');
  return headers['if-none-match'] === named || headers['if-none-match'] === `W/${named}`;
}

/** Before the body is read: JSON at an address for bytes may be ten times as large as JSON may be. */
function checkMediaType({ rawBody }: Endpoint, { headers }: FastifyRequest): void {
  const isBytes = BYTES.test(headers['content-type'] ?? '');
  if (isBytes === (rawBody !== undefined)) return;
  const wanted = isBytes ? 'application/json' : 'the bytes under their own type, or as application/octet-stream';
  throw problem('media-type-not-accepted', `Send ${wanted}`);
}

function credentialsOf(request: FastifyRequest): Credentials {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ', 2);
  const device = request.headers['x-gezhi-device'];
  return {
    session: scheme === 'Bearer' ? token : request.cookies[SESSION_COOKIE],
    link: scheme === 'Link' ? token : undefined,
    device: typeof device === 'string' ? device : undefined,
  };
}

function admit({ admission }: Endpoint, actor: Actor): void {
  if (admission === 'public') return;
  if (admission === 'reporterLink' || admission === 'orderLink') {
    if (actor.kind === admission || actor.kind === 'account') return;
    throw problem('signed-out', 'Send the private link: Authorization: Link {token}');
  }
  if (actor.kind === 'anonymous') throw problem('signed-out', 'Sign in first');
  // A session or a private link; the action decides.
  if (admission === 'known') return;
  if (admission === 'signedIn') {
    if (actor.kind === 'account') return;
    throw problem('signed-out', 'Sign in first');
  }
  if (actor.grants.some((grant) => grant.permissions.has(admission))) return;
  throw problem('permission-missing', `This needs the permission ${admission}`, { permission: admission });
}
