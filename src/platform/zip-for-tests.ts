// Builds ZIP archives for tests: right ones, and ones that lie about what they hold.
import { crc32, deflateRawSync } from 'node:zlib';

/** An archive of `parts`, deflated; `claimedBytes` is what every header says about the inflated size. */
export function zipOf(parts: Record<string, string | Buffer>, claimedBytes?: number): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const plain = Buffer.from(content as string);
    const deflated = deflateRawSync(plain);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(plain), 0);
    sizes.writeUInt32LE(deflated.length, 4);
    sizes.writeUInt32LE(claimedBytes ?? plain.length, 8);
    sizes.writeUInt16LE(Buffer.byteLength(name), 12);
    const local = Buffer.concat([Buffer.from('504b03041400000008000000 0000'.replace(' ', ''), 'hex'), sizes, Buffer.from(name), deflated]);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(offset, 12);
    directory.push(Buffer.from('504b010214001400000008000000 0000'.replace(' ', ''), 'hex'), sizes.subarray(0, 14), entry, Buffer.from(name));
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
