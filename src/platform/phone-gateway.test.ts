// What the operator's gateway is sent, and what is said when it does not take it.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { httpGateway } from './phone-gateway.ts';

const NUMBER = '10055501234';
const WORDS = '您的验证码是 204816';

let url: string;
/** What the gateway answers; undefined: nothing at all. */
let answer: number | undefined;
let received: { method: string | undefined; type: string | undefined; bearer: string | undefined; body: string }[];

const gateway = createServer((request, response) => {
  const { method, headers } = request;
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    received.push({ method, type: headers['content-type'], bearer: headers.authorization, body });
    // A gateway may repeat what it was sent: that must not come back either.
    if (answer !== undefined) response.writeHead(answer).end(body);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`;
});
beforeEach(() => {
  [answer, received] = [204, []];
});
afterAll(() => {
  gateway.closeAllConnections();
  gateway.close();
});

test('the gateway is sent number and words as JSON, with the token', async () => {
  await httpGateway(url, 'a-token').send(NUMBER, WORDS);
  expect(received).toEqual([
    {
      method: 'POST',
      type: 'application/json',
      bearer: 'Bearer a-token',
      body: JSON.stringify({ to: NUMBER, words: WORDS }),
    },
  ]);
});

test('without a token nothing is put in its place', async () => {
  await httpGateway(url, undefined).send(NUMBER, WORDS);
  expect(received).toMatchObject([{ bearer: undefined }]);
});

async function complaint(of: Promise<void>): Promise<string> {
  const error = await of.then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  // Everything a log could take from it.
  return [error, error?.cause].flatMap((each) => (each instanceof Error ? [each.message, each.stack] : [])).join('\n');
}

test.each([400, 401, 500])('an answer of %i is an error that repeats neither number nor words', async (status) => {
  answer = status;
  const said = await complaint(httpGateway(url, 'a-token').send(NUMBER, WORDS));
  expect(said).toContain(`the phone gateway answered ${status}`);
  for (const secret of [NUMBER, WORDS, '204816', 'a-token']) expect(said).not.toContain(secret);
});

test('a gateway that does not answer is given up after the patience, without repeating anything', async () => {
  answer = undefined;
  const askedAt = performance.now();
  const said = await complaint(httpGateway(url, 'a-token', 100).send(NUMBER, WORDS));
  expect(performance.now() - askedAt).toBeLessThan(3_000);
  expect(received).toHaveLength(1);
  expect(said).toContain('timeout');
  for (const secret of [NUMBER, WORDS, '204816', 'a-token']) expect(said).not.toContain(secret);
});

test('a gateway that is not there is an error as well', async () => {
  const said = await complaint(httpGateway('http://127.0.0.1:1/send', 'a-token').send(NUMBER, WORDS));
  for (const secret of [NUMBER, WORDS, '204816', 'a-token']) expect(said).not.toContain(secret);
});
