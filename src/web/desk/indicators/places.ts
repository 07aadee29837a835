// Where somebody may see figures and the rows they open to: areas, and the own grids of who serves in grids alone.

import { listMyPosts } from '#web/parts/routes.ts';

import { knownAreas, lineOf } from '../known.ts';
import { api, mayAt } from '../session.ts';

export interface FigurePlace {
  /** `area` or `grid`, and its id. */
  readonly value: string;
  readonly name: string;
}

export async function placesWithFigures(): Promise<FigurePlace[]> {
  const [areas, { posts }] = await Promise.all([knownAreas(), api.call(listMyPosts)]);
  const isOwn = (path: string) => mayAt('figure.read', path) && mayAt('case.read', path);
  const grids = new Map(
    posts.flatMap(({ gridId, name, path }) => (gridId !== null && isOwn(path) ? [[gridId, name] as const] : [])),
  );
  return [
    ...areas
      .filter(({ path }) => isOwn(path))
      .map((area) => ({ value: `area ${area.id}`, name: lineOf(areas, area.path) })),
    ...[...grids].map(([id, name]) => ({ value: `grid ${id}`, name })),
  ];
}
