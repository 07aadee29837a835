// Where the map stands and what is chosen on it, as it is written in the address of the page.

import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

import type { MapLevel } from '#modules/grids/map-rules.ts';
import { MAP_LEVELS } from '#modules/grids/map-rules.ts';

export const CHOSEN_KINDS = ['grid', 'area', 'building', 'place', 'duty', 'case'] as const;
export type ChosenKind = (typeof CHOSEN_KINDS)[number];

export interface ChosenThing {
  readonly kind: ChosenKind;
  readonly id: string;
}

export const LAYERS = [
  'general',
  'dedicated',
  'urgent',
  'overdue',
  'inHand',
  'buildings',
  'services',
  'places',
] as const;
export type Layer = (typeof LAYERS)[number];

export interface MapAddress {
  readonly level: ComputedRef<MapLevel>;
  /** A day of the past; undefined is now. */
  readonly on: ComputedRef<string | undefined>;
  readonly than: ComputedRef<string | undefined>;
  readonly hidden: ComputedRef<ReadonlySet<Layer>>;
  readonly chosen: ComputedRef<ChosenThing | undefined>;
  /** 值班安排 is drawn when it is asked for. */
  readonly isDuty: ComputedRef<boolean>;
  readonly isList: ComputedRef<boolean>;
  /** Where the map stood when the address was opened. */
  readonly stand: { readonly longitude: number; readonly latitude: number; readonly zoom: number } | undefined;
  write(change: Readonly<Record<string, string | undefined>>): void;
  toggle(layer: Layer): void;
}

const DAY = /^2\d{3}-\d\d-\d\d$/;
const THING = new RegExp(`^(${CHOSEN_KINDS.join('|')}):([0-9a-f-]{36})$`);

export function useMapAddress(): MapAddress {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string) => {
    const value = route.query[name];
    return typeof value === 'string' ? value : undefined;
  };
  const day = (name: string) => {
    const value = text(name);
    return value !== undefined && DAY.test(value) ? value : undefined;
  };
  // Texts first: what is made of them changes only when they do, not each time the map was pushed and its place written down.
  const [hide, at] = [computed(() => text('hide') ?? ''), computed(() => text('at') ?? '')];
  const hidden = computed(
    () => new Set(hide.value.split(',').filter((name): name is Layer => LAYERS.includes(name as Layer))),
  );
  function write(change: Readonly<Record<string, string | undefined>>): void {
    const query = { ...route.query, ...change };
    void router.replace({ query });
  }
  return {
    level: computed(() => MAP_LEVELS.find((level) => level === text('level')) ?? 'grid'),
    on: computed(() => day('on')),
    than: computed(() => day('than')),
    hidden,
    chosen: computed(() => {
      const [, kind, id] = THING.exec(at.value) ?? [];
      return kind === undefined || id === undefined ? undefined : { kind: kind as ChosenKind, id };
    }),
    isDuty: computed(() => text('duty') === 'yes'),
    isList: computed(() => text('list') === 'yes'),
    stand: standOf(text('c'), text('z')),
    write,
    toggle(layer) {
      const next = new Set(hidden.value);
      if (!next.delete(layer)) next.add(layer);
      write({ hide: next.size === 0 ? undefined : [...next].join(',') });
    },
  };
}

export function writeThing({ kind, id }: ChosenThing): string {
  return `${kind}:${id}`;
}

/** The address of the map at a point, or with a thing chosen. */
export function mapAt(at: { longitude: number; latitude: number; zoom?: number } | undefined, chosen?: ChosenThing) {
  return {
    path: '/map',
    query: {
      ...(at === undefined
        ? {}
        : { c: `${at.longitude.toFixed(6)},${at.latitude.toFixed(6)}`, z: String(at.zoom ?? 17) }),
      ...(chosen === undefined ? {} : { at: writeThing(chosen) }),
    },
  };
}

/** What the map hands on when something is to be reported at a point. */
export function pointIn(query: Readonly<Record<string, unknown>>): { longitude: number; latitude: number } | undefined {
  const [longitude, latitude] = [Number(query['longitude'] ?? NaN), Number(query['latitude'] ?? NaN)];
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? { longitude, latitude } : undefined;
}

/** Undefined where none was noted. */
export function pointOf({ longitude, latitude }: { longitude: number | null; latitude: number | null }) {
  return longitude === null || latitude === null ? undefined : { longitude, latitude };
}

function standOf(center: string | undefined, zoom: string | undefined): MapAddress['stand'] {
  const [longitude, latitude] = (center ?? '').split(',').map(Number);
  const level = Number(zoom);
  if (longitude === undefined || latitude === undefined || ![longitude, latitude, level].every(Number.isFinite))
    return undefined;
  if (center === undefined || zoom === undefined || Math.abs(longitude) > 180 || Math.abs(latitude) > 85)
    return undefined;
  return { longitude, latitude, zoom: level };
}
