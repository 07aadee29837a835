// Prints of pictures: the same one sent again in another shape is recognised, another scene is not, a blank one never.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import sharp from 'sharp';
import { expect, test } from 'vitest';

import { isSamePicture, partsOf, printOf } from './picture-print.ts';
import type { PicturePrint } from './picture-print.ts';
import { reencodePicture } from './pictures.ts';

const FOLDER = join(import.meta.dirname, '../../seeds/pictures');
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.jpg'));
const scene = (name: string) => readFileSync(join(FOLDER, name));

async function print(picture: Buffer): Promise<PicturePrint> {
  const found = await printOf(picture);
  if (found === undefined) throw new Error('no print');
  return found;
}

const shares = (one: PicturePrint, other: PicturePrint) => partsOf(one).some((part) => partsOf(other).includes(part));

test.each([
  ['made smaller', async (picture: Buffer) => sharp(picture).resize({ width: 300 }).jpeg({ quality: 80 }).toBuffer()],
  ['compressed hard, as messengers do', async (picture: Buffer) => sharp(picture).jpeg({ quality: 35 }).toBuffer()],
  ['as another format', async (picture: Buffer) => sharp(picture).png().toBuffer()],
  ['re-encoded here', async (picture: Buffer) => (await reencodePicture(picture)).content],
])('the same picture %s is found and recognised', async (_, change) => {
  expect(NAMES.length).toBeGreaterThan(60);
  for (const name of NAMES) {
    const [first, again] = [await print(scene(name)), await print(await change(scene(name)))];
    expect([name, shares(first, again), isSamePicture(first, again)]).toEqual([name, true, true]);
  }
});

test('no two of all our pictures are taken for one, not even before and after from one spot', async () => {
  const prints = await Promise.all(NAMES.map(async (name) => ({ name, print: await print(scene(name)) })));
  const taken = prints.flatMap((one, at) =>
    prints
      .slice(at + 1)
      .flatMap((other) => (isSamePicture(one.print, other.print) ? [`${one.name} ${other.name}`] : [])),
  );
  expect(taken).toEqual([]);
});

test('a picture of one colour has no print', async () => {
  const blank = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#f4f4f4' } })
    .jpeg()
    .toBuffer();
  expect(await printOf(blank)).toBeUndefined();
});
