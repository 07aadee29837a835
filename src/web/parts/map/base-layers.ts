// The base map, where the operator has set one up: tiles through our own server, cut for the web map or by longitude and latitude.

import TileLayer from 'ol/layer/Tile.js';
import XYZ from 'ol/source/XYZ.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';

import type { BaseMap } from './things.ts';

const LEVELS = 21;
const TILE_PIXELS = 256;

export function baseLayers(
  { layers, grid }: BaseMap,
  addressOf: (layer: number) => string,
  onFailed: () => void,
): TileLayer<XYZ>[] {
  return Array.from({ length: layers }, (_, layer) => {
    const source = new XYZ({ url: addressOf(layer), maxZoom: LEVELS - 1, ...(grid === 'c' ? byDegrees() : {}) });
    source.on('tileloaderror', onFailed);
    return new TileLayer({ source });
  });
}

/** EPSG:4490 differs from EPSG:4326 by centimetres: nothing a picture of the ground shows. */
function byDegrees() {
  const resolutions = Array.from({ length: LEVELS }, (_, level) => 360 / TILE_PIXELS / 2 ** level);
  return {
    projection: 'EPSG:4326',
    tileGrid: new TileGrid({ origin: [-180, 90], extent: [-180, -90, 180, 90], resolutions, tileSize: TILE_PIXELS }),
  };
}
