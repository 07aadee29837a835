// The incidents of the model places, played from the first word to the last: pipe, cables, rubbish bags.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const waterCrew = ground.organisation('waterCrew2');
const cableCrew = ground.organisation('cableCrew');

/** What the duty phone does with the text message: ask for the code, open the order. */
async function openOrder(orderId: string) {
  const token = await town.orderLink(orderId);
  await town.stranger().post('/order-link-codes', { link: token });
  const code = /验证码 (\d{6})/.exec(town.sent.at(-1)?.words ?? '')?.[1];
  const { json } = await town.stranger().post('/order-link-openings', { link: token, code });
  return town.withLink(token, undefined, json.device);
}

test('pipe: the grid worker phones the water crew and reports in one move; 47 minutes later it is fixed', async () => {
  const pipe = await report(town.as('zhou'), {
    words: '三圣里 12 号门前地下水管爆了，水漫到非机动车道，已打水务值班电话',
    placeWords: '三圣里 12 号门前',
    classCode: 'pipeBurst',
  });
  const orderId = newId();
  const sent = await move(town, 'zhou', pipe.id, 'dispatchDirect', {
    organisationId: waterCrew.id,
    newWorkOrderId: orderId,
    phonedAt: town.now(),
    phoneAnsweredBy: '贺师傅',
  });
  expect(sent).toMatchObject({ status: 'dispatched', heldLevel: 'grid', isUrgent: true });

  const crew = await openOrder(orderId);
  town.pass(6);
  await move(town, crew, pipe.id, 'acknowledge', { workOrderId: orderId });
  town.pass(31);
  await move(town, crew, pipe.id, 'feedback', {
    workOrderId: orderId,
    evidence: ['writtenNote'],
    words: '更换破裂管段，已恢复供水',
  });
  town.pass(10);
  await move(town, 'zhou', pipe.id, 'verify', { outcome: 'solved' });
  const closed = await move(town, 'luo', pipe.id, 'close');

  expect(closed).toMatchObject({ status: 'closed', resolvedLevel: 'gridCoordinated' });
  expect(Date.parse(closed.closedAt) - Date.parse(closed.reportedAt)).toBe(47 * 60_000);
});

test('cables: a micro-grid member says one sentence, the grid worker sends the crew and confirms on site: five times', async () => {
  const cables = await report(town.as('wu'), {
    words: '卫生服务中心停车场出口线缆掉下来一截，人能碰到',
    place: { ...ground.pointInMicro, crs: 'CGCS2000' },
  });
  town.pass(5);
  await move(town, 'zhou', cables.id, 'confirm', { outcome: 'true' });
  town.pass(4);
  const orderId = newId();
  await move(town, 'zhou', cables.id, 'dispatchDirect', {
    classCode: 'looseCable',
    organisationId: cableCrew.id,
    newWorkOrderId: orderId,
  });
  const crew = await openOrder(orderId);
  town.pass(36);
  await move(town, crew, cables.id, 'feedback', { workOrderId: orderId, evidence: ['photo'], words: '已绑扎' });
  town.pass(8);
  await move(town, 'zhou', cables.id, 'verify', { outcome: 'solved' });
  const closed = await move(town, 'luo', cables.id, 'close');

  expect(Date.parse(closed.closedAt) - Date.parse(closed.reportedAt)).toBe(53 * 60_000);
  const page = await town.as('zhou').get(`/cases/${cables.id}`);
  expect(page.json.stations.map((station: { verb: string }) => station.verb)).toEqual([
    'report',
    'confirm',
    'dispatchDirect',
    'feedback',
    'verify',
    'close',
  ]);
  expect(new Set(page.json.stations.map((station: { at: string }) => station.at)).size).toBe(5);
});

test('rubbish bags: settled on the spot without a photo; the second time reported up with the history', async () => {
  const place = { place: { ...ground.pointInMicro, crs: 'CGCS2000' } };
  const first = await report(town.as('wu'), { ...place, words: '8栋两户为垃圾袋放门口吵起来了', classCode: 'quarrel' });
  const settled = await move(town, 'wu', first.id, 'resolveOnSpot', {
    evidence: ['partyConfirmation'],
    words: '双方同意以后晚上自己带下楼',
  });
  expect(settled).toMatchObject({ status: 'closed', resolvedLevel: 'microGrid' });

  const second = await report(town.as('wu'), {
    ...place,
    words: '8栋那两户又为垃圾袋吵，说不听',
    classCode: 'quarrel',
  });
  await move(town, 'wu', second.id, 'escalate', { reason: 'beyondPowers', words: '已劝说两次' });
  const atCommunity = await move(town, 'zhou', second.id, 'escalate', {
    reason: 'beyondPowers',
    words: '一起上门劝过，仍不听',
  });
  expect(atCommunity).toMatchObject({ heldLevel: 'community', status: 'collected' });

  const seen = await town.as('shen').get(`/cases/${second.id}`);
  expect(
    seen.json.stations.flatMap((station: { words: { words: string }[] }) => station.words.map(({ words }) => words)),
  ).toEqual(['已劝说两次', '一起上门劝过，仍不听']);
});
