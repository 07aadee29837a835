import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import * as crypto from './crypto.ts';

const keyring = crypto.createKeyring(randomBytes(32));
const key = keyring.openKey(keyring.wrapNewKey('field'), 'field');
const indexKey = keyring.openKey(keyring.wrapNewKey('index'), 'index');
const keys = new Map([[key.id, key]]);
const PLACE = 'case_reporters.phone.01936d3c-7f00-7abc-8def-0123456789ab';
const OTHER_ROW = 'case_reporters.phone.01936d3c-7f00-7abc-8def-0123456789ac';
const OTHER_COLUMN = 'case_reporters.name.01936d3c-7f00-7abc-8def-0123456789ab';

test('what is encrypted comes back, and the stored value shows nothing of it', () => {
  const value = crypto.encryptField(key, PLACE, '𠮷野 10000003316');
  expect(value).toMatch(new RegExp(`^g1\\.${key.id}\\.[\\w-]+$`));
  expect(Buffer.from(value.split('.')[2] ?? '', 'base64url').includes('3316')).toBe(false);
  expect(crypto.decryptField(keys, PLACE, value)).toBe('𠮷野 10000003316');
  expect(crypto.decryptField(keys, PLACE, crypto.encryptField(key, PLACE, ''))).toBe('');
});

test('the same text never gives the same value twice', () => {
  const values = Array.from({ length: 1_000 }, () => crypto.encryptField(key, PLACE, '10000003316'));
  expect(new Set(values).size).toBe(1_000);
});

test('a value copied to another row or another column does not decrypt', () => {
  const value = crypto.encryptField(key, PLACE, '10000003316');
  expect(() => crypto.decryptField(keys, OTHER_ROW, value)).toThrow(/altered/);
  expect(() => crypto.decryptField(keys, OTHER_COLUMN, value)).toThrow(/altered/);
});

test('one changed byte anywhere in the value is noticed', () => {
  const [profile, keyId, sealed = ''] = crypto.encryptField(key, PLACE, '10000003316').split('.');
  const bytes = Buffer.from(sealed, 'base64url');
  const altered = Array.from(bytes, (byte, at) => {
    const copy = Buffer.from(bytes);
    copy[at] = byte ^ 1;
    return `${profile}.${keyId}.${copy.toString('base64url')}`;
  });
  expect(altered.length).toBe(12 + 16 + 11);
  expect(altered.map((value) => reasonOf(() => crypto.decryptField(keys, PLACE, value)))).toEqual(
    altered.map(() => 'altered'),
  );
});

test('a value says why it cannot be read, without saying what it is', () => {
  const value = crypto.encryptField(key, PLACE, '10000003316');
  expect(reasonOf(() => crypto.decryptField(new Map(), PLACE, value))).toBe('unknown-key');
  expect(reasonOf(() => crypto.decryptField(keys, PLACE, value.replace('g1', 's1')))).toBe('unknown-profile');
  expect(reasonOf(() => crypto.decryptField(keys, PLACE, '10000003316'))).toBe('not-encrypted');
  expect(reasonOf(() => crypto.decryptField(keys, PLACE, `g1.${key.id}.AAAA`))).toBe('altered');
  expect(() => crypto.encryptField(key, 'phone', '10000003316')).toThrow(/table\.column\.rowId/);
});

test('after a new key is made, old values still read', () => {
  const newer = keyring.openKey(keyring.wrapNewKey('field'), 'field');
  const both = new Map([...keys, [newer.id, newer] as const]);
  const old = crypto.encryptField(key, PLACE, '10000003316');
  const fresh = crypto.encryptField(newer, PLACE, '10000003316');
  expect(crypto.decryptField(both, PLACE, old)).toBe(crypto.decryptField(both, PLACE, fresh));
  const forged = fresh.replace(newer.id, key.id);
  expect(reasonOf(() => crypto.decryptField(both, PLACE, forged))).toBe('altered');
});

test('another master key opens no key, says so in one sentence, and can take keys over', () => {
  const other = crypto.createKeyring(randomBytes(32));
  const wrapped = keyring.wrapNewKey('field');
  expect(() => other.openKey(wrapped, 'field')).toThrow(/master key does not open district key [0-9a-f]{8}/);
  const moved = other.openKey(keyring.rewrapKey(wrapped, other), 'field');
  expect(moved.secret.equals(keyring.openKey(wrapped, 'field').secret)).toBe(true);
  expect(() => crypto.createKeyring(randomBytes(16))).toThrow(/16 bytes instead of 32/);
});

test('a wrapped key keeps its purpose and its id', () => {
  const wrapped = keyring.wrapNewKey('field');
  expect(() => keyring.openKey(wrapped, 'index')).toThrow(/no index key/);
  expect(() => keyring.openKey(wrapped.replace('field', 'index'), 'index')).toThrow(/does not open/);
  expect(() => keyring.openKey('g9.field.00000000.AAAA', 'field')).toThrow(crypto.KeyRefused);
});

test('a key shows nothing of itself when printed', () => {
  const secret = key.secret.export();
  const printed = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key);
  expect(printed).not.toContain(secret.toString('hex'));
  expect(printed).not.toContain(secret.toString('base64url').slice(0, 10));
  expect(printed).toContain(key.id);
});

test('a blind index finds equal values of one column only', () => {
  const phone = crypto.blindIndex(indexKey, 'case_reporters.phone', '10000003316');
  expect(phone).toMatch(new RegExp(`^g1\\.${indexKey.id}\\.[\\w-]{43}$`));
  expect(crypto.blindIndex(indexKey, 'case_reporters.phone', '10000003316')).toBe(phone);
  expect(crypto.blindIndex(indexKey, 'accounts.phone', '10000003316')).not.toBe(phone);
  const otherDistrict = keyring.openKey(keyring.wrapNewKey('index'), 'index');
  expect(crypto.blindIndex({ ...otherDistrict, id: indexKey.id }, 'case_reporters.phone', '10000003316')).not.toBe(
    phone,
  );
});

test('tokens are compared by hash and in constant shape', () => {
  expect(crypto.hashToken('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  expect(crypto.safeEqual('7308', '7308')).toBe(true);
  expect(crypto.safeEqual('7308', '73080')).toBe(false);
});

function reasonOf(read: () => string): string {
  try {
    return read();
  } catch (error) {
    return error instanceof crypto.FieldUnreadable && !error.message.includes('3316') ? error.reason : String(error);
  }
}
