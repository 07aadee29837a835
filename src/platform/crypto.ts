// Encryption of single fields, blind indexes to find them again, and hashes of secrets that are only ever compared.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/*
 * Every stored text names its profile first. `g1` is AES-256-GCM with HMAC-SHA256. A 国密 profile (SM4-CBC with HMAC-SM3,
 * since OpenSSL has no SM4-GCM) would be a second name here: values of both lie side by side until all are written anew.
 */
const PROFILE = 'g1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** `field` keys encrypt and may be replaced any time; an `index` key can only be replaced by computing every index anew. */
export type KeyPurpose = 'field' | 'index';

export interface DistrictKey<Purpose extends KeyPurpose = KeyPurpose> {
  id: string;
  purpose: Purpose;
  /** A key object prints as `SecretKeyObject {}`, so that no log or error can show it. */
  secret: KeyObject;
}
export type FieldKey = DistrictKey<'field'>;
export type IndexKey = DistrictKey<'index'>;

/** All field keys of a district by id: the newest encrypts, the older ones still read. */
export type FieldKeys = ReadonlyMap<string, FieldKey>;

export interface Keyring {
  /** A fresh random key, wrapped by the master key, as it is stored with the district. */
  wrapNewKey(purpose: KeyPurpose): string;
  /** @throws {KeyRefused} when the master key is not the one that wrapped it, or the purpose differs */
  openKey<Purpose extends KeyPurpose>(wrapped: string, purpose: Purpose): DistrictKey<Purpose>;
  /** The same key wrapped by another master key: all that has to change when the master key does. */
  rewrapKey(wrapped: string, other: Keyring): string;
  /** For `rewrapKey` of another keyring. */
  wrapKey(key: DistrictKey): string;
}

export class KeyRefused extends Error {
  override name = 'KeyRefused';
}

/** A stored value that cannot be read. The message never contains the value. */
export class FieldUnreadable extends Error {
  override name = 'FieldUnreadable';
  readonly reason: 'not-encrypted' | 'unknown-profile' | 'unknown-key' | 'altered';

  constructor(reason: FieldUnreadable['reason'], place: string) {
    super(`The value of ${place} cannot be decrypted: ${reason}`);
    this.reason = reason;
  }
}

/** @param master 32 bytes, see `loadMasterKey` */
export function createKeyring(master: Buffer): Keyring {
  if (master.length !== KEY_BYTES)
    throw new KeyRefused(`The master key has ${master.length} bytes instead of ${KEY_BYTES}`);
  // The master key itself encrypts nothing: later uses derive a key of their own by another label.
  const wrapping = createSecretKey(
    Buffer.from(hkdfSync('sha256', master, '', 'gezhi district key wrapping', KEY_BYTES)),
  );

  function wrapKey({ id, purpose, secret }: DistrictKey): string {
    const header = `${PROFILE}.${purpose}.${id}`;
    return `${header}.${seal(wrapping, header, secret.export())}`;
  }

  function openKey<Purpose extends KeyPurpose>(wrapped: string, purpose: Purpose): DistrictKey<Purpose> {
    const parts = /^(g1\.(field|index)\.([0-9a-f]{8}))\.([\w-]+)$/.exec(wrapped);
    if (!parts?.[1] || !parts[3] || !parts[4])
      throw new KeyRefused('A stored district key has a form this version does not know');
    if (parts[2] !== purpose) throw new KeyRefused(`District key ${parts[3]} is no ${purpose} key`);
    const bytes = unseal(wrapping, parts[1], parts[4]);
    if (!bytes)
      throw new KeyRefused(
        `The master key does not open district key ${parts[3]}: it is not the one this data was made with`,
      );
    return { id: parts[3], purpose, secret: createSecretKey(bytes) };
  }

  return {
    wrapKey,
    openKey,
    wrapNewKey: (purpose) =>
      wrapKey({ id: randomBytes(4).toString('hex'), purpose, secret: createSecretKey(randomBytes(KEY_BYTES)) }),
    rewrapKey: (wrapped, other) =>
      other.wrapKey(openKey(wrapped, wrapped.split('.')[1] === 'index' ? 'index' : 'field')),
  };
}

/**
 * `g1.<keyId>.<base64url of iv, tag and ciphertext>`. Random nonces: one key is good for 2^32 values.
 *
 * @param place where the value lives, `table.column.rowId`. It is bound into the value: copied to another row or column
 * the value does not decrypt. A row must keep its id.
 */
export function encryptField(key: FieldKey, place: string, plain: string): string {
  const header = `${PROFILE}.${key.id}`;
  return `${header}.${seal(key.secret, bound(header, place), Buffer.from(plain, 'utf8'))}`;
}

/** @throws {FieldUnreadable} when the key is missing, or value or place is not what was encrypted */
export function decryptField(keys: FieldKeys, place: string, value: string): string {
  const [profile, keyId, sealed, ...rest] = value.split('.');
  if (!keyId || !sealed || rest.length > 0) throw new FieldUnreadable('not-encrypted', place);
  if (profile !== PROFILE) throw new FieldUnreadable('unknown-profile', place);
  const key = keys.get(keyId);
  if (!key) throw new FieldUnreadable('unknown-key', place);
  const plain = unseal(key.secret, bound(`${profile}.${keyId}`, place), sealed);
  if (!plain) throw new FieldUnreadable('altered', place);
  return plain.toString('utf8');
}

/**
 * What is stored beside an encrypted field to find it by its exact value: `g1.<keyId>.<HMAC-SHA256>`. Equal values of one
 * column give equal texts, in another column or district others.
 *
 * @param column `table.column`
 * @param normalised the value in its one spelling (`normalisePhone`), else it will not be found
 */
export function blindIndex(key: IndexKey, column: string, normalised: string): string {
  const mac = createHmac('sha256', key.secret).update(`${column}\u0000${normalised}`, 'utf8').digest('base64url');
  return `${PROFILE}.${key.id}.${mac}`;
}

/** SHA-256 of a random token, as sessions and links are stored. For tokens of 256 bits only, never for codes or passwords. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('base64url');
}

/** Whether two secrets are equal, in a time that tells nothing about where they differ or how long they are. */
export function safeEqual(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}

function bound(header: string, place: string): string {
  if (!/^\w+\.\w+\.[\w:-]+$/.test(place)) throw new TypeError('A place is table.column.rowId');
  return `${header}|${place}`;
}

function seal(key: KeyObject, associated: string, plain: Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(associated, 'utf8'));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
}

/** Undefined when the key, the associated text or the sealed bytes are not those of `seal`. */
function unseal(key: KeyObject, associated: string, sealed: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(associated, 'utf8'))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const start = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch {
    // OpenSSL's "unable to authenticate data" says nothing more; the callers name what could not be opened.
    return undefined;
  }
}
