// One setting of the district on its way: read, typed into, saved with its source and the version that was seen.

import { ref } from 'vue';
import type { Ref } from 'vue';

import { useLoading, useSending } from '../loading.ts';
import type { Loading, Sending } from '../loading.ts';

interface Kept<T> {
  readonly value: T;
  readonly source: string;
  readonly version: number;
}

export interface Setting<T> extends Pick<Sending, 'isBusy' | 'complaint'> {
  readonly loading: Loading<Kept<T>>;
  readonly value: Ref<T | undefined>;
  readonly source: Ref<string>;
  readonly isSaved: Ref<boolean>;
  save(): Promise<void>;
}

export function useSetting<T>(
  read: () => Promise<Kept<T>>,
  write: (change: Kept<T>) => Promise<unknown>,
  /** What else on the page follows from it. */
  afterwards: () => Promise<unknown> = async () => {},
): Setting<T> {
  const value = ref<T>() as Ref<T | undefined>;
  const source = ref('');
  const isSaved = ref(false);
  const loading = useLoading(async () => {
    const kept = await read();
    // A copy: what is typed does not change what was read.
    value.value = JSON.parse(JSON.stringify(kept.value)) as T;
    source.value = kept.source;
    return kept;
  });
  void loading.load();
  const { isBusy, complaint, run } = useSending();
  async function save(): Promise<void> {
    isSaved.value = false;
    const typed = value.value;
    if (typed === undefined) return;
    const change = { value: typed, source: source.value, version: loading.data.value?.version ?? 0 };
    if (!(await run(() => write(change)))) return;
    isSaved.value = true;
    await loading.load();
    await run(afterwards);
  }
  return { loading, value, source, isSaved, isBusy, complaint, save };
}
