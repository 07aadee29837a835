// What many pages name: areas, grids, organisations, classes. Read once each; forgotten where a page changes them.

import type { AnswerTo } from '#web/parts/route.ts';
import { listAreas, listClasses, listGrids, listOrganisations } from '#web/parts/routes.ts';

import { api } from './session.ts';

export type Area = AnswerTo<typeof listAreas>['areas'][number];
export type Grid = AnswerTo<typeof listGrids>['grids'][number];
export type Organisation = AnswerTo<typeof listOrganisations>['organisations'][number];
export type CaseClass = AnswerTo<typeof listClasses>['classes'][number];

const kept = new Map<string, Promise<unknown>>();

function once<T>(name: string, read: () => Promise<T>): Promise<T> {
  const before = kept.get(name) as Promise<T> | undefined;
  if (before !== undefined) return before;
  const reading = read();
  kept.set(name, reading);
  // What failed is asked for again by the next who wants it.
  reading.catch(() => kept.delete(name));
  return reading;
}

export function forgetKnown(): void {
  kept.clear();
  areasHere = undefined;
}

let areasHere: Area[] | undefined;

export function knownAreas(): Promise<Area[]> {
  return once('areas', async () => (areasHere = (await api.call(listAreas)).areas));
}

/** For what is to be asked in the same moment as a page is built, not after it. */
export function areasIfKnown(): Area[] | undefined {
  return areasHere;
}

/** The valid grids of a street or community, with those below them. */
export function knownGrids(areaId: string): Promise<Grid[]> {
  return once(`grids ${areaId}`, async () => (await api.call(listGrids, { query: { areaId } })).grids);
}

export function knownOrganisations(): Promise<Organisation[]> {
  return once('organisations', async () => (await api.call(listOrganisations)).organisations);
}

export function knownClasses(): Promise<CaseClass[]> {
  return once('classes', async () => (await api.call(listClasses)).classes);
}

export function isCommunity({ level }: Pick<Area, 'level'>): boolean {
  return level === 'community' || level === 'village';
}

/** `旧港街道 / 船坞新村社区`: the district itself goes without saying. */
export function lineOf(areas: readonly Area[], path: string): string {
  const above = areas.filter((area) => path.startsWith(area.path));
  const named = above.filter(({ level }) => level !== 'district');
  return (named.length === 0 ? above : named).map(({ name }) => name).join(' / ');
}
