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
