// Paints all shapes at once as one picture, somewhat larger than the screen: a push of the map moves the picture and draws nothing.
// OpenLayers would draw 2,000 grids anew whenever the map comes to rest.

import type Feature from 'ol/Feature.js';
import { containsExtent, getForViewAndSize, intersects } from 'ol/extent.js';
import type { Extent } from 'ol/extent.js';
import type { MultiPolygon, Polygon } from 'ol/geom.js';
import Layer from 'ol/layer/Layer.js';
import type { FrameState } from 'ol/Map.js';
import type VectorSource from 'ol/source/Vector.js';

import { thingOf } from './features.ts';
import { hatching, withAlpha } from './palette.ts';
import type { Palette } from './palette.ts';
import type { MapShape } from './things.ts';

/** Of the width and height of the screen; beyond it the next picture is painted. */
const PICTURE_RATIO = 1.7;
/** A long path is slow to stroke. */
const SHAPES_AT_A_TIME = 150;
/** Corners nearer to each other than this are one, in pixels. */
const CORNER_PIXELS = 0.7;
const SHAPE_LINE_PIXELS = 1.5;
const SHAPE_FILL = 0.08;
const CHANGED_FILL = 0.22;

/** From the ground up. */
const LOOKS = ['foreign', 'own', 'dedicated', 'micro', 'gone', 'new'] as const;
type LookName = (typeof LOOKS)[number];

interface Look {
  readonly line: string;
  readonly width: number;
  readonly dash?: readonly number[];
  readonly fill?: string | CanvasPattern;
}

type Shapes = VectorSource<Feature<Polygon | MultiPolygon>>;

export function groundLayer(palette: Palette, shapes: Shapes): Layer {
  const looks = looksOf(palette);
  const frame = document.createElement('div');
  const canvas = document.createElement('canvas');
  Object.assign(frame.style, { position: 'absolute', width: '100%', height: '100%', overflow: 'hidden' });
  Object.assign(canvas.style, { position: 'absolute', top: '0', left: '0', transformOrigin: '0 0' });
  frame.append(canvas);
  let painted: Painted | undefined;

  function repaint({ size, viewState, pixelRatio }: FrameState): void {
    const [width = 0, height = 0] = size;
    const { center, resolution } = viewState;
    // Whole pixels: half of one would blur every line.
    const padding = {
      x: Math.round((width * (PICTURE_RATIO - 1)) / 2),
      y: Math.round((height * (PICTURE_RATIO - 1)) / 2),
    };
    const extent = getForViewAndSize(center, resolution, 0, [width + 2 * padding.x, height + 2 * padding.y]);
    canvas.width = Math.round((width + 2 * padding.x) * pixelRatio);
    canvas.height = Math.round((height + 2 * padding.y) * pixelRatio);
    Object.assign(canvas.style, { width: `${width + 2 * padding.x}px`, height: `${height + 2 * padding.y}px` });
    const pen = canvas.getContext('2d');
    if (pen !== null) paint(pen, shapes, looks, { extent, scale: pixelRatio / resolution, pixelRatio });
    painted = { extent, resolution, pixelRatio, revision: shapes.getRevision() };
  }

  const layer = new Layer({
    render(state) {
      const { viewState, viewHints, pixelRatio, extent: seen, size } = state;
      const { resolution } = viewState;
      const isMoving = viewHints.some((hints) => hints > 0);
      const isRight =
        painted !== undefined &&
        painted.resolution === resolution &&
        painted.pixelRatio === pixelRatio &&
        painted.revision === shapes.getRevision() &&
        (seen === null || containsExtent(painted.extent, seen));
      if (painted === undefined || (!isRight && !isMoving)) repaint(state);
      if (painted === undefined) return frame;
      const [west, , , north] = getForViewAndSize(viewState.center, resolution, 0, size);
      const scale = painted.resolution / resolution;
      const at = (metres: number) => (scale === 1 ? Math.round(metres / resolution) : metres / resolution);
      const [left, top] = [at((painted.extent[0] ?? 0) - (west ?? 0)), at((north ?? 0) - (painted.extent[3] ?? 0))];
      canvas.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
      return frame;
    },
  });
  shapes.on('change', () => layer.changed());
  return layer;
}

