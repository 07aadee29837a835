// Where the numbers of the wall lead: 事件 with the same place and the same filter, and without what is secret.

import type { RouteLocationRaw } from 'vue-router';

import type { Screen } from './screen-data.ts';

/** @param areaId an area below the place; without it the place itself, which the list takes for its own where nothing is named */
export function casesAt(
  screen: Pick<Screen, 'placeId'> | undefined,
  query: Readonly<Record<string, string>>,
  areaId?: string,
): RouteLocationRaw {
  const area = areaId ?? screen?.placeId ?? undefined;
  return { path: '/cases', query: { ...(area === undefined ? {} : { area }), secrecy: 'open', ...query } };
}
