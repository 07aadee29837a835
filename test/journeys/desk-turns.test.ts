// Turns a matter takes at the desk: sent back and given to another, merged and parted again, copied without the reporter,
// the reporter opened for a purpose; and two desks at once.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectNoBarriers, openBrowser } from './browser.ts';
import { act, enterDesk } from './desk-steps.ts';
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

/** A voice written down at the counter; the street holds it after two steps up. */
async function heldByStreet(words: string, contact = {}): Promise<{ id: string; number: string }> {
  const zhou = await asPerson(server, 'zhoumin');
  const { id, number } = await zhou.post('/cases', {
    id: newId(),
    reportId: newId(),
    channel: 'visit',
    isForOther: true,
    words,
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    placeWords: '三圣里 12 号门前',
    ...contact,
  });
  await move(zhou, number, 'escalate', { reason: 'beyondPowers' });
  await move(await asPerson(server, 'luojianping'), number, 'escalate', { reason: 'beyondPowers' });
  return { id, number };
}

async function move(person: Person, number: string, verb: string, fields: object): Promise<void> {
  const { id, version } = await person.get(`/case-numbers/${number}`);
  await person.post(`/cases/${id}/${verb}`, { moveId: newId(), seenVersion: version, ...fields });
}

test('an order is asked back, the duty chief decides, and the street gives it to another', async () => {
  const { id, number } = await heldByStreet('路边护栏被撞歪，尖头朝外');
  const lin = await asPerson(server, 'linxiaoyun');
  const { organisations } = await lin.get('/organisations');
  const road = organisations.find(({ name }: { name: string }) => name === '市政养护所');
  const { classes } = await lin.get('/catalogue');
  await move(lin, number, 'file', { classCode: classes.find(({ secrecy }: any) => secrecy === 'open').code });
  await move(lin, number, 'dispatch', { organisationId: road.id, newWorkOrderId: newId() });

  const receiver = await enterDesk(browser, server, '邱子健', { path: `/cases/by-id/${id}` });
  await act(receiver.page, '申请退回', async (sheet) => {
    await sheet.getByRole('radio', { name: '信息不全' }).check();
    await sheet.getByRole('textbox', { name: /^说明/ }).fill('哪一段护栏没有写清');
  });
  expect(receiver.faults()).toEqual([]);
  await receiver.close();

  const chief = await enterDesk(browser, server, '鲁明远', { path: `/cases/${number}` });
  await chief.page.getByText('哪一段护栏没有写清').waitFor();
  await chief.page.getByText('信息不全').first().waitFor();
  await act(chief.page, '同意退回');
  expect(chief.faults()).toEqual([]);
  await chief.close();

  const street = await enterDesk(browser, server, '林晓芸', { path: `/cases/${number}` });
  await act(street.page, '派给单位', (sheet) =>
    sheet.getByRole('combobox', { name: '单位', exact: true }).selectOption({ label: '旧港街道城管一中队' }),
  );
  await street.page.getByText('旧港街道城管一中队').first().waitFor();
  await street.page.getByText('已退回').first().waitFor();
  expect(street.faults()).toEqual([]);
  await street.close();
});

test('two voices about one matter are merged by number, and parted again', async () => {
  const one = await heldByStreet('井盖响得睡不着');
  const other = await heldByStreet('门口井盖一过车就响');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${other.number}` });
  const acts = page.getByRole('region', { name: '可以做的事' });
  await acts.getByRole('button', { name: '更多' }).click();
  await act(page, '并案', async (sheet) => {
    await sheet.getByLabel('并到哪一件').fill('2601010001');
    await sheet.getByRole('button', { name: '查找' }).click();
    await sheet.getByText('没有这个编号，或不在您的范围内。').waitFor();
    await sheet.getByLabel('并到哪一件').fill(one.number);
    await sheet.getByRole('button', { name: '查找' }).click();
    await sheet.getByText('井盖响得睡不着').waitFor();
  });
  await page.getByText('已并案').first().waitFor();
  await page.getByRole('link', { name: '打开那一件' }).click();
  await page.getByRole('heading', { level: 2, name: '反映 2 份' }).waitFor();
  await page.goBack();
  await page.getByText('已并到另一件').waitFor();
  await act(page, '拆回');
  await page.getByText('已并到另一件').waitFor({ state: 'detached' });
  expect(faults().filter((fault) => !fault.includes('case-numbers/2601010001') && !fault.includes('404'))).toEqual([]);
  await close();
});

test('the reporter stays folded, opens for a purpose for who may, and is in no copied text', async () => {
  const contact = { contact: { name: '温如玉', phone: '10055556666' } };
  const { number } = await heldByStreet('路灯杆歪了，我叫温如玉，电话10055556666', contact);
  const { page, faults, close } = await enterDesk(browser, server, '罗建平', { path: `/cases/${number}` });
  await page.getByText('反映人', { exact: true }).click();
  await page.getByRole('combobox', { name: '用途' }).selectOption({ label: '核实情况' });
  await page.getByRole('button', { name: '打开反映人信息' }).click();
  await page.getByText('温如玉', { exact: true }).waitFor();
  await page.getByText(/秒后合上/).waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: '现在合上' }).click();
  await page.getByText('温如玉', { exact: true }).waitFor({ state: 'detached' });

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: '复制文字（不含反映人）' }).click();
  await page.getByText('已复制。文字里没有反映人。').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('路灯杆歪了');
  expect(copied).not.toMatch(/温如玉|10055556666/);
  expect(faults()).toEqual([]);
  await close();
});

test('what somebody else does meanwhile is shown at once, and what was typed stays', async () => {
  const { number } = await heldByStreet('台阶缺了一块');
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${number}` });
  const acts = page.getByRole('region', { name: '可以做的事' });
  await acts.getByRole('button', { name: '立案', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '立案' });
  await sheet.getByRole('textbox', { name: /^说明/ }).fill('先立案再说');
  const guo = await asPerson(server, 'guominhua');
  await move(guo, number, 'supplement', { words: '区里也接到了同样的电话' });
  await page.getByText('区里也接到了同样的电话').waitFor({ state: 'attached' });
  expect(await sheet.getByRole('textbox', { name: /^说明/ }).inputValue()).toBe('先立案再说');
  await page.getByText(/^刚刚：.* 补充$/).waitFor({ state: 'attached' });
  await close();
});
