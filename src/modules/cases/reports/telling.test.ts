// Who left a number is told: that it is done, and that somebody asks to have a look. By day, once, and never what it is about.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { move } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { closed, fedBack, filed, mistakes, rows } from '../played-for-tests.ts';
import { tellReporters } from './telling.ts';
import { notBefore } from './telling-rules.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const PHONE = '10055550137';
const left = { contact: { phone: PHONE } };
const LOOK = { outcome: 'notNow', reason: 'askedReporter' };

/** What was sent to this number since the last time somebody asked. */
async function told(phone = PHONE): Promise<string[]> {
  await tellReporters(town.context());
  const all = town.sent.splice(0);
  return all.filter(({ to }) => to === phone).map(({ words }) => words);
}

const waiting = (caseId: string) =>
  rows(
    town,
    "select purpose, to_cipher, words_cipher, sent_at from d_yunting.messages where case_id = $1 and purpose like 'told%'",
    [caseId],
  );

test('请反映人看看: a reporter who left a number is asked by a message that leads to the own page', async () => {
  const { id, number } = await fedBack(town, left);
  await move(town, 'zhou', id, 'verify', LOOK);
  const [words, ...more] = await told();
  expect(words).toContain('请您看看解决了没有');
  expect(words!.replaceAll(/\D/g, '')).toContain(number);
  expect(more).toEqual([]);
  expect(await told()).toEqual([]);
  const page = /http:\/\/town\.test\/yunting\/c\/([\w-]{43})$/.exec(words!)?.[1];
  // Whoever reads the message on the screen opens the stations and nothing else.
  const shown = await town.withLink(page!).get('/trace');
  expect(shown.json.sentence.key).toBe('case.trace.askedReporter');
  expect(shown.text).not.toContain('车一过就响');
});

test('a message never says what it is about, and its row keeps neither number nor words', async () => {
  const { id } = await fedBack(town, left);
  await move(town, 'zhou', id, 'verify', LOOK);
  expect(await waiting(id)).toEqual([{ purpose: 'toldToLook', to_cipher: null, words_cipher: null, sent_at: null }]);
  expect((await told()).join('')).not.toMatch(/井盖|3栋|周敏/);
});

test('办好了告诉您: told when it is closed; who left no number is not', async () => {
  await closed(town, left);
  expect(await told()).toEqual([expect.stringContaining('办完了，请您看看解决了没有')]);
  const { id } = await closed(town);
  expect(await waiting(id)).toEqual([]);
});

test('told also when it is not ours to settle', async () => {
  const { id } = await filed(town, left);
  await move(town, 'lin', id, 'reject', { referral: 'court' });
  expect(await told()).toEqual([expect.stringContaining('不归我们办')]);
});

test('who cannot look for another reason sends nothing', async () => {
  const { id } = await fedBack(town, left);
  await move(town, 'zhou', id, 'verify', { outcome: 'notNow', reason: 'noEntry' });
  expect(await told()).toEqual([]);
});

test('a restricted matter sends nothing to anybody’s home', async () => {
  const { id } = await fedBack(town, left);
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  await rows(town, "update d_yunting.cases set secrecy = 'restricted' where id = $1", [id]);
  await move(town, 'guo', id, 'close');
  expect(await waiting(id)).toEqual([]);
});

test('a number taken back before the message has left is not used', async () => {
  const { id, link } = await fedBack(town, left);
  await move(town, 'zhou', id, 'verify', LOOK);
  await rows(
    town,
    'update d_yunting.case_contacts set phone_cipher = null where report_id = (select id from d_yunting.case_reports where case_id = $1)',
    [id],
  );
  expect(await told()).toEqual([]);
  expect(await waiting(id)).toEqual([]);
  expect((await town.withLink(link).get('/trace')).status).toBe(200);
});

test('verified before the message has left: nobody is asked to look any more, and the closing is told instead', async () => {
  const { id } = await fedBack(town, left);
  await move(town, 'zhou', id, 'verify', LOOK);
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  await move(town, 'lin', id, 'close');
  expect(await told()).toEqual([expect.stringContaining('办完了')]);
});

test('a landline is told by nobody’s message', async () => {
  await closed(town, { contact: { phone: '07315550137' } });
  expect(await told('07315550137')).toEqual([]);
});

test('told by day: what is closed late in the evening waits for eight o’clock', async () => {
  expect(notBefore('2026-11-19T01:14:00.000Z', 'Asia/Shanghai')).toBe('2026-11-19T01:14:00.000Z');
  expect(notBefore('2026-11-19T13:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-20T00:00:00.000Z');
  expect(notBefore('2026-11-19T23:59:00.000Z', 'Asia/Shanghai')).toBe('2026-11-20T00:00:00.000Z');
  town.setClock('2026-11-19T13:30:00.000Z'); // half past nine in the evening
  await closed(town, left);
  expect(await told()).toEqual([]);
  town.setClock('2026-11-20T00:00:30.000Z');
  expect(await told()).toEqual([expect.stringContaining('办完了')]);
});
