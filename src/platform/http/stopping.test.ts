// Closing the server: whoever is being answered gets the answer, and nobody's open connection holds the stop up.

import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { createApp } from '../../app.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

async function openServer() {
  const { server } = await createApp(town.platform);
  const accepted: Socket[] = [];
  server.server.on('connection', (socket: Socket) => accepted.push(socket));
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  return { server, port, accepted };
}

function open(port: number) {
  const socket = connect(port, '127.0.0.1');
  const said = { text: '' };
  socket.setEncoding('utf8').on('data', (text: string) => (said.text += text));
  socket.on('error', () => {}); // cut off: `closed` tells
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  return { socket, said, closed };
}

const BODY = '{"signInName":"zhou"}';
const HEAD = `POST /api/session/demo HTTP/1.1\r\nHost: town.test\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n`;

test('a request under way is answered, its connection ends with the answer, and the stop does not wait for more', async () => {
  const { server, port, accepted } = await openServer();
  const [slow, silent] = [open(port), open(port)];
  slow.socket.write(HEAD + BODY.slice(0, 5));
  await expect.poll(() => [accepted.length, accepted.some(({ bytesRead }) => bytesRead > 0)]).toEqual([2, true]);
  const beganAt = performance.now();
  const stopped = server.close();
  await sleep(100);
  slow.socket.write(BODY.slice(5));
  const names = ['slow', 'silent', 'stopped'];
  const waits = [slow.closed, silent.closed, stopped.then(() => {})];
  const left = new Set(names);
  await Promise.race([
    Promise.all(waits.map((wait, index) => wait.then(() => left.delete(names[index]!)))),
    sleep(3_000),
  ]);
  expect([...left]).toEqual([]);
  expect(slow.said.text).toMatch(/^HTTP\/1\.1 200 /);
  expect(slow.said.text).toMatch(/^connection: close\r$/im);
  expect(performance.now() - beganAt).toBeLessThan(3_000);
});

test('connections that wait for a next request end at once', async () => {
  const { server, port } = await openServer();
  const kept = open(port);
  kept.socket.write('GET /api/health HTTP/1.1\r\nHost: town.test\r\n\r\n');
  await expect.poll(() => kept.said.text).toContain('HTTP/1.1 200');
  const beganAt = performance.now();
  await Promise.all([server.close(), kept.closed]);
  expect(performance.now() - beganAt).toBeLessThan(3_000);
});
