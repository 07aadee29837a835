// A resident at the wall: scan, one field, one tap, a number; then following the matter, adding to it, rating it.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { PICTURE, codeOf, readReceipt, reportAt, staff } from './resident-ground.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const PLACE = '船坞新村 3 栋门前';

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

test('one field and one tap from the scan to the number, which follows the matter afterwards', async () => {
  const { page, faults } = await openPage(browser, 360);
  const { number } = await reportAt(page, server.url, PLACE, '门前井盖松了，车一过就响 𠮷');
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByRole('heading', { name: '已收到，网格员会先看一看' }).waitFor();
  expect(await page.locator('h1:focus').count()).toBe(1);
  await page.getByText('门前井盖松了，车一过就响 𠮷').waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);

  const zhou = await staff(server.url, 'zhoumin');
  expect((await zhou.find(number)).summary).toBe('门前井盖松了，车一过就响 𠮷');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('emergency numbers stand before the form, and can be called', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  const numbers = page.getByRole('region', { name: '着火、漏气、有人受伤，请先打电话' });
  await numbers.waitFor();
  const phones = await numbers.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(phones.slice(0, 3)).toEqual(['tel:110', 'tel:119', 'tel:120']);
  expect(phones.length).toBeGreaterThanOrEqual(5);
  const [top, form] = [await numbers.boundingBox(), await page.getByLabel('请说说是什么事').boundingBox()];
  expect(top?.y).toBeLessThan(form?.y ?? 0);
  await page.context().close();
});

test('danger words put the call buttons in front, and the report is stored as urgent all the same', async () => {
  const { page, faults } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf('船坞新村 3 栋 2 单元楼道')}`);
  await page.getByLabel('请说说是什么事').fill('楼道里有煤气味');
  await page.getByRole('button', { name: '提交' }).click();
  const sheet = page.getByRole('dialog', { name: '这件事可能有危险，请先打电话' });
  await sheet.getByRole('link', { name: '消防 119' }).waitFor();
  await sheet.getByText('您写的已按紧急收下。').waitFor();
  await expectNoBarriers(page);
  // The number has come behind the sheet; the focus stays in front until the sheet is closed.
  await page.getByText('已收到，谢谢您').waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: '已收到，谢谢您' }).and(page.locator(':focus')).waitFor();
  const { number } = await readReceipt(page);
  await page.getByText('已按紧急办理').waitFor();
  expect((await (await staff(server.url, 'zhoumin')).find(number)).isUrgent).toBe(true);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('a picture alone is enough; nothing at all is not, and says so where it is missing', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf('缆绳巷菜场')}`);
  await page.getByText('店主、摊主、顾客和路过的人都可以反映。').waitFor();
  await page.getByText('例：市场东门排水沟堵了').waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请写几个字，或拍一张照片，或录一段话').waitFor();
  expect(await page.locator('textarea:focus').count()).toBe(1);
  await page.getByLabel('选照片').setInputFiles({ name: 'not.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
  await page.getByText('这张照片打不开，已跳过，其他内容都在').waitFor();
  await page.getByLabel('选照片').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PICTURE });
  await page.getByRole('img', { name: '照片 1' }).waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await readReceipt(page);
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByRole('img', { name: '我发的照片 1' }).waitFor();
  await page.context().close();
});

test('phone and secrecy are asked after the number, and a wrong number is told', async () => {
  const { page } = await openPage(browser, 360);
  const { number } = await reportAt(page, server.url, PLACE, '有人在楼顶乱搭棚子');
  await page.getByLabel('手机号').fill('12345');
  await page.getByRole('button', { name: '告诉我' }).click();
  await page.getByText('请写一个手机号或座机号').waitFor();
  await page.getByLabel('手机号').fill('100 5550 1234');
  await page.getByLabel('请特别保密（例如举报违规）').check();
  await page.getByRole('button', { name: '告诉我' }).click();
  await page.getByText('好的，办好了告诉您。').waitFor();
  const chief = await staff(server.url, 'guominhua');
  expect(await chief.find(number)).toMatchObject({ secrecy: 'confidential', reports: [{ hasContact: true }] });
  await page.context().close();
});

