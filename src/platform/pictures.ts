// Pictures people send: looked at before anything is decoded, re-encoded without what the camera wrote into them.
import exifr from 'exifr';
import sharp from 'sharp';
import { instantAt, isDay, parseInstant } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';
import { foreignPictureFormat, readPictureHeader } from './picture-header.ts';
import type { PictureHeader } from './picture-header.ts';

export const MAX_PICTURE_BYTES = 15 * 1024 * 1024;
export const MAX_PICTURE_PIXELS = 50_000_000;
/** At 50 million a progressive JPEG took 331 MB and an interlaced PNG of 16 bits 481 MB. */
export const MAX_PROGRESSIVE_PIXELS = 16_000_000;
const MAX_EDGE = 2048;
const THUMBNAIL_EDGE = 400;
const MAX_SECONDS = 30;
/** A phone's EXIF block is 10 to 60 kB, most of it a thumbnail; in PNG and WebP it may be of any size. */
const MAX_EXIF_BYTES = 256 * 1024;

const CONTENT_TYPES = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;

export interface Picture extends PictureHeader {
  contentType: (typeof CONTENT_TYPES)[PictureHeader['format']];
}

export interface PictureRefusal {
  refused: 'not-a-picture' | 'too-many-pixels' | 'too-large' | 'format-not-accepted';
  /** With `format-not-accepted`: `heic`, `avif`, `gif`, `svg`, `tiff` or `bmp`. */
  format?: string;
}

/** What the camera wrote down. A hint, never proof: anyone can write it, and messengers strip it. */
export interface CaptureFacts {
  takenAt?: Instant;
  /** Degrees as the device wrote them: WGS 84 by the standard. */
  longitude?: number;
  latitude?: number;
}

export interface EncodedPicture {
  content: Buffer;
  contentType: 'image/jpeg';
  width: number;
  height: number;
}

/** The header was right but what follows cannot be decoded. */
export class PictureUnreadable extends Error {
  override name = 'PictureUnreadable';
}

// One picture at a time is re-encoded, in a job: libvips' cache and threads would only take memory and the second core.
sharp.cache(false);
sharp.concurrency(1);

/** Accepts or refuses a picture from its header alone, in microseconds; nothing is decoded. */
export function inspectPicture(bytes: Buffer): Picture | PictureRefusal {
  if (bytes.length > MAX_PICTURE_BYTES) return { refused: 'too-large' };
  const foreign = foreignPictureFormat(bytes);
  if (foreign) return { refused: 'format-not-accepted', format: foreign };
  const header = readPictureHeader(bytes);
  if (!header) return { refused: 'not-a-picture' };
  const maxPixels = header.isProgressive ? MAX_PROGRESSIVE_PIXELS : MAX_PICTURE_PIXELS;
  if (header.width * header.height > maxPixels) return { refused: 'too-many-pixels' };
  return { ...header, contentType: CONTENT_TYPES[header.format] };
}

/**
 * An upright sRGB JPEG of at most 2048 px an edge, without EXIF, GPS, colour profile or comments.
 *
 * @throws {PictureUnreadable} also for a picture that `inspectPicture` refuses: the limits hold whoever calls
 */
export function reencodePicture(bytes: Buffer): Promise<EncodedPicture> {
  return encode(bytes, MAX_EDGE, 80);
}

/** The same at 400 px, for lists. @throws {PictureUnreadable} */
export function makeThumbnail(bytes: Buffer): Promise<EncodedPicture> {
  return encode(bytes, THUMBNAIL_EDGE, 75);
}

/**
 * Time and place from EXIF. Facts are optional: whatever is missing, out of range or unreadable is left out.
 *
 * @param timeZone the district's zone, for the cameras that write the wall clock without its offset
 */
export async function readCaptureFacts(bytes: Buffer, timeZone: string): Promise<CaptureFacts> {
  const tags = await readExif(bytes);
  return { ...takenAt(tags, timeZone), ...position(tags) };
}

