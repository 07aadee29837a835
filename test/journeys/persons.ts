// People of the demo by API, for what a journey needs to have happened before somebody opens a page.

import { newId } from '../../src/shared/ids.ts';
import type { RunningServer } from './server.ts';

export interface Person {
  get(path: string): Promise<any>;
  post(path: string, body: unknown): Promise<any>;
}

/** Signed in as a demo person; paths are below `/api/yunting`. @throws when something is refused */
export async function asPerson(server: RunningServer, signInName: string): Promise<Person> {
  const headers = await entered(server, signInName);
  return {
    get: (path) => ask(`${server.url}/api/yunting${path}`, headers),
    post: (path, body) => ask(`${server.url}/api/yunting${path}`, headers, body),
  };
}

/** What every call of a demo person carries. @throws when nobody is called so */
export async function entered(server: RunningServer, signInName: string): Promise<{ authorization: string }> {
  const { token } = await ask(`${server.url}/api/session/demo`, {}, { signInName });
  return { authorization: `Bearer ${token}` };
}

async function ask(url: string, headers: Record<string, string>, body?: unknown): Promise<any> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

export interface DispatchedPipe {
  readonly id: string;
  readonly number: string;
  /** Path of the page of the order link. */
  readonly page: string;
}

/** 周敏 reports the burst pipe and sends the order to the water crew, whose duty phone gets the link. */
export async function dispatchedPipe(server: RunningServer, zhou: Person): Promise<DispatchedPipe> {
  const { organisations } = await zhou.get('/organisations');
  const crew = organisations.find(({ name }: { name: string }) => name === '水务公司抢修二班');
  const before = links(server);
  const reported = await zhou.post('/cases', {
    id: newId(),
    reportId: newId(),
    words: '三圣里 12 号包子店门前地下水管爆了，水漫到非机动车道',
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    placeWords: '三圣里 12 号包子店门前',
    classCode: 'pipe-burst',
  });
  await zhou.post(`/cases/${reported.id}/dispatchDirect`, {
    moveId: newId(),
    seenVersion: 1,
    organisationId: crew.id,
    newWorkOrderId: newId(),
    phoneAnsweredBy: '贺师傅',
    words: '已电话通知，带上管卡',
  });
  const page = await newLink(server, before);
  return { id: reported.id, number: reported.number, page };
}

/** Of new orders: a duty phone is told of its other orders too, when they ring. */
function links(server: RunningServer): string[] {
  return [...server.printed().matchAll(/新工单.*(\/yunting\/o\/[\w-]{40,})/g)].map(([, path = '']) => path);
}

async function newLink(server: RunningServer, before: readonly string[]): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = links(server).find((path) => !before.includes(path));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no new order link was printed:\n${server.printed()}`);
}

/** The code that was printed last. */
export function lastCode(server: RunningServer): string | undefined {
  return [...server.printed().matchAll(/验证码 (\d{6})/g)].at(-1)?.[1];
}
