// Which rows of a list are chosen to be done together.

import { computed, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';

export interface Picked<Row> {
  readonly picked: Ref<ReadonlySet<string>>;
  readonly pickedRows: ComputedRef<Row[]>;
  pick(id: string): void;
  /** All from the one picked last up to this one. */
  pickTo(id: string): void;
  /** All, or none when all are. */
  pickAll(): void;
  /** None, or only those out for which it answers true. */
  pickNone(out?: (id: string) => boolean): void;
}

export function usePicked<Row extends { readonly id: string }>(rows: Readonly<Ref<readonly Row[]>>): Picked<Row> {
  const picked = ref<ReadonlySet<string>>(new Set());
  let last: string | undefined;
  const pickedRows = computed(() => rows.value.filter(({ id }) => picked.value.has(id)));

  function pick(id: string): void {
    const next = new Set(picked.value);
    if (!next.delete(id)) next.add(id);
    picked.value = next;
    last = id;
  }

  return {
    picked,
    pickedRows,
    pick,
    pickTo(id) {
      const [from, to] = [last, id].map((each) => rows.value.findIndex((row) => row.id === each));
      if (from === undefined || to === undefined || from < 0) return pick(id);
      const between = rows.value.slice(Math.min(from, to), Math.max(from, to) + 1);
      picked.value = new Set([...picked.value, ...between.map((row) => row.id)]);
      last = id;
    },
    pickAll() {
      const isAll = rows.value.every(({ id }) => picked.value.has(id));
      picked.value = new Set(isAll ? [] : rows.value.map(({ id }) => id));
    },
    pickNone(out = () => true) {
      picked.value = new Set([...picked.value].filter((id) => !out(id)));
    },
  };
}