async function encode(bytes: Buffer, edge: number, quality: number): Promise<EncodedPicture> {
  const picture = inspectPicture(bytes);
  if ('refused' in picture) throw new PictureUnreadable(picture.refused);
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: MAX_PICTURE_PIXELS,
      failOn: 'error',
      autoOrient: true,
    })
      .timeout({ seconds: MAX_SECONDS })
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true });
    return { content: data, contentType: 'image/jpeg', width: info.width, height: info.height };
  } catch (error) {
    throw new PictureUnreadable('The picture cannot be decoded', { cause: error });
  }
}

/** A mark of a few colours stands in a head 40 px high and on paper three centimetres: more is only carried about. */
const LOGO_BOX = { width: 640, height: 240 } as const;
const MAX_LOGO_PIXELS = 8_000_000;

export interface EncodedLogo {
  content: Buffer;
  width: number;
  height: number;
}

/**
 * A PNG that keeps what is see-through, without anything the file told besides.
 *
 * @throws {PictureUnreadable} also for a picture that `inspectPicture` refuses, and for one larger than any logo has to be
 */
export async function reencodeLogo(bytes: Buffer): Promise<EncodedLogo> {
  const picture = inspectPicture(bytes);
  if ('refused' in picture) throw new PictureUnreadable(picture.refused);
  if (picture.width * picture.height > MAX_LOGO_PIXELS) throw new PictureUnreadable('too-many-pixels');
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_LOGO_PIXELS, failOn: 'error', autoOrient: true })
      .timeout({ seconds: MAX_SECONDS })
      .resize({ ...LOGO_BOX, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 9, palette: true })
      .toBuffer({ resolveWithObject: true });
    return { content: data, width: info.width, height: info.height };
  } catch (error) {
    throw new PictureUnreadable('The picture cannot be decoded', { cause: error });
  }
}

type ExifTags = Record<string, unknown>;

/** sharp finds the block in all three formats, exifr reads it; neither decodes the picture. */
async function readExif(bytes: Buffer): Promise<ExifTags> {
  if ('refused' in inspectPicture(bytes)) return {};
  try {
    const { exif } = await sharp(bytes, { limitInputPixels: MAX_PICTURE_PIXELS }).metadata();
    if (!exif || exif.length > MAX_EXIF_BYTES) return {};
    const block = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
    // Without revived values: exifr would read the wall clock of the camera in the zone of the server.
    const tags: unknown = await exifr.parse(block, { reviveValues: false, translateValues: false, gps: true });
    return typeof tags === 'object' && tags !== null ? (tags as ExifTags) : {};
  } catch {
    // A damaged block is the same as none: the picture counts, not what its camera says.
    return {};
  }
}

function takenAt(tags: ExifTags, timeZone: string): CaptureFacts {
  const parts = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})/.exec(
    String(tags['DateTimeOriginal'] ?? tags['CreateDate'] ?? ''),
  );
  if (!parts) return {};
  const [, year, month, date, hour, minute, second] = parts;
  const day = `${year}-${month}-${date}`;
  if (!isDay(day) || day < '1990-01-01' || Number(hour) > 23 || Number(minute) > 59) return {};
  const offset = /^[+-]\d{2}:\d{2}/.exec(String(tags['OffsetTimeOriginal'] ?? tags['OffsetTime'] ?? ''))?.[0];
  const instant = offset
    ? parseInstant(`${day}T${hour}:${minute}:${second}${offset}`)
    : instantAt(day, Number(hour) * 60 + Number(minute), timeZone).replace(/:00\.000Z$/, `:${second}.000Z`);
  return instant && parseInstant(instant) ? { takenAt: instant } : {};
}

function position(tags: ExifTags): CaptureFacts {
  const { latitude, longitude } = tags;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return {};
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180; // false for NaN
  // 0, 0 is what devices write before the first fix.
  return isOnEarth && (latitude !== 0 || longitude !== 0) ? { longitude, latitude } : {};
}
