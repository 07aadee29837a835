// The pairs of `bigrams` and those of the SQL search function must be the same, or a search finds nothing.
import { readFileSync } from 'node:fs';

import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import * as chinese from './chinese.ts';

const MIGRATION = new URL('../../migrations/shared/0001_scope.sql', import.meta.url);
const BIGRAMS_SQL = 'select tsvector_to_array(bigrams($1)) as pairs';

const SAMPLES = [
  '翠苑街道垃圾满溢',
  '3栋2单元灯坏了三天了，老人上下楼摸黑',
  '𠮷野家门口，㛃字和𠮷𠮷𠮷',
  'WiFi６号杆 ABC、ａｂｃ',
  '々〇〆の カタカナ 한국',
  'AİB İstanbul K Ångström',
  '①②㈱㎡ 豈更車',
  '灯',
  '',
  '。。。！！ 🚒🚒',
];

test('PostgreSQL cuts every sample into the same pairs', async () => {
  const db = await PGlite.create();
  await db.exec(readFileSync(MIGRATION, 'utf8'));
  const bySql = [];
  for (const sample of SAMPLES) {
    const { rows } = await db.query<{ pairs: string[] }>(BIGRAMS_SQL, [sample]);
    bySql.push(rows[0]?.pairs.toSorted());
  }
  await db.close();
  expect(bySql).toEqual(SAMPLES.map((sample) => chinese.bigrams(sample).toSorted()));
  expect(bySql.flat().length).toBeGreaterThan(30);
}, 60_000);
