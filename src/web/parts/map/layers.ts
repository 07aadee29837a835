// The layers of a map from the ground up; what a layer shows is in its source.

import type Feature from 'ol/Feature.js';
import type BaseLayer from 'ol/layer/Base.js';
import LayerGroup from 'ol/layer/Group.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import type { MultiPolygon, Polygon } from 'ol/geom.js';
import VectorSource from 'ol/source/Vector.js';

import { thingOf } from './features.ts';
import { groundLayer } from './ground-painter.ts';
import type { Palette } from './palette.ts';
import { pinStyles } from './pin-pictures.ts';
import {
  areaNameStyle,
  chosenStyle,
  groupStyle,
  lineNameStyle,
  lineStyle,
  shapeNameStyle,
  sketchStyle,
  spotStyle,
} from './styles.ts';
import type { PinGroup } from './things.ts';

export interface Layers {
  readonly all: BaseLayer[];
  readonly shapes: VectorSource<Feature<Polygon | MultiPolygon>>;
  readonly areaNames: VectorSource;
  readonly lines: VectorSource;
  readonly spots: VectorSource;
  readonly groups: VectorSource;
  readonly pins: VectorSource;
  readonly chosen: VectorSource;
  /** A boundary that is being drawn. */
  readonly sketch: VectorSource;
  setBase(layers: BaseLayer[]): void;
  /** Farther away than this nobody could mean one building. */
  spotsShown(resolution: number): boolean;
}

const SPOTS_FROM = 4;
const NAMES = 'names';
/** Ground is drawn this much beyond the edge, so that a push of the map does not draw it anew at once. */
const IMAGE_RATIO = 1.5;

export function makeLayers(palette: Palette): Layers {
  const shapes = new VectorSource<Feature<Polygon | MultiPolygon>>();
  const areaNames = new VectorSource();
  const lines = new VectorSource();
  const spots = new VectorSource();
  const groups = new VectorSource();
  const pins = new VectorSource();
  const chosen = new VectorSource();
  const sketch = new VectorSource();
  const base = new LayerGroup({ layers: [] });
  const pinStyle = pinStyles(palette);
  return {
    shapes,
    areaNames,
    lines,
    spots,
    groups,
    pins,
    chosen,
    sketch,
    all: [
      base,
      new VectorImageLayer({ source: lines, style: lineStyle(palette), imageRatio: IMAGE_RATIO }),
      groundLayer(palette, shapes),
      // Names give way to each other; those of higher layers stay.
      new VectorLayer({ source: lines, style: lineNameStyle(palette), declutter: NAMES }),
      new VectorLayer({ source: spots, style: spotStyle(palette), maxResolution: SPOTS_FROM, declutter: NAMES }),
      new VectorLayer({ source: groups, style: groupStyle(palette), declutter: NAMES }),
      new VectorLayer({ source: shapes, style: shapeNameStyle(palette), declutter: NAMES }),
      new VectorLayer({ source: areaNames, style: areaNameStyle(palette), declutter: NAMES }),
      new VectorLayer({ source: chosen, style: chosenStyle(palette) }),
      new VectorLayer({ source: sketch, style: sketchStyle(palette) }),
      new VectorLayer({
        source: pins,
        style: (feature) => {
          const { state, count } = thingOf<PinGroup>(feature);
          return pinStyle(state, count);
        },
      }),
    ],
    setBase: (layers) => base.getLayers().clear() ?? layers.forEach((layer) => base.getLayers().push(layer)),
    spotsShown: (resolution) => resolution < SPOTS_FROM,
  };
}
