// The live stream: a browser is told which things have changed, of those it may see, and loads them again.

import type { FastifyReply } from 'fastify';

import { Problem } from '#problems';
import { endpoint } from '#shared/endpoint.ts';

import { asSystem } from '../context.ts';
import type { District } from '../context.ts';
import { isDatabaseAway } from '../database/failures.ts';
import { serve } from './serve.ts';
import type { Credentials, Room } from './serve.ts';
import { describeError } from './server.ts';
import { createHub } from './stream-hub.ts';
import type { Listener } from './stream-hub.ts';

export const stream = endpoint({
  method: 'GET',
  path: '/stream',
  admission: 'known',
  summary:
    'Server-sent events: what has changed of what you may see. After a break send Last-Event-ID; on the event "reload" load everything again',
});

/** A proxy closes what is silent for a minute or half; a session that ended loses its stream at the next beat. */
const HEARTBEAT_MS = 20_000;
/** A browser that does not read: it is let go, and comes back with its Last-Event-ID. */
const MOST_UNREAD_BYTES = 1_000_000;
const RETRY_MS = 3_000;

export function addStreamRoute(room: Room, { heartbeatMs = HEARTBEAT_MS } = {}): void {
  const { app, platform, doorkeeper } = room;
  const hub = createHub(platform);
  const open = new Set<() => void>();
  platform.metrics?.listenersFrom(() => open.size);
  app.addHook('preClose', async () => {
    for (const end of open) end();
    hub.close();
  });

  serve(room, stream, async (ctx, _parts, { reply, headers, credentials }) => {
    const connection = openConnection(reply);
    const listener: Listener = { actor: ctx.actor, seen: 0, ...connection };
    let leave = () => {};
    const beat = setInterval(() => {
      connection.write(`id: ${listener.seen}\n: still here\n\n`);
      lookAgain(ctx.district, credentials, listener).catch((error: unknown) => {
        if (isDatabaseAway(error)) return;
        if (!(error instanceof Problem)) platform.log.error({ error: describeError(error) }, 'stream');
        connection.end();
      });
    }, heartbeatMs);
    const end = () => {
      clearInterval(beat);
      open.delete(end);
      leave();
      connection.end();
    };
    open.add(end);
    reply.raw.once('close', end);
    connection.write(`retry: ${RETRY_MS}\n\n`);
    try {
      leave = await hub.join(asSystem(ctx), listener, lastSeen(headers['last-event-id']));
      if (!open.has(end)) leave();
    } catch (error) {
      // The headers are out: all that can be said is goodbye, and the browser comes back.
      if (!isDatabaseAway(error)) platform.log.error({ error: describeError(error) }, 'stream');
      end();
    }
  });

  /** Roles may have changed since the stream began: what it shows follows. An open page is no use of a session. */
  async function lookAgain(district: District, credentials: Credentials, listener: Listener): Promise<void> {
    const { actor } = await doorkeeper.recognise(district, credentials, { isUse: false });
    listener.actor = actor;
  }
}

/** What the browser has seen; null when it says something that cannot be one of ours. */
function lastSeen(header: string | string[] | undefined): number | null | undefined {
  if (header === undefined || header === '') return undefined;
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function openConnection(reply: FastifyReply): Pick<Listener, 'write' | 'end'> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would otherwise hold events back until a buffer is full
    'x-accel-buffering': 'no',
    // so that a server that stops need not wait for it
    connection: 'close',
  });
  return {
    write(text) {
      if (raw.writableEnded || raw.destroyed) return;
      raw.write(text);
      if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy();
    },
    end() {
      if (!raw.writableEnded) raw.end();
    },
  };
}
