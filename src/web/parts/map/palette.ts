// The colours of the map, taken from the tokens of the app it stands in, so that a dark app has a dark map.

export interface Palette {
  readonly ink: string;
  readonly quiet: string;
  readonly grid: string;
  readonly danger: string;
  readonly ok: string;
  readonly warn: string;
  readonly card: string;
  readonly halo: string;
  readonly ground: string;
  readonly water: string;
  readonly street: string;
  readonly railway: string;
  readonly building: string;
  readonly fonts: string;
  /** How much larger pins and names are than on a desk. */
  readonly scale: number;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: token('ink'),
    quiet: token('ink-3'),
    grid: token('primary'),
    danger: token('danger'),
    ok: token('ok'),
    warn: token('warn'),
    card: token('card'),
    halo: token('map-halo'),
    ground: token('map-ground'),
    water: token('map-water'),
    street: token('map-street'),
    railway: token('map-railway'),
    building: token('map-building'),
    fonts: token('fonts'),
    scale: Number(token('map-scale')) || 1,
  };
}

/** @param colour `#rrggbb`, as tokens are written */
export function withAlpha(colour: string, alpha: number): string {
  const value = Number.parseInt(colour.slice(1), 16);
  return `rgba(${(value >> 16) & 255},${(value >> 8) & 255},${value & 255},${alpha})`;
}

/** Slanting lines: ground with a function of its own, told apart without colour. */
export function hatching(colour: string): CanvasPattern | string {
  const side = 9;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const pen = canvas.getContext('2d');
  if (pen === null) return withAlpha(colour, 0.08);
  pen.strokeStyle = withAlpha(colour, 0.45);
  pen.lineWidth = 1;
  pen.beginPath();
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift, side);
    pen.lineTo(shift + side, 0);
  }
  pen.stroke();
  return pen.createPattern(canvas, 'repeat') ?? withAlpha(colour, 0.08);
}
