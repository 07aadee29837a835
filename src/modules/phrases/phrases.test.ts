// 常用语: each person's own sentences, in the own order, seen and changed by nobody else.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { LONGEST_PHRASE, MOST_PHRASES, positionAfter } from './rules.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const wordsOf = (reply: { json: any }): string[] => reply.json.phrases.map(({ words }: { words: string }) => words);

test('sentences stand in the order they were written, and in another when somebody moves them', async () => {
  const lin = town.as('lin');
  const [first, second] = [newId(), newId()];
  await lin.put(`/my-phrases/${first}`, { words: '请按时限办理，办结后附照片。' });
  await lin.put(`/my-phrases/${second}`, { words: '情况属实，同意立案。' });
  expect(wordsOf(await lin.get('/my-phrases'))).toEqual(['请按时限办理，办结后附照片。', '情况属实，同意立案。']);
  const moved = await lin.put(`/my-phrases/${first}`, { words: '请按时限办理，办结后附照片。', position: 9 });
  expect(moved.json).toEqual({ id: first, words: '请按时限办理，办结后附照片。', position: 9 });
  expect(wordsOf(await lin.get('/my-phrases'))).toEqual(['情况属实，同意立案。', '请按时限办理，办结后附照片。']);
});

test('the same sentence sent twice is one, and one that was removed is gone for good', async () => {
  const zhou = town.as('zhou');
  const id = newId();
  const first = await zhou.put(`/my-phrases/${id}`, { words: '已到现场看过。' });
  expect((await zhou.put(`/my-phrases/${id}`, { words: '已到现场看过。' })).json).toEqual(first.json);
  expect(wordsOf(await zhou.get('/my-phrases'))).toEqual(['已到现场看过。']);
  expect((await zhou.delete(`/my-phrases/${id}`)).json).toEqual({ isRemoved: true });
  expect((await zhou.delete(`/my-phrases/${id}`)).json).toEqual({ isRemoved: true });
  expect(wordsOf(await zhou.get('/my-phrases'))).toEqual([]);
});

test('nobody reads, changes or removes the sentences of another, whatever he holds', async () => {
  const id = newId();
  await town.as('he').put(`/my-phrases/${id}`, { words: '只有我自己用的一句' });
  expect((await town.as('guo').get('/my-phrases')).text).not.toContain('只有我自己用的一句');
  expect((await town.as('guo').put(`/my-phrases/${id}`, { words: '别人的话' })).json.type).toBe('/problems/id-taken');
  await town.as('guo').delete(`/my-phrases/${id}`);
  expect(wordsOf(await town.as('he').get('/my-phrases'))).toEqual(['只有我自己用的一句']);
  expect((await town.stranger().get('/my-phrases')).status).toBe(401);
});

test('an empty sentence, one too long and one too many are refused', async () => {
  const chief = town.as('streetChief');
  expect((await chief.put(`/my-phrases/${newId()}`, { words: '  ' })).status).toBe(422);
  expect((await chief.put(`/my-phrases/${newId()}`, { words: '长'.repeat(LONGEST_PHRASE + 1) })).status).toBe(422);
  const ids = Array.from({ length: MOST_PHRASES }, newId);
  for (const [at, id] of ids.entries()) await chief.put(`/my-phrases/${id}`, { words: `第 ${at} 句` });
  const oneMore = await chief.put(`/my-phrases/${newId()}`, { words: '再来一句' });
  expect(oneMore.json).toMatchObject({ type: '/problems/input-invalid', errors: [{ pointer: '/words' }] });
  expect((await chief.put(`/my-phrases/${ids[0]}`, { words: '改一改' })).status).toBe(200);
});

test('a new sentence stands behind all others', () => {
  expect(positionAfter([])).toBe(0);
  expect(positionAfter([4, 1])).toBe(5);
});
