// Builds ZIP archives for tests; their checksums are zero and their sizes may lie: neither is to be believed.
import { deflateRawSync } from 'node:zlib';

/** An archive of `parts`: texts, or bytes that are deflated already; `claimedBytes` is what every header says about the size. */
export function zipOf(parts: Record<string, string | Buffer>, claimedBytes = 100): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const deflated = typeof content === 'string' ? deflateRawSync(content) : content;
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(deflated.length, 4);
    sizes.writeUInt32LE(claimedBytes, 8);
    sizes.writeUInt16LE(Buffer.byteLength(name), 12);
    const local = Buffer.concat([
      Buffer.from('504b030414000000080000000000', 'hex'),
      sizes,
      Buffer.from(name),
      deflated,
    ]);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(offset, 12);
    directory.push(
      Buffer.from('504b0102140014000000080000000000', 'hex'),
      sizes.subarray(0, 14),
      entry,
      Buffer.from(name),
    );
    locals.push(local);
    offset += local.length;
  }
  const size = directory.reduce((total, part) => total + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
