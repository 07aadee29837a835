// The way to the map, while there is a page of the map: a place, a grid or a case chosen on it.

import { useRouter } from 'vue-router';
import type { RouteLocationRaw } from 'vue-router';

export interface OnMap {
  readonly kind: 'grid' | 'area' | 'building' | 'place' | 'case';
  readonly id: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

const ZOOM = '17';

/** Answers undefined where this desk has no map page. */
export function useMapLinks(): (thing: OnMap) => RouteLocationRaw | undefined {
  const hasMap = useRouter()
    .getRoutes()
    .some(({ path }) => path === '/map');
  return ({ kind, id, longitude, latitude }) => {
    if (!hasMap) return undefined;
    const stand =
      longitude === null || latitude === null ? {} : { c: `${longitude.toFixed(6)},${latitude.toFixed(6)}`, z: ZOOM };
    return { path: '/map', query: { ...stand, at: `${kind}:${id}` } };
  };
}
