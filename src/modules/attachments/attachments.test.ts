// Who sees which picture and hears which recording, through HTTP.

import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inTransaction } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { newToken } from '#shared/short-code.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { followMovedReports, listAttachments } from './actions.ts';
import { reencodePicture } from './jobs.ts';
import * as help from './uploads-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test('a resident sends a picture before the report; what is served says neither where nor when', async () => {
  const content = await help.photo();
  expect((await sharp(content).metadata()).exif).toBeDefined();
  const id = newId();
  expect(await town.stranger().upload(help.whole(id), content, 'image/jpeg')).toMatchObject({
    status: 200,
    json: { id, kind: 'picture' },
  });
  const lamp = await help.someCase(town);
  await help.attach(town, help.anybody, [id], { caseId: lamp.id, reportId: lamp.reportId });
  const original = (await help.rowOf(town, id))!.original_hash!;
  expect(await town.platform.files.exists(original)).toBe(true);
  await reencodePicture(town.context(), id);

  const picture = await help.served(town, help.whole(id), help.bearer('zhou'));
  expect(picture.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': 'inline',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=86400, immutable',
    'content-length': String(picture.bytes.length),
  });
  const { exif, xmp, icc, iptc, width } = await sharp(picture.bytes).metadata();
  expect({ exif, xmp, icc, iptc, width }).toEqual({ width: 640 });
  const small = await help.served(town, help.thumbnail(id), help.bearer('zhou'));
  expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 400, format: 'jpeg' });
  const row = await help.rowOf(town, id);
  expect(row).toMatchObject({ state: 'ready', taken_at: '2026-11-19T00:55:30.000Z', original_hash: null });
  expect([row!.taken_longitude, row!.taken_latitude]).toEqual([expect.closeTo(95.0055, 6), expect.closeTo(40.0015, 6)]);
  expect(await town.platform.files.exists(original)).toBe(false);
});

test('a report over HTTP names what was uploaded, and tells which of it cannot be named', async () => {
  const id = await help.sendAs(town, 'stranger', await help.photo());
  const zhous = await help.sendAs(town, 'zhou', await help.photo());
  const place = { ...ground.pointInG03, crs: 'WGS84' };
  const report = (attachmentIds: string[]) =>
    town.stranger().post('/cases', {
      id: newId(),
      reportId: newId(),
      secret: newToken(),
      words: '楼道灯不亮',
      place,
      attachmentIds,
    });
  expect(await report([id, zhous])).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/attachmentIds/1', in: 'body' }] },
  });
  const receipt = await report([id]);
  expect(receipt).toMatchObject({ status: 201 });
  await reencodePicture(town.context(), id);
  expect(await town.withLink(receipt.json.link).get(help.whole(id))).toMatchObject({ status: 200 });
  expect(await town.as('zhou').get(help.whole(id))).toMatchObject({ status: 200 });
  expect(await town.as('tang').get(help.whole(id))).toMatchObject({ status: 404 });
});

test('until it is re-encoded a picture is not served to anybody', async () => {
  const id = await help.sendAs(town, 'zhou', await help.photo());
  const lamp = await help.someCase(town);
  await help.attach(town, help.person('zhou'), [id], { caseId: lamp.id, reportId: lamp.reportId });
  const reply = await town.as('zhou').get(help.whole(id));
  expect(reply).toMatchObject({
    status: 409,
    headers: { 'retry-after': '3' },
    json: { type: '/problems/attachment-not-ready', retryAfterSeconds: 3 },
  });
  expect(await town.as('zhou').get(help.thumbnail(id))).toMatchObject({ status: 409 });
});

test('a link names what was sent with this link', async () => {
  const lamp = await help.someCase(town);
  const other = await help.someCase(town);
  const id = newId();
  expect(await town.withLink(lamp.token).upload(help.whole(id), await help.photo(), 'image/jpeg')).toMatchObject({
    status: 200,
  });
  const through = (linkId: string) => ({ ...help.anybody, kind: 'reporterLink' as const, linkId });
  await expect(
    help.attach(town, through(other.linkId), [id], { caseId: other.id, reportId: other.reportId }),
  ).rejects.toMatchObject({ slug: 'input-invalid' });
  await help.attach(town, through(lamp.linkId), [id], { caseId: lamp.id, reportId: lamp.reportId });
  await reencodePicture(town.context(), id);
  expect(await town.withLink(lamp.token).get(help.whole(id))).toMatchObject({ status: 200 });
  expect(await town.withLink(other.token).get(help.whole(id))).toMatchObject({ status: 404 });
});

test('before a case names it nobody reads an upload, and outside the area nobody at all', async () => {
  const id = await help.sendAs(town, 'zhou', await help.photo());
  await reencodePicture(town.context(), id);
  expect(await town.as('zhou').get(help.whole(id))).toMatchObject({ status: 404 });
  const lamp = await help.someCase(town);
  await help.attach(town, help.person('zhou'), [id], { caseId: lamp.id, reportId: lamp.reportId });
  const statuses = await Promise.all([
    town.as('zhou').get(help.whole(id)),
    town.as('lin').get(help.whole(id)),
    town.as('tang').get(help.whole(id)),
    town.as('roadReceiver').get(help.whole(id)),
    town.as('nobody').get(help.whole(id)),
    town.as('otherDispatcher', town.otherDistrict).get(help.whole(id)),
    town.stranger().get(help.whole(id)),
    town.as('zhou').get(help.whole('not-an-id')),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 404, 404, 404, 404, 401, 422]);
});

