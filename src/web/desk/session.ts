// Who sits at this desk and what the posts give here. Read once before the first page, and again after each sign-in.

import { shallowReactive } from 'vue';

import type { Permission } from '#permissions';
import { contains } from '#permissions';
import { Refused, apiOf } from '#web/parts/api.ts';
import { setTimeZone } from '#web/parts/clock-words.ts';
import { restartLive } from '#web/parts/live.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import { listMyGrants, readDistrict, signOut as signOutRoute, whoAmI } from '#web/parts/routes.ts';
import { setTerms } from '#web/parts/words.ts';

export const districtKey = location.pathname.split('/')[1] ?? '';
export const api = apiOf(districtKey);

export type District = AnswerTo<typeof readDistrict>;
export type Grant = AnswerTo<typeof listMyGrants>['grants'][number];

interface Session {
  district: District | undefined;
  account: { id: string; name: string } | undefined;
  grants: readonly Grant[];
  /** Nobody is signed in: the sign-in page lies over whatever was open, and nothing typed is lost. */
  isOut: boolean;
}

export const session: Session = shallowReactive({ district: undefined, account: undefined, grants: [], isOut: false });

/**
 * District and account are asked for together: on an old machine each question behind another costs a third of a second.
 *
 * @throws {Refused | NoAnswer} what is not a missing sign-in
 */
export async function openSession(): Promise<void> {
  const asking = api.call(whoAmI);
  // Looked at below, once the district is known.
  asking.catch(() => undefined);
  session.district = await api.call(readDistrict);
  setTimeZone(session.district.timeZone);
  setTerms(session.district.terms);
  try {
    const { account } = await asking;
    const { grants } = await api.call(listMyGrants);
    session.grants = grants;
    session.account = account;
    session.isOut = false;
    restartLive();
  } catch (error) {
    if (!isSignedOut(error)) throw error;
    session.isOut = true;
  }
}

/** After the district has changed how it appears or speaks. */
export async function reopenDistrict(): Promise<void> {
  session.district = await api.call(readDistrict);
  setTerms(session.district.terms);
}

export async function signOut(): Promise<void> {
  await api.call(signOutRoute);
  session.account = undefined;
  session.grants = [];
  session.isOut = true;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.slug === 'signed-out';
}

/** What a stranger is refused differently: whoever was signed in is asked to sign in again, not told of permissions. */
export async function noticeSignOut(): Promise<void> {
  try {
    await api.call(whoAmI);
  } catch (error) {
    if (isSignedOut(error)) session.isOut = true;
  }
}

/** Anywhere here, in an area or in an organisation: whether an entry is shown. The server decides about each row. */
export function may(permission: Permission): boolean {
  return session.grants.some(({ permissions }) => permissions.includes(permission));
}

/** Over this area or grid; posts in organisations open no area. */
export function mayAt(permission: Permission, path: string): boolean {
  return session.grants.some(
    (grant) => grant.organisationId === null && contains(grant.path, path) && grant.permissions.includes(permission),
  );
}

export function pathsWith(permission: Permission): string[] {
  return session.grants
    .filter((grant) => grant.organisationId === null && grant.permissions.includes(permission))
    .map(({ path }) => path);
}

export function districtPath(): string {
  return `/${districtKey}/`;
}
