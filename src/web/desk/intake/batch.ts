// One act on many cases: a move for each with its own id and the version that was seen, one after the other; what was refused is
// told case by case. A move nobody answered keeps its id, so that trying again does it once.

import { reactive, ref } from 'vue';
import type { Ref } from 'vue';

import type { MoveVerb } from '#modules/cases/moves/transitions.ts';
import { newId } from '#shared/ids.ts';
import { NoAnswer, Refused } from '#web/parts/api.ts';
import { moveRoute } from '#web/parts/moves.ts';
import { refusalWords } from '#web/parts/refusal-words.ts';

import { madeFor } from '../cases/move-fields.ts';
import { api } from '../session.ts';

export interface BatchRow {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly summary: string;
  readonly placeWords: string | null;
  readonly classCode: string | null;
}

export type Outcome =
  { readonly state: 'waiting' } | { readonly state: 'done' } | { readonly state: 'failed'; readonly why: string };

/** Fields of the move of one case, or in words why it cannot be made. */
export type FieldsFor = (row: BatchRow) => Promise<Readonly<Record<string, unknown>> | string>;

export interface Batch {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Which of the rows is being done; 0 while none is. */
  readonly at: Ref<number>;
  /** Does what is not done yet. Answers the ids that were done now. */
  run(verb: MoveVerb, rows: readonly BatchRow[], fieldsFor: FieldsFor): Promise<string[]>;
}

export function useBatch(): Batch {
  const outcomes = reactive(new Map<string, Outcome>());
  const moves = new Map<string, { moveId: string; made: Record<string, string> }>();
  const at = ref(0);

  async function one(verb: MoveVerb, row: BatchRow, fieldsFor: FieldsFor): Promise<Outcome> {
    const move = moves.get(row.id) ?? { moveId: newId(), made: madeFor(verb) };
    moves.set(row.id, move);
    try {
      const fields = await fieldsFor(row);
      if (typeof fields === 'string') return { state: 'failed', why: fields };
      const input = { moveId: move.moveId, seenVersion: row.version, ...move.made, ...fields };
      await api.call(moveRoute(verb), { params: { id: row.id }, input });
      return { state: 'done' };
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      // A no is final for that move; without an answer it may have been made.
      if (error instanceof Refused) moves.delete(row.id);
      return { state: 'failed', why: refusalWords(error) };
    }
  }

  return {
    outcomes,
    at,
    async run(verb, rows, fieldsFor) {
      const done: string[] = [];
      const open = rows.filter(({ id }) => outcomes.get(id)?.state !== 'done');
      for (const { id } of open) outcomes.set(id, { state: 'waiting' });
      for (const [index, row] of open.entries()) {
        at.value = index + 1;
        const outcome = await one(verb, row, fieldsFor);
        outcomes.set(row.id, outcome);
        if (outcome.state === 'done') done.push(row.id);
      }
      at.value = 0;
      return done;
    },
  };
}
