// What a transaction promises on either database.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTestDatabase } from '../../../test/database.ts';
import { CITY } from './database.ts';
import type { Database } from './database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a transaction whose failed statement was swallowed is not called committed', async () => {
  const work = database.transaction(CITY, async ({ connection }) => {
    await connection.query('select nothing_like_this', []).catch(() => undefined);
    return 'done';
  });
  await expect(work).rejects.toThrow(/rolled back/);
});
