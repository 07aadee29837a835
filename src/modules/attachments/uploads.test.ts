// Sending pictures and recordings, and naming them in a case: what is taken, from whom, how much.

import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { MAX_UNNAMED_PER_HOUR } from './rules.ts';
import * as help from './uploads-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('the first bytes decide, whatever the file is called', async () => {
  const put = async (content: Buffer, type = 'image/jpeg') => {
    const { status, json } = await town.as('zhou').upload(help.whole(newId()), content, type);
    return [status, json.reason, json.format];
  };
  const gif = await sharp(await help.photo())
    .gif()
    .toBuffer();
  const bomb = await sharp({ create: { width: 9000, height: 6000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  expect(await put(Buffer.from('这不是照片'))).toEqual([422, 'not-a-picture-or-recording', undefined]);
  expect(await put(Buffer.alloc(0))).toEqual([422, 'not-a-picture-or-recording', undefined]);
  expect(await put(gif)).toEqual([422, 'format-not-accepted', 'gif']);
  expect(await put(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'))).toEqual([
    422,
    'format-not-accepted',
    'heic',
  ]);
  expect(await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))).toEqual([
    422,
    'format-not-accepted',
    'svg',
  ]);
  expect(await put(bomb)).toEqual([422, 'too-many-pixels', undefined]);
  expect(await put(Buffer.concat([help.voice('x'), Buffer.alloc(6 * 1024 * 1024)]), 'audio/amr')).toEqual([
    422,
    'too-large',
    undefined,
  ]);
  expect(await put(await help.photo(), 'application/octet-stream')).toEqual([200, undefined, undefined]);
});

test('a refusal says what is accepted', async () => {
  const reply = await town.as('zhou').upload(help.whole(newId()), Buffer.from('text'), 'image/jpeg');
  expect(reply.json).toMatchObject({
    type: '/problems/file-not-accepted',
    allowed: expect.arrayContaining(['image/jpeg', 'image/png', 'image/webp', 'audio/mp4']),
  });
});

test('bytes go only where bytes are wanted, JSON only where JSON is', async () => {
  const put = (path: string, content: Buffer, type: string) => town.as('admin').upload(path, content, type);
  const words = Buffer.from('{"words":"灯不亮"}');
  expect(await put(help.whole(newId()), words, 'application/json')).toMatchObject({ status: 415 });
  expect(await put(help.whole(newId()), words, 'text/plain')).toMatchObject({ status: 415 });
  expect(await town.raw({ 'content-type': 'image/jpeg' }).post('/api/yunting/cases', words)).toMatchObject({
    status: 422,
  });
  const disguised = await town.app.server.inject({
    method: 'POST',
    url: '/api/yunting/cases',
    headers: { 'content-type': 'image/jpeg' },
    payload: words,
  });
  expect(disguised.statusCode).toBe(415);
  expect(await put(help.whole(newId()), Buffer.alloc(15 * 1024 * 1024 + 1), 'image/png')).toMatchObject({
    status: 413,
    json: { type: '/problems/too-large' },
  });
  const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  expect(await put('/accounts/sheet', Buffer.from('no workbook'), workbook)).toMatchObject({
    status: 422,
    json: { type: '/problems/sheet-unreadable' },
  });
});

test('the same upload again gets the same answer, anything else under its id none', async () => {
  const [first, other] = [await help.photo(), await help.photo()];
  const id = newId();
  const answers = await Promise.all([1, 2, 3].map(() => town.as('zhou').upload(help.whole(id), first, 'image/jpeg')));
  expect(answers.map(({ status, json }) => [status, json])).toEqual(
    Array.from({ length: 3 }, () => [200, { id, kind: 'picture' }]),
  );
  expect(await town.as('zhou').upload(help.whole(id), other, 'image/jpeg')).toMatchObject({
    status: 409,
    json: { type: '/problems/id-taken' },
  });
  expect(await town.as('lin').upload(help.whole(id), first, 'image/jpeg')).toMatchObject({
    status: 409,
    json: { type: '/problems/id-taken' },
  });
  expect(await town.stranger().upload(help.whole(id), first, 'image/jpeg')).toMatchObject({ status: 409 });
});

test('an id that was not made at random is refused: it is the proof of who sent the picture', async () => {
  const reply = await town
    .stranger()
    .upload(help.whole('11111111-1111-4111-8111-111111111111'), await help.photo(), 'image/jpeg');
  expect(reply).toMatchObject({ status: 422, json: { errors: [{ pointer: '/id', in: 'path' }] } });
});

test("only the sender's own waiting uploads can be named, and each wrong one is told", async () => {
  const [own, linsOwn, strangers] = [
    await help.sendAs(town, 'zhou', await help.photo()),
    await help.sendAs(town, 'lin', await help.photo()),
    await help.sendAs(town, 'stranger', await help.photo()),
  ];
  const lamp = await help.someCase(town);
  const to = { caseId: lamp.id, reportId: lamp.reportId };
  await expect(
    help.attach(town, help.person('zhou'), [own, linsOwn, newId(), own, strangers], to),
  ).rejects.toMatchObject({
    slug: 'input-invalid',
    extras: { errors: [1, 2, 3, 4].map((index) => ({ pointer: `/attachmentIds/${index}`, in: 'body' })) },
  });
  expect(await help.rowOf(town, own)).toMatchObject({ case_id: null });
  await expect(help.attach(town, help.anybody, [own], to)).rejects.toMatchObject({ slug: 'input-invalid' });
  await help.attach(town, help.person('zhou'), [own], to);
  await expect(help.attach(town, help.person('zhou'), [own], to)).rejects.toMatchObject({ slug: 'input-invalid' });
});

test('two cases that name one upload at once: one gets it', async () => {
  const id = await help.sendAs(town, 'zhou', await help.photo());
  const [lamp, pipe] = [await help.someCase(town), await help.someCase(town)];
  const named = await Promise.allSettled(
    [lamp, pipe].map((each) =>
      help.attach(town, help.person('zhou'), [id], { caseId: each.id, reportId: each.reportId }),
    ),
  );
  expect(named.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('an address without a session has at most thirty uploads waiting within an hour, also when they come at once', async () => {
  const home = help.fromAddress(town, '10.9.9.9');
  const send = () => home.upload(help.whole(newId()), help.voice(newId()), 'audio/amr');
  const answers = await Promise.all(Array.from({ length: MAX_UNNAMED_PER_HOUR + 5 }, send));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(MAX_UNNAMED_PER_HOUR);
  const refused = await send();
  expect(refused).toMatchObject({ status: 429, json: { type: '/problems/too-many-tries', retryAfterSeconds: 3600 } });
  expect(
    await help.fromAddress(town, '10.9.9.10').upload(help.whole(newId()), help.voice('x'), 'audio/amr'),
  ).toMatchObject({
    status: 200,
  });

  const lamp = await help.someCase(town);
  const named = answers.find(({ status }) => status === 200)!.json.id;
  await help.attach(town, help.anybody, [named], { caseId: lamp.id, reportId: lamp.reportId });
  expect(await help.rowOf(town, named)).toMatchObject({ address_index: null });
  expect(await send()).toMatchObject({ status: 200 });
});

test('the address of a sender is stored only as a keyed hash', async () => {
  const id = newId();
  await help.fromAddress(town, '10.77.66.55').upload(help.whole(id), help.voice('x'), 'audio/amr');
  const row = await help.rowOf(town, id);
  expect(row!.address_index).toMatch(/^.{20,}$/);
  expect(JSON.stringify(row)).not.toContain('10.77.66.55');
});
