// Returned three times: the district settles it at the desk, keeps it as a rule, and the street is proposed that owner next time.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson } from './persons.ts';
import type { Person } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const GUO = '郭敏华';
/** Of the other demo district, where nobody has disputed anything. */
const WU = '武静姝';
const LONG =
  '雨水沟堵了，一下雨就淹到车库口，上个月就说过了，来看过的人说不归他们管，到现在没有人再来，家里老人出不了门';

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function move(person: Person, id: string, verb: string, fields: object): Promise<void> {
  const { version } = await person.get(`/cases/${id}`);
  await person.post(`/cases/${id}/${verb}`, { moveId: newId(), seenVersion: version, ...fields });
}

/** Written down by the street, sent to three in turn, each of whom says that it is not theirs. */
async function returnedThrice(): Promise<{ id: string; number: string }> {
  const [lin, cao, qiu] = await Promise.all(
    ['linxiaoyun', 'caoliqun', 'qiuzijian'].map((name) => asPerson(server, name)),
  );
  const [lu, guo] = await Promise.all(['lumingyuan', 'guominhua'].map((name) => asPerson(server, name)));
  const { organisations } = await lin!.get('/organisations');
  const idOf = (wanted: string) => organisations.find(({ name }: { name: string }) => name === wanted).id as string;
  const { id, number } = await lin!.post('/cases', {
    id: newId(),
    reportId: newId(),
    channel: 'phone',
    isForOther: true,
    words: LONG,
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    placeWords: '望澜苑地下车库出入口',
  });
  await move(lin!, id, 'file', { classCode: 'blocked-drain' });
  const turn = async (name: string, who: Person, reason: string, basis: string, words: string) => {
    const workOrderId = newId();
    await move(lin!, id, 'dispatch', { organisationId: idOf(name), newWorkOrderId: workOrderId });
    await move(who, id, 'sendBack', { workOrderId, sendBackReason: reason, basis, words });
    return workOrderId;
  };
  const firm = '船坞新村物业服务处';
  const first = await turn(firm, cao!, 'otherTerritory', 'assetOwnership', '沟在小区红线外，见物业合同附图');
  await move(lu!, id, 'approveSendBack', { workOrderId: first });
  const second = await turn('市政养护所', qiu!, 'otherDuty', 'departmentDuties', '小区内部雨水沟不在权责清单里');
  await move(guo!, id, 'approveSendBack', { workOrderId: second });
  await turn(firm, cao!, 'ownershipUnclear', 'assetOwnership', '移交台账上没有这条沟');
  return { id, number };
}

test.each([1440, 768, 360])('nothing to settle and no rules yet fit %d px and have no barrier', async (width) => {
  const { page, faults, close } = await enterDesk(browser, server, WU, {
    path: '/arbitrations',
    width,
    district: 'chengan',
  });
  await page.getByText('从左边选一件').waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, width);
  await page.goto(`${server.url}/chengan/desk/dispatch-rules`);
  await page.getByText('还没有派单规则').waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, width);
  expect(faults()).toEqual([]);
  await close();
});

test(
  'settled by the district with the clause the lists name, kept as a rule, and proposed at the next dispatch',
  { timeout: 60_000 },
  async () => {
    const { id, number } = await returnedThrice();
    for (const width of [768, 360]) {
      const { page, close } = await enterDesk(browser, server, GUO, { path: `/arbitrations/${id}`, width });
      await page.getByText('移交台账上没有这条沟').waitFor();
      await expectNoBarriers(page);
      await expectFitsWidth(page, width);
      await picture(page, `arbitration-${width}`);
      await close();
    }
    const { page, faults, close } = await enterDesk(browser, server, GUO, { path: '/arbitrations' });
    await page.getByRole('region', { name: '等裁定' }).getByRole('link').filter({ hasText: '雨水沟堵了' }).click();
    const card = page.getByRole('region', { name: '裁定', exact: true });
    await card.getByText('沟在小区红线外，见物业合同附图').waitFor();
    await card.getByText('部件先属主：部件权属台账·公用设施 12').waitFor();
    await card.getByText('它自己也申请退回过').waitFor();
    await expectNoBarriers(page);
    await expectFitsWidth(page, 1440);
    await picture(page, 'arbitration-1440');
    await card.getByLabel('理由和依据的条款').fill('雨水口归市政养护所：部件权属台账·公用设施 12');
    await card.getByRole('button', { name: '裁定', exact: true }).click();
    await page.getByText('已裁定由市政养护所办理。').waitFor();
    await card.getByRole('button', { name: '存成派单规则' }).click();
    const sheet = page.getByRole('dialog', { name: '存成派单规则' });
    await expectNoBarriers(page);
    await picture(page, 'rule-form-1440');
    await sheet.getByRole('button', { name: '保存' }).click();
    await page.getByText('已存成派单规则。').waitFor();
    await picture(page, 'settled-1440');
    for (const width of [1440, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.url}/yunting/desk/dispatch-rules`);
      await page.getByRole('rowheader', { name: '雨水口堵塞' }).waitFor();
      await expectNoBarriers(page);
      await expectFitsWidth(page, width);
      await picture(page, `rules-${width}`);
      await page.goto(`${server.url}/yunting/desk/cases/${number}`);
      await page.getByRole('region', { name: '退回经过' }).getByText('小区内部雨水沟不在权责清单里').waitFor();
      await expectNoBarriers(page);
      await expectFitsWidth(page, width);
      await picture(page, `case-${width}`);
    }
    expect(faults()).toEqual([]);
    await close();

    const lin = await asPerson(server, 'linxiaoyun');
    const { organisation } = await lin.get(`/cases/${id}/proposal`);
    expect(organisation).toMatchObject({ name: '市政养护所', because: 'dispatchRule' });
  },
);

test('a street has no such entry, and the page says who may', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: '/arbitrations' });
  await page.getByText('您没有“裁定”权限').waitFor();
  await expectNoBarriers(page);
  expect(await page.getByRole('navigation').getByRole('link', { name: '裁定' }).count()).toBe(0);
  await close();
});

test('the queue tells of news only when it is another one: a case that moves elsewhere is none', async () => {
  const lin = await asPerson(server, 'linxiaoyun');
  const { page, faults, close } = await enterDesk(browser, server, GUO, { path: '/arbitrations' });
  await page.getByText('从左边选一件').waitFor();
  const looked = page.waitForResponse((response) => response.url().endsWith('/arbitrations'));
  const { id } = await lin.post('/cases', {
    id: newId(),
    reportId: newId(),
    channel: 'phone',
    isForOther: true,
    words: '路边垃圾没有收',
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    placeWords: '望澜苑北门',
  });
  await move(lin, id, 'file', { classCode: 'exposed-waste' });
  expect((await looked).status()).toBe(200);
  await page.waitForTimeout(500);
  expect(await page.getByRole('button', { name: '有新的变化' }).count()).toBe(0);
  const waiting = await page.getByRole('region', { name: '等裁定' }).getByRole('link').count();
  await returnedThrice();
  await page.getByRole('button', { name: '有新的变化' }).click();
  await page.getByRole('region', { name: '等裁定' }).getByRole('link').nth(waiting).waitFor();
  expect(await page.getByRole('button', { name: '有新的变化' }).count()).toBe(0);
  expect(faults()).toEqual([]);
  await close();
});