test('something like it nearby is offered after the number, and joined by one tap', async () => {
  const words = '河边护栏断了一截，小孩在玩';
  const { page } = await openPage(browser, 360);
  const first = await reportAt(page, server.url, PLACE, words);
  const zhou = await staff(server.url, 'zhoumin');
  const { classes } = await zhou.ask('/catalogue');
  const railing = classes.find(({ secrecy }: { secrecy: string }) => secrecy === 'open');
  await zhou.move(first.number, 'file', { classCode: railing.code });

  const second = await reportAt(page, server.url, PLACE, '护栏断了一截，怕小孩掉下去');
  await page.getByText(`附近有一件差不多的事：${words}，今天`).waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: '是同一件，一起关注' }).click();
  await page.getByText('好的，两件一起办理。').waitFor();
  expect(await zhou.find(second.number)).toMatchObject({ status: 'merged' });
  expect(await zhou.find(first.number)).toMatchObject({ reportCount: 2 });
  await page.context().close();
});

test('without a code the place is chosen from lists; a retired or unknown code leads there too', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/2222222222`);
  await page.getByText('没有这张码').waitFor();
  await page.getByRole('link', { name: '换个地点' }).click();
  await page.getByLabel('社区或村').selectOption({ label: '船坞新村社区' });
  await page.getByLabel('找楼栋或地点').fill('8 栋 垃圾');
  await page.getByRole('link', { name: '船坞新村 8 栋垃圾分类点' }).click();
  await page.getByRole('heading', { name: '船坞新村 8 栋垃圾分类点' }).waitFor();
  await page.getByLabel('请说说是什么事').fill('垃圾两天没收了');
  await page.getByRole('button', { name: '提交' }).click();
  const { number } = await readReceipt(page);
  expect((await (await staff(server.url, 'zhoumin')).find(number)).placeWords).toBe('船坞新村 8 栋垃圾分类点');

  await page.goto(`${server.url}/yunting/choose/report`);
  await page.getByRole('link', { name: '都不是，我自己写在哪里' }).click();
  await page.getByLabel('请说说是什么事').fill('自来水管破了');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请写一下在哪里').waitFor();
  await page.getByLabel('在哪里？').fill('包子店门口');
  await page.getByRole('button', { name: '提交' }).click();
  await readReceipt(page);
  await page.context().close();
});

test('a code taken out of use says so, and the page goes on with choosing', async () => {
  const admin = await staff(server.url, await adminName());
  const code = codeOf('旧港小学门前');
  await admin.ask(`/place-codes/${code}/retire`, { method: 'POST', body: JSON.stringify({ version: 1 }) });
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${code}`);
  await page.getByText('这张码已停用，请选一下是哪里').waitFor();
  await page.getByLabel('社区或村').selectOption({ label: '船坞新村社区' });
  await page.getByRole('link', { name: '船坞新村 3 栋门前' }).waitFor();
  await expectNoBarriers(page);
  await page.context().close();
});

async function adminName(): Promise<string> {
  const { demoPeople } = await import('../../seeds/people.ts');
  const admin = demoPeople().find(
    ({ districtKey, role }) => districtKey === 'yunting' && role.en === 'District administrator',
  );
  return admin?.signInName ?? '';
}

test('for a relative only with the relative’s consent', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByLabel('请说说是什么事').fill('老人家里水龙头关不住');
  await page.getByRole('button', { name: '替家人反映' }).click();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请先征得本人同意').waitFor();
  await page.getByLabel('本人知道并同意我替他（她）反映').check();
  await page.getByRole('button', { name: '提交' }).click();
  const { number } = await readReceipt(page);
  expect((await (await staff(server.url, 'zhoumin')).find(number)).reports[0]).toMatchObject({ onBehalf: true });
  await page.context().close();
});
