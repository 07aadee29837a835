// 查进度: whoever copied a digit wrong is told how many tries are left.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { report } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('each wrong code leaves one try less, then comes waiting; the right one starts the count again', async () => {
  const { number, queryCode } = await report(town.stranger());
  const wrong = queryCode === '7308' ? '7309' : '7308';
  const look = (code: string) => town.stranger().post('/case-lookups', { number, queryCode: code });

  const left = [];
  for (let count = 0; count < 4; count += 1) left.push((await look(wrong)).json.triesLeft);
  expect(left).toEqual([4, 3, 2, 1]);
  expect((await look(queryCode)).status).toBe(200);
  expect((await look(wrong)).json).toMatchObject({ type: '/problems/not-found', triesLeft: 4 });

  for (let count = 0; count < 4; count += 1) await look(wrong);
  expect(await look(queryCode)).toMatchObject({ status: 429, json: { type: '/problems/too-many-tries' } });
});

test('what is no number at all is answered alike', async () => {
  const reply = await town.stranger().post('/case-lookups', { number: 'abc', queryCode: '1357' });
  expect(reply).toMatchObject({ status: 404, json: { triesLeft: expect.any(Number) } });
});
