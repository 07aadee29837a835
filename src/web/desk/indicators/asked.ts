// Which place and period the pages of figures show: all of it in the address, so that it can be sent on and comes back with 后退.

import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

import type { Cycle } from '#modules/indicators/rules.ts';
import { dayOf } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';
import { now } from '#web/parts/now.ts';

import { session } from '../session.ts';
import { isCycle } from './period.ts';

export interface AskedFigures {
  readonly place: ComputedRef<string>;
  readonly cycle: ComputedRef<Cycle>;
  readonly on: ComputedRef<Day>;
  readonly today: Day;
  /** What every request of the page names; undefined until a place is known. */
  readonly query: ComputedRef<Record<string, string> | undefined>;
  /** Changes some of it and keeps the rest. */
  change(changed: Readonly<Record<string, string | undefined>>): Promise<unknown>;
}

const PLACE_FORM = /^(area|grid) ([0-9a-f-]{36})$/;
const DAY_FORM = /^\d{4}-\d\d-\d\d$/;

export function useAsked(): AskedFigures {
  const route = useRoute();
  const router = useRouter();
  const today = dayOf(now(), session.district?.timeZone ?? 'Asia/Shanghai');
  const text = (name: string) => (typeof route.query[name] === 'string' ? route.query[name] : '');
  const place = computed(() => (PLACE_FORM.test(text('place')) ? text('place') : ''));
  const cycle = computed((): Cycle => (isCycle(text('cycle')) ? (text('cycle') as Cycle) : 'month'));
  const on = computed(() => (DAY_FORM.test(text('on')) ? text('on') : today));
  const query = computed(() => {
    const [, what, id = ''] = PLACE_FORM.exec(place.value) ?? [];
    if (what === undefined) return undefined;
    return { [what === 'grid' ? 'gridId' : 'areaId']: id, cycle: cycle.value, on: on.value };
  });
  return {
    place,
    cycle,
    on,
    today,
    query,
    change: (changed) => router.replace({ query: { ...route.query, ...changed } }),
  };
}
