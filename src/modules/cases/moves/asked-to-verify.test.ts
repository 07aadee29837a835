// Sent to verification without a name: the nearest person who did not handle it is asked, and nobody else learns who.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, rowOf } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import { fedBack, mistakes, road, rows } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
beforeEach(async () => {
  await rows(town, "delete from d_yunting.posts where granted_by = '00000000-0000-7000-8000-000000000001'");
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

async function givePost(name: PersonName, post: { role?: string; path?: string; grid?: string; deputyOf?: string }) {
  const gridId = post.grid === undefined ? null : ground.grids[post.grid]?.id;
  await rows(
    town,
    `insert into d_yunting.posts (id, account_id, role, path, grid_id, organisation_id, deputy_of, from_on, granted_by, granted_at)
     values ($1, $2, $3, $4, $5, $6, $7, '2026-01-01', '00000000-0000-7000-8000-000000000001', now())`,
    [
      newId(),
      ground.people[name].id,
      post.role ?? 'orgHandler',
      post.grid ?? '/yunting/',
      gridId,
      gridId === null ? road.id : null,
      post.deputyOf ?? null,
    ],
  );
}

async function asked(): Promise<{ id: string; verifierId: unknown }> {
  const { id } = await fedBack(town);
  await move(town, 'lin', id, 'sendToVerify');
  return { id, verifierId: (await rowOf(town, id)).verifier_id };
}

test('the grid’s own worker sees it anyway: nobody is asked by name', async () => {
  expect((await asked()).verifierId).toBeNull();
});

test('the worker belongs to the organisation that handled it: the neighbour is asked, sees it and verifies it', async () => {
  await givePost('zhou', {});
  const { id, verifierId } = await asked();
  expect(verifierId).toBe(ground.people.he.id);
  const seen = await town.as('roadReceiver').get(`/cases/${id}`);
  expect(seen.text).not.toContain(ground.people.he.id);
  expect(seen.text).not.toContain(ground.people.he.name);
  expect((await town.as('he').get(`/cases/${id}`)).json.allowed).toContain('verify');
  expect(await move(town, 'he', id, 'verify', { outcome: 'solved' })).toMatchObject({ status: 'verifying' });
});

test('a deputy of the grid is asked before the neighbour', async () => {
  await givePost('zhou', {});
  await givePost('tang', {
    role: 'gridWorker',
    grid: '/yunting/jg/cw/g03/',
    deputyOf: ground.people.zhou.posts[0]!.id,
  });
  expect((await asked()).verifierId).toBe(ground.people.tang.id);
});

test('of two neighbours the nearer one is asked', async () => {
  await givePost('zhou', {});
  await givePost('tang', { role: 'gridWorker', grid: '/yunting/jg/cw/g01/' });
  expect((await asked()).verifierId).toBe(ground.people.he.id);
});

test('when all grids handled it the community is asked, and when everybody did, nobody', async () => {
  await givePost('zhou', {});
  await givePost('he', {});
  expect((await asked()).verifierId).toBe(ground.people.shen.id);
  await givePost('shen', {});
  expect((await asked()).verifierId).toBeNull();
});

test('a secret matter is not shown to a neighbour because nobody was named', async () => {
  await givePost('zhou', {});
  const { id } = await fedBack(town);
  await rows(town, "update d_yunting.cases set secrecy = 'confidential' where id = $1", [id]);
  await move(town, 'guo', id, 'sendToVerify');
  expect((await rowOf(town, id)).verifier_id).toBeNull();
  expect((await town.as('he').get(`/cases/${id}`)).status).toBe(404);
});
