// What is odd about pictures: last month's sent again, taken elsewhere, taken before the work; told to who checks, to nobody else.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { reencodePicture } from '#modules/attachments/jobs.ts';
import { newId } from '#shared/ids.ts';

import { move } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Client, Town } from '../../../../test/town.ts';
import { mistakes, rows, signed } from '../played-for-tests.ts';
import type { WithOrder } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const scene = (name: string) => readFileSync(join(import.meta.dirname, `../../../../seeds/pictures/${name}.jpg`));

async function send(client: Client, content: Buffer): Promise<string> {
  const id = newId();
  expect((await client.upload(`/attachments/${id}`, content, 'image/jpeg')).status).toBe(200);
  await reencodePicture(town.context(), id);
  return id;
}

async function workedOn(content?: Buffer): Promise<WithOrder & { picture: string }> {
  const played = await signed(town);
  const receiver = town.as('roadReceiver');
  const picture = content === undefined ? '' : await send(receiver, content);
  await move(town, receiver, played.id, 'feedback', {
    workOrderId: played.orderId,
    evidence: ['photo'],
    ...(content === undefined ? {} : { attachmentIds: [picture] }),
  });
  return { ...played, picture };
}

const hints = async (who: Client, id: string) => (await who.get(`/cases/${id}/picture-hints`)).json.pictures;

test('last month’s picture, made smaller and sent again, is told as the same one, with the matter it came with', async () => {
  const first = await workedOn(scene('manhole-after'));
  expect(await hints(town.as('zhou'), first.id)).toEqual([]);
  const again = await sharp(scene('manhole-after')).resize({ width: 400 }).jpeg({ quality: 60 }).toBuffer();
  const second = await workedOn(again);
  expect(await hints(town.as('zhou'), second.id)).toEqual([
    {
      attachmentId: second.picture,
      hints: [
        {
          reason: 'copy',
          of: { id: first.id, number: first.number, attachmentId: first.picture },
          isOfSameCase: false,
          at: expect.any(String),
        },
      ],
    },
  ]);
});

test('a verifier from the next grid is told the day, not the matter; of a secret one nothing is told', async () => {
  const first = await workedOn(scene('lamp-after'));
  const second = await workedOn(await sharp(scene('lamp-after')).jpeg({ quality: 50 }).toBuffer());
  await move(town, 'lin', second.id, 'sendToVerify', { verifierAccountId: ground.people.he.id });
  const [told] = await hints(town.as('he'), second.id);
  expect(told.hints).toMatchObject([{ reason: 'copy', of: null, isOfSameCase: false }]);
  await rows(town, "update d_yunting.cases set secrecy = 'confidential' where id = $1", [first.id]);
  expect(await hints(town.as('he'), second.id)).toEqual([]);
  expect(await hints(town.as('zhou'), second.id)).toEqual([]);
});

test('neither the organisation nor the reporter is told; nobody is refused anything because of it', async () => {
  await workedOn(scene('tree-after'));
  const { id, link } = await workedOn(scene('tree-after'));
  expect((await town.as('roadReceiver').get(`/cases/${id}/picture-hints`)).status).toBe(404);
  expect((await town.withLink(link).get(`/cases/${id}/picture-hints`)).status).not.toBe(200);
  expect((await town.as('jinDispatcher').get(`/cases/${id}/picture-hints`)).status).toBe(404);
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
});

test('taken far away and before the work began, both are told with their reason', async () => {
  const elsewhere = await sharp(scene('bin-after'))
    .jpeg()
    .withExif({
      IFD2: { DateTimeOriginal: '2026:11:10 08:55:30', OffsetTimeOriginal: '+08:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '40/1 2/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '95/1 3/1 0/1' },
    })
    .toBuffer();
  const { id } = await workedOn(elsewhere);
  const [told] = await hints(town.as('zhou'), id);
  expect(told.hints).toMatchObject([
    { reason: 'farAway', metres: expect.any(Number) },
    { reason: 'tooOld', takenAt: '2026-11-10T00:55:30.000Z' },
  ]);
});

test('without any picture nothing is told, and the case is verified all the same', async () => {
  const { id } = await workedOn();
  expect(await hints(town.as('zhou'), id)).toEqual([]);
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
});
