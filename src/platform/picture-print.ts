// What a picture looks like, in few bytes: sent again, compressed harder or made smaller it is recognised; another picture is not.
import sharp from 'sharp';

const EDGE = 32;
const KEPT = 8;
const CELLS = 8;
/** Pixels an edge of a cell, averaged here: a resize straight to the cells would depend on how large the picture was. */
const CELL = 12;
/** Below this spread of the frequencies there is nothing to tell pictures apart by: a white wall, a covered lens. */
const LEAST_SPREAD = 12;
/** Of 255, in the cells that differ most: copies differed by at most 3.3, the two most similar of our 72 pictures by 7.3. */
const SAME_WITHIN = 5;
const WORST_CELLS = 6;

export interface PicturePrint {
  /**
   * The lowest frequencies in grey, each above or below their median: 16 hex digits. Source: C. Zauner, "Implementation
   * and Benchmarking of Perceptual Image Hash Functions", 2010.
   */
  readonly frequencies: string;
  /** 8 × 8 cells of colour, in base64: two views of one corner have alike frequencies, and not one cell that differs. */
  readonly cells: string;
}

/** Undefined for a picture of one colour, which would look like every other. */
export async function printOf(picture: Buffer): Promise<PicturePrint | undefined> {
  const grey = await sharp(picture)
    .greyscale()
    .resize(EDGE, EDGE, { fit: 'fill', fastShrinkOnLoad: false })
    .raw()
    .toBuffer();
  const values = lowFrequencies(grey);
  // The first one is only how bright the whole is.
  const told = values.slice(1);
  const median = [...told].sort((one, other) => one - other)[Math.floor(told.length / 2)] ?? 0;
  const spread = told.reduce((sum, each) => sum + Math.abs(each - median), 0) / told.length;
  if (spread < LEAST_SPREAD) return undefined;
  const bits = values.map((each) => (each > median ? '1' : '0')).join('');
  return {
    frequencies: BigInt(`0b${bits}`).toString(16).padStart(16, '0'),
    cells: (await cellsOf(picture)).toString('base64'),
  };
}

async function cellsOf(picture: Buffer): Promise<Buffer> {
  const edge = CELLS * CELL;
  const { data, info } = await sharp(picture)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(edge, edge, { fit: 'fill', fastShrinkOnLoad: false, kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const sums = new Float64Array(CELLS * CELLS * info.channels);
  data.forEach((value, at) => {
    const pixel = Math.floor(at / info.channels);
    const cell = Math.floor(pixel / edge / CELL) * CELLS + Math.floor((pixel % edge) / CELL);
    const colour = cell * info.channels + (at % info.channels);
    sums[colour] = (sums[colour] ?? 0) + value / (CELL * CELL);
  });
  return Buffer.from(sums.map(Math.round));
}

/** Is one a copy of the other? */
export function isSamePicture(one: PicturePrint, other: PicturePrint): boolean {
  const [left, right] = [Buffer.from(one.cells, 'base64'), Buffer.from(other.cells, 'base64')];
  if (left.length !== right.length) return false;
  const differences = Array.from(left, (value, at) => Math.abs(value - (right[at] ?? 0)));
  const worst = differences.sort((first, second) => second - first).slice(0, WORST_CELLS);
  return worst.reduce((sum, each) => sum + each, 0) / WORST_CELLS <= SAME_WITHIN;
}

/** Four parts of the frequencies, by which alike pictures are looked for: a copy shares at least one of them. */
export function partsOf({ frequencies }: PicturePrint): string[] {
  return [0, 1, 2, 3].map((part) => `${part}:${frequencies.slice(part * 4, part * 4 + 4)}`);
}

const COSINES = Array.from({ length: KEPT }, (_, frequency) =>
  Array.from({ length: EDGE }, (_unused, at) => Math.cos((Math.PI * frequency * (2 * at + 1)) / (2 * EDGE))),
);

function lowFrequencies(grey: Buffer): number[] {
  const byRow = Array.from({ length: EDGE }, (_, y) =>
    COSINES.map((cosines) => cosines.reduce((sum, cosine, x) => sum + cosine * (grey[y * EDGE + x] ?? 0), 0)),
  );
  return COSINES.flatMap((cosines) =>
    Array.from({ length: KEPT }, (_, u) =>
      cosines.reduce((sum, cosine, y) => sum + (cosine * (byRow[y]?.[u] ?? 0) * 2) / EDGE, 0),
    ),
  );
}
