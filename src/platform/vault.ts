// The keys of each district and of the city, opened once, and what is sealed with them.

import { blindIndex, decryptField, encryptField } from './crypto.ts';
import type { FieldKey, FieldKeys, IndexKey, Keyring } from './crypto.ts';
import { CITY } from './database/database.ts';
import type { Database } from './database/database.ts';

/** Seals and opens the personal data of one district, or of the city. */
export interface Safe {
  /** `place` is `table.column.rowId`: the value opens nowhere else. */
  seal(place: string, plain: string): string;
  /** @throws {FieldUnreadable} */
  open(place: string, value: string): string;
  /** Finds a sealed value again by its exact normalised text; `column` is `table.column`. */
  index(column: string, normalised: string): string;
  /** A secret that can be computed again from an id and is stored nowhere: 43 characters, base64url. */
  derive(purpose: string, id: string): string;
}

export interface Vault {
  /** Of the district with this id, or of the city when null. */
  safe(districtId: string | null): Promise<Safe>;
  /** A fresh pair of keys for a new district, wrapped, ready for `field_keys`. */
  newKeys(): { id: string; purpose: 'field' | 'index'; wrapped: string }[];
}

export function createVault(database: Database, keyring: Keyring): Vault {
  const opened = new Map<string | null, Promise<Safe>>();
  return {
    safe(districtId) {
      const known = opened.get(districtId);
      if (known !== undefined) return known;
      const opening = openSafe(database, keyring, districtId);
      opened.set(districtId, opening);
      // A failure is not remembered: the database may only have been away.
      opening.catch(() => opened.delete(districtId));
      return opening;
    },
    newKeys: () =>
      (['field', 'index'] as const).map((purpose) => {
        const wrapped = keyring.wrapNewKey(purpose);
        return { id: keyring.openKey(wrapped, purpose).id, purpose, wrapped };
      }),
  };
}

async function openSafe(database: Database, keyring: Keyring, districtId: string | null): Promise<Safe> {
  const rows = await database.transaction(CITY, ({ db }) =>
    db
      .selectFrom('field_keys')
      .select(['purpose', 'wrapped'])
      .where('district_id', districtId === null ? 'is' : '=', districtId)
      .orderBy('created_at')
      .execute(),
  );
  const fieldKeys = new Map<string, FieldKey>();
  let newest: FieldKey | undefined;
  let indexKey: IndexKey | undefined;
  for (const { purpose, wrapped } of rows) {
    if (purpose === 'index') {
      indexKey = keyring.openKey(wrapped, 'index');
    } else {
      newest = keyring.openKey(wrapped, 'field');
      fieldKeys.set(newest.id, newest);
    }
  }
  if (newest === undefined || indexKey === undefined) throw new Error(`no keys for ${districtId ?? 'the city'}`);
  return safeWith(newest, fieldKeys, indexKey);
}

function safeWith(newest: FieldKey, fieldKeys: FieldKeys, indexKey: IndexKey): Safe {
  return {
    seal: (place, plain) => encryptField(newest, place, plain),
    open: (place, value) => decryptField(fieldKeys, place, value),
    index: (column, normalised) => blindIndex(indexKey, column, normalised),
    derive: (purpose, id) => blindIndex(indexKey, `derived ${purpose}`, id).split('.')[2] ?? '',
  };
}
