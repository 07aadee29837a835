// Following a matter: forwarded links, number and code, adding, withdrawing, not solved, solved, the suggestion box.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { reportAt, staff } from './resident-ground.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { phoneOf, sendNow } from './worker-steps.ts';

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

test('a link passed on shows the stations only, until the 查询码 is given; four wrong ones are counted', async () => {
  const { page, faults } = await openPage(browser, 360);
  const { queryCode } = await reportAt(page, server.url, PLACE, '楼道灯不亮，老人上楼看不见');
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByText('老人上楼看不见').waitFor();
  const forwarded = page.url();
  expect(faults).toEqual([]);

  const { page: other } = await openPage(browser, 360);
  await other.goto(forwarded);
  await other.getByRole('heading', { name: '已收到，网格员会先看一看' }).waitFor();
  expect(await other.locator('body').innerText()).not.toContain('老人上楼');
  expect(await other.getByRole('button', { name: '补充情况' }).count()).toBe(0);
  await expectNoBarriers(other);
  await other.getByLabel('查询码').fill(queryCode === '7308' ? '7309' : '7308');
  await other.getByRole('button', { name: '打开' }).click();
  await other.getByText('还能再试 4 次').waitFor();
  await other.getByLabel('查询码').fill(queryCode);
  await other.getByRole('button', { name: '打开' }).click();
  await other.getByText('老人上楼看不见').waitFor();
  expect(other.url()).toBe(forwarded);
  await page.context().close();
  await other.context().close();
});

test('number and code from paper lead back to the matter, however they are typed', async () => {
  const { page } = await openPage(browser, 360);
  const { number, queryCode } = await reportAt(page, server.url, PLACE, '窗户上方的线缆垂下来了');
  const { page: other } = await openPage(browser, 360);
  await other.goto(`${server.url}/yunting/progress`);
  await other.getByLabel('编号').fill(`${number.slice(0, 2)}-${number.slice(2, 6)} ${number.slice(6)}`);
  await other.getByLabel('查询码').fill(queryCode);
  await other.getByRole('button', { name: '查', exact: true }).click();
  await other.getByText('窗户上方的线缆垂下来了').waitFor();
  await other.goto(`${server.url}/yunting/progress`);
  await other.getByText('在这部手机上反映过的').waitFor();
  await other.getByRole('button', { name: /^从这部手机上删掉/ }).click();
  expect(await other.getByText('在这部手机上反映过的').count()).toBe(0);
  await page.context().close();
  await other.context().close();
});

test('adding to it, then withdrawing it while nobody has been asked', async () => {
  const { page } = await openPage(browser, 360);
  const { number } = await reportAt(page, server.url, PLACE, '路边停了一辆报废车');
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByRole('button', { name: '补充情况' }).click();
  await page.getByLabel('还有什么要说的？').fill('车牌已经掉了');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('已补充，谢谢您').waitFor();
  await page.getByText('车牌已经掉了').waitFor();
  await page.getByRole('button', { name: '我要撤回' }).click();
  await page.getByRole('button', { name: '撤回', exact: true }).click();
  await page.getByRole('heading', { name: '您已撤回' }).waitFor();
  expect(await (await staff(server.url, 'zhoumin')).find(number)).toMatchObject({ status: 'withdrawn' });
  await page.context().close();
});

test('请反映人看看: who cannot look asks the person who said it, reads the answer, and then says it is solved', async () => {
  const { page, faults } = await openPage(browser, 360);
  const { number } = await reportAt(page, server.url, PLACE, '家里的水管夜里一直响');
  await page.getByRole('link', { name: '查看进度' }).click();
  await fedBack(number);
  const { id } = await (await staff(server.url, 'zhoumin')).find(number);
  const { page: phone, context } = await phoneOf(browser, server, 'zhoumin', `/cases/${id}/verify`);
  await phone.getByRole('radio', { name: '暂时核查不了' }).click();
  await phone.getByRole('button', { name: '没人在家' }).click();
  await phone.getByRole('button', { name: '请反映人看看' }).click();
  await phone.getByText('反映人打开进度页会看到').waitFor();
  await expectNoBarriers(phone);
  await expectFitsWidth(phone, 360);
  await phone.getByRole('button', { name: '提交' }).click();
  await sendNow(phone);
  await phone.getByText('谢谢，已记下。').waitFor();

  await page.reload();
  await page.getByRole('heading', { name: /请您看看解决了没有/ }).waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: '补充情况' }).click();
  await page.getByLabel('还有什么要说的？').fill('昨晚没有再响');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('已补充，谢谢您').waitFor();

  await phone.goto(`${server.url}/yunting/work/cases/${id}`);
  await phone.getByText('昨晚没有再响').waitFor();
  await phone.getByRole('link', { name: /核查/ }).first().click();
  await phone.getByRole('radio', { name: '解决了', exact: true }).click();
  await phone.getByRole('button', { name: '提交' }).click();
  await sendNow(phone);
  await phone.getByText('谢谢。这件事已结案').waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
  await context.close();
}, 90_000);