test('an organisation sees the picture of the problem and never hears the reporter', async () => {
  const [picture, recording, later] = [
    await help.sendAs(town, 'stranger', await help.photo()),
    await help.sendAs(town, 'stranger', help.voice('灯不亮'), 'audio/amr'),
    await help.sendAs(town, 'stranger', help.voice('还是不亮'), 'audio/amr'),
  ];
  const lamp = await help.someCase(town, { organisationId: ground.organisation('road').id });
  await help.attach(town, help.anybody, [picture, recording], { caseId: lamp.id, reportId: lamp.reportId });
  await help.attach(town, help.anybody, [later], {
    caseId: lamp.id,
    moveId: await help.someMove(town, lamp.id, 'supplement'),
  });
  await reencodePicture(town.context(), picture);
  const statusesFor = async (name: 'roadReceiver' | 'zhou') =>
    Promise.all([picture, recording, later].map(async (id) => (await town.as(name).get(help.whole(id))).status));
  expect(await statusesFor('roadReceiver')).toEqual([200, 404, 404]);
  expect(await statusesFor('zhou')).toEqual([200, 200, 200]);
  const heard = await help.served(town, help.whole(recording), `Link ${lamp.token}`);
  expect([heard.status, heard.headers['content-type'], heard.bytes]).toEqual([200, 'audio/amr', help.voice('灯不亮')]);
  expect(await town.as('zhou').get(help.thumbnail(recording))).toMatchObject({ status: 404 });
  const listed = (name: 'roadReceiver' | 'zhou') =>
    inTransaction(
      town.context({ ...help.person(name), organisationIds: name === 'zhou' ? [] : [ground.organisation('road').id] }),
      ({ db }) => listAttachments(db, lamp.id),
    );
  expect(await listed('roadReceiver')).toEqual([{ id: picture, kind: 'picture', state: 'ready', moveId: null }]);
});

test('whoever reported sees what came of it, not what other voices sent', async () => {
  const [own, others, result] = [
    await help.sendAs(town, 'stranger', help.voice('一'), 'audio/amr'),
    await help.sendAs(town, 'stranger', await help.photo()),
    await help.sendAs(town, 'roadReceiver', help.voice('已换好'), 'audio/amr'),
  ];
  const lamp = await help.someCase(town);
  const second = await help.someCase(town);
  await help.attach(town, help.anybody, [own], { caseId: lamp.id, reportId: lamp.reportId });
  await help.attach(town, help.anybody, [others], { caseId: second.id, reportId: second.reportId });
  const feedback = await help.someMove(town, lamp.id, 'feedback');
  await help.attach(town, help.person('roadReceiver'), [result], { caseId: lamp.id, moveId: feedback });
  await reencodePicture(town.context(), others);
  // The second voice is merged into the first case with what it sent; a report link has no way to the case itself.
  await inTransaction(town.context(), async (ctx) => {
    await ctx.db.updateTable('case_reports').set({ case_id: lamp.id }).where('id', '=', second.reportId).execute();
    await ctx.db.deleteFrom('case_access').where('way', '=', 'link').execute();
    await followMovedReports(ctx, [lamp.id, second.id]);
  });
  const statuses = (token: string) =>
    Promise.all([own, others, result].map(async (id) => (await town.withLink(token).get(help.whole(id))).status));
  expect(await statuses(lamp.token)).toEqual([200, 404, 200]);
  expect(await statuses(second.token)).toEqual([404, 200, 200]);
  const listed = await inTransaction(town.context(), ({ db }) => listAttachments(db, lamp.id));
  expect(new Map(listed.map(({ id, moveId }) => [id, moveId]))).toEqual(
    new Map([
      [own, null],
      [others, null],
      [result, feedback],
    ]),
  );
});

test('what an organisation says with its feedback is heard by it and by staff', async () => {
  const recording = await help.sendAs(town, 'roadReceiver', help.voice('已换好'), 'audio/amr');
  const lamp = await help.someCase(town, { organisationId: ground.organisation('road').id });
  await help.attach(town, help.person('roadReceiver'), [recording], {
    caseId: lamp.id,
    moveId: await help.someMove(town, lamp.id, 'feedback'),
  });
  expect(await town.as('roadReceiver').get(help.whole(recording))).toMatchObject({ status: 200 });
  expect(await town.as('lin').get(help.whole(recording))).toMatchObject({ status: 200 });
});

test('a district may take the right to see attachments from a role; a matter of one’s own stays open', async () => {
  const id = await help.sendAs(town, 'zhou', await help.photo());
  const lamp = await help.someCase(town, { reporterId: ground.people.shen.id });
  await help.attach(town, help.person('zhou'), [id], { caseId: lamp.id, reportId: lamp.reportId });
  const others = await help.sendAs(town, 'zhou', help.voice('x'), 'audio/amr');
  const pipe = await help.someCase(town);
  await help.attach(town, help.person('zhou'), [others], { caseId: pipe.id, reportId: pipe.reportId });
  await reencodePicture(town.context(), id);
  await inTransaction(town.context(), ({ db }) =>
    db
      .insertInto('role_permissions')
      .values({
        role: 'communityOfficer',
        permission: 'attachment.read',
        is_granted: false,
        changed_at: town.now(),
        changed_by: ground.people.admin.id,
      })
      .execute(),
  );
  expect(await town.as('shen').get(help.whole(others))).toMatchObject({
    status: 403,
    json: { permission: 'attachment.read' },
  });
  expect(await town.as('shen').get(help.whole(id))).toMatchObject({ status: 200 });
});
