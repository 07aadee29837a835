// Draws the schematic pictures of the demo into seeds/pictures: no photograph of a real place, and each says 演示图片.
// Twelve motifs before and after, each in three lights from the same viewpoint.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import sharp from 'sharp';

import { SCENES, street } from './demo-scenes.ts';

const FOLDER = join(import.meta.dirname, '../seeds/pictures');
const [WIDTH, HEIGHT] = [960, 720];

interface Light {
  /** Stands behind the motif's name in the file; the first has none. */
  readonly suffix: string;
  /** How the scene is put: from the other side of the street, or nearer. */
  readonly view: string;
  readonly veil: string;
}

const LIGHTS: readonly Light[] = [
  { suffix: '', view: '', veil: '' },
  // Evening, seen from the other side.
  {
    suffix: '2',
    view: `translate(${WIDTH} 0) scale(-1 1)`,
    veil: '<rect width="960" height="720" fill="#3a2f55" opacity="0.30"/>',
  },
  // A grey day, a few steps nearer.
  {
    suffix: '3',
    view: 'translate(-150 -60) scale(1.12)',
    veil: '<rect width="960" height="720" fill="#c9d2d8" opacity="0.28"/>',
  },
];

const BAND = `<rect y="650" width="${WIDTH}" height="70" fill="#1b2433" opacity="0.82"/>
  <text x="30" y="698" font-family="Noto Sans CJK SC, sans-serif" font-size="38" fill="#fff">演示图片 · 示意图，非实拍</text>`;

let bytes = 0;
let count = 0;
for (const [motif, { wall, ground, before, after }] of Object.entries(SCENES)) {
  for (const { suffix, view, veil } of LIGHTS) {
    for (const [state, drawing] of [
      ['before', before],
      ['after', after],
    ] as const) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
        <g transform="${view}">${street(wall, ground)}${drawing}</g>${veil}${BAND}</svg>`;
      const jpeg = await sharp(Buffer.from(svg)).resize(640).jpeg({ quality: 72, mozjpeg: true }).toBuffer();
      await writeFile(join(FOLDER, `${motif}${suffix}-${state}.jpg`), jpeg);
      bytes += jpeg.length;
      count += 1;
    }
  }
}
console.log(`${count} pictures, ${(bytes / 1000).toFixed(0)} kB`);
