// What was meant by a click: pins before places before ground, and of ground the smallest piece.

import type Feature from 'ol/Feature.js';

import { thingOf } from './features.ts';
import type { Layers } from './layers.ts';
import type { Chosen, MapShape, MapSpot, PinGroup } from './things.ts';

const SPOT_REACH_PIXELS = 12;
const PIN_REACH_PIXELS = 18;

/** `counted`: many matters that only come one by one when nearer. */
export function thingAt(
  layers: Layers,
  metres: number[],
  resolution: number,
): Chosen | { readonly counted: PinGroup } | undefined {
  const group = nearest<PinGroup>(layers.pins.getFeatures(), metres, PIN_REACH_PIXELS * resolution);
  if (group !== undefined) {
    const [only] = group.ids;
    if (only === undefined) return { counted: group };
    return group.count === 1 ? { what: 'case', id: only } : { what: 'cases', ids: group.ids };
  }
  const spot = layers.spotsShown(resolution)
    ? nearest<MapSpot>(layers.spots.getFeatures(), metres, SPOT_REACH_PIXELS * resolution)
    : undefined;
  if (spot !== undefined) return { what: spot.what, id: spot.id };
  const shapes = layers.shapes.getFeaturesAtCoordinate(metres).map((feature) => ({
    shape: thingOf<MapShape>(feature),
    area: feature.getGeometry()?.getArea() ?? 0,
  }));
  const [smallest] = shapes.filter(({ shape }) => shape.change !== 'gone').sort((one, other) => one.area - other.area);
  return smallest === undefined ? undefined : { what: 'shape', id: smallest.shape.id };
}

export function featureOf(layers: Layers, wanted: Chosen | undefined): Feature | undefined {
  if (wanted === undefined) return undefined;
  if (wanted.what === 'shape') return layers.shapes.getFeatureById(wanted.id) ?? undefined;
  if (wanted.what === 'building' || wanted.what === 'place' || wanted.what === 'duty')
    return layers.spots.getFeatures().find((feature) => {
      const { what, id } = thingOf<MapSpot>(feature);
      return what === wanted.what && id === wanted.id;
    });
  const ids: readonly string[] = 'ids' in wanted ? wanted.ids : [wanted.id];
  return layers.pins.getFeatures().find((feature) => thingOf<PinGroup>(feature).ids.some((id) => ids.includes(id)));
}

function nearest<T>(features: Feature[], [x = 0, y = 0]: number[], reach: number): T | undefined {
  let best: { feature: Feature; distance: number } | undefined;
  for (const feature of features) {
    const [west = 0, south = 0] = feature.getGeometry()?.getExtent() ?? [];
    const distance = Math.hypot(west - x, south - y);
    if (distance <= reach && (best === undefined || distance < best.distance)) best = { feature, distance };
  }
  return best && thingOf<T>(best.feature);
}
