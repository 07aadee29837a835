// Writes the smallest shapefiles there are, for tests: polygons, and a table of one field.

export type Ring = [number, number][];

/** `none`: a record without a shape. */
export function shp(records: readonly (readonly Ring[] | 'none')[]): Uint8Array {
  const bodies = records.map((rings) => {
    if (rings === 'none') return Buffer.alloc(4);
    const points = rings.flat();
    const body = Buffer.alloc(44 + rings.length * 4 + points.length * 16);
    body.writeInt32LE(5, 0);
    body.writeInt32LE(rings.length, 36);
    body.writeInt32LE(points.length, 40);
    let begins = 0;
    for (const [part, ring] of rings.entries()) {
      body.writeInt32LE(begins, 44 + part * 4);
      begins += ring.length;
    }
    for (const [at, [x, y]] of points.entries()) {
      body.writeDoubleLE(x, 44 + rings.length * 4 + at * 16);
      body.writeDoubleLE(y, 44 + rings.length * 4 + at * 16 + 8);
    }
    return body;
  });
  const head = Buffer.alloc(100);
  head.writeInt32BE(9994, 0);
  const framed = bodies.map((body, at) => {
    const frame = Buffer.alloc(8);
    frame.writeInt32BE(at + 1, 0);
    frame.writeInt32BE(body.length / 2, 4);
    return Buffer.concat([frame, body]);
  });
  return Buffer.concat([head, ...framed]);
}

/** One field of 20 bytes. */
export function dbf(name: Uint8Array, values: readonly Uint8Array[]): Uint8Array {
  const head = Buffer.alloc(65);
  head[0] = 3;
  head.writeUInt32LE(values.length, 4);
  head.writeUInt16LE(65, 8);
  head.writeUInt16LE(21, 10);
  Buffer.from(name).copy(head, 32);
  head[43] = 0x43;
  head[48] = 20;
  head[64] = 0x0d;
  const rows = values.map((value) => Buffer.concat([Buffer.from(' '), value, Buffer.alloc(20 - value.length, ' ')]));
  return Buffer.concat([head, ...rows]);
}
