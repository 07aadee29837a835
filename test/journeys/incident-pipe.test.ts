// Pipe and gas on the pages: the worker phones first and sends the order in the same minute; a crew without an account answers.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBrowser, openPage } from './browser.ts';
import { asPerson } from './persons.ts';
import { actAtDesk, checkOnSite, crewWorks, play, reportOnPhone, sendOrder } from './playing.ts';
import { newId } from '../../src/shared/ids.ts';
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

test('pipe: seen, phoned, sent, mended, looked at, closed; each step by the story’s own button', async () => {
  const { page, faults } = await openPage(browser, 360);
  const story = await play(page, server, 'pipe', /水管破裂/);
  await story.next(/以周敏/);
  await reportOnPhone(story, '三圣里 12 号包子店门前', '三圣里 12 号包子店门前地下水管爆了，水漫到非机动车道');
  await story.next(/以周敏/);
  await sendOrder(story, 'pipe-burst', '水务公司抢修二班', '贺师傅');
  await story.next(/打开演示手机/);
  await crewWorks(story, server, '更换破裂管段，已恢复供水', 'pipe-after');
  await story.next(/以周敏/);
  await checkOnSite(story, '解决了');
  await story.next(/以罗建平/);
  await actAtDesk(story, '结案');
  await story.expectFinished();

  const luo = await asPerson(server, 'luojianping');
  const closed = await luo.get(`/case-numbers/${await story.number()}`);
  expect(closed).toMatchObject({ status: 'closed', resolvedLevel: 'gridCoordinated', isUrgent: true });
  expect(closed.stations.map(({ verb }: { verb: string }) => verb)).toEqual([
    'report',
    'dispatchDirect',
    'acknowledge',
    'feedback',
    'verify',
    'close',
  ]);
  expect(faults.filter((fault) => !/^(409|401) /.test(fault) && !/status of (409|401)/.test(fault))).toEqual([]);
  await page.context().close();
}, 120_000);

test('gas: the call buttons come first and the matter is urgent; the gas company is sent by its duty phone', async () => {
  const { page } = await openPage(browser, 360);
  const story = await play(page, server, 'gas', /燃气异味/);
  await story.next(/以居民/);
  await page.getByLabel('请说说是什么事').fill('楼道里有煤气味，有点头晕，是不是漏气了');
  await page.getByRole('button', { name: '提交' }).click();
  const sheet = page.getByRole('dialog', { name: '这件事可能有危险，请先打电话' });
  await sheet.getByRole('link', { name: /燃气/ }).first().waitFor();
  await sheet.getByRole('button', { name: '已经打过了' }).click();
  await story.next(/以周敏/);
  await sendOrder(story, 'gas-leak', '燃气公司抢修值班室', '值班员');
  // The whistle has a journey of its own (whistle.test.ts): here it is blown, answered and ended beside the pages.
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const onWhistle = async (who: string, act: (person: Person, whistle: any) => Promise<unknown>) => {
    const person = await asPerson(server, who);
    await act(person, (await person.get(`/cases/${id}/whistles`)).whistles[0]);
  };
  const moves =
    (verb: string) =>
    (person: Person, { calls: [call] }: any) =>
      person.post(`/whistle-calls/${call.id}/moves`, {
        moveId: newId(),
        seenVersion: call.version,
        verb,
        manner: 'onSite',
      });
  const blown = { id: newId(), kind: 'emergency', reason: 'danger', targets: [{ callId: newId(), level: 'grid' }] };
  await onWhistle('zhoumin', (zhou) => zhou.post(`/cases/${id}/whistles`, blown));
  await onWhistle('luojianping', moves('reportIn'));
  await onWhistle('zhoumin', moves('confirm'));
  await story.next(/打开演示手机/);
  await crewWorks(story, server, '关阀、换软管、测漏合格，处置单 RQ-1120');
  await story.next(/以周敏/);
  await checkOnSite(story, '解决了');
  await onWhistle('zhoumin', (zhou, whistle) =>
    zhou.post(`/whistles/${whistle.id}/close`, { moveId: newId(), seenVersion: whistle.version, result: 'solved' }),
  );
  await story.next(/以罗建平/);
  await actAtDesk(story, '结案');
  await story.expectFinished();
  await page.context().close();
}, 120_000);
