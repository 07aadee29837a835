// Heavy work one after another.

import { expect, test } from 'vitest';

import { turnsOf } from './turns.ts';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

test('what is asked for at once is done one after another, in order, also after one has failed', async () => {
  const turns = turnsOf({ mostWaiting: 5 });
  const seen: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      seen.push(`${name} begins`);
      await tick();
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const asked = await Promise.allSettled([
    turns.take(work('one')),
    turns.take(work('two', true)),
    turns.take(work('three')),
  ]);
  expect(seen).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends']);
  expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('when too much waits the next is told when to come again, and later there is room', async () => {
  const turns = turnsOf({ mostWaiting: 1 });
  const running = [turns.take(tick), turns.take(tick)];
  expect(() => turns.take(tick)).toThrow(expect.objectContaining({ slug: 'too-many-tries' }));
  await Promise.all(running);
  await expect(turns.take(async () => 'done')).resolves.toBe('done');
});
