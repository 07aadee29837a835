// Which columns 事件 shows and how close its rows stand: a person's choice, remembered on this device.

import { reactive } from 'vue';

import { keepHere, readKept } from '#web/parts/kept-here.ts';

/** Beside number and matter, which always stand. */
export const COLUMNS = [
  'state',
  'kind',
  'class',
  'level',
  'organisation',
  'channel',
  'community',
  'grid',
  'reports',
  'reported',
  'due',
  'closed',
] as const;
export type Column = (typeof COLUMNS)[number];

const AT_FIRST: readonly Column[] = ['state', 'class', 'level', 'organisation', 'reported', 'due'];

export interface View {
  columns: readonly Column[];
  isDense: boolean;
}

/** @param text what was kept; anything else is as on a first visit */
export function viewFrom(text: string | undefined): View {
  try {
    const { columns, isDense } = JSON.parse(text ?? '{}') as Record<string, unknown>;
    const chosen = Array.isArray(columns) ? COLUMNS.filter((column) => columns.includes(column)) : AT_FIRST;
    return { columns: chosen, isDense: isDense === true };
  } catch {
    return { columns: AT_FIRST, isDense: false }; // written by something else
  }
}

export function useView(accountId: string): { view: View; toggle(column: Column): void; toggleDense(): void } {
  const name = `desk.cases.view.${accountId}`;
  const view: View = reactive(viewFrom(readKept(name)));
  const keep = () => keepHere(name, JSON.stringify(view));
  return {
    view,
    toggle(column) {
      const has = view.columns.includes(column);
      view.columns = COLUMNS.filter((each) => (each === column ? !has : view.columns.includes(each)));
      keep();
    },
    toggleDense() {
      view.isDense = !view.isDense;
      keep();
    },
  };
}
