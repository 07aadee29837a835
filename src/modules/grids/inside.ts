// Which grids lie in a grid: the parts of a market, at any depth. Micro-grids aside: what lies there is filed under their grid.

import type { TransactionContext } from '#platform/context.ts';

import { findGridsBelow } from './store-mine.ts';

export interface GridInside {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

/** By the id of the grid they lie in; a grid without parts has no entry. */
export async function gridsInside(
  { db }: TransactionContext,
  gridIds: readonly string[],
): Promise<Map<string, readonly GridInside[]>> {
  const found = new Map<string, GridInside[]>();
  const outermost = new Map(gridIds.map((id) => [id, [id]]));
  for (let ids = [...outermost.keys()]; ids.length > 0;) {
    const below = await findGridsBelow(db, ids);
    for (const { parentId, ...grid } of below)
      for (const outer of outermost.get(parentId) ?? []) {
        found.set(outer, [...(found.get(outer) ?? []), grid]);
        outermost.set(grid.id, [...(outermost.get(grid.id) ?? []), outer]);
      }
    ids = below.map(({ id }) => id).filter((id) => !gridIds.includes(id));
  }
  return found;
}
