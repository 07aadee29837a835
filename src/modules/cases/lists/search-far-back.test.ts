// Words that were said long ago: rare ones are found by their index, common ones among the newest cases first and then the rest.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';

/** More than are looked through, and more than few of one word: see search_cases in migrations/district/0035_words_of_an_area.sql. */
const CASES = 14_000;
/** A word that many cases have, nearly all of them beyond the newest 12,000. */
const WELLS_AT = [5, ...Array.from({ length: 1_990 }, (_, at) => 12_010 + at)];
/** From the newest to the oldest: some among the newest 12,000, some beyond. */
const SAID_AT = [3, 700, 11_999, 12_000, 12_001, 12_990];

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await town.database.asOwner(async ({ query, exec }) => {
    await exec('set local search_path = d_yunting, shared');
    await query(
      `insert into cases (id, number, kind, secrecy, is_urgent, summary, status, held_level, path, street_id, reported_at)
       select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '25010' || (10000 + n), 'problem', 'open', false,
         case when n = any ($3::integer[]) then '鸽舍' || n when n = any ($4::integer[]) then '水井' || n else '路灯' end, 'collected', 'street', area.path || 'cw/', area.id,
         '2026-06-01T00:00:00.000Z'::timestamptz - n * interval '1 minute'
       from generate_series(1, $1::integer) as n, areas as area where area.path = $2`,
      [CASES, '/yunting/jg/', SAID_AT, WELLS_AT],
    );
    await exec(
      'insert into case_search (case_id, search) select id, found_by(search, street_id, community_id) from cases',
    );
    await exec('analyze case_search');
  });
});
afterAll(() => town.close());

test.each(['lin', 'districtDispatcher'] as const)(
  '%s finds all of them in order, page by page, none twice',
  async (who) => {
    const found: string[] = [];
    let after = '';
    for (let pages = 0; pages < 5; pages += 1) {
      const { json } = await town.as(who).get(`/case-search?words=${encodeURIComponent('鸽舍')}&limit=2${after}`);
      found.push(...json.cases.map(({ summary }: { summary: string }) => summary));
      after = `&after=${json.next}`;
      if (json.next === null) break;
    }
    expect(found).toEqual(SAID_AT.map((n) => `鸽舍${n}`));
  },
);

test.each(['lin', 'districtDispatcher'] as const)('%s finds all of them on one page too', async (who) => {
  const { json } = await town.as(who).get(`/case-search?words=${encodeURIComponent('鸽舍')}`);
  expect(json.cases.map(({ summary }: { summary: string }) => summary)).toEqual(SAID_AT.map((n) => `鸽舍${n}`));
});

test('a word of many cases is found among the newest and beyond them, each once', async () => {
  const wanted = WELLS_AT.filter((n) => !SAID_AT.includes(n)).slice(0, 40);
  const { json } = await town.as('lin').get(`/case-search?words=${encodeURIComponent('水井')}&limit=25`);
  const next = await town
    .as('lin')
    .get(`/case-search?words=${encodeURIComponent('水井')}&limit=15&after=${json.next as string}`);
  const found = [...json.cases, ...next.json.cases].map(({ summary }: { summary: string }) => summary);
  expect(found).toEqual(wanted.map((n) => `水井${n}`));
});

test('a dispatcher from another street finds none of them', async () => {
  const { json } = await town.as('jinDispatcher').get(`/case-search?words=${encodeURIComponent('鸽舍')}`);
  expect(json.cases).toEqual([]);
});
