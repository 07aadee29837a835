// What a house is refused for when it is opened, and that a district is brought up or left as it is.

import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import { afterAll, describe, expect, test, vi } from 'vitest';

import { readSettings } from '#config';

import { POSTGRES, withName } from '../../test/database.ts';
import { openHouse, sentenceFor } from './start.ts';
import type { House } from './start.ts';

// Making a database takes three seconds, and many times that while the machine does other things.
vi.setConfig({ testTimeout: 60_000 });

const directory = mkdtempSync(join(tmpdir(), 'gezhi-house-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const clock = () => '2026-11-19T01:14:00.000Z';

async function withHouse<T>(environment: Record<string, string>, work: (house: House) => Promise<T>): Promise<T> {
  const house = await openHouse(
    readSettings({ DATA_DIR: join(directory, 'data'), LOG_LEVEL: 'silent', ...environment }),
    { clock, say: () => {} },
  );
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}

/** The sentence a start is refused with. */
function refusal(environment: Record<string, string>): Promise<string | undefined> {
  return withHouse(environment, (house) =>
    house.prepare().then(
      () => 'not refused',
      (error: unknown) => sentenceFor(error)?.sentence,
    ),
  );
}

describe('on the embedded database', () => {
  test('the first opening migrates and makes keys, the second runs nothing and opens them again', async () => {
    const sealed = await withHouse({}, async (house) => {
      expect((await house.prepare()).ran[0]).toBe('shared/0001_scope');
      return (await house.platform.vault.safe(null)).seal('test.place.1', 'words');
    });
    await withHouse({}, async (house) => {
      expect(await house.prepare()).toEqual({ ran: [], behind: [] });
      expect((await house.platform.vault.safe(null)).open('test.place.1', sealed)).toBe('words');
    });
  });

  test('data whose master key is lost or another one is refused, and no new key is made beside it', async () => {
    expect(await refusal({ GEZHI_KEY_FILE: join(directory, 'elsewhere') })).toContain(
      'cannot be read; set GEZHI_MASTER_KEY or restore the file',
    );
    expect(await refusal({ GEZHI_MASTER_KEY: randomBytes(32).toString('base64') })).toContain(
      'it is not the one this data was made with',
    );
    expect(await refusal({})).toBe('not refused');
  });

  test('a database migrated by a newer version is refused', async () => {
    await withHouse({}, ({ platform }) =>
      platform.database.asOwner(async (connection) => {
        await connection.query(
          "insert into shared.migrations (schema_name, number, title, checksum) values ('shared', 99, 'future', 'x')",
          [],
        );
      }),
    );
    expect(await refusal({})).toMatch(/migrated by a newer version of Gezhi: shared \(99, this program knows \d+\)/);
  });
});

describe.skipIf(POSTGRES === undefined)('on PostgreSQL', () => {
  const { url, migrationUrl } = POSTGRES ?? { url: '', migrationUrl: '' };

  test('an empty database needs its owner; the owner may not serve; then a plain role may, until the shared schema is behind', async () => {
    const name = `gezhi_start_${randomBytes(6).toString('hex')}`;
    const owner = new pg.Client({ connectionString: migrationUrl });
    await owner.connect();
    await owner.query(`create database ${name}`);
    const [plain, owning] = [withName(url, name), withName(migrationUrl, name)];
    const key = { GEZHI_MASTER_KEY: randomBytes(32).toString('base64') };
    try {
      expect(await refusal({ ...key, DATABASE_URL: plain })).toBe(
        'The database is empty: set MIGRATION_DATABASE_URL to its owner and run "npm run migrate".',
      );
      // It owns nothing yet, so only the other address can tell.
      expect(await refusal({ ...key, DATABASE_URL: owning, MIGRATION_DATABASE_URL: owning })).toMatch(
        /^DATABASE_URL logs in as (\w+), which is or belongs to \1, the owner in MIGRATION_DATABASE_URL; [^\n]+$/,
      );
      expect(await refusal({ ...key, DATABASE_URL: plain, MIGRATION_DATABASE_URL: owning })).toBe('not refused');
      expect(await refusal({ ...key, DATABASE_URL: owning })).toContain('which owns tables of Gezhi');
      expect(await refusal({ ...key, DATABASE_URL: plain })).toBe('not refused');
      await withHouse({ ...key, DATABASE_URL: plain, MIGRATION_DATABASE_URL: owning }, ({ platform }) =>
        platform.database.asOwner(async (connection) => {
          await connection.query("delete from shared.migrations where schema_name = 'shared' and number > 3", []);
        }),
      );
      expect(await refusal({ ...key, DATABASE_URL: plain })).toContain('The database is behind this program');
    } finally {
      await owner.query(`drop database ${name} with (force)`);
      await owner.end();
    }
  });

  test('a wrong password is a sentence and not a wait', async () => {
    const wrong = new URL(url);
    wrong.password = 'wrong';
    expect(await refusal({ DATABASE_URL: wrong.href })).toMatch(
      /^PostgreSQL refuses DATABASE_URL: password authentication failed/,
    );
  });

  test('a password that is missing is a sentence and not a wait', async () => {
    const without = new URL(url);
    without.password = '';
    expect(await refusal({ DATABASE_URL: without.href })).toBe(
      'PostgreSQL asks for a password and DATABASE_URL has none.',
    );
  });
});
