// Which files lie on the disk: originals go, shared content stays while anybody names it, nothing is lost on the way.

import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inTransaction } from '#platform/context.ts';
import type { District } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { keepNamed, removeOrphans, removeUnlessNamed } from './actions-files.ts';
import { reencodePicture, removeUnnamed } from './jobs.ts';
import * as help from './uploads-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const DAY_MINUTES = 24 * 60;

async function send(content: Buffer, who: 'zhou' | 'lin' | 'otherDispatcher' = 'zhou'): Promise<string> {
  const id = newId();
  const client = who === 'otherDispatcher' ? town.as(who, town.otherDistrict) : town.as(who);
  expect(await client.upload(`/attachments/${id}`, content, 'image/jpeg')).toMatchObject({ status: 200 });
  return id;
}

async function name(id: string, who: 'zhou' | 'lin' = 'zhou') {
  const lamp = await help.someCase(town);
  await help.attach(town, help.person(who), [id], { caseId: lamp.id, reportId: lamp.reportId });
  return lamp;
}

/** The file an upload lies in as long as it is not re-encoded. */
async function originalOf(id: string, district?: District): Promise<string> {
  return (await help.rowOf(town, id, district))!.original_hash!;
}

const lies = (hash: string) => town.platform.files.exists(hash);

test('a second run of the job changes nothing, and runs at once do not disturb each other', async () => {
  const id = await send(await help.photo());
  await name(id);
  const runs = [1, 2, 3].map(() => reencodePicture(town.context(), id));
  await Promise.all(runs);
  const row = await help.rowOf(town, id);
  await reencodePicture(town.context(), id);
  expect(await help.rowOf(town, id)).toEqual(row);
  expect(row).toMatchObject({ state: 'ready' });
  expect([await lies(row!.ready_hash!), await lies(row!.thumbnail_hash!), await lies(row!.sent_hash)]).toEqual([
    true,
    true,
    false,
  ]);
});

test('pictures are decoded one at a time, however many jobs come at once', async () => {
  const ids = [await send(await help.photo()), await send(await help.photo()), await send(await help.photo())];
  const { files } = town.platform;
  let [underWay, most, opened] = [0, 0, 0];
  // From the reading of the original to its removal, which is the last thing a job does.
  const watched = {
    ...files,
    async open(hash: string) {
      const found = await files.open(hash);
      const isOriginal = originals.has(hash) && !seen.has(hash);
      if (isOriginal) [underWay, opened] = [underWay + 1, opened + 1];
      if (isOriginal) seen.add(hash);
      most = Math.max(most, underWay);
      return found;
    },
    async remove(hash: string) {
      underWay -= originals.has(hash) ? 1 : 0;
      await files.remove(hash);
    },
  };
  const seen = new Set<string>();
  const originals = new Set(await Promise.all(ids.map((id) => originalOf(id))));
  const ctx = { ...town.context(), platform: { ...town.platform, files: watched } };
  await Promise.all(ids.map((id) => reencodePicture(ctx, id)));
  expect([originals.size, opened, underWay, most]).toEqual([3, 3, 0, 1]);
});

test('the job for an upload that was removed ends without a word', async () => {
  await reencodePicture(town.context(), newId());
  const id = await send(await help.photo());
  await inTransaction(town.context(), ({ db }) => db.deleteFrom('attachments').where('id', '=', id).execute());
  await expect(reencodePicture(town.context(), id)).resolves.toBeUndefined();
});

test('an upload removed while the job works leaves no files behind', async () => {
  const id = await send(await help.photo());
  const before = await filesNow();
  const { files } = town.platform;
  const slow = {
    ...files,
    async put(content: Buffer) {
      await inTransaction(town.context(), ({ db }) => db.deleteFrom('attachments').where('id', '=', id).execute());
      return files.put(content);
    },
  };
  await reencodePicture({ ...town.context(), platform: { ...town.platform, files: slow as typeof files } }, id);
  expect(await help.rowOf(town, id)).toBeUndefined();
  expect((await filesNow()).filter((hash) => !before.includes(hash))).toEqual([]);
});

test('an original that is missing fails the job, so that it comes again and somebody sees it', async () => {
  const id = await send(await help.photo());
  await town.platform.files.remove(await originalOf(id));
  await expect(reencodePicture(town.context(), id)).rejects.toThrow(/is missing/);
  expect(await help.rowOf(town, id)).toMatchObject({ state: 'received' });
});

test('a picture that cannot be decoded is refused later; its case stays, its original goes', async () => {
  const id = await send(await help.brokenPhoto());
  const lamp = await name(id);
  const original = await originalOf(id);
  await reencodePicture(town.context(), id);
  expect(await help.rowOf(town, id)).toMatchObject({ state: 'refused', case_id: lamp.id, ready_hash: null });
  expect(await lies(original)).toBe(false);
  expect(await town.as('zhou').get(`/attachments/${id}`)).toMatchObject({ status: 404 });
});

test('after a day an upload can no longer be named, and goes with its file', async () => {
  const [waiting, named, young] = [
    await send(await help.photo()),
    await send(await help.photo()),
    await send(await help.photo()),
  ];
  await name(named);
  const originals = await Promise.all([waiting, named, young].map((id) => originalOf(id)));
  await inTransaction(town.context(), ({ db }) =>
    db.updateTable('attachments').set({ uploaded_at: '2026-11-19T02:00:00.000Z' }).where('id', '=', young).execute(),
  );
  town.pass(DAY_MINUTES);
  const lamp = await help.someCase(town);
  const late = help.attach(town, help.person('zhou'), [waiting], { caseId: lamp.id, reportId: lamp.reportId });
  await expect(late).rejects.toMatchObject({ slug: 'input-invalid' });
  expect(await removeUnnamed(town.context())).toBeGreaterThanOrEqual(1);
  expect(await removeUnnamed(town.context())).toBe(0);
  expect(
    await Promise.all([waiting, named, young].map(async (id) => (await help.rowOf(town, id)) !== undefined)),
  ).toEqual([false, true, true]);
  expect(await Promise.all(originals.map(lies))).toEqual([false, true, true]);
});

