// Rows with parents in the order of a tree: each below its parent, with how deep it lies.

interface Row {
  readonly id: string;
  readonly parentId: string | null;
}

export function asTree<T extends Row>(rows: readonly T[]): { row: T; depth: number }[] {
  const known = new Set(rows.map(({ id }) => id));
  const below = new Map<string | null, T[]>();
  for (const row of rows) {
    // Whose parent is out of sight stands at the top.
    const parent = row.parentId !== null && known.has(row.parentId) ? row.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), row]);
  }
  const walk = (parent: string | null, depth: number): { row: T; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((row) => [{ row, depth }, ...walk(row.id, depth + 1)]);
  return walk(null, 0);
}

/** Those that fit, each with all above it, so that a tree can still be seen. */
export function narrowed<T extends Row>(rows: readonly T[], fits: (row: T) => boolean): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kept = new Set<string>();
  for (const row of rows.filter(fits))
    for (let each: T | undefined = row; each !== undefined && !kept.has(each.id); each = byId.get(each.parentId ?? ''))
      kept.add(each.id);
  return rows.filter(({ id }) => kept.has(id));
}
