// The pairs of `bigrams` and those of the SQL search function must be the same, or a search finds nothing.
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import * as chinese from './chinese.ts';

/** The recipe for the immutable search function; a migration that builds an index must give the same pairs. */
const BIGRAMS_SQL = `
  select coalesce(array_agg(distinct substr(run[1], at, 2)), '{}') as pairs
  from regexp_matches(
         lower(normalize($1, NFKC) collate "C"),
         '[\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\U00020000-\\U000323af]+|[a-z0-9]+', 'g') as run,
       generate_series(1, length(run[1]) - 1) as at`;

const SAMPLES = [
  '翠苑街道垃圾满溢',
  '3栋2单元灯坏了三天了，老人上下楼摸黑',
  '𠮷野家门口，㛃字和𠮷𠮷𠮷',
  'WiFi６号杆 ABC、ａｂｃ',
  '々〇〆の カタカナ 한국',
  'İstanbul K Ångström',
  '①②㈱㎡ 豈更車',
  '灯',
  '',
  '。。。！！ 🚒🚒',
];

test('PostgreSQL cuts every sample into the same pairs', async () => {
  const db = await PGlite.create();
  const bySql = [];
  for (const sample of SAMPLES) {
    const { rows } = await db.query<{ pairs: string[] }>(BIGRAMS_SQL, [sample]);
    bySql.push(rows[0]?.pairs.toSorted());
  }
  await db.close();
  expect(bySql).toEqual(SAMPLES.map((sample) => chinese.bigrams(sample).toSorted()));
  expect(bySql.flat().length).toBeGreaterThan(30);
}, 60_000);
