// Ids of everything the platform stores: UUIDv7, made by whoever creates the thing, server or phone.

/** A UUID as 36 lower-case characters. */
export type Id = string;

// PostgreSQL prints uuid in lower case; accepting upper case would make one id compare unequal to itself.
const ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const COUNTER_MAX = 0xfff;

const ID_BYTES = 16;
const HYPHENS: readonly number[] = [4, 6, 8, 10];
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Random for many ids at once: asking for it costs more than all the rest of an id. Each byte is used once. */
const pool = new Uint8Array(ID_BYTES * 64);
let used = pool.length;

let lastMilliseconds = 0;
let counter = 0;

/**
 * A new UUIDv7 (RFC 9562). Ids made in one process sort in the order they were made, also within one millisecond
 * and when the machine's clock is set back. Uses `crypto.getRandomValues`, which browsers offer over plain HTTP too
 * (`crypto.randomUUID` they do not).
 */
export function newId(): Id {
  const bytes = randomBytes();
  advance(Date.now(), bytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(lastMilliseconds / 2 ** 32));
  view.setUint32(2, lastMilliseconds % 2 ** 32);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  let id = '';
  for (let at = 0; at < ID_BYTES; at += 1) id += HYPHENS.includes(at) ? `-${HEX[bytes[at]!]!}` : HEX[bytes[at]!]!;
  return id;
}

/** Whether `value` is an id in the one spelling we store; any RFC 9562 version, so that fixed ids of seeds pass too. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && ID_PATTERN.test(value);
}

function randomBytes(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.slice(used - ID_BYTES, used);
}

/** The 12 bits after the time are a counter; it starts in its lower half so that a burst has room before it borrows a millisecond. */
function advance(milliseconds: number, random: Uint8Array): void {
  const start = (((random[6] ?? 0) << 8) | (random[7] ?? 0)) & 0x7ff;
  if (milliseconds > lastMilliseconds) {
    lastMilliseconds = milliseconds;
    counter = start;
  } else if (counter < COUNTER_MAX) {
    counter += 1;
  } else {
    lastMilliseconds += 1;
    counter = start;
  }
}
