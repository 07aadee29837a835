// The law's erasure over a whole life: afterwards no table of any schema says the words any more, neither as they were nor cut into pairs.

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { filed, mistakes, road, rows } from '../played-for-tests.ts';

// A whole life, and every row of every table twice.
vi.setConfig({ testTimeout: 90_000 });

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

/** Nobody says this by chance; of the second only its pairs would stand in an index of words. */
const SAID = ['鹡鸰巷的阿婆', '鹡鸰', '鹇翎门口', '鹇翎', '鸲鹆又叫', '鸲鹆'];

async function tablesThatSay(): Promise<string[]> {
  const tables = await rows<{ schema: string; name: string }>(
    town,
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1, 2`,
  );
  const all = tables.map(
    ({ schema, name }) => `select '${schema}.${name}' as name, t::text as line from "${schema}"."${name}" as t`,
  );
  const lines = await rows<{ name: string; line: string }>(town, all.join(' union all '));
  return [...new Set(lines.filter(({ line }) => SAID.some((words) => line.includes(words))).map(({ name }) => name))];
}

const REPORTS = {
  'a few words': { words: '鹡鸰巷的阿婆说，夜里井盖响', placeWords: '鹇翎门口' },
  // What is long is cut for the summary, and what points to a person is taken out of it.
  'a long story with a name': {
    words: `${'夜里车一过井盖就响，一夜没睡。'.repeat(8)}鹡鸰巷的阿婆也说，我叫温如月`,
    placeWords: '鹇翎门口，温如月家楼下',
    contact: { name: '温如月' },
  },
};

test.each(Object.entries(REPORTS))(
  'after it no table and no log says %s; when it went and by which rule is kept',
  async (_, fields) => {
    const played = await filed(town, fields);
    const orderId = newId();
    await move(town, 'lin', played.id, 'dispatch', { organisationId: road.id, newWorkOrderId: orderId });
    await move(town, town.withLink(played.link), played.id, 'supplement', { words: '鸲鹆又叫了，响了一夜' });
    await move(town, 'roadReceiver', played.id, 'feedback', { workOrderId: orderId, evidence: ['writtenNote'] });
    await move(town, 'zhou', played.id, 'verify', { outcome: 'solved' });
    await move(town, 'lin', played.id, 'close');
    await town.settled();
    // It can be found: as it was said, and in the index of words.
    expect(await tablesThatSay()).toEqual(
      expect.arrayContaining(['d_yunting.case_texts', 'd_yunting.cases', 'd_yunting.case_search']),
    );

    const texts = await rows<{ id: string; purpose: string }>(
      town,
      "select id, purpose from d_yunting.case_texts where case_id = $1 and purpose not like '%.redacted'",
      [played.id],
    );
    const said = texts.filter(({ purpose }) => ['report', 'place', 'supplement'].includes(purpose));
    for (const { id } of said) {
      const reply = await town.as('shen').post(`/cases/${played.id}/erasures`, { textId: id, rule: 'PIPL-47' });
      expect(reply.status, reply.text).toBe(200);
    }
    await town.settled();

    expect(await tablesThatSay()).toEqual([]);
    expect(SAID.filter((words) => town.logged.join('\n').includes(words))).toEqual([]);
    const kept = await rows(
      town,
      'select words, erased_at, erased_by_rule from d_yunting.case_texts where id = any($1)',
      [said.map(({ id }) => id)],
    );
    expect(kept).toEqual(said.map(() => ({ words: '', erased_at: expect.anything(), erased_by_rule: 'PIPL-47' })));
  },
);
