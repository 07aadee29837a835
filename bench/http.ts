// A plain HTTP client over kept connections, cheap enough not to be what is measured.

import { Agent, request } from 'node:http';

/** What the bench reads of any answer. */
export interface Body {
  readonly link: string;
  readonly version: number;
  readonly next: string | null;
  readonly [list: string]: unknown;
}

export interface Reply {
  readonly status: number;
  readonly body: Body;
  readonly ms: number;
}

export type Send = (method: 'GET' | 'POST', path: string, authorization?: string, body?: unknown) => Promise<Reply>;

export function openClient(base: string, connections: number): { send: Send; close(): void } {
  const { hostname, port } = new URL(base);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send: Send = (method, path, authorization, body) =>
    new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers = {
        ...(authorization === undefined ? {} : { authorization }),
        ...(content === undefined ? {} : { 'content-type': 'application/json', 'content-length': content.length }),
      };
      const outgoing = request({ agent, hostname, port, method, path, headers }, (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const ms = performance.now() - startedAt;
          resolve({ status: incoming.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString()), ms });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(content);
    });
  return { send, close: () => agent.destroy() };
}