/** Said to be done by the property company. */
async function fedBack(number: string): Promise<void> {
  const [lin, cao] = [await staff(server.url, 'linxiaoyun'), await staff(server.url, 'caoliqun')];
  const { organisations } = await lin.ask('/organisations');
  const property = organisations.find(
    ({ name }: { name: string }) => name.includes('船坞新村') && name.includes('物业'),
  );
  const workOrderId = newId();
  await lin.move(number, 'file', { classCode: 'stairway-light' });
  await lin.move(number, 'dispatch', { organisationId: property.id, newWorkOrderId: workOrderId });
  const { id, version } = await lin.find(number);
  const move = (verb: string, seenVersion: number, more: object) =>
    cao.ask(`/cases/${id}/${verb}`, {
      method: 'POST',
      body: JSON.stringify({ moveId: newId(), seenVersion, workOrderId, ...more }),
    });
  await move('acknowledge', version, {});
  await move('feedback', version + 1, { evidence: ['writtenNote'], words: '换了减压阀' });
}

test('settled on the spot: not solved, worked on again, then solved and rated', async () => {
  const { page, faults } = await openPage(browser, 360);
  const zhou = await staff(server.url, 'zhoumin');
  const { number } = await reportAt(page, server.url, PLACE, '门前的路灯不亮');
  const { classes } = await zhou.ask('/catalogue');
  const lamp = classes.find(({ name }: { name: string }) => name.includes('灯')) ?? classes[0];
  const done = { evidence: ['writtenNote'], words: '换了灯泡', classCode: lamp.code };
  await zhou.move(number, 'resolveOnSpot', done);

  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByRole('button', { name: '没解决' }).click();
  await page.getByLabel('哪里还没好？（可以不填）').fill('又不亮了');
  await expectNoBarriers(page);
  await page.getByRole('button', { name: '重新办理' }).click();
  await page.getByText('已重新办理，编号不变').waitFor();
  await zhou.move(number, 'resolveOnSpot', done);

  await page.reload();
  await page.getByRole('button', { name: '解决了' }).click();
  await page.getByRole('heading', { name: '办事的人态度怎么样？' }).waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: '一般' }).click();
  await page.getByText('谢谢您的评价').waitFor();
  await page.getByText('您的评价：解决了，态度一般').waitFor();
  expect(await zhou.find(number)).toMatchObject({ status: 'evaluated', isSolved: true, manner: 'fair' });
  await expectFitsWidth(page, 360);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('whoever says solved and goes away has said it', async () => {
  const { page } = await openPage(browser, 360);
  const zhou = await staff(server.url, 'zhoumin');
  const { number } = await reportAt(page, server.url, PLACE, '楼下的铁门吱吱响');
  const { classes } = await zhou.ask('/catalogue');
  const done = { evidence: ['writtenNote'], words: '上了油', classCode: classes[0].code };
  await zhou.move(number, 'resolveOnSpot', done);
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByRole('button', { name: '解决了' }).click();
  await page.getByRole('heading', { name: '办事的人态度怎么样？' }).waitFor();
  await page.getByRole('link', { name: '首页' }).click();
  await page.getByRole('heading', { name: '云汀区，有事请说' }).waitFor();
  await expect.poll(async () => (await zhou.find(number)).isSolved).toBe(true);
  await page.context().close();
});

test('the promise is told with the way it was worked out, and the last state stays on screen without a network', async () => {
  const { page } = await openPage(browser, 360);
  await reportAt(page, server.url, PLACE, '下水道返味');
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByText(/^预计 .+ 前有人看到$/).waitFor();
  await page.getByText('怎么算的').click();
  await page.getByText('个工作小时内有人看').waitFor();
  await page.context().setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText(/^上次更新 .+，现在没有网络/).waitFor();
  await page.getByText('已收到，网格员会先看一看').first().waitFor();
  await page.context().close();
});

test('找网格员 shows who agreed to be named, and the suggestion box reaches who reads it', async () => {
  const { page, faults } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/choose/people`);
  await page.getByLabel('社区或村').selectOption({ label: '船坞新村社区' });
  await page.getByLabel('找楼栋或地点').fill('3 栋门前');
  await page.getByRole('link', { name: '船坞新村 3 栋门前' }).click();
  await page.getByRole('heading', { name: '网格员 周敏' }).waitFor();
  await expectNoBarriers(page);
  await page.getByRole('link', { name: '意见箱' }).click();
  const words = `字大一点更好 ${newId()}`;
  await page.getByLabel('您的意见').fill(words);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('收到了，谢谢您').waitFor();
  const { remarks } = await (await staff(server.url, 'shaoqiushi')).ask('/remarks?isRead=false');
  expect(remarks).toContainEqual(expect.objectContaining({ words, page: 'people' }));
  expect(faults).toEqual([]);
  await page.context().close();
});
