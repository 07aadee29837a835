// What never becomes a request of ours is refused in the same form.

import { connect } from 'node:net';
import { once } from 'node:events';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
let port: number;
beforeAll(async () => {
  town = await openTown();
  await town.app.server.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = town.app.server.server.address() as { port: number });
});
afterAll(() => town.close());

/** Sends text as it is and answers all that comes back until the connection ends. */
async function talk(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

test.each([
  ['an address that is no UTF-8', 'GET /api/%ff/classes HTTP/1.1\r\nhost: town\r\nconnection: close\r\n\r\n', 422],
  ['half an escape', 'GET /api/yunting/cases/% HTTP/1.1\r\nhost: town\r\nconnection: close\r\n\r\n', 422],
  ['a length that is no number', 'POST /api/yunting/cases HTTP/1.1\r\nhost: town\r\ncontent-length: 5x\r\n\r\n', 400],
  ['an unknown method', 'GRAB /api/health HTTP/1.1\r\nhost: town\r\n\r\n', 400],
  ['a head of 20 kB', `GET /api/health HTTP/1.1\r\nhost: town\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`, 413],
])('%s is answered as problem+json', async (_name, text, status) => {
  const answer = await talk(text);
  expect(answer.split('\r\n')[0]).toContain(` ${status} `);
  expect(answer).toContain('application/problem+json');
  expect(answer).toContain('"type":"/problems/');
});
