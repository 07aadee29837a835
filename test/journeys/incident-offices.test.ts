// What the offices quarrel over, put off and keep to themselves, played from 演示剧本 by the hand of each: the drain, the shed, the smoke.

import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { asPerson } from './persons.ts';
import { actAtDesk, checkOnSite, play, signAtDesk, writeDown } from './playing.ts';
import type { Player } from './playing.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const HARBOUR = '船坞新村社区';
const FIRM = '船坞新村物业服务处';
const ROADS = '市政养护所';
const INSPECTORS = '旧港街道城管一中队';

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

const files = (story: Player, name: string) =>
  actAtDesk(story, '立案', async (form) => {
    await form.getByRole('combobox', { name: /^类别/ }).selectOption({ label: name });
  });
const dispatches = (story: Player, name: string) =>
  actAtDesk(story, '派给单位', async (form) => {
    await form.getByRole('combobox', { name: /^单位/ }).selectOption({ label: name });
  });
const feedsBack = (story: Player, words: string, evidence: string, isLast = false) =>
  actAtDesk(story, '办好了', async (form) => {
    await form.getByLabel(evidence).check();
    await form.locator('textarea').fill(words);
    if (isLast) await form.getByLabel(/后面的阶段不用了/).check();
  });
const sendsBack = (story: Player, reason: string, basis: string | undefined, words: string) =>
  actAtDesk(story, '申请退回', async (form: Locator) => {
    await form.getByRole('radio', { name: reason }).check();
    if (basis !== undefined) await form.getByLabel(/依据是哪一种/).selectOption({ label: basis });
    await form.locator('textarea').fill(words);
  });

test('drain: three will not have it, the district settles it, keeps the rule, and its office mends it', async () => {
  const { page } = await openPage(browser, 360);
  page.setDefaultTimeout(20_000);
  const story = await play(page, server, 'returned', /雨水沟/);
  await story.next(/以林晓芸/);
  await writeDown(story, HARBOUR, '船坞新村 3 栋门前', '雨水沟堵了，一下雨就淹到车库口，上个月就说过了');
  await story.next(/以林晓芸/);
  await files(story, '雨水口堵塞');
  await story.next(/以林晓芸/);
  await dispatches(story, FIRM);
  await story.next(/以曹立群/);
  await sendsBack(story, '属地不符', '确权、养护台账（权属单位）', '沟在小区红线外，见物业合同附图');
  await story.next(/以鲁明远/);
  await actAtDesk(story, '同意退回');
  await story.next(/以林晓芸/);
  await dispatches(story, ROADS);
  await story.next(/以邱子健/);
  await sendsBack(story, '职责不符', '权责清单 / 三定（部门）', '小区内部雨水沟不在权责清单里');
  await story.next(/以郭敏华/);
  await actAtDesk(story, '同意退回');
  await story.next(/以林晓芸/);
  await dispatches(story, FIRM);
  await story.next(/以曹立群/);
  await sendsBack(story, '权属不清', undefined, '移交台账上没有这条沟');

  await story.next(/以郭敏华/);
  const card = page.getByRole('region', { name: '裁定', exact: true });
  await card.getByText('移交台账上没有这条沟').waitFor();
  await card.getByRole('combobox', { name: /^归谁办/ }).selectOption({ label: ROADS });
  await card.getByLabel('理由和依据的条款').fill('雨水口归市政养护所：部件权属台账·公用设施 12');
  await card.getByRole('button', { name: '裁定', exact: true }).click();
  await page.getByText('已裁定由市政养护所办理。').waitFor();
  await card.getByRole('button', { name: '存成派单规则' }).click();
  await page.getByRole('dialog', { name: '存成派单规则' }).getByRole('button', { name: '保存' }).click();
  await page.getByText('已存成派单规则。').waitFor();

  await story.next(/以邱子健/);
  await signAtDesk(story);
  await feedsBack(story, '清出两袋淤泥，放水试过通了', '文字说明');
  await story.next(/以周敏/);
  await checkOnSite(story, '解决了');
  await story.next(/以林晓芸/);
  await actAtDesk(story, '结案');
  await story.expectFinished();

  const lin = await asPerson(server, 'linxiaoyun');
  const settled = await lin.get(`/case-numbers/${await story.number()}`);
  expect(settled.status).toBe('closed');
  expect(settled.orders.map(({ status }: { status: string }) => status)).toEqual([
    'sentBack',
    'sentBack',
    'sentBack',
    'done',
  ]);
  const [rule] = (await lin.get('/dispatch-rules')).rules;
  expect(rule).toMatchObject({ classCode: 'blocked-drain', organisationId: settled.orders.at(-1).organisationId });
  await page.context().close();
}, 240_000);

