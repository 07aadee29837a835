// Two who write at once: the second waits for the first and sees what it has written. On one connection it waits by itself.

import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { asSystem, elevated, inTransaction } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import { writeSheet } from '#platform/sheets.ts';
import { newId } from '#shared/ids.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { road, sanitation } from '../cases/played-for-tests.ts';
import { DUTY_COLUMNS, DUTY_WORDS } from './duty-columns.ts';
import { lockRulesOf, saveRuleRow } from './store-dispatch-rules.ts';
import { lockDuties, saveDutyRow } from './store-duties.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** Longer than the other takes to come as far as its lock: a sheet is read first. */
const HELD_MS = 1_500;

/** Writes, and stays open while somebody else comes. */
function holding(work: (ctx: TransactionContext) => Promise<unknown>): { written: Promise<void>; done: Promise<void> } {
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const done = inTransaction(asSystem(town.context()), (ctx) =>
    elevated(ctx, 'ground', async () => {
      await work(ctx);
      resolve();
      await sleep(HELD_MS);
    }),
  );
  return { written, done };
}

const rule = { classCode: 'litter', path: '/yunting/jg/', clause: '第 1 项', source: '测试', caseId: null, startsOn: '2026-11-19', endsOn: null, version: 0 }; // prettier-ignore

test('two dispatch rules of one class and place at once: the second is told of the first', async () => {
  const first = holding(async ({ db }) => {
    await lockRulesOf(db, rule.classCode);
    await saveRuleRow(db, { ...rule, id: newId(), organisationId: road.id });
  });
  await first.written;
  const second = await town.as('admin').put(`/dispatch-rules/${newId()}`, { ...rule, id: newId(), organisationId: sanitation.id }); // prettier-ignore
  await first.done;
  expect(second.json).toMatchObject({ type: '/problems/dispatch-rule-conflict', organisationId: road.id });
});

test('two sheets with the same new item at once: the second changes nothing', async () => {
  const item = { list: 'asset', sort: null, path: '/yunting/jg/', organisationId: road.id, classCode: null, name: '一起来的', clause: '台账 1', source: '测试' } as const; // prettier-ignore
  const first = holding(async ({ db }) => {
    await lockDuties(db);
    await saveDutyRow(db, { ...item, id: newId(), version: 0 });
  });
  await first.written;
  const row = { list: DUTY_WORDS.list.asset, where: '旧港街道', who: '市政养护所', name: item.name, clause: item.clause, source: item.source }; // prettier-ignore
  const content = await writeSheet({ name: '履职清单', columns: [...DUTY_COLUMNS], rows: [row] });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const second = await town.as('admin').upload('/duty-sheet?dryRun=false', content, type);
  await first.done;
  expect(second.json).toMatchObject({ created: [], updated: [], unchanged: 1 });
});
