// Lays the blocks of a list on sheets: each as high as it was measured, a table broken between rows with its columns said again.

import type { Block } from '#modules/papers/paper-data.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** How high a block became, in any unit; of a table its head and each of its rows. */
export interface Measured {
  readonly whole: number;
  readonly head: number;
  readonly rows: readonly number[];
}

/** What keeps with the block after it: a heading stands on no sheet's last line. */
const KEEPS = ['heading', 'title', 'subtitle'];

/** @param room of one sheet, in the unit of the measures */
export function sheetsOfBlocks(blocks: readonly Block[], measures: readonly Measured[], room: number): Block[][] {
  const sheets: Block[][] = [[]];
  let left = room;
  const put = (block: Block, high: number) => {
    sheets.at(-1)!.push(block);
    left -= high;
  };
  const turn = () => {
    sheets.push([]);
    left = room;
  };
  const isEmpty = () => sheets.at(-1)!.length === 0;
  for (const [index, block] of blocks.entries()) {
    const measure = measures[index]!;
    if (block.kind === 'table') {
      putTable(block, measure, { room: () => left, isEmpty, put, turn });
      continue;
    }
    const following = measures[index + 1];
    const kept = KEEPS.includes(block.kind) && following !== undefined ? leastOf(following) : 0;
    if (measure.whole + kept > left && !isEmpty()) turn();
    put(block, measure.whole);
  }
  return sheets;
}

interface Paper {
  room(): number;
  isEmpty(): boolean;
  put(block: Block, high: number): void;
  turn(): void;
}

function putTable(table: Table, { head, rows }: Measured, paper: Paper): void {
  let from = 0;
  while (from < table.rows.length) {
    let high = head;
    let to = from;
    while (to < table.rows.length && high + rows[to]! <= paper.room()) {
      high += rows[to]!;
      to += 1;
    }
    // A row that is higher than a whole sheet stands on one all the same.
    if (to === from && paper.isEmpty()) to = from + 1;
    if (to > from) paper.put({ ...table, rows: table.rows.slice(from, to) }, high);
    from = to;
    if (from < table.rows.length) paper.turn();
  }
}

/** The least of a block that has to stand with its heading: of a table the head and a row. */
function leastOf({ whole, head, rows }: Measured): number {
  return rows[0] === undefined ? whole : head + rows[0];
}