/** What the canvas shows at the moment. */
interface Painted {
  readonly extent: Extent;
  readonly resolution: number;
  readonly pixelRatio: number;
  readonly revision: number;
}

function looksOf(palette: Palette): Readonly<Record<LookName, Look>> {
  const line = palette.grid;
  return {
    foreign: { line: palette.quiet, width: 1, dash: [2, 3] },
    own: { line, width: SHAPE_LINE_PIXELS, fill: withAlpha(line, SHAPE_FILL) },
    dedicated: { line, width: SHAPE_LINE_PIXELS, fill: hatching(line) },
    micro: { line: withAlpha(line, 0.75), width: 1 },
    gone: { line: palette.warn, width: 2.5, dash: [8, 5], fill: withAlpha(palette.warn, SHAPE_FILL) },
    new: { line: palette.ok, width: 2.5, fill: withAlpha(palette.ok, CHANGED_FILL) },
  };
}

function lookOf({ kind, isOwn, change }: MapShape): LookName {
  if (!isOwn) return 'foreign';
  if (change !== undefined) return change;
  return kind === 'micro' || kind === 'dedicated' ? kind : 'own';
}

interface Frame {
  readonly extent: Extent;
  /** Points of the canvas in a metre. */
  readonly scale: number;
  readonly pixelRatio: number;
}

function paint(
  pen: CanvasRenderingContext2D,
  shapes: Shapes,
  looks: Readonly<Record<LookName, Look>>,
  frame: Frame,
): void {
  const byLook = new Map<LookName, Feature<Polygon | MultiPolygon>[]>(LOOKS.map((name) => [name, []]));
  for (const feature of shapes.getFeatures()) {
    const geometry = feature.getGeometry();
    if (geometry !== undefined && intersects(frame.extent, geometry.getExtent()))
      byLook.get(lookOf(thingOf<MapShape>(feature)))?.push(feature);
  }
  pen.lineJoin = 'round';
  for (const [name, features] of byLook) {
    const { line, width, dash = [], fill } = looks[name];
    pen.strokeStyle = line;
    pen.lineWidth = width * frame.pixelRatio;
    pen.setLineDash(dash.map((length) => length * frame.pixelRatio));
    pen.fillStyle = fill ?? 'transparent';
    for (let at = 0; at < features.length; at += SHAPES_AT_A_TIME) {
      pen.beginPath();
      for (const feature of features.slice(at, at + SHAPES_AT_A_TIME)) trace(pen, feature, frame);
      if (fill !== undefined) pen.fill();
      pen.stroke();
    }
  }
}

function trace(pen: CanvasRenderingContext2D, feature: Feature<Polygon | MultiPolygon>, frame: Frame): void {
  const geometry = feature.getGeometry();
  if (geometry === undefined) return;
  // Outer rings one way round and holes the other, so that holes stay open.
  const coordinates = geometry.getOrientedFlatCoordinates();
  const ends =
    geometry.getType() === 'Polygon' ? (geometry as Polygon).getEnds() : (geometry as MultiPolygon).getEndss().flat();
  let at = 0;
  for (const end of ends) {
    traceRing(pen, coordinates, at, end, frame);
    at = end;
  }
}

function traceRing(
  pen: CanvasRenderingContext2D,
  coordinates: number[],
  from: number,
  to: number,
  { extent: [west = 0, , , north = 0], scale, pixelRatio }: Frame,
): void {
  const least = CORNER_PIXELS * pixelRatio;
  let [lastX, lastY] = [NaN, NaN];
  for (let at = from; at < to; at += 2) {
    const x = (coordinates[at]! - west) * scale;
    const y = (north - coordinates[at + 1]!) * scale;
    if (at === from) pen.moveTo(x, y);
    else if (Math.abs(x - lastX) < least && Math.abs(y - lastY) < least) continue;
    else pen.lineTo(x, y);
    [lastX, lastY] = [x, y];
  }
  pen.closePath();
}
