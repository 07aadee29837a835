// Everything the map page shows, as it is asked for: shapes of a level and day, and what lies in the box that is in sight.

import { computed, onBeforeUnmount, watch } from 'vue';

import { listen } from '#web/parts/live.ts';
import type { MapLine, MapShape, MapSpot, MapStand } from '#web/parts/map/things.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import {
  listBuildingsInBox,
  listDutyOnMap,
  listMapLines,
  listPins,
  listPlacesInBox,
  listShapes,
  readMap,
} from '#web/parts/routes.ts';

import { knownAreas } from '../known.ts';
import { useLoading } from '../loading.ts';
import { api, districtKey, may } from '../session.ts';
import { useBoxed } from './boxed.ts';
import type { MapAddress } from './map-address.ts';

export type Shape = AnswerTo<typeof listShapes>['shapes'][number] & Pick<MapShape, 'change' | 'groupId' | 'groupName'>;
export type Pin = AnswerTo<typeof listPins>['pins'][number];

/** Where people are met, with hours of service; the other places are where codes hang. */
export const SERVICE_KINDS: readonly string[] = ['communityOffice', 'gridStation', 'healthCentre'];
/** Web map zooms from which something is worth being asked for. */
export const NEAR = { lines: 12, duty: 13, places: 15, buildings: 15 } as const;
export type Station = AnswerTo<typeof listDutyOnMap>['stations'][number];

const NO_PINS: AnswerTo<typeof listPins> = { total: 0, pins: [], cells: [] };

export function useMapData(address: MapAddress) {
  const base = useLoading(async () => api.call(readMap));
  const shapes = useLoading(async () => {
    const level = address.level.value;
    const answer = await api.call(listShapes, { query: { level, on: address.on.value } });
    const areas = new Map((await knownAreas()).map((area) => [area.id, area]));
    const seen = { ...answer, shapes: answer.shapes.map((shape) => named(shape, areas)) };
    const other = address.than.value;
    if (other === undefined) return seen;
    const before = await api.call(listShapes, { query: { level, on: other } });
    return { ...seen, shapes: compared(seen.shapes, before.shapes, other < seen.on) };
  });
  const pins = useBoxed(
    async (box, zoom) => {
      const states = (['urgent', 'overdue', 'inHand'] as const).filter((state) => !address.hidden.value.has(state));
      if (!may('case.read') || states.length === 0) return NO_PINS;
      return api.call(listPins, { query: { ...box, zoom, states: states.join(',') } });
    },
    { from: 0, followsZoom: true, nothing: NO_PINS },
  );
  const buildings = useBoxed(
    async (box) => (await api.call(listBuildingsInBox, { query: box })).buildings.map(buildingSpot),
    { from: NEAR.buildings, nothing: [] },
  );
  const places = useBoxed(async (box) => (await api.call(listPlacesInBox, { query: box })).places.map(placeSpot), {
    from: NEAR.places,
    nothing: [],
  });
  const lines = useBoxed<readonly MapLine[]>(async (box) => (await api.call(listMapLines, { query: box })).lines, {
    from: NEAR.lines,
    nothing: [],
  });
  const duty = useBoxed<readonly Station[]>(
    async (box) => (address.isDuty.value ? (await api.call(listDutyOnMap, { query: box })).stations : []),
    { from: NEAR.duty, nothing: [] },
  );
  void base.load();
  watch([address.level, address.on, address.than], () => void shapes.load(), { immediate: true });
  watch(address.hidden, () => void pins.load());
  watch(address.isDuty, () => void duty.load());

  const stop = listen(
    districtKey,
    ({ kind }) => {
      if (kind === 'case') pins.again();
      if (kind === 'grid') void shapes.load();
    },
    () => {
      pins.again();
      void shapes.load();
    },
  );
  onBeforeUnmount(stop);

  const shownShapes = computed(() =>
    (shapes.data.value?.shapes ?? []).filter(
      ({ kind, isOwn }) => !isOwn || (kind !== 'general' && kind !== 'dedicated') || !address.hidden.value.has(kind),
    ),
  );
  const spots = computed((): MapSpot[] => [
    ...(address.isDuty.value ? (duty.data.value ?? []).map(dutySpot) : []),
    ...(address.hidden.value.has('buildings') ? [] : (buildings.data.value ?? [])),
    ...(places.data.value ?? []).filter(
      ({ isService }) => !address.hidden.value.has(isService ? 'services' : 'places'),
    ),
  ]);
  return {
    base,
    shapes,
    shownShapes,
    pins,
    buildings,
    places,
    duty,
    lines,
    spots,
    look(stand: MapStand) {
      for (const boxed of [pins, buildings, places, duty, lines]) boxed.look(stand);
    },
  };
}
export type MapData = ReturnType<typeof useMapData>;

/** A grid with the community it lies in; a part of a grid says nothing more than the grid. */
function named(shape: Shape, areas: ReadonlyMap<string, { name: string }>): Shape {
  const area = shape.kind === 'general' || shape.kind === 'dedicated' ? areas.get(shape.parentId ?? '') : undefined;
  return area === undefined ? shape : { ...shape, groupId: shape.parentId, groupName: area.name };
}

/** What is only in the later of two days is new there; what is only in the earlier one is gone. */
function compared(seen: readonly Shape[], other: readonly Shape[], isOtherEarlier: boolean): Shape[] {
  const [inSeen, inOther] = [new Set(seen.map(({ id }) => id)), new Set(other.map(({ id }) => id))];
  const [ofSeen, ofOther] = isOtherEarlier ? (['new', 'gone'] as const) : (['gone', 'new'] as const);
  return [
    ...seen.map((shape) => (inOther.has(shape.id) ? shape : { ...shape, change: ofSeen })),
    ...other.filter(({ id }) => !inSeen.has(id)).map((shape) => ({ ...shape, change: ofOther })),
  ];
}

function buildingSpot(building: AnswerTo<typeof listBuildingsInBox>['buildings'][number]) {
  const { id, name, address, longitude, latitude, compoundId, compoundName } = building;
  return {
    what: 'building' as const,
    id,
    name,
    address,
    longitude,
    latitude,
    groupId: compoundId,
    groupName: compoundName,
  };
}

function placeSpot({ id, name, kind, longitude, latitude }: AnswerTo<typeof listPlacesInBox>['places'][number]) {
  const isService = SERVICE_KINDS.includes(kind);
  return { what: 'place' as const, id, name, kind, longitude, latitude, isService, letter: isService ? '服' : '码' };
}

/** 值 where somebody is on duty, 空 where nobody is and somebody should be. */
function dutySpot({ id, name, longitude, latitude, isEmpty, now }: Station) {
  const letter = isEmpty && now.length === 0 ? '空' : '值';
  return { what: 'duty' as const, id, name, longitude, latitude, letter };
}
