// One map in one element, on canvas alone: what is drawn on it, where it stands, what was pointed at. It fetches nothing.

import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import { createEmpty, extend, isEmpty } from 'ol/extent.js';
import type { Extent } from 'ol/extent.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import { getPointResolution } from 'ol/proj.js';
import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';

import { baseLayers } from './base-layers.ts';
import {
  areaNameFeatures,
  degreesOf,
  lineFeature,
  metresOf,
  pointFeature,
  shapeFeature,
  sketchFeatures,
} from './features.ts';
import { makeLayers } from './layers.ts';
import { readPalette } from './palette.ts';
import { featureOf, thingAt } from './pointing.ts';
import { groupOfCell, groupPins, groupsOf } from './things.ts';
import type { BaseMap, Chosen, MapCell, MapLine, MapPin, MapPoint, MapShape, MapSpot, MapStand } from './things.ts';

export interface MapEvents {
  /** The map has come to rest somewhere. */
  onMoved?(stand: MapStand): void;
  onChoose?(chosen: Chosen | undefined): void;
  /** By the right button, a long press, or the key for menus. */
  onAsk?(point: MapPoint, at: { x: number; y: number }): void;
  /** Nearer or farther than before. */
  onScaled?(): void;
  onPointer?(point: MapPoint): void;
  onTileFailed?(): void;
  /** A click while `takesPoints` is on. */
  onPoint?(point: MapPoint): void;
}

export interface MapOptions extends MapEvents {
  /** Small, in a page that scrolls: the wheel moves the page until the map has the focus. */
  readonly isSmall?: boolean;
  readonly tileAddress: (layer: number) => string;
}

export interface MapHandle {
  readonly map: ShallowRef<OlMap | undefined>;
  setShapes(shapes: readonly MapShape[]): void;
  setLines(lines: readonly MapLine[]): void;
  setSpots(spots: readonly MapSpot[]): void;
  setPins(pins: readonly MapPin[], cells: readonly MapCell[]): void;
  setBaseMap(base: BaseMap | null): void;
  setSketch(parts: readonly (readonly MapPoint[])[], isClosed: boolean): void;
  choose(chosen: Chosen | undefined): void;
  takePoints(isOn: boolean): void;
  /** Everything drawn as shapes, those given, or nothing when there is nothing. */
  fit(ids?: readonly string[]): void;
  /** @param isSudden without a flight: nobody has seen where the map stood before */
  goTo(point: MapPoint, zoom?: number, isSudden?: boolean): void;
  zoomBy(steps: number): void;
  stand(): MapStand | undefined;
  /** Chooses what lies in the middle, as a click there would. */
  chooseMiddle(): void;
  metresPerPixel(): number;
}

const CLOSEST = 20;
const FARTHEST = 3;
const FIT_PADDING = [40, 40, 40, 40];

