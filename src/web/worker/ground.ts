// The ground a worker stands on, asked for once and kept while the app is open: classes, places, buildings, organisations.

import { NoAnswer, Refused } from '#web/parts/api.ts';
import type { AnswerOf } from '#web/parts/route.ts';
import {
  listBuildings,
  listClasses,
  listOrganisations,
  listPlaces,
  readDirectList,
  readEmergencyNumbers,
  readGrid,
  serving,
} from '#web/parts/routes.ts';

import { api } from './here.ts';
import type { Post } from './session.ts';

type Answer<R extends { readonly contract?: unknown }> = AnswerOf<NonNullable<R['contract']>>;
export type CaseClass = Answer<typeof listClasses>['classes'][number];
export type Building = Answer<typeof listBuildings>['buildings'][number];
export type Place = Answer<typeof listPlaces>['places'][number];
export type Organisation = Answer<typeof listOrganisations>['organisations'][number];
export type Serving = Answer<typeof serving>;
export type EmergencyNumber = Answer<typeof readEmergencyNumbers>['value'][number];

const kept = new Map<string, Promise<unknown>>();

/** A question that failed is asked again the next time. */
function once<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const before = kept.get(name) as Promise<T> | undefined;
  if (before !== undefined) return before;
  const asked = ask();
  kept.set(name, asked);
  asked.catch(() => kept.delete(name));
  return asked;
}

export const classes = (): Promise<readonly CaseClass[]> =>
  once('classes', async () => (await api.call(listClasses)).classes);

export const organisations = (): Promise<readonly Organisation[]> =>
  once('organisations', async () => (await api.call(listOrganisations)).organisations);

export const emergencyNumbers = (): Promise<readonly EmergencyNumber[]> =>
  once('emergency', async () => (await api.call(readEmergencyNumbers)).value);

export const whoServes = (gridId: string): Promise<Serving> =>
  once(`serving ${gridId}`, () => api.call(serving, { params: { id: gridId } }));

export const buildingsOf = (communityId: string): Promise<readonly Building[]> =>
  once(`buildings ${communityId}`, async () => {
    const all: Building[] = [];
    for (let after: string | undefined; ;) {
      const page = await api.call(listBuildings, {
        query: { areaId: communityId, limit: 500, ...(after === undefined ? {} : { after }) },
      });
      all.push(...page.buildings);
      if (page.next === null) return all;
      after = page.next;
    }
  });

export const placesOf = (communityId: string): Promise<readonly Place[]> =>
  once(`places ${communityId}`, async () => {
    const { places } = await api.call(listPlaces, { query: { communityId } });
    return places.filter(({ closedAt }) => closedAt === null);
  });

export interface Direct {
  readonly organisationId: string;
  readonly name: string;
  readonly classCode: string | null;
}

/** Whom an order of this grid may go to directly: the lists of the grid and of everything it lies in. */
export const directListOf = (gridId: string): Promise<readonly Direct[]> =>
  once(`direct ${gridId}`, async () => {
    const { path } = await api.call(readGrid, { params: { id: gridId } });
    const parts = path.split('/').slice(1, -1);
    const paths = parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}/`);
    const lists = await Promise.all(paths.map((each) => api.call(readDirectList, { query: { path: each } })));
    return lists.flatMap(({ entries }) => entries);
  });

/** A place a report can be about, with the point that is sent. */
export interface Spot {
  readonly id: string;
  readonly name: string;
  readonly more: string;
  readonly isOwn: boolean;
  readonly longitude: number;
  readonly latitude: number;
}

/** Buildings and places of the communities I serve, those of my own grids first. */
export async function spotsOf(posts: readonly Post[]): Promise<Spot[]> {
  const communities = [...new Set(posts.flatMap(({ communityId }) => communityId ?? []))];
  const own = new Set(
    posts
      .filter(({ isStandBy }) => !isStandBy)
      .flatMap(({ gridId, inside }) => [gridId ?? [], ...inside.map((part) => part.gridId)].flat()),
  );
  const spots: Spot[] = [];
  for (const communityId of communities) {
    const [places, buildings] = await Promise.all([placesOf(communityId), buildingsOf(communityId)]);
    for (const { id, name, gridId, longitude, latitude } of places)
      spots.push({ id, name, more: '', isOwn: own.has(gridId ?? ''), longitude, latitude });
    for (const { id, name, address, gridId, longitude, latitude } of buildings)
      spots.push({ id, name, more: address, isOwn: own.has(gridId ?? ''), longitude, latitude });
  }
  return spots.sort((one, other) => Number(other.isOwn) - Number(one.isOwn));
}

/** What 上报 and 直派 will ask for, while there is still a signal: in a basement the places are known. */
export async function loadAhead(posts: readonly Post[], sendsOrders: boolean): Promise<void> {
  const asked: Promise<unknown>[] = [spotsOf(posts)];
  if (sendsOrders) {
    const grids = posts.flatMap(({ gridId }) => gridId ?? []);
    asked.push(classes(), organisations(), ...grids.map(directListOf));
  }
  for (const each of await Promise.allSettled(asked)) {
    if (each.status === 'rejected' && !(each.reason instanceof NoAnswer) && !(each.reason instanceof Refused))
      throw each.reason;
  }
}
