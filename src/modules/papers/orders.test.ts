// The sheet of one work order: what the organisation needs, and nothing of who reported.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { groupCaseNumber } from '#shared/case-number.ts';

import { move, report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { dispatched, filed, property, sanitation, waterCrew } from '../cases/played-for-tests.ts';
import { OF_THE_REPORTER, REPORTER, fileOf, withSettings } from './ground-for-tests.ts';
import { readPdf } from './pdf-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const sheet = (who: Parameters<Town['as']>[0], orderId: string) => town.as(who).get(`/papers/order-sheets/${orderId}`);

test('it says what is to be done, where, until when and by which clause, and where to send it back', async () => {
  const { number, orderId } = await dispatched(town, ground.organisation('road').id, { placeWords: '3栋门前' });
  expect((await sheet('lin', orderId)).json).toEqual({
    terms: {},
    kind: 'order',
    number: groupCaseNumber(number),
    issuer: '旧港街道',
    organisation: '市政养护所',
    role: '主办',
    isUrgent: false,
    secrecy: null,
    matter: '3栋门前井盖松了，车一过就响',
    place: '3栋门前',
    className: '公用设施 / 井盖松动',
    issuedAt: '2026-11-19 09:14',
    dueAt: '2026-11-23 17:30',
    limit: '2 个工作日',
    basis: '测试目录',
    closingCondition: '现场恢复正常',
    instruction: null,
    sendBackUntil: '2026-11-20 17:30',
    call: [
      { name: '船坞新村', phone: '10000008001' },
      { name: '旧港街道', phone: expect.any(String) },
    ],
    qr: { address: `http://town.test/yunting/desk/cases/${number}`, leadsTo: 'desk' },
    directive: null,
    printedAt: '2026-11-19 09:14',
    isDemo: true,
  });
});

describe('nothing of the reporter', () => {
  test('stands on it, whoever prints it and in whichever form, not even what a clerk typed into the summary since', async () => {
    const { id } = await filed(town, REPORTER);
    const orderId = newId();
    await move(town, 'lin', id, 'dispatch', {
      organisationId: property.id,
      newWorkOrderId: orderId,
      words: '请先联系汪小雨 10012345678，我叫汪小雨',
    });
    await town.database.asOwner((connection) =>
      connection.query('update d_yunting.cases set summary = $1, place_words = $2 where id = $3', [
        '井盖响，来电人 10012345678',
        '3栋2单元501门口',
        id,
      ]),
    );
    for (const who of ['lin', 'luo', 'guo', 'cao'] as const) {
      const reply = await sheet(who, orderId);
      expect(reply.status, who).toBe(200);
      expect(reply.json.matter).toBe('井盖响，来电人 〔电话〕');
      expect(reply.text, who).not.toMatch(/10012345678|2单元501/);
    }
    const { bytes } = await fileOf(town.app, 'lin', `/papers/order-sheets/${orderId}/pdf`);
    const words = readPdf(bytes).map(({ text }) => text).join('').replaceAll(/\s/g, ''); // prettier-ignore
    expect(words).toContain('井盖响，来电人〔电话〕');
    expect(words).not.toMatch(/10012345678|2单元501/);
  });

  test('the report itself is on it in no field', async () => {
    const { orderId } = await dispatched(town, sanitation.id, REPORTER);
    expect((await sheet('lin', orderId)).text).not.toMatch(OF_THE_REPORTER);
  });
});

describe('督办单', () => {
  const supervise = async (caseId: string, workOrderId: string | null, kind = 'supervise') => {
    const id = newId();
    const words = '请三日内办结，来电人 10012345678';
    const reply = await town.as('leader').post(`/cases/${caseId}/directives`, { id, kind, workOrderId, words });
    expect(reply.status, reply.text).toBe(201);
    return id;
  };

  test('a 督办 on the order makes its sheet one: whose post it comes from, until when to reply, numbered; no person’s name', async () => {
    const { id, orderId, number } = await dispatched(town, property.id, REPORTER);
    await supervise(id, orderId, 'remind');
    await supervise(id, orderId);
    const second = await supervise(id, orderId);
    const reply = await town.as('lin').get(`/papers/order-sheets/${orderId}?directive=${second}`);
    expect(reply.json).toMatchObject({
      kind: 'directive',
      number: `${groupCaseNumber(number)} 督 2`,
      directive: { from: '分管领导', words: '请三日内办结，来电人 〔电话〕', replyUntil: '2026-11-20 17:30' },
    });
    expect(reply.text).not.toMatch(OF_THE_REPORTER);
    expect((await sheet('lin', orderId)).json).toMatchObject({ kind: 'order', directive: null });
    const { bytes } = await fileOf(town.app, 'lin', `/papers/order-sheets/${orderId}/pdf?directive=${second}`);
    expect(readPdf(bytes)[0]!.text).toContain('事件督办单');
  });

  test('one on another order, one that is no 督办, and one out of sight make none', async () => {
    const { id, orderId } = await dispatched(town, property.id);
    const other = await dispatched(town, property.id);
    const [reminded, held, elsewhere] = [
      await supervise(id, orderId, 'remind'),
      await supervise(id, null),
      await supervise(other.id, other.orderId),
    ];
    for (const directive of [reminded, held, elsewhere, newId()])
      expect((await town.as('lin').get(`/papers/order-sheets/${orderId}?directive=${directive}`)).status).toBe(404);
    const own = await supervise(id, orderId);
    expect((await town.as('jinDispatcher').get(`/papers/order-sheets/${orderId}?directive=${own}`)).status).toBe(404);
    expect((await town.as('cao').get(`/papers/order-sheets/${orderId}?directive=${own}`)).status).toBe(200);
  });
});

describe('its code', () => {
  test('leads an organisation without accounts to its order link, which still asks for the code on the duty phone', async () => {
    const { orderId } = await dispatched(town, waterCrew.id);
    const { qr } = (await sheet('lin', orderId)).json;
    const token = await town.orderLink(orderId);
    expect(qr).toEqual({ address: `http://town.test/yunting/o/${token}`, leadsTo: 'orderLink' });
    expect((await town.withLink(token).get('/linked-order')).json.type).toBe('/problems/order-link-locked');
  });

  test('whoever may not send orders out is given the address of the desk, not the link', async () => {
    const { orderId, number } = await dispatched(town, waterCrew.id);
    for (const who of ['callback', 'oversight'] as const) {
      const reply = await sheet(who, orderId);
      expect(reply.json.qr, who).toEqual({
        address: `http://town.test/yunting/desk/cases/${number}`,
        leadsTo: 'desk',
      });
      expect(reply.text).not.toContain(await town.orderLink(orderId));
    }
  });

  test('is left out while nobody has said the public address; the sheet is printed all the same', async () => {
    const { orderId } = await dispatched(town, waterCrew.id);
    const without = await withSettings(town, { publicUrl: undefined });
    const reply = await fileOf(without, 'lin', `/papers/order-sheets/${orderId}`);
    expect(reply).toMatchObject({ status: 200, json: { qr: null } });
    await without.server.close();
  });
});

describe('out of reach', () => {
  test('another street, another organisation and another district find no such order; a stranger is asked to sign in', async () => {
    const { orderId } = await dispatched(town);
    for (const who of ['jinDispatcher', 'tang', 'cao', 'admin', 'nobody'] as const)
      expect((await sheet(who, orderId)).status, who).toBe(404);
    expect((await town.as('otherDispatcher', town.otherDistrict).get(`/papers/order-sheets/${orderId}`)).status).toBe(404); // prettier-ignore
    expect((await town.stranger().get(`/papers/order-sheets/${orderId}`)).status).toBe(401);
    expect((await sheet('roadReceiver', orderId)).status).toBe(200);
  });

  test('an order that was taken away has no sheet any more', async () => {
    const { id, orderId } = await dispatched(town);
    await move(town, 'lin', id, 'redispatch', {
      workOrderId: orderId,
      organisationId: property.id,
      newWorkOrderId: newId(),
      reason: 'otherDuty',
    });
    expect((await sheet('lin', orderId)).json.type).toBe('/problems/already-closed');
    expect((await sheet('roadReceiver', orderId)).status).toBe(404);
  });

  test('a confidential matter bears its mark, and who may not see it finds no sheet', async () => {
    const { id } = await report(town.stranger(), { words: '饭店油烟直排', wantsSecrecy: true });
    await move(town, 'lin', id, 'file', { classCode: 'kitchenSmoke' });
    const orderId = newId();
    await move(town, 'lin', id, 'dispatch', { organisationId: sanitation.id, newWorkOrderId: orderId });
    expect((await sheet('lin', orderId)).json).toMatchObject({ secrecy: '保密', matter: '饭店油烟直排' });
    for (const who of ['zhou', 'shen', 'callback'] as const) expect((await sheet(who, orderId)).status, who).toBe(404);
  });

  test('what a restricted matter is about is not written on paper', async () => {
    const { id } = await report(town.stranger(), { words: '楼上打人，孩子在哭' });
    await move(town, 'guo', id, 'file', { classCode: 'domesticViolence' });
    const orderId = newId();
    await move(town, 'guo', id, 'dispatch', {
      organisationId: ground.organisation('road').id,
      newWorkOrderId: orderId,
      words: '请立即上门',
    });
    const reply = await sheet('guo', orderId);
    expect(reply.json).toMatchObject({
      secrecy: '限制',
      matter: '按规定不在纸上写明，请在系统内查看',
      className: null,
      instruction: '按规定不在纸上写明，请在系统内查看',
    });
    expect(reply.text).not.toMatch(/打人|家庭暴力|上门/);
  });
});

test('as PDF it is one sheet of A4 with room to sign and to answer', async () => {
  const { orderId, number } = await dispatched(town, ground.organisation('road').id, { words: '井盖响'.repeat(150) });
  const { bytes } = await fileOf(town.app, 'roadReceiver', `/papers/order-sheets/${orderId}/pdf`);
  const [page, ...more] = readPdf(bytes);
  expect(more).toEqual([]);
  expect([page!.width, page!.height].map(Math.round)).toEqual([210, 297]);
  expect(page!.text.split('\n')).toEqual(
    expect.arrayContaining([
      '事件交办单',
      `编号　${groupCaseNumber(number)}`,
      '市政养护所（主办）',
      '签收栏',
      '签收人：',
      '反馈栏',
      '单位（盖章）：',
      '演示数据',
    ]),
  );
});
