// How shapes, lines, buildings and places are drawn. Names appear where they fit.

import type { FeatureLike } from 'ol/Feature.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { StyleFunction } from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';

import { SIDE, thingOf } from './features.ts';
import type { AreaName } from './features.ts';
import { withAlpha } from './palette.ts';
import type { Palette } from './palette.ts';
import { letterIcon, ringIcon, squareIcon } from './pin-pictures.ts';
import type { MapLine, MapShape, MapSpot } from './things.ts';

const CHOSEN_FILL = 0.22;
const PIXELS_PER_LETTER = 12;
/** Metres of the web map in a pixel: about zoom 16 and 17.3. */
const BUILDINGS_FROM = 2.4;
const DOORS_FROM = 1;
const STREETS_FROM = 6;
/** Pixels of an average grid, and metres in a pixel. */
const AREA_NAMES_UNTIL = 90;
const AREA_NAMES_FROM = 60;

/** The name of the area, as long as the names of its grids do not fit. */
export function areaNameStyle(palette: Palette): StyleFunction {
  const label = labels(palette, { weight: 600, pixels: 14 });
  return (feature, resolution) => {
    const { name, side } = thingOf<AreaName>(feature);
    return side / resolution > AREA_NAMES_UNTIL || resolution > AREA_NAMES_FROM ? undefined : label(name, true);
  };
}

/** The name of a shape where it fits inside. */
export function shapeNameStyle(palette: Palette): StyleFunction {
  const label = labels(palette, { weight: 600, pixels: 13 });
  return (feature, resolution) => {
    const { name, isOwn } = thingOf<MapShape>(feature);
    const room = (feature.get(SIDE) as number) / resolution;
    return room > name.length * PIXELS_PER_LETTER * palette.scale ? label(name, isOwn) : undefined;
  };
}

export function chosenStyle(palette: Palette): Style[] {
  return [
    new Style({ stroke: new Stroke({ color: palette.halo, width: 6 }) }),
    new Style({
      fill: new Fill({ color: withAlpha(palette.grid, CHOSEN_FILL) }),
      stroke: new Stroke({ color: palette.grid, width: 3 }),
      image: ringIcon(19, { line: palette.ink, width: 3 }),
    }),
  ];
}

/** Corners as points, the border so far as a line; the whole is filled once it is closed. */
export function sketchStyle(palette: Palette): Style {
  return new Style({
    fill: new Fill({ color: withAlpha(palette.warn, CHOSEN_FILL) }),
    stroke: new Stroke({ color: palette.warn, width: 2.5 }),
    image: ringIcon(5, { line: palette.warn, width: 2.5, fill: palette.card }),
  });
}

export function lineStyle(palette: Palette): StyleFunction {
  const looks = {
    river: [new Style({ stroke: new Stroke({ color: palette.water, width: 10 }) })],
    street: [new Style({ stroke: new Stroke({ color: palette.street, width: 3 }) })],
    railway: [
      new Style({ stroke: new Stroke({ color: palette.railway, width: 3 }) }),
      new Style({ stroke: new Stroke({ color: palette.halo, width: 1.5, lineDash: [8, 8] }) }),
    ],
  };
  return (feature) => looks[thingOf<MapLine>(feature).kind];
}

export function lineNameStyle(palette: Palette): StyleFunction {
  const names = new Map<string, Style>();
  return (feature, resolution) => {
    if (resolution > STREETS_FROM) return undefined;
    const { kind, name } = thingOf<MapLine>(feature);
    const known = names.get(name) ?? alongLine(palette, name, kind === 'river' ? palette.grid : palette.quiet);
    names.set(name, known);
    return known;
  };
}

function alongLine(palette: Palette, text: string, colour: string): Style {
  return new Style({
    text: new Text({
      text,
      placement: 'line',
      font: `12px ${palette.fonts}`,
      fill: new Fill({ color: colour }),
      stroke: new Stroke({ color: palette.halo, width: 3 }),
    }),
  });
}

export function spotStyle(palette: Palette): StyleFunction {
  const houseLook = new Style({ image: squareIcon(palette.building) });
  const label = labels(palette, { weight: 400, pixels: 12, below: 18 });
  const letters = new Map<string, Style>();
  return (feature: FeatureLike, resolution: number) => {
    const { what, name, letter = '' } = thingOf<MapSpot>(feature);
    if (what === 'building') {
      if (resolution > BUILDINGS_FROM) return [];
      return resolution > DOORS_FROM ? houseLook : [houseLook, label(name, true)];
    }
    const look = letters.get(letter) ?? new Style({ image: letterIcon(palette, letter) });
    letters.set(letter, look);
    return resolution > DOORS_FROM ? look : [look, label(name, true)];
  };
}

/** The name of a compound among its buildings, until their own numbers can be read. */
export function groupStyle(palette: Palette): StyleFunction {
  const label = labels(palette, { weight: 400, pixels: 12 });
  return (feature, resolution) =>
    resolution > 5 || resolution <= DOORS_FROM ? [] : label(thingOf<MapSpot>(feature).name, true);
}

function labels(palette: Palette, { weight, pixels, below = 0 }: { weight: number; pixels: number; below?: number }) {
  const made = new Map<string, Style>();
  const colours = { ink: new Fill({ color: palette.ink }), quiet: new Fill({ color: palette.quiet }) };
  const halo = new Stroke({ color: palette.halo, width: 3 });
  return (text: string, isLoud: boolean): Style => {
    const key = `${isLoud} ${text}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const fill = isLoud ? colours.ink : colours.quiet;
    const style = new Style({
      text: new Text({
        text,
        font: `${weight} ${pixels * palette.scale}px ${palette.fonts}`,
        fill,
        stroke: halo,
        offsetY: below,
        overflow: true,
      }),
    });
    made.set(key, style);
    return style;
  };
}