test('shed: stopped, then fined, put off with a person and a day, resumed, ended; its limit is told day by day', async () => {
  const { page } = await openPage(browser, 360);
  page.setDefaultTimeout(20_000);
  const story = await play(page, server, 'shed', /铁皮棚/);
  await story.next(/以林晓芸/);
  await writeDown(story, HARBOUR, '船坞新村 3 栋门前', '3 栋楼顶又在搭铁皮棚，今天还在焊');
  await story.next(/以林晓芸/);
  await page
    .getByText(/^受理还剩|^受理/)
    .first()
    .waitFor();
  await files(story, '私搭乱建');
  await story.next(/以林晓芸/);
  await dispatches(story, INSPECTORS);
  await story.next(/以柯岚/);
  await signAtDesk(story);
  await feedsBack(story, '已责令停工，材料暂扣', '单据');
  await page.getByRole('button', { name: '这个时限怎么算的' }).click();
  const days = page.getByRole('dialog', { name: '这个时限怎么算的' });
  await days
    .getByText(/周六|周日|休息|放假/)
    .first()
    .waitFor();
  await days.getByRole('button', { name: '关闭' }).click();

  await story.next(/以柯岚/);
  await actAtDesk(story, '申请挂账', async (form) => {
    await form.getByRole('radio', { name: '在打官司' }).check();
    await form.getByLabel(/^复核日/).fill(inDays(30));
    await form.locator('textarea').fill('当事人已起诉，等判决');
  });
  await story.next(/以顾长宁/);
  let owner = '';
  await actAtDesk(story, '同意挂账', async (form) => {
    await form.locator('textarea').fill('正在走法律程序，复核日前再告诉您进展');
    const owners = form.getByLabel('谁来盯着');
    await owners.selectOption({ index: 1 });
    owner = ((await owners.locator('option:checked').textContent()) ?? '').trim().split(' ')[0] ?? '';
    await expectNoBarriers(page);
    await expectFitsWidth(page, 1440);
  });
  expect(owner).not.toBe('');
  await page
    .getByText(new RegExp(`负责人.*${owner}`))
    .first()
    .waitFor();
  await page
    .getByText(/^挂账（在打官司）/)
    .first()
    .waitFor();
  await page.getByText(/^挂账中：单位的时限停住不走/).waitFor();
  await page.getByRole('button', { name: '这个时限怎么算的' }).click();
  await days.getByText(/挂账，时限停在那里/).waitFor();
  await days.getByRole('button', { name: '关闭' }).click();
  await story.next(/以柯岚/);
  await actAtDesk(story, '销挂账');
  await story.next(/以柯岚/);
  await feedsBack(story, '当事人自行拆除，屋面已清理', '单据', true);
  await story.expectFinished();

  const lin = await asPerson(server, 'linxiaoyun');
  const { orders } = await lin.get(`/case-numbers/${await story.number()}`);
  expect(orders).toMatchObject([{ status: 'feedback', stage: { number: 2, count: 3 } }]);
  await page.context().close();
}, 240_000);

test('smoke: who told is on no page of the inspectors, and the grid’s worker does not find the matter at all', async () => {
  const { page } = await openPage(browser, 360);
  page.setDefaultTimeout(20_000);
  const story = await play(page, server, 'smoke', /油烟/);
  await story.next(/以林晓芸/);
  await writeDown(story, HARBOUR, '缆绳巷菜场', '来电人称某店油烟直排，对着居民窗户，要求保密', async () => {
    await page.getByLabel(/^性质/).selectOption({ label: '举报' });
    await page.getByLabel(/对方怎么称呼/).fill('证人甲');
    await page.getByLabel(/对方电话/).fill('10034567890');
    await page.getByLabel('要求特别保密').check();
  });
  await story.next(/以林晓芸/);
  await page.getByText('保密').first().waitFor();
  await files(story, '餐饮油烟扰民');
  await story.next(/以林晓芸/);
  await dispatches(story, INSPECTORS);
  await story.next(/以柯岚/);
  await signAtDesk(story);
  expect(await page.textContent('main')).not.toMatch(/证人甲|7890/);
  await feedsBack(story, '现场检查，净化器未开，责令整改，复查达标', '单据');
  await story.next(/以林晓芸/);
  await actAtDesk(story, '核查', async (form) => {
    await form.getByRole('radio', { name: '解决了', exact: true }).check();
    await form.getByLabel('单据').check();
  });
  await story.next(/以林晓芸/);
  await actAtDesk(story, '结案');
  await story.expectFinished();

  const zhou = await asPerson(server, 'zhoumin');
  await expect(zhou.get(`/case-numbers/${await story.number()}`)).rejects.toThrow('404');
  await page.context().close();
}, 240_000);

/** So many days from now as a field of day and time takes it. */
function inDays(count: number): string {
  const [day] = new Date(Date.now() + count * 86_400_000).toISOString().split('T');
  return `${day}T09:00`;
}
