// What paths are called: the areas and grids above something, by their own unique indexes.

import type { Db } from '#platform/database/connection.ts';

/** `旧港街道 / 船坞新村社区 / 旧港第 3 网格`; the district itself goes without saying, but where there is nothing else. */
export type NameOfPath = (path: string) => string | null;

/** Grids only as far as the actor sees them. */
export async function findPathNames(db: Db, paths: readonly string[]): Promise<NameOfPath> {
  const wanted = [...new Set(paths.flatMap(pathsAbove))];
  if (wanted.length === 0) return () => null;
  const areas = await db
    .selectFrom('areas')
    .select(['path', 'name'])
    .where('path', 'in', wanted)
    .where('valid_to', 'is', null)
    .execute();
  const grids = await db
    .selectFrom('grids')
    .select(['path', 'name'])
    .where('path', 'in', wanted)
    .where('valid_to', 'is', null)
    .execute();
  const names = new Map([...areas, ...grids].map(({ path, name }) => [path, name]));
  return (path) => {
    const [district, ...below] = pathsAbove(path).flatMap((each) => names.get(each) ?? []);
    return below.length > 0 ? below.join(' / ') : (district ?? null);
  };
}

/** `/a/`, `/a/b/`, `/a/b/c/` of `/a/b/c/`. */
function pathsAbove(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}/`);
}
