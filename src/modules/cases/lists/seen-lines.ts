// A few cases as lines, of those the actor sees.

import { contains } from '#permissions';
import type { TransactionContext } from '#platform/context.ts';

import { findCasesOfIds } from '../store-directives.ts';
import { viewLine } from '../view.ts';

export type SeenLine = ReturnType<typeof viewLine>;

/** By id; a case out of sight is left out. */
export async function seenLines(ctx: TransactionContext, ids: readonly string[]): Promise<Map<string, SeenLine>> {
  const rows = await findCasesOfIds(ctx.db, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, viewLine(row)]));
}

/** Of these cases, those that lie in an area. */
export async function seenWithin(ctx: TransactionContext, ids: readonly string[], path: string): Promise<Set<string>> {
  const rows = await findCasesOfIds(ctx.db, [...new Set(ids)]);
  return new Set(rows.filter((row) => contains(path, row.path)).map(({ id }) => id));
}
