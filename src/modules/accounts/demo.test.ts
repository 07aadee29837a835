// 演示身份: who can be entered as is told in demo districts alone, with nothing beyond name and post.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { ANONYMOUS } from '#platform/context.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { listDemoPeople } from './demo.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await town.database.asOwner(({ query }) =>
    query('update shared.accounts set is_demo = name = any($1)', [['周敏', '许工']]),
  );
});
afterAll(() => town.close());

test('a stranger reads name, post and place of the demo people, and no phone or sign-in name', async () => {
  const { json, text } = await town.stranger().get('/demo-people');
  expect(json.people).toEqual([
    expect.objectContaining({ name: '许工', role: 'orgReceiver', where: '市政养护所' }),
    expect.objectContaining({ name: '周敏', role: 'gridWorker', where: '旧港第3网格' }),
  ]);
  expect(Object.keys(json.people[0]).sort()).toEqual(['accountId', 'isOfTheCast', 'name', 'role', 'title', 'where']);
  expect(text).not.toMatch(/1005550/);
});

test('whoever is suspended or has no demo account is not named', async () => {
  await town.database.asOwner(({ query }) =>
    query('update shared.accounts set suspended_at = now() where name = $1', ['许工']),
  );
  const { json } = await town.stranger().get('/demo-people');
  expect(json.people.map(({ name }: { name: string }) => name)).toEqual(['周敏']);
});

test('in a district that is no demo nobody is named', async () => {
  const real = { ...town.context(ANONYMOUS), district: { ...town.district, isDemo: false } };
  expect(await listDemoPeople(real)).toEqual([]);
});
