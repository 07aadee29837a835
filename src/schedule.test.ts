// What runs by the clock and has no test beside the work itself.

import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { openTown } from '../test/town.ts';
import type { Town } from '../test/town.ts';
import { photo } from './modules/attachments/uploads-for-tests.ts';
import { SCHEDULE } from './schedule.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('the nightly look removes files that no row of any district names and uploads that broke off, and no other', async () => {
  const { files } = town.platform;
  const uploads = [town.as('zhou'), town.as('otherDispatcher', town.otherDistrict)];
  for (const client of uploads)
    expect((await client.upload(`/attachments/${newId()}`, await photo(), 'image/jpeg')).status).toBe(200);
  const named = (await Array.fromAsync(files.list())).map(({ hash }) => hash);
  const orphan = await files.put(Buffer.from('left behind'));
  // An upload that broke off with its process, two days ago by the town's clock, and one that is under way.
  const incoming = join(town.platform.settings.filesDirectory, 'incoming');
  for (const name of ['broken', 'coming']) writeFileSync(join(incoming, name), 'half');
  const before = new Date(Date.parse(town.now()) - 48 * 3_600_000);
  utimesSync(join(incoming, 'broken'), before, before);
  await SCHEDULE['attachments.removeOrphans'].run(town.platform);
  expect((await Array.fromAsync(files.list())).map(({ hash }) => hash)).toEqual(named);
  expect(named).not.toContain(orphan.hash);
  expect(named.length).toBeGreaterThan(1);
  expect(readdirSync(incoming)).toEqual(['coming']);
});
