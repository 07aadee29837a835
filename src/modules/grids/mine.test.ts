// My posts: where I serve, by the names of the places; nobody else's.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('a worker reads the grid and its community, a neighbour the micro-grid, an officer the area', async () => {
  expect((await town.as('zhou').get('/my-posts')).json.posts).toMatchObject([
    { role: 'gridWorker', name: '旧港第3网格', communityName: '船坞新村', isMicroGrid: false, isStandBy: false },
  ]);
  expect((await town.as('wu').get('/my-posts')).json.posts).toMatchObject([
    { role: 'microGridMember', name: '3栋4栋微网格', isMicroGrid: true },
  ]);
  expect((await town.as('shen').get('/my-posts')).json.posts).toMatchObject([
    { role: 'communityOfficer', name: '船坞新村', gridId: null },
  ]);
  expect((await town.as('roadReceiver').get('/my-posts')).json.posts).toEqual([]);
});

test('a deputy stands by while the principal is in post', async () => {
  await town.database.asOwner(({ query }) =>
    query(
      `insert into d_yunting.posts (id, account_id, role, path, grid_id, deputy_of, from_on, granted_at)
       values ($1, $2, 'gridWorker', '/yunting/jg/cw/g03/', $3, $4, '2026-01-01', now())`,
      [newId(), ground.people.he.id, ground.grids['/yunting/jg/cw/g03/']!.id, ground.people.zhou.posts[0]!.id],
    ),
  );
  const posts = (await town.as('he').get('/my-posts')).json.posts as { name: string; isStandBy: boolean }[];
  expect(posts.map(({ name, isStandBy }) => [name, isStandBy])).toEqual([
    ['旧港第3网格', true],
    ['旧港第4网格', false],
  ]);
});

test('whoever is not signed in has no posts to read', async () => {
  expect((await town.stranger().get('/my-posts')).status).toBe(401);
});
