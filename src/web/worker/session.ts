// Who works here on this phone: account and posts. Remembered, so that the app opens without signal too.

import { computed, reactive } from 'vue';

import { NoAnswer, Refused } from '#web/parts/api.ts';
import { setTimeZone } from '#web/parts/clock-words.ts';
import { keepHere, readKept } from '#web/parts/kept-here.ts';
import { restartLive } from '#web/parts/live.ts';
import { setElder } from '#web/parts/preferences.ts';
import type { AnswerOf } from '#web/parts/route.ts';
import { listMyPosts, readDistrict, signOut, whoAmI } from '#web/parts/routes.ts';
import { setTerms } from '#web/parts/words.ts';

import { api, district } from './here.ts';
import { closeSending, openSending } from './sending.ts';

export type Post = AnswerOf<NonNullable<(typeof listMyPosts)['contract']>>['posts'][number];

export interface Worker {
  readonly accountId: string;
  readonly name: string;
  readonly hasPassword: boolean;
  readonly posts: readonly Post[];
}

/** Which home a person is shown: by what the posts are for. */
export type Home = 'worker' | 'lead' | 'neighbour' | 'reporter' | 'none';

interface Session {
  state: 'asking' | 'in' | 'out' | 'away';
  worker: Worker | undefined;
  isDemo: boolean;
  districtName: string;
}

const NAME = `worker.${district}`;

export const session: Session = reactive({ state: 'asking', worker: undefined, isDemo: false, districtName: '' });

export const home = computed<Home>(() => homeOf(session.worker?.posts ?? []));

const HOMES: readonly [Home, readonly string[]][] = [
  ['lead', ['gridLead', 'communityOfficer']],
  ['worker', ['gridWorker']],
  ['neighbour', ['microGridMember']],
  ['reporter', ['mobileReporter', 'partner']],
];

export function homeOf(posts: readonly Pick<Post, 'role'>[]): Home {
  return HOMES.find(([, roles]) => posts.some(({ role }) => roles.includes(role)))?.[0] ?? 'none';
}

/** The posts in grids, each part of a market beside the market it belongs to. */
export function postsInGrids(posts: readonly Post[]): Post[] {
  const own = posts.filter(({ gridId }) => gridId !== null);
  const all = own.flatMap((post) => [
    post,
    ...post.inside.map(({ gridId, name, path }) => ({ ...post, gridId, name, path, inside: [] })),
  ]);
  return all.filter(
    ({ gridId, role }, at) => all.findIndex((each) => each.gridId === gridId && each.role === role) === at,
  );
}

/** The grid or community the person is greeted with: own posts before those stood in for. */
export const mainPost = computed<Post | undefined>(() => {
  const posts = session.worker?.posts ?? [];
  return posts.find(({ isStandBy, role }) => !isStandBy && role !== 'gridLead') ?? posts[0];
});

/** Asks who is signed in; without an answer whoever was here last is shown what was kept. */
export async function enter(): Promise<void> {
  void describeDistrict();
  try {
    // Whoever was here before is most likely here again: both are asked at once, which saves a way to the server and back.
    const early = keptWorker() === undefined ? undefined : api.call(listMyPosts);
    early?.catch(() => undefined); // answered for below, where it is waited for
    const { account, districts } = await api.call(whoAmI);
    const isHere = districts.some(({ key }) => key === district);
    const { posts } = isHere ? await (early ?? api.call(listMyPosts)) : { posts: [] };
    await become({ accountId: account.id, name: account.name, hasPassword: account.hasPassword, posts });
  } catch (error) {
    if (error instanceof NoAnswer) {
      const kept = keptWorker();
      if (kept === undefined) session.state = 'away';
      else await become(kept);
    } else if (error instanceof Refused) session.state = 'out';
    else throw error;
  }
}

async function become(worker: Worker): Promise<void> {
  keepHere(NAME, JSON.stringify(worker));
  session.worker = worker;
  restartLive();
  // A neighbour who helps has not chosen anything yet: large type and large buttons first.
  if (readKept('preferences') === undefined) setElder(homeOf(worker.posts) === 'neighbour');
  await openSending(worker.accountId);
  session.state = 'in';
}

async function describeDistrict(): Promise<void> {
  try {
    const { isDemo, name, timeZone, terms } = await api.call(readDistrict);
    Object.assign(session, { isDemo, districtName: name });
    setTimeZone(timeZone);
    setTerms(terms);
  } catch (error) {
    if (!(error instanceof NoAnswer) && !(error instanceof Refused)) throw error;
  }
}

/** In another window somebody else may have come in: what one person composed must not go out as another's. */
export async function lookWhoIsHere(): Promise<void> {
  if (session.state !== 'in') return;
  try {
    const { account } = await api.call(whoAmI);
    if (account.id !== session.worker?.accountId) location.reload();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) session.state = 'out';
    else if (!(error instanceof NoAnswer) && !(error instanceof Refused)) throw error;
  }
}

export async function leave(): Promise<void> {
  await api.call(signOut);
  keepHere(NAME, undefined);
  keepHere(`${NAME}.today`, undefined);
  closeSending();
  if (readKept('preferences') === undefined) setElder(false);
  session.worker = undefined;
  session.state = 'out';
}

function keptWorker(): Worker | undefined {
  const text = readKept(NAME);
  if (text === undefined) return undefined;
  const kept = JSON.parse(text) as Worker & { posts: readonly (Omit<Post, 'inside'> & Partial<Post>)[] };
  // An earlier version of the app, that knew no parts of a market, may have kept it.
  return { ...kept, posts: kept.posts.map((post) => ({ ...post, inside: post.inside ?? [] })) };
}
