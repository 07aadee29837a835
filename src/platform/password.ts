// Passwords: argon2id in PHC text form, at most two at a time because each takes a core and 19 MiB.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

interface Cost {
  memoryKibibytes: number;
  passes: number;
  lanes: number;
}

interface StoredHash extends Cost {
  salt: Buffer;
  hash: Buffer;
}

/** OWASP's first choice for argon2id; measured 44 ms on one core. */
const COST: Cost = { memoryKibibytes: 19_456, passes: 2, lanes: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const MAX_AT_ONCE = 2;

/** Beyond this a stored text was not written by us: a forged one must not be able to ask for gigabytes. */
const MOST: Cost = { memoryKibibytes: 262_144, passes: 16, lanes: 8 };

const PHC_PATTERN =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const derive = promisify(argon2);
const DECOY: StoredHash = { ...COST, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };

let running = 0;
const waiting: (() => void)[] = [];

/** `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await deriveHash(password, { ...COST, salt }, HASH_BYTES);
  const { memoryKibibytes, passes, lanes } = COST;
  return `$argon2id$v=19$m=${memoryKibibytes},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether `password` is the one that was hashed. `stored` is undefined for an account that does not exist: the same work is
 * done and the answer is no, so that the time of an answer does not tell who has an account.
 *
 * @throws {TypeError} when `stored` is not a hash in our form
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const expected = stored === undefined ? DECOY : parseHash(stored);
  const hash = await deriveHash(password, expected, expected.hash.length);
  return timingSafeEqual(hash, expected.hash) && stored !== undefined;
}

/** Whether the hash was made with less than today's cost; then it is made anew at the next right sign-in. */
export function needsRehash(stored: string): boolean {
  const { memoryKibibytes, passes, lanes, hash } = parseHash(stored);
  return (
    memoryKibibytes < COST.memoryKibibytes || passes < COST.passes || lanes !== COST.lanes || hash.length < HASH_BYTES
  );
}

function parseHash(stored: string): StoredHash {
  const parts = PHC_PATTERN.exec(stored);
  const [memoryKibibytes = 0, passes = 0, lanes = 0] = (parts ?? []).slice(1, 4).map(Number);
  const isAffordable = memoryKibibytes <= MOST.memoryKibibytes && passes <= MOST.passes && lanes <= MOST.lanes;
  if (!parts?.[4] || !parts[5] || !isAffordable || passes < 1 || lanes < 1 || memoryKibibytes < 8 * lanes) {
    throw new TypeError('A stored password hash is not argon2id in PHC form');
  }
  return {
    memoryKibibytes,
    passes,
    lanes,
    salt: Buffer.from(parts[4], 'base64'),
    hash: Buffer.from(parts[5], 'base64'),
  };
}

async function deriveHash(
  password: string,
  { memoryKibibytes, passes, lanes, salt }: Omit<StoredHash, 'hash'>,
  bytes: number,
) {
  await takeTurn();
  try {
    // NFKC: the same password typed on another keyboard may come in another composition or in full-width letters.
    const message = Buffer.from(password.normalize('NFKC'), 'utf8');
    return await derive('argon2id', {
      message,
      nonce: salt,
      parallelism: lanes,
      tagLength: bytes,
      memory: memoryKibibytes,
      passes,
    });
  } finally {
    giveTurn();
  }
}

async function takeTurn(): Promise<void> {
  if (running < MAX_AT_ONCE) running += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
}

/** Hands the turn straight to the next in line, so that a newcomer cannot slip in between. */
function giveTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