export function useMap(element: Readonly<Ref<HTMLElement | null>>, options: MapOptions): MapHandle {
  const palette = readPalette();
  const layers = makeLayers(palette);
  const map = shallowRef<OlMap>();
  let pins: readonly MapPin[] = [];
  let cells: readonly MapCell[] = [];
  let chosen: Chosen | undefined;
  let takesPoints = false;
  let groupedAt: number | undefined;
  let lastSize: { width: number; height: number } | undefined;

  const view = new View({ minZoom: FARTHEST, maxZoom: CLOSEST, enableRotation: false, center: [0, 0], zoom: FARTHEST });

  onMounted(() => {
    const target = element.value;
    if (target === null) return;
    const made = new OlMap({
      target,
      view,
      layers: layers.all,
      controls: [],
      interactions: defaultInteractions({
        altShiftDragRotate: false,
        pinchRotate: false,
        doubleClickZoom: false,
        onFocusOnly: options.isSmall === true,
      }),
      // Ground at rest is drawn as sharply as the screen is; more points than two each are not seen.
      pixelRatio: Math.min(2, window.devicePixelRatio),
    });
    made.on('moveend', moved);
    made.on('click', (event) => clicked(event as MapBrowserEvent<PointerEvent>));
    made.on('pointermove', (event) => {
      if (!event.dragging) options.onPointer?.(degreesOf(event.coordinate));
    });
    target.addEventListener('contextmenu', asked);
    view.on('change:resolution', () => options.onScaled?.());
    made.on('change:size', () => keepLeftEdge(made.getSize()));
    map.value = made;
  });
  onBeforeUnmount(() => {
    map.value?.setTarget(undefined);
    map.value?.dispose();
  });

  /** A drawer that opens beside the map covers its edge: nothing moves under the mouse. */
  function keepLeftEdge([width = 0, height = 0]: number[] = []): void {
    const center = view.getCenter();
    const resolution = view.getResolution();
    if (lastSize !== undefined && center !== undefined && resolution !== undefined && width > 0) {
      const [x = 0, y = 0] = center;
      view.setCenter([
        x + ((width - lastSize.width) / 2) * resolution,
        y - ((height - lastSize.height) / 2) * resolution,
      ]);
    }
    if (width > 0) lastSize = { width, height };
  }

  function moved(): void {
    const now = stand();
    if (now === undefined) return;
    if (view.getResolution() !== groupedAt) drawPins();
    options.onMoved?.(now);
  }

  function stand(): MapStand | undefined {
    const size = map.value?.getSize();
    const center = view.getCenter();
    if (size === undefined || center === undefined || size.includes(0)) return undefined;
    const [west, south, east, north] = view.calculateExtent(size) as [number, number, number, number];
    const low = degreesOf([west, south]);
    const high = degreesOf([east, north]);
    const box = { west: low.longitude, south: low.latitude, east: high.longitude, north: high.latitude };
    return { ...degreesOf(center), zoom: view.getZoom() ?? FARTHEST, box };
  }

  function clicked(event: MapBrowserEvent<PointerEvent>): void {
    if (takesPoints) options.onPoint?.(degreesOf(event.coordinate));
    else chooseAt(event.coordinate);
  }

  function chooseAt(metres: number[]): void {
    const found = thingAt(layers, metres, (view.getResolution() ?? 1) * palette.scale);
    if (found !== undefined && 'counted' in found) goTo(found.counted, (view.getZoom() ?? FARTHEST) + 2);
    else options.onChoose?.(found);
  }

  function asked(event: Event): void {
    const { clientX, clientY } = event as MouseEvent;
    event.preventDefault();
    const frame = element.value?.getBoundingClientRect();
    if (map.value === undefined || frame === undefined || options.onAsk === undefined) return;
    const isInside = clientX > frame.left && clientX < frame.right && clientY > frame.top && clientY < frame.bottom;
    const at = isInside
      ? { x: clientX - frame.left, y: clientY - frame.top }
      : { x: frame.width / 2, y: frame.height / 2 };
    const metres = map.value.getCoordinateFromPixel([at.x, at.y]);
    if (metres !== null) options.onAsk(degreesOf(metres), at);
  }

  function drawPins(): void {
    groupedAt = view.getResolution();
    const unit = ((groupedAt ?? 1) * palette.scale * 360) / (2 * Math.PI * 6_378_137);
    const groups = [...groupPins(pins, unit), ...cells.map(groupOfCell)];
    layers.pins.clear(true);
    layers.pins.addFeatures(groups.map(pointFeature));
    drawChosen();
  }

  function drawChosen(): void {
    layers.chosen.clear(true);
    const feature = featureOf(layers, chosen);
    if (feature !== undefined) layers.chosen.addFeature(feature.clone());
  }

  function goTo(point: MapPoint, zoom = Math.max(view.getZoom() ?? 0, 17), isSudden = false): void {
    const [center, level] = [metresOf(point), Math.min(zoom, CLOSEST)];
    if (!isSudden) return view.animate({ center, zoom: level, duration: 250 });
    view.setCenter(center);
    view.setZoom(level);
  }

  return {
    map,
    setShapes(shapes) {
      layers.shapes.clear(true);
      const features = shapes.map(shapeFeature);
      layers.shapes.addFeatures(features);
      layers.areaNames.clear(true);
      layers.areaNames.addFeatures(areaNameFeatures(features));
      drawChosen();
    },
    setLines(lines) {
      layers.lines.clear(true);
      layers.lines.addFeatures(lines.map(lineFeature));
    },
    setSpots(spots) {
      layers.spots.clear(true);
      layers.spots.addFeatures(spots.map(pointFeature));
      layers.groups.clear(true);
      layers.groups.addFeatures(groupsOf(spots).map(pointFeature));
      drawChosen();
    },
    setPins(newPins, newCells) {
      [pins, cells] = [newPins, newCells];
      drawPins();
    },
    setBaseMap(base) {
      layers.setBase(base === null ? [] : baseLayers(base, options.tileAddress, () => options.onTileFailed?.()));
    },
    setSketch(parts, isClosed) {
      layers.sketch.clear(true);
      layers.sketch.addFeatures(sketchFeatures(parts, isClosed));
    },
    choose(thing) {
      chosen = thing;
      drawChosen();
    },
    takePoints: (isOn) => void (takesPoints = isOn),
    fit(ids) {
      const features = layers.shapes
        .getFeatures()
        .filter((feature) => ids === undefined || ids.includes(String(feature.getId())));
      const extent: Extent = createEmpty();
      for (const feature of features) extend(extent, feature.getGeometry()!.getExtent());
      const size = map.value?.getSize();
      if (!isEmpty(extent))
        view.fit(extent, { padding: FIT_PADDING, maxZoom: 17.5, ...(size === undefined ? {} : { size }) });
    },
    goTo,
    zoomBy: (steps) => view.animate({ zoom: (view.getZoom() ?? FARTHEST) + steps, duration: 150 }),
    stand,
    chooseMiddle() {
      const center = view.getCenter();
      if (center === undefined) return;
      if (takesPoints) options.onPoint?.(degreesOf(center));
      else chooseAt(center);
    },
    metresPerPixel: () => getPointResolution('EPSG:3857', view.getResolution() ?? 1, view.getCenter() ?? [0, 0]),
  };
}

/** Calls when what is given changes and the map is there, and once at the start. */
export function whenReady<T>(handle: MapHandle, what: () => T, draw: (value: T) => void): void {
  watch(
    [handle.map, what] as const,
    ([map, value]) => {
      if (map !== undefined) draw(value as T);
    },
    { immediate: true },
  );
}
