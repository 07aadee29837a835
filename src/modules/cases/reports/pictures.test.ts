// What reporters send goes where their voice goes: merged, taken back, added later; and no other reporter sees or hears it.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../../test/play.ts';
import type { Played } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Client, Town } from '../../../../test/town.ts';
import { closed, mistakes, road } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

let sent = 0;

/** A voice recording, or the least PNG; a picture that is seen but not freed of its data yet is answered with 409. */
async function send(client: Client, kind: 'recording' | 'picture'): Promise<string> {
  const id = newId();
  sent += 1;
  const content = kind === 'recording' ? Buffer.from(`#!AMR\n<${sent}`) : PNG;
  const reply = await client.upload(`/attachments/${id}`, content, kind === 'recording' ? 'audio/amr' : 'image/png');
  expect(reply.status, reply.text).toBe(200);
  return id;
}

// prettier-ignore
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function reportedWithVoice(words: string): Promise<Played & { recording: string; picture: string }> {
  const [recording, picture] = [await send(town.stranger(), 'recording'), await send(town.stranger(), 'picture')];
  return { ...(await report(town.stranger(), { words, attachmentIds: [recording, picture] })), recording, picture };
}

const statuses = (client: Client, ...ids: string[]) =>
  Promise.all(ids.map(async (id) => (await client.get(`/attachments/${id}`)).status));
const listed = async (caseId: string): Promise<string[]> =>
  (await town.as('shen').get(`/cases/${caseId}`)).json.attachments.map(({ id }: { id: string }) => id).sort();

test('merged, a voice takes along what it sent; undone, it takes it back', async () => {
  const [first, second] = [await reportedWithVoice('井盖响'), await reportedWithVoice('井盖太吵')];
  const [own, others] = [
    [first.recording, first.picture],
    [second.recording, second.picture],
  ];
  await move(town, 'shen', second.id, 'merge', { targetId: first.id });
  expect(await listed(first.id)).toEqual([...own, ...others].sort());
  expect(await listed(second.id)).toEqual([]);
  expect(await statuses(town.withLink(first.link), ...own, ...others)).toEqual([200, 409, 404, 404]);
  expect(await statuses(town.withLink(second.link), ...own, ...others)).toEqual([404, 404, 200, 409]);

  const later = await send(town.withLink(second.link), 'recording');
  const laterPicture = await send(town.withLink(second.link), 'picture');
  await move(town, town.withLink(second.link), first.id, 'supplement', {
    words: '今晚又响',
    attachmentIds: [later, laterPicture],
  });
  expect(await statuses(town.withLink(second.link), later, laterPicture)).toEqual([200, 409]);
  expect(await statuses(town.withLink(first.link), later, laterPicture)).toEqual([404, 404]);

  await move(town, 'shen', second.id, 'unmerge');
  expect(await listed(first.id)).toEqual([...own].sort());
  expect(await listed(second.id)).toEqual([...others, later, laterPicture].sort());
});

test('an organisation sees the pictures of all voices and hears none of them', async () => {
  const played = await reportedWithVoice('井盖响');
  const later = await send(town.withLink(played.link), 'picture');
  await move(town, town.withLink(played.link), played.id, 'supplement', { words: '又响', attachmentIds: [later] });
  await move(town, 'lin', played.id, 'file', { classCode: 'manholeCover' });
  await move(town, 'lin', played.id, 'dispatch', { organisationId: road.id, newWorkOrderId: newId() });
  expect(await statuses(town.as('roadReceiver'), played.recording, played.picture, later)).toEqual([404, 409, 409]);
});

test('who reported signed in, or says that it is not solved, hears the own words again', async () => {
  const mine = await report(town.as('nobody'));
  const added = await send(town.as('nobody'), 'recording');
  await move(town, town.as('nobody'), mine.id, 'supplement', { words: '补充', attachmentIds: [added] });
  expect(await statuses(town.as('nobody'), added)).toEqual([200]);

  const done = await closed(town);
  const again = await send(town.withLink(done.link), 'recording');
  await move(town, town.withLink(done.link), done.id, 'reopen', { words: '又响了', attachmentIds: [again] });
  expect(await statuses(town.withLink(done.link), again)).toEqual([200]);
});
