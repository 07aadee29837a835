import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, createDeflate } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import * as pictures from './pictures.ts';

const ZONE = 'Asia/Shanghai';
const drain = sharp({ create: { width: 640, height: 480, channels: 3, background: '#7a8b99' } });
const jpeg = await drain.clone().jpeg().toBuffer();
const png = await drain.clone().png().toBuffer();

test('format and size are read from the header of each accepted format', async () => {
  expect(pictures.inspectPicture(jpeg)).toEqual({
    format: 'jpeg',
    width: 640,
    height: 480,
    isProgressive: false,
    contentType: 'image/jpeg',
  });
  expect(pictures.inspectPicture(png)).toMatchObject({ format: 'png', width: 640, height: 480 });
  const progressive = await drain.clone().jpeg({ progressive: true }).withMetadata().toBuffer();
  const lossy = await drain.clone().webp().toBuffer();
  const lossless = await drain.clone().webp({ lossless: true }).toBuffer();
  const extended = await drain
    .clone()
    .ensureAlpha(0.5)
    .webp()
    .withExif({ IFD0: { Artist: 'x' } })
    .toBuffer();
  const headers = [progressive, lossy, lossless, extended].map(pictures.inspectPicture);
  expect(headers.map((header) => ('width' in header ? [header.width, header.height] : header))).toEqual(
    Array.from({ length: 4 }, () => [640, 480]),
  );
  expect(extended.toString('latin1', 12, 16)).toBe('VP8X');
});

test('formats we do not take are named', async () => {
  const gif = await drain.clone().gif().toBuffer();
  const avif = await drain.clone().resize(64).avif().toBuffer();
  const tiff = await drain.clone().tiff().toBuffer();
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  const svg = Buffer.from(
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  );
  const answers = [gif, avif, tiff, heic, svg].map(pictures.inspectPicture);
  expect(answers).toEqual(
    ['gif', 'avif', 'tiff', 'heic', 'svg'].map((format) => ({ refused: 'format-not-accepted', format })),
  );
});

test('text called .jpg, an empty file and a header that breaks off are no pictures', () => {
  const refused = [
    Buffer.from('这不是照片'),
    Buffer.alloc(0),
    jpeg.subarray(0, 20),
    png.subarray(0, 20),
    Buffer.from([0xff, 0xd8, 0xff]),
  ];
  expect(refused.map(pictures.inspectPicture)).toEqual(refused.map(() => ({ refused: 'not-a-picture' })));
});

test('a file over 15 MB is refused whatever it is', () => {
  const large = Buffer.concat([jpeg, Buffer.alloc(pictures.MAX_PICTURE_BYTES)]);
  expect(pictures.inspectPicture(large)).toEqual({ refused: 'too-large' });
});

test('a decompression bomb is refused from its header, by the re-encoder too', async () => {
  const bomb = pngOf(30_000, 30_000, await deflatedZeros(1_000_000));
  expect(bomb.length).toBeLessThan(10_000);
  expect(pictures.inspectPicture(bomb)).toEqual({ refused: 'too-many-pixels' });
  await expect(pictures.reencodePicture(bomb)).rejects.toThrow('too-many-pixels');
});

test('pictures that come in passes may have fewer pixels, because all of them are in memory at once', async () => {
  const large = sharp({ create: { width: 5_000, height: 4_000, channels: 3, background: '#7a8b99' } });
  const inPasses = [
    await large.clone().jpeg({ progressive: true }).toBuffer(),
    await large.clone().png({ progressive: true }).toBuffer(),
  ];
  const inLines = [await large.clone().jpeg().toBuffer(), await large.clone().png().toBuffer()];
  expect(inPasses.map(pictures.inspectPicture)).toEqual(inPasses.map(() => ({ refused: 'too-many-pixels' })));
  expect(inLines.map(pictures.inspectPicture)).toMatchObject(
    inLines.map(() => ({ width: 5_000, isProgressive: false })),
  );
});

test('a picture whose header promises less than it holds costs no memory', async () => {
  const lying = pngOf(100, 100, await deflatedZeros(400_000_000));
  expect(lying.length).toBeLessThan(500_000);
  const before = process.resourceUsage().maxRSS;
  expect(await pictures.reencodePicture(lying)).toMatchObject({ width: 100, height: 100 });
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(50_000); // kB
});

test('the largest picture allowed is decoded in bounded memory', async () => {
  const widest = pngOf(10_000, 5_000, await deflatedZeros((10_000 * 3 + 1) * 5_000));
  const before = process.resourceUsage().maxRSS;
  expect(await pictures.reencodePicture(widest)).toMatchObject({ width: 2048, height: 1024 });
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(150_000); // kB; decoded it has 150 MB
});