test('the same picture of two people is one file, which stays while one of them names it', async () => {
  const content = await help.photo();
  const [ofZhou, ofLin] = [await send(content), await send(content, 'lin')];
  const original = await originalOf(ofZhou);
  expect(await originalOf(ofLin)).toBe(original);
  await name(ofZhou);
  await reencodePicture(town.context(), ofZhou);
  expect(await lies(original)).toBe(true);
  await reencodePicture(town.context(), ofLin);
  expect(await lies(original)).toBe(false);

  const [kept, removed] = [await help.rowOf(town, ofZhou), await help.rowOf(town, ofLin)];
  expect(removed!.ready_hash).toBe(kept!.ready_hash);
  town.pass(DAY_MINUTES);
  await removeUnnamed(town.context());
  expect(await help.rowOf(town, ofLin)).toBeUndefined();
  expect(await town.as('zhou').get(`/attachments/${ofZhou}`)).toMatchObject({ status: 200 });
});

test('another district naming the same content keeps the file', async () => {
  const content = await help.photo();
  const here = await send(content);
  const there = await send(content, 'otherDispatcher');
  await reencodePicture(town.context(), here);
  expect(await lies(await originalOf(there, town.otherDistrict))).toBe(true);
  await reencodePicture(town.context(undefined, town.otherDistrict), there);
  town.pass(DAY_MINUTES);
  await removeUnnamed(town.context());
  const row = await help.rowOf(town, there, town.otherDistrict);
  expect([await help.rowOf(town, here), await lies(row!.ready_hash!)]).toEqual([undefined, true]);
});

test('an upload is read and named in its own district only', async () => {
  const id = await send(await help.photo(), 'otherDispatcher');
  const lamp = await help.someCase(town);
  const named = help.attach(town, help.person('otherDispatcher'), [id], { caseId: lamp.id, reportId: lamp.reportId });
  await expect(named).rejects.toMatchObject({ slug: 'input-invalid' });
  expect(await help.rowOf(town, id)).toBeUndefined();
});

test('content that is removed while somebody keeps it is kept again', async () => {
  const content = await help.photo();
  const id = newId();
  await keepNamed(town.context(), [content], async ([hash]) => {
    // The row is not there yet, so a removal at this moment takes the file.
    expect(await removeUnlessNamed(town.context(), [hash!])).toBe(1);
    await nameFile(id, hash!);
  });
  expect(await lies(await originalOf(id))).toBe(true);
});

test('content that is named while it is removed is put back', async () => {
  const content = await help.photo();
  const { hash } = await town.platform.files.put(content);
  const { files } = town.platform;
  // The row appears just after the removal has looked for it.
  const racing = {
    ...files,
    async remove(which: string) {
      await nameFile(newId(), which);
      await files.remove(which);
    },
  };
  const removed = await removeUnlessNamed({ ...town.context(), platform: { ...town.platform, files: racing } }, [hash]);
  expect([removed, await lies(hash)]).toEqual([0, true]);
});

test('what a process left behind between file and row is found and removed, nothing else', async () => {
  const id = await send(await help.photo());
  const { hash } = await town.platform.files.put(Buffer.from('left behind'));
  const named = await originalOf(id);
  expect(await removeOrphans(town.context())).toBeGreaterThanOrEqual(1);
  expect([await lies(hash), await lies(named)]).toEqual([false, true]);
  expect(await removeOrphans(town.context())).toBe(0);
});

test('while a backup reads rows and files nothing is removed; the nightly look does it afterwards', async () => {
  const id = await send(await help.photo());
  const original = await originalOf(id);
  const release = await town.platform.files.holdRemovals();
  await reencodePicture(town.context(), id);
  expect((await help.rowOf(town, id))!.original_hash).toBeNull();
  expect(await removeOrphans(town.context())).toBe(0);
  expect(await lies(original)).toBe(true);
  await release();
  expect(await removeOrphans(town.context())).toBeGreaterThanOrEqual(1);
  expect(await lies(original)).toBe(false);
});

test('a district that cannot answer stops every removal', async () => {
  const { hash } = await town.platform.files.put(Buffer.from('perhaps named there'));
  await town.database.asOwner((connection) => connection.exec('alter table d_chengan.attachments rename to away'));
  await expect(removeUnlessNamed(town.context(), [hash])).rejects.toThrow();
  await town.database.asOwner((connection) => connection.exec('alter table d_chengan.away rename to attachments'));
  expect(await lies(hash)).toBe(true);
});

test('a small picture is served as small as it came', async () => {
  const tiny = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#345' } })
    .png()
    .toBuffer();
  const id = await send(tiny);
  await name(id);
  await reencodePicture(town.context(), id);
  const { bytes } = await help.served(town, `/attachments/${id}`, help.bearer('zhou'));
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 40, height: 30, format: 'jpeg' });
});

async function nameFile(id: string, hash: string): Promise<void> {
  const file = { kind: 'picture', content_type: 'image/jpeg', size_bytes: 1, sent_hash: hash, original_hash: hash };
  const row = { ...file, id, audience: 'staff', state: 'received', sender: 'system', uploaded_at: town.now() };
  await inTransaction(town.context(), ({ db }) => db.insertInto('attachments').values(row).execute());
}

async function filesNow(): Promise<string[]> {
  const hashes = [];
  for await (const { hash } of town.platform.files.list()) hashes.push(hash);
  return hashes;
}
