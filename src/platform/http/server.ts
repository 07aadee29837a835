// The web server: headers, origin check, one place where errors become problems, and a stop that cuts nobody off.

import type { Socket } from 'node:net';

import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { problem } from '#problems';
import type { Problem } from '#problems';

import type { Platform } from '../platform.ts';
import { PROBLEM_TYPE, bodyOf, problemOf } from './answer.ts';

export const JSON_LIMIT_BYTES = 1024 * 1024;

/** Content types whose body is handed on as bytes, to the endpoints that say `rawBody`: pictures, recordings, workbooks. */
export const BYTES =
  /^(?:(?:image|audio)\/[\w.+-]+|application\/octet-stream|application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)\s*(?:;|$)/i;

export type Server = FastifyInstance;

export async function createServer(platform: Platform): Promise<Server> {
  const { settings, log } = platform;
  const refuse = (reply: FastifyReply, refusal: Problem): FastifyReply => {
    platform.metrics?.refused(refusal.slug);
    return sendProblem(reply, refusal);
  };
  const isHttps = settings.publicUrl?.startsWith('https://') ?? false;
  const app = Fastify({
    // One line a request, without query, body or address of the sender: they may hold personal data.
    logController: new LogController({ disableRequestLogging: true }),
    loggerInstance: log,
    bodyLimit: JSON_LIMIT_BYTES,
    trustProxy: settings.trustProxy.length === 0 ? false : [...settings.trustProxy],
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    // Whoever is connected when the process is asked to stop is still answered.
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => void refuse(reply, problemOf(error) ?? unreadable()),
    clientErrorHandler: (error, socket) => refuseSocket(error, socket),
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance;

  // Input is read by the endpoint's schema (input.ts), so that all wrong fields are told at once.
  app.setValidatorCompiler(() => (value: unknown) => ({ value }));

  // Whether an endpoint takes bytes is asked before they are read, see serve.ts.
  app.addContentTypeParser(BYTES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        // Over plain HTTP (a first try in the office network) an upgrade would make every request fail.
        upgradeInsecureRequests: isHttps ? [] : null,
      },
    },
    hsts: isHttps,
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
    referrerPolicy: { policy: 'no-referrer' },
  });
  platform.metrics?.watch(app);
  app.addHook('onRequest', async (request) => checkOrigin(request, settings.publicUrl));
  // Nothing of what is struck out elsewhere can stand in this line, and looking for it costs more than writing it.
  const requestLog = log.child({}, { redact: [] });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    requestLog.info(
      { id: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
  });
  endConnectionsWithTheirAnswer(app);
  app.setErrorHandler((error, request, reply) => {
    const known = problemOf(error);
    if (known !== undefined) return refuse(reply, known);
    log.error({ id: request.id, route: request.routeOptions.url, error: describeError(error) }, 'internal');
    return refuse(
      reply,
      problem('internal', 'A mistake of the program; it is in the log under this id', { requestId: request.id }),
    );
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, problem('not-found', 'There is nothing at this address')));
  return app;
}

/**
 * Closing ends the connections that wait for a next request. One that is being answered would wait afterwards, and one that
 * a browser opened ahead and has said nothing on counts as busy: either would hold the stop up until it is cut.
 */
function endConnectionsWithTheirAnswer(app: FastifyInstance): void {
  let isClosing = false;
  const open = new Set<Socket>();
  app.server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.addHook('preClose', async () => {
    isClosing = true;
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  // Answers whose head had gone out before.
  app.addHook('onResponse', async () => {
    if (isClosing) setImmediate(() => app.server.closeIdleConnections());
  });
}

function sendProblem(reply: FastifyReply, refusal: Problem): FastifyReply {
  const { retryAfterSeconds } = refusal.extras;
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(refusal.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(bodyOf(refusal));
}

/** Name, code and place of an error: a database error's detail would repeat the row. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint, table, routine } = error as Error & Record<string, unknown>;
  const isFromDatabase = typeof routine === 'string' || typeof (error as { severity?: unknown }).severity === 'string';
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8);
  return { name: error.name, message: isFromDatabase ? undefined : error.message, code, constraint, table, frames };
}

function unreadable(): Problem {
  return problem('input-unreadable', 'The address or the head of the request cannot be read');
}

/** What is no HTTP never becomes a request; it is answered in the same form and the connection ends. */
function refuseSocket(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal =
    error.code === 'HPE_HEADER_OVERFLOW' ? problem('too-large', 'The head of the request is too large') : unreadable();
  const body = JSON.stringify(bodyOf(refusal));
  const head = `HTTP/1.1 ${refusal.status} ${refusal.title}\r\nconnection: close\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}`;
  socket.end(`${head}\r\n\r\n${body}`);
}

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

// A page elsewhere can make a browser send our cookie; it cannot make it lie about the page's origin.
function checkOrigin(request: FastifyRequest, publicUrl: string | undefined): void {
  if (!CHANGES.has(request.method)) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw elsewhere();
  if (origin === undefined) return;
  const own = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  if (origin !== own && origin !== `${request.protocol}://${request.host}`) throw elsewhere();
}

function elsewhere(): Problem {
  return problem('wrong-origin', 'This request comes from a page of another site');
}
