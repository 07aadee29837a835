// Of a long list only the rows in sight are drawn: which they are, from where it was scrolled to. Every row is equally high.

export interface Sight {
  readonly scrollTop: number;
  /** Of the part of the list that is in sight, px. */
  readonly height: number;
}

/** Drawn beyond the edges, so that a turn of the wheel shows rows that stand there already. */
const BEYOND = 8;

/** The first row drawn, and the one after the last. */
export function rowsInSight(
  count: number,
  rowHeight: number,
  { scrollTop, height }: Sight,
): [first: number, end: number] {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - BEYOND);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + BEYOND);
  return [Math.min(first, Math.max(0, count - 1)), Math.max(end, Math.min(count, first + 1))];
}

/** Where to scroll so that the row stands wholly in sight; unchanged when it does. */
export function scrollToRow(row: number, rowHeight: number, { scrollTop, height }: Sight): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}
