// Every story of 演示剧本 can be played to its end: each step by the person it names, told to the page by the progress of the story.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { newToken } from '../../src/shared/short-code.ts';
import { entered, lastCode } from './persons.ts';
import { pointAt } from './played-story.ts';
import type { Fields, Matter, Play, Step, Story } from './played-story.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

let server: RunningServer;
let stories: Story[];
beforeAll(async () => {
  server = await startServer();
  ({ stories } = await ask('GET', '/stories'));
}, 150_000);
afterAll(() => server?.stop());

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<any> {
  const answer = await fetch(`${server.url}/api/yunting${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

const enteredAs = (signInName: string) => entered(server, signInName);

const ORDER_VERBS = ['acknowledge', 'feedback', 'sendBack', 'approveSendBack', 'askSuspension', 'suspend', 'resume'];

async function organisation(name: string): Promise<string> {
  const { organisations } = await ask('GET', '/organisations', undefined, await enteredAs('linxiaoyun'));
  return organisations.find((each: { name: string }) => each.name === name).id;
}

async function reportStep({ made }: Play, step: Step, fields: Fields): Promise<void> {
  const [, code] = /^\/q\/(\w+)$/.exec(step.address) ?? [];
  const isResident = step.who.signInName === null;
  const { id, link } = await ask(
    'POST',
    '/cases',
    {
      id: newId(),
      reportId: newId(),
      words: step.words,
      ...(isResident ? { secret: newToken() } : {}),
      ...(code === undefined ? {} : { placeCode: code }),
      ...fields,
    },
    isResident ? {} : await enteredAs(step.who.signInName ?? ''),
  );
  made.push({ id, link });
}

async function moveStep({ made }: Play, step: Step, verb: string, fields: Fields): Promise<void> {
  const { id, link } = made[step.matter]!;
  const headers =
    step.who.signInName === null ? { authorization: `Link ${link}` } : await enteredAs(step.who.signInName);
  const page = await ask('GET', `/cases/${id}`, undefined, headers);
  const order = page.orders?.at(-1);
  const aboutOrder = ORDER_VERBS.includes(verb);
  await ask(
    'POST',
    `/cases/${id}/${verb}`,
    {
      moveId: newId(),
      seenVersion: page.version,
      ...(step.words === null ? {} : { words: step.words }),
      ...(aboutOrder ? { workOrderId: order.id } : {}),
      ...fields,
    },
    headers,
  );
}

/** Links of orders that crews have opened here. */
const opened = new Set<string>();

/** The crew: the newest link among the messages of the demo phone, opened with the code that is sent to it. */
async function phoneStep({ made }: Play, step: Step, evidence: string): Promise<void> {
  const { id } = made[step.matter]!;
  const find = async () =>
    ((await ask('GET', '/demo-messages')).messages as { words: string }[])
      .map(({ words }) => /新工单.*\/yunting\/o\/([\w-]{40,})/.exec(words)?.[1])
      .find((token) => token !== undefined && !opened.has(token));
  await expect.poll(find, { timeout: 15_000 }).toBeDefined();
  const token = (await find()) ?? '';
  opened.add(token);
  const before = lastCode(server);
  await ask('POST', '/order-link-codes', { link: token });
  await expect.poll(() => lastCode(server), { timeout: 15_000 }).not.toBe(before);
  const { device } = await ask('POST', '/order-link-openings', { link: token, code: lastCode(server) });
  const headers = { authorization: `Link ${token}`, 'x-gezhi-device': device };
  for (const [verb, fields] of [
    ['acknowledge', {}],
    ['feedback', { words: step.words, evidence: [evidence] }],
  ] as const) {
    const page = await ask('GET', `/cases/${id}`, undefined, headers);
    await ask(
      'POST',
      `/cases/${id}/${verb}`,
      { moveId: newId(), seenVersion: page.version, workOrderId: page.orders[0].id, ...fields },
      headers,
    );
  }
}

/** Plays the steps in their order; after each the story's own progress says that it is done and the next one is not. */
async function playThrough(key: string, how: ((play: Play, step: Step) => Promise<void>)[]): Promise<Play> {
  const story = stories.find((each) => each.key === key)!;
  expect(how.length).toBe(story.steps.length);
  const since = new Date(Date.now() - 1_000).toISOString();
  const play: Play = { story, made: [] };
  for (const [at, step] of story.steps.entries()) {
    await how[at]!(play, step);
    const own = play.made.map(({ id }) => id).join(',');
    const { matters } = (await ask('GET', `/stories/${key}/progress?since=${since}&own=${own}`)) as {
      matters: Matter[];
    };
    const mine = play.made.map(({ id }) => matters.find((matter) => matter.id === id));
    const isDone = (each: Step) =>
      (mine[each.matter]?.moves ?? []).filter(({ verb }) => verb === each.done.verb).length >= each.done.times;
    expect(
      story.steps
        .slice(0, at + 1)
        .filter((each) => !isDone(each))
        .map((each) => each.key),
      step.key,
    ).toEqual([]);
  }
  return play;
}

const says =
  (verb: string, fields: Fields | (() => Promise<Fields>) = {}) =>
  async (play: Play, step: Step) =>
    moveStep(play, step, verb, typeof fields === 'function' ? await fields() : fields);
const tells =
  (fields: () => Promise<Fields> = async () => ({})) =>
  async (play: Play, step: Step) =>
    reportStep(play, step, await fields());
const atPhone =
  (evidence = 'writtenNote') =>
  (play: Play, step: Step) =>
    phoneStep(play, step, evidence);
const dispatches = (verb: 'dispatch' | 'dispatchDirect' | 'arbitrate', name: string, fields: Fields = {}) =>
  says(verb, async () => ({ organisationId: await organisation(name), newWorkOrderId: newId(), ...fields }));
const signsAndAnswers =
  (evidence = 'writtenNote') =>
  async (play: Play, step: Step) => {
    const headers = await enteredAs(step.who.signInName ?? '');
    const page = await ask('GET', `/cases/${play.made[step.matter]!.id}`, undefined, headers);
    const order = page.orders.at(-1);
    if (order.status === 'issued') await moveStep(play, { ...step, words: null }, 'acknowledge', {});
    await moveStep(play, step, 'feedback', { evidence: [evidence] });
  };
const mergesIntoFirst = async (play: Play, step: Step) => moveStep(play, step, 'merge', { targetId: play.made[0]!.id });

/** What the pages of the whistle send: blown on the first matter, then moved by whoever the step names. */
const whistles = async ({ made }: Play, step: Step) =>
  ask(
    'POST',
    `/cases/${made[0]!.id}/whistles`,
    { id: newId(), kind: 'emergency', reason: 'danger', targets: [{ callId: newId(), level: 'grid' }] },
    await enteredAs(step.who.signInName ?? ''),
  );
async function whistleSeenBy({ made }: Play, step: Step) {
  const headers = await enteredAs(step.who.signInName ?? '');
  const { whistles: all } = await ask('GET', `/cases/${made[0]!.id}/whistles`, undefined, headers);
  return { headers, whistle: all[0] };
}
const callMoves = (verb: string, fields: Fields) => async (play: Play, step: Step) => {
  const { headers, whistle } = await whistleSeenBy(play, step);
  const [call] = whistle.calls;
  const move = { moveId: newId(), seenVersion: call.version, verb, ...fields };
  await ask('POST', `/whistle-calls/${call.id}/moves`, move, headers);
};
const endsWhistle = async (play: Play, step: Step) => {
  const { headers, whistle } = await whistleSeenBy(play, step);
  const end = { moveId: newId(), seenVersion: whistle.version, result: 'solved' };
  await ask('POST', `/whistles/${whistle.id}/close`, end, headers);
};

test('pipe: told by phone first, done by a crew without an account', () =>
  playThrough('pipe', [
    tells(async () => ({ ...pointAt('三圣里 12 号包子店门前'), classCode: 'pipe-burst' })),
    dispatches('dispatchDirect', '水务公司抢修二班', { phoneAnsweredBy: '贺师傅' }),
    atPhone(),
    says('verify', { outcome: 'solved' }),
    says('close'),
  ]).then(expectAllDone));

test('cables: five times from one sentence to the check on site', () =>
  playThrough('cables', [
    tells(async () => pointAt('榕汀社区卫生服务中心停车场出口')),
    says('confirm', { outcome: 'underWay' }),
    dispatches('dispatchDirect', '通信线缆联合维护队', { classCode: 'hanging-cable' }),
    atPhone(),
    says('verify', { outcome: 'solved' }),
    says('close'),
  ]).then(expectAllDone));

test('bags: settled on the spot, and the second time with its history to the community', () =>
  playThrough('bags', [
    tells(async () => pointAt('锦汀佳园 5 栋')),
    says('resolveOnSpot', { evidence: ['partyConfirmation'] }),
    tells(async () => pointAt('锦汀佳园 5 栋')),
    says('escalate', { reason: 'persuaded' }),
    says('escalate', { reason: 'beyondPowers' }),
    says('resolveOnSpot', { evidence: ['partyConfirmation'] }),
  ]).then(expectAllDone));

test('lamp: said fixed, is not, then is; rated as fair', () =>
  playThrough('lamp', [
    tells(),
    dispatches('dispatchDirect', '船坞新村物业服务处', { classCode: 'stairway-light' }),
    signsAndAnswers(),
    says('verify', { outcome: 'notSolved', reason: 'stillThere' }),
    signsAndAnswers(),
    says('verify', { outcome: 'solved' }),
    says('evaluate', { isSolved: true, manner: 'fair' }),
    says('answerRating'),
  ]).then(expectAllDone));

test('rated: solved and rated as bad, answered once; the rating is as it was', async () => {
  const played = await playThrough('rated', [
    tells(),
    dispatches('dispatchDirect', '船坞新村物业服务处', { classCode: 'compound-waste' }),
    signsAndAnswers(),
    says('verify', { outcome: 'solved' }),
    says('evaluate', { isSolved: true, manner: 'poor' }),
    says('answerRating'),
  ]);
  await expectAllDone(played);
  const { allowed, ...page } = await ask('GET', `/cases/${played.made[0]!.id}`, undefined, await enteredAs('caoliqun'));
  expect([page.isSolved, page.manner, allowed.includes('answerRating')]).toEqual([true, 'poor', false]);
});

test('manhole: sent back once, and the second organisation has a limit of its own', async () => {
  const play = await playThrough('manhole', [
    tells(),
    says('escalate', { reason: 'beyondPowers' }),
    says('escalate', { reason: 'beyondPowers' }),
    says('file', { classCode: 'loose-manhole' }),
    dispatches('dispatch', '船坞新村物业服务处'),
    says('sendBack', { sendBackReason: 'otherTerritory' }),
    says('approveSendBack'),
    dispatches('dispatch', '市政养护所'),
    signsAndAnswers(),
    says('verify', { outcome: 'solved' }),
    says('close'),
  ]);
  await expectAllDone(play);
  const { orders } = await ask('GET', `/cases/${play.made[0]!.id}`, undefined, await enteredAs('linxiaoyun'));
  expect(orders.map(({ status }: { status: string }) => status)).toEqual(['sentBack', 'done']);
  // Both may have been sent before the office opened: then they end at the same time, and not one before the other.
  expect(orders[1].dueAt >= orders[0].dueAt).toBe(true);
});

test('returned: three times nobody would have it; the district settles it, and the road office answers', async () => {
  const play = await playThrough('returned', [
    tells(async () => ({ ...pointAt('船坞新村 3 栋门前'), channel: 'phone', isForOther: true })),
    says('file', { classCode: 'blocked-drain' }),
    dispatches('dispatch', '船坞新村物业服务处'),
    says('sendBack', { sendBackReason: 'otherTerritory', basis: 'assetOwnership' }),
    says('approveSendBack'),
    dispatches('dispatch', '市政养护所'),
    says('sendBack', { sendBackReason: 'otherDuty', basis: 'departmentDuties' }),
    says('approveSendBack'),
    dispatches('dispatch', '船坞新村物业服务处'),
    says('sendBack', { sendBackReason: 'ownershipUnclear' }),
    dispatches('arbitrate', '市政养护所'),
    signsAndAnswers(),
    says('verify', { outcome: 'solved' }),
    says('close'),
  ]);
  await expectAllDone(play);
  const { orders } = await ask('GET', `/cases/${play.made[0]!.id}`, undefined, await enteredAs('linxiaoyun'));
  expect(orders.map(({ status }: { status: string }) => status)).toEqual(['sentBack', 'sentBack', 'sentBack', 'done']);
});

test('noise: not settled in the grid, mediated by the street’s centre, with a call back at the end', () =>
  playThrough('noise', [
    tells(async () => ({
      ...pointAt('船坞新村 7 栋'),
      channel: 'phone',
      isForOther: true,
      contact: { phone: '10023456789' },
    })),
    says('escalate', { reason: 'persuaded' }),
    says('escalate', { reason: 'beyondPowers' }),
    says('file', { classCode: 'neighbour-quarrel' }),
    dispatches('dispatch', '旧港街道综治中心'),
    atPhone('partyConfirmation'),
    says('verify', { outcome: 'solved' }),
    says('close'),
    says('contactReporter', { channel: 'phone', contactOutcome: 'reached' }),
  ]).then(expectAllDone));

test('smoke: confidential to its end; the organisation and the grid worker never learn who', async () => {
  const play = await playThrough('smoke', [
    tells(async () => ({
      ...pointAt('缆绳巷菜场'),
      channel: 'phone',
      isForOther: true,
      wantsSecrecy: true,
      kind: 'tipOff',
      contact: { name: '证人甲', phone: '10034567890' },
    })),
    says('file', { classCode: 'kitchen-smoke' }),
    dispatches('dispatch', '旧港街道城管一中队'),
    signsAndAnswers('document'),
    says('verify', { outcome: 'solved', evidence: ['document'] }),
    says('close'),
  ]);
  await expectAllDone(play);
  const { id } = play.made[0]!;
  const seen = JSON.stringify(await ask('GET', `/cases/${id}`, undefined, await enteredAs('kelan')));
  expect(seen).not.toMatch(/证人甲|10034567890|7890/);
  await expect(ask('GET', `/cases/${id}`, undefined, await enteredAs('zhoumin'))).rejects.toThrow('404');
});

test('gas: kept as urgent at once, and the gas company’s watch is sent', () =>
  playThrough('gas', [
    tells(),
    dispatches('dispatchDirect', '燃气公司抢修值班室', { classCode: 'gas-leak', phoneAnsweredBy: '值班员' }),
    whistles,
    callMoves('reportIn', { manner: 'onSite' }),
    callMoves('confirm', { manner: 'onSite' }),
    atPhone('document'),
    says('verify', { outcome: 'solved' }),
    endsWhistle,
    says('close'),
  ]).then(expectAllDone));

test('duplicate: three reports, one matter, and one of them taken out again', async () => {
  const play = await playThrough('duplicate', [
    tells(),
    tells(),
    tells(),
    mergesIntoFirst,
    mergesIntoFirst,
    says('unmerge'),
  ]);
  await expectAllDone(play);
  const luo = await enteredAs('luojianping');
  const statuses = await Promise.all(play.made.map(({ id }) => ask('GET', `/cases/${id}`, undefined, luo)));
  expect(statuses.map(({ status }: { status: string }) => status === 'merged')).toEqual([false, true, false]);
});

test('shed: three limits one after the other, and it stands still with somebody who looks after it', async () => {
  const play = await playThrough('shed', [
    tells(async () => ({ ...pointAt('船坞新村 3 栋门前'), channel: 'phone', isForOther: true })),
    says('file', { classCode: 'illegal-building' }),
    dispatches('dispatch', '旧港街道城管一中队'),
    signsAndAnswers('document'),
    says('askSuspension', async () => ({
      reason: 'courtPending',
      dueAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    })),
    says('suspend'),
    says('resume'),
    says('feedback', { evidence: ['document'], endsStages: true }),
  ]);
  await expectAllDone(play);
});

test('holiday: ten working days are listed one by one, those that do not count with the reason', async () => {
  const play = await playThrough('holiday', [
    tells(async () => ({ ...pointAt('船坞新村 7 栋'), channel: 'visit', isForOther: true })),
    says('file', { classCode: 'rental-quarrel' }),
    dispatches('dispatch', '旧港街道综治中心'),
    says('note'),
  ]);
  await expectAllDone(play);
  const lin = await enteredAs('linxiaoyun');
  const { clocks } = await ask('GET', `/cases/${play.made[0]!.id}/clocks`, undefined, lin);
  expect(clocks).toMatchObject([{ unit: 'workDay' }]);
  expect(JSON.stringify(clocks[0].days)).toMatch(/weekend/);
  expect(clocks[0].days.length).toBeGreaterThan(12);
});

test('every story that is listed is played above, and says what it shows', () => {
  expect(stories.map(({ key }) => key).toSorted()).toEqual([...PLAYED].toSorted());
  expect(stories.filter(({ shows }) => shows.length < 2)).toEqual([]);
});

const DAY_MS = 86_400_000;
const PLAYED = new Set<string>();

/** Played to the last step; noted, so that none is listed without having been played. */
async function expectAllDone({ story, made }: Play): Promise<void> {
  expect(made.length).toBe(Math.max(...story.steps.map(({ matter }) => matter)) + 1);
  PLAYED.add(story.key);
}
