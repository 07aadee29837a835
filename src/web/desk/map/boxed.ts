// What lies in the part of the ground that is in sight: asked for when the map comes to rest, with some room round it.

import { onBeforeUnmount } from 'vue';

import type { MapBox, MapStand } from '#web/parts/map/things.ts';

import { useLoading } from '../loading.ts';
import type { Loading } from '../loading.ts';

export interface Boxed<T> extends Loading<T> {
  /** The map came to rest here; asks when what is known does not reach. */
  look(stand: MapStand): void;
  /** Something has changed on the server; several changes soon after another are one. */
  again(): void;
}

interface Options<T> {
  /** Nearer than this zoom; farther away there is nothing to show. */
  readonly from: number;
  /** Each half zoom is asked for anew, because what comes depends on it. */
  readonly followsZoom?: boolean;
  readonly nothing: T;
}

const ROOM = 0.15;
const PATIENCE_MS = 1_200;

export function useBoxed<T>(
  read: (box: MapBox, zoom: number) => Promise<T>,
  { from, followsZoom, nothing }: Options<T>,
): Boxed<T> {
  let asked: { box: MapBox; zoom: number } | undefined;
  let isNear = false;
  const loading = useLoading<T>(async () => (asked === undefined || !isNear ? nothing : read(asked.box, asked.zoom)));
  let timer: ReturnType<typeof setTimeout> | undefined;
  onBeforeUnmount(() => clearTimeout(timer));
  return {
    ...loading,
    look({ box, zoom }) {
      const wasNear = isNear;
      isNear = zoom >= from;
      const isKnown =
        asked !== undefined &&
        wasNear === isNear &&
        reaches(asked.box, box) &&
        (followsZoom !== true || Math.abs(asked.zoom - zoom) < 0.5);
      if (isKnown || (!isNear && !wasNear && loading.data.value !== undefined)) return;
      asked = { box: widened(box), zoom };
      void loading.load();
    },
    again() {
      clearTimeout(timer);
      timer = setTimeout(() => void loading.load(), PATIENCE_MS);
    },
  };
}

function reaches(outer: MapBox, inner: MapBox): boolean {
  return (
    outer.west <= inner.west && outer.east >= inner.east && outer.south <= inner.south && outer.north >= inner.north
  );
}

function widened({ west, south, east, north }: MapBox): MapBox {
  const [width, height] = [(east - west) * ROOM, (north - south) * ROOM];
  return {
    west: Math.max(-180, west - width),
    south: Math.max(-90, south - height),
    east: Math.min(180, east + width),
    north: Math.min(90, north + height),
  };
}
