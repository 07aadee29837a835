// The number of a case as the database takes it: the form that people read, no gap, no number twice.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { report } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { formatCaseNumber, parseCaseNumber } from '#shared/case-number.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const asOwner = (text: string, values: readonly unknown[]) =>
  town.database.asOwner(async (connection) => {
    await connection.query("select set_config('search_path', 'd_yunting, shared', true)", []);
    return (await connection.query(text, values)).rows as Record<string, string>[];
  });

test.each([1, 42, 9_999, 10_000, 123_456])(
  'the number after %i is written as the program writes it',
  async (serial) => {
    const day = '2031-02-03';
    await asOwner(
      'insert into case_numbers values ($1, $2) on conflict (day) do update set last_serial = excluded.last_serial',
      [day, serial - 1],
    );
    const [row] = await asOwner('select next_case_number($1) as number', [day]);
    expect(row?.number).toBe(formatCaseNumber(day, serial));
  },
);

test('of twenty reports at once each has its own, and none is left out; one that fails takes none', async () => {
  const serials = async () =>
    (await asOwner('select number from cases order by number', [])).map(
      ({ number }) => parseCaseNumber(number!)?.serial,
    );
  const refused = await town.stranger().post('/cases', { id: 'no id' });
  expect(refused.status).toBe(422);
  await Promise.all(Array.from({ length: 20 }, (_, at) => report(town.stranger(), { words: `第 ${at} 件事` })));
  expect(await serials()).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
});
