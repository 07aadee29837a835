// What the wall shows, asked for anew when something has changed and each minute, because things fall due by the clock alone.

import { computed, onBeforeUnmount } from 'vue';

import { listen } from '#web/parts/live.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import { listDutyPhones, listWhistles, readScreen } from '#web/parts/routes.ts';

import { useLoading } from '../loading.ts';
import { api, districtKey } from '../session.ts';

export type Screen = AnswerTo<typeof readScreen>;
export type CountSeen = Screen['suspended'];

/** Many changes soon after another are one look. */
const PATIENCE_MS = 3_000;
const MINUTE_MS = 60_000;

export function useScreenData() {
  const screen = useLoading(() => api.call(readScreen));
  const whistles = useLoading(() => api.call(listWhistles, { query: { state: 'open' } }));
  const phones = useLoading(() => api.call(listDutyPhones));

  async function load(): Promise<void> {
    await Promise.all([screen.load(), whistles.load(), phones.load()]);
  }
  let waiting: ReturnType<typeof setTimeout> | undefined;
  function soon(): void {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      void load();
    }, PATIENCE_MS);
  }
  const stop = listen(districtKey, soon, soon);
  const minute = setInterval(() => void load(), MINUTE_MS);
  onBeforeUnmount(() => {
    stop();
    clearTimeout(waiting);
    clearInterval(minute);
  });
  void load();

  /** What is secret is not counted on a wall, and the list it opens leaves it out too. */
  const calls = computed(() => {
    const open = (whistles.data.value?.whistles ?? []).filter(({ subject }) => !subject.isSecret);
    const isLate = (whistle: (typeof open)[number]) => whistle.calls.some((call) => call.isLate && call.reportedInAt === null); // prettier-ignore
    return { open: open.length, late: open.filter(isLate).length };
  });
  /** Whether somebody answers by the roster, area by area; never who, and never a number. */
  const duty = computed(() => {
    const onDuty = new Set(
      (phones.data.value?.phones ?? []).filter(({ isOnDuty }) => isOnDuty).map(({ areaId }) => areaId),
    );
    return (screen.data.value?.areas ?? []).map(({ id, name }) => ({ id, name, isOn: onDuty.has(id) }));
  });
  return { screen, calls, duty, load };
}
