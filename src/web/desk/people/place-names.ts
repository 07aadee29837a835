// Where a post is held, by name: posts carry paths and ids, people read names.

import type { Loading } from '../loading.ts';
import { useLoading } from '../loading.ts';
import { knownAreas, knownGrids, knownOrganisations, lineOf } from '../known.ts';
import type { Area, Grid, Organisation } from '../known.ts';

export interface PlaceNames {
  readonly areas: readonly Area[];
  readonly grids: ReadonlyMap<string, string>;
  readonly organisations: readonly Organisation[];
}

/** Grids are read street by street: a list of a whole district's would be long. */
export function usePlaceNames(): Loading<PlaceNames> {
  const loading = useLoading(async () => {
    const [areas, organisations] = await Promise.all([knownAreas(), knownOrganisations()]);
    const streets = areas.filter(({ level }) => level === 'street' || level === 'township');
    const grids: Grid[] = (await Promise.all(streets.map(({ id }) => knownGrids(id)))).flat();
    return { areas, organisations, grids: new Map(grids.map(({ id, name }) => [id, name])) };
  });
  void loading.load();
  return loading;
}

interface Post {
  readonly path: string;
  readonly gridId: string | null;
  readonly organisationId: string | null;
}

export function placeWords(names: PlaceNames | undefined, { path, gridId, organisationId }: Post): string {
  if (names === undefined) return '';
  if (organisationId !== null) return names.organisations.find(({ id }) => id === organisationId)?.name ?? '';
  const line = lineOf(names.areas, path);
  const grid = gridId === null ? undefined : names.grids.get(gridId);
  return grid === undefined ? line : `${line} / ${grid}`;
}
