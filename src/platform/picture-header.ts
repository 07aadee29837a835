// What the first bytes of a picture say: its format and its size in pixels, without decoding anything.

export type PictureFormat = 'jpeg' | 'png' | 'webp';

export interface PictureHeader {
  format: PictureFormat;
  width: number;
  height: number;
  /** Comes in passes over the whole picture (interlaced PNG, progressive JPEG): all of it is in memory while decoding. */
  isProgressive: boolean;
}

/** The header of a JPEG, PNG or WebP; undefined when the bytes are none of these or break off inside the header. */
export function readPictureHeader(bytes: Buffer): PictureHeader | undefined {
  const header = readPng(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
  return header && header.width > 0 && header.height > 0 ? header : undefined;
}

/** A picture format we know by sight but do not take, so that the refusal can name it. */
export function foreignPictureFormat(bytes: Buffer): string | undefined {
  const brand = bytes.toString('latin1', 4, 8) === 'ftyp' ? bytes.toString('latin1', 8, 12) : '';
  if (/^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand)) return 'heic';
  if (/^avi[fs]$/.test(brand)) return 'avif';
  const start = bytes.toString('latin1', 0, 1024);
  if (/^GIF8[79]a/.test(start)) return 'gif';
  if (/^(II\*\0|MM\0\*)/.test(start)) return 'tiff';
  if (start.startsWith('BM') && bytes.length > 26 && bytes.readUInt32LE(2) === bytes.length) return 'bmp';
  return /^(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE\s+svg|<svg)/i.test(start) && /<svg/i.test(start)
    ? 'svg'
    : undefined;
}

function readPng(bytes: Buffer): PictureHeader | undefined {
  const isPng =
    bytes.length >= 33 &&
    bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n' &&
    bytes.toString('latin1', 12, 16) === 'IHDR';
  return isPng
    ? { format: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), isProgressive: bytes[28] === 1 }
    : undefined;
}

function readWebp(bytes: Buffer): PictureHeader | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return undefined;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return {
        format: 'webp',
        width: bytes.readUInt16LE(26) & 0x3fff,
        height: bytes.readUInt16LE(28) & 0x3fff,
        isProgressive: false,
      };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return {
        format: 'webp',
        width: (packed & 0x3fff) + 1,
        height: ((packed >>> 14) & 0x3fff) + 1,
        isProgressive: false,
      };
    }
    case 'VP8X':
      return {
        format: 'webp',
        width: bytes.readUIntLE(24, 3) + 1,
        height: bytes.readUIntLE(27, 3) + 1,
        isProgressive: false,
      };
    default:
      return undefined;
  }
}

/** Walks the segments to the frame header; thumbnails inside EXIF are skipped with their segment. */
function readJpeg(bytes: Buffer): PictureHeader | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte
    } else if (isFrameHeader(marker)) {
      return {
        format: 'jpeg',
        width: bytes.readUInt16BE(at + 7),
        height: bytes.readUInt16BE(at + 5),
        isProgressive: marker === 0xc2,
      };
    } else if (marker === 0xda || marker === 0xd9) {
      return undefined; // picture data or end before any frame header
    } else {
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
  return undefined;
}

/** SOF0 to SOF15 without the tables (C4, C8, CC) that share the range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