test('a picture that breaks off or is damaged fails cleanly', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const noisy = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#000', noise } })
    .png()
    .toBuffer();
  await expect(pictures.reencodePicture(noisy.subarray(0, noisy.length / 2))).rejects.toThrow(
    pictures.PictureUnreadable,
  );
  const damaged = Buffer.from(noisy);
  damaged.fill(0x55, 1_000, 2_000);
  await expect(pictures.reencodePicture(damaged)).rejects.toThrow(pictures.PictureUnreadable);
});

test('what the camera wrote is read once and is not in the re-encoded picture', async () => {
  const taken = await photo({ DateTimeOriginal: '2026:11:19 09:14:05', OffsetTimeOriginal: '+08:00' });
  expect(await pictures.readCaptureFacts(taken, 'Europe/Berlin')).toEqual({
    takenAt: '2026-11-19T01:14:05.000Z',
    longitude: expect.closeTo(120.1234, 3),
    latitude: expect.closeTo(30.2675, 3),
  });
  const { content, contentType } = await pictures.reencodePicture(taken);
  expect(contentType).toBe('image/jpeg');
  expect(await sharp(content).metadata()).not.toHaveProperty('exif');
  expect(content.includes('Exif')).toBe(false);
  expect(content.includes('周敏的手机')).toBe(false);
  expect(await pictures.readCaptureFacts(content, ZONE)).toEqual({});
});

test('a camera that writes no offset is read in the zone of the district, also from PNG and WebP', async () => {
  const taken = await photo({ DateTimeOriginal: '2026:11:19 09:14:05' });
  const expected = { takenAt: '2026-11-19T01:14:05.000Z' };
  expect(await pictures.readCaptureFacts(taken, ZONE)).toMatchObject(expected);
  const asPng = await sharp(taken).keepExif().png().toBuffer();
  const asWebp = await sharp(taken).keepExif().webp().toBuffer();
  expect(await pictures.readCaptureFacts(asPng, ZONE)).toMatchObject(expected);
  expect(await pictures.readCaptureFacts(asWebp, ZONE)).toMatchObject(expected);
});

test('impossible times, missing and damaged blocks give no facts', async () => {
  const zero = await photo({ DateTimeOriginal: '0000:00:00 00:00:00' });
  expect(await pictures.readCaptureFacts(zero, ZONE)).not.toHaveProperty('takenAt');
  expect(await pictures.readCaptureFacts(jpeg, ZONE)).toEqual({});
  expect(await pictures.readCaptureFacts(Buffer.from('这不是照片'), ZONE)).toEqual({});
  const damaged = await photo({ DateTimeOriginal: '2026:11:19 09:14:05' });
  damaged.fill(0xff, damaged.indexOf('Exif') + 10, damaged.indexOf('Exif') + 60);
  expect(await pictures.readCaptureFacts(damaged, ZONE)).toEqual({});
});

test('a picture taken with the phone on its side is turned upright', async () => {
  const sideways = await drain.clone().jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const { width, height } = await pictures.reencodePicture(sideways);
  expect([width, height]).toEqual([480, 640]);
});

test('large pictures shrink to 2048 px, small ones stay, thumbnails have 400 px', async () => {
  const large = await drain.clone().resize(4000, 3000).jpeg().toBuffer();
  expect(await pictures.reencodePicture(large)).toMatchObject({ width: 2048, height: 1536 });
  expect(await pictures.reencodePicture(jpeg)).toMatchObject({ width: 640, height: 480 });
  expect(await pictures.makeThumbnail(large)).toMatchObject({ width: 400, height: 300 });
});

test('a transparent drawing gets a white ground', async () => {
  const drawing = await sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer(); // prettier-ignore
  const { content } = await pictures.reencodePicture(drawing);
  expect([...(await sharp(content).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
});

async function photo(times: Record<string, string>): Promise<Buffer> {
  return drain
    .clone()
    .jpeg()
    .withExif({
      IFD0: { Make: '周敏的手机' },
      IFD2: times,
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '30/1 16/1 3/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '120/1 7/1 2424/100',
      },
    })
    .toBuffer();
}

/** Made in pieces, so that the peak memory a test sees is not its own. */
async function deflatedZeros(sizeBytes: number): Promise<Buffer> {
  const piece = Buffer.alloc(100_000);
  const pieces = Array.from({ length: Math.floor(sizeBytes / piece.length) }, () => piece);
  return buffer(Readable.from([...pieces, piece.subarray(0, sizeBytes % piece.length)]).pipe(createDeflate()));
}

/** A PNG with any header over any data. */
function pngOf(width: number, height: number, deflated: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflated), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
