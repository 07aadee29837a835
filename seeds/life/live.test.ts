// The demo after its first start: uneven figures, something waiting for everybody, and nothing of the past that still wants to be sent.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { readSettings } from '#config';
import { readMyWork } from '#modules/cases/lists/my-work.ts';
import { readDueCallbacks, readFigures } from '#modules/callbacks/actions.ts';
import { findDispatchRules } from '#modules/catalogue/actions-dispatch-rules.ts';
import { listArbitrations, readReturns } from '#modules/cases/orders/returns.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { openHouse } from '#platform/start.ts';
import type { House } from '#platform/start.ts';

import { districtsOf } from '../../src/modules/areas/districts.ts';
import { systemContext } from '../../src/modules/areas/new-district.ts';
import { castOf } from '../cast.ts';
import { loadDemo } from '../load.ts';
import { demoDistricts } from '../town.ts';
import { actorsOf } from './play.ts';

// The whole of the demo is played: some fifteen seconds on a machine that does nothing else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 480_000 });

const NOW = '2026-11-19T07:30:00.000Z';
const { yunting } = demoDistricts();
const printed: string[] = [];
let house: House;
let ctx: Context;
const directory = mkdtempSync(join(tmpdir(), 'gezhi-life-'));

beforeAll(async () => {
  const settings = readSettings({ DATA_DIR: join(directory, 'data'), LOG_LEVEL: 'silent' });
  house = await openHouse(settings, { clock: () => NOW, say: (line) => printed.push(line) });
  await house.prepare();
  await loadDemo(house.platform);
  ctx = systemContext(house.platform, await districtsOf(house.platform.database).find('yunting'));
});
afterAll(async () => {
  await house.close();
  rmSync(directory, { recursive: true, force: true });
});

async function rows<T>(query: RawBuilder<T>): Promise<T[]> {
  return inTransaction(ctx, async ({ db }) => (await query.execute(db)).rows);
}

async function count(query: RawBuilder<{ count: number }>): Promise<number> {
  return (await rows(query))[0]?.count ?? -1;
}

async function shares(column: string, where: RawBuilder<unknown>): Promise<Record<string, number>> {
  const found = await rows<{ name: string; share: number }>(sql`
    select ${sql.ref(column)} as name, (count(*) / sum(count(*)) over ())::float8 as share from cases where ${where} group by 1`);
  return Object.fromEntries(found.map(({ name, share }) => [name, share]));
}

describe('the figures', () => {
  test('show cases at every stage, most of them over', async () => {
    const byStatus = await shares('status', sql`true`);
    const stages = ['collected', 'confirming', 'filed', 'dispatched', 'handling', 'feedback', 'verifying', 'closed'];
    const ends = ['evaluated', 'rejected', 'cancelled', 'withdrawn', 'merged'];
    expect([...stages, ...ends].filter((status) => byStatus[status] === undefined)).toEqual([]);
    expect(byStatus['closed']! + byStatus['evaluated']!).toBeGreaterThan(0.65);
  });

  test('show most settled in the grid, then with the help of an organisation, then community, street, district', async () => {
    const byLevel = await shares('resolved_level', sql`resolved_level is not null and kind <> 'praise'`);
    expect(byLevel['gridSelf']).toBeCloseTo(0.45, 1);
    expect(byLevel['gridCoordinated']).toBeCloseTo(0.25, 1);
    expect(byLevel['community']).toBeCloseTo(0.18, 1);
    expect(byLevel['street']).toBeCloseTo(0.1, 1);
    expect(byLevel['district']).toBeCloseTo(0.02, 1);
  });

  test('show that three in ten residents rate, not all of them kindly, and that nobody is taken for satisfied', async () => {
    const [rated] = await rows<{ share: number; solved: number; good: number; unrated: number }>(sql`
      select (count(rated_at)::float8 / count(*)) as share,
        (count(*) filter (where is_solved) / count(rated_at)::float8) as solved,
        (count(*) filter (where manner_rating = 'good') / count(rated_at)::float8) as good,
        count(*) filter (where status = 'closed' and (is_solved is not null or manner_rating is not null))::int as unrated
      from cases join case_reports on case_reports.case_id = cases.id
      where status in ('closed', 'evaluated') and kind <> 'praise'
        and channel in ('scan', 'phone', 'visit', 'chatGroup', 'hotline12345')`);
    expect(rated?.share).toBeGreaterThan(0.24);
    expect(rated?.share).toBeLessThan(0.38);
    expect(rated?.solved).toBeGreaterThan(0.74);
    expect(rated?.solved).toBeLessThan(0.94);
    expect(rated?.good).toBeGreaterThan(0.8);
    expect(rated?.good).toBeLessThan(0.99);
    expect(rated?.unrated).toBe(0);
  });

  test('show late work, work done twice, orders sent back, voices joined, refusals and matters few may see', async () => {
    const late = sql<{
      count: number;
    }>`select count(*)::int as count from cases where closed_at is null and due_at < ${NOW}::timestamptz`;
    expect(await count(late)).toBeGreaterThanOrEqual(5);
    expect(await count(late)).toBeLessThan(10);
    const kept = await rows<{ share: number }>(sql`
      select (count(*) filter (where feedback_at <= due_at) / count(*)::float8) as share from work_orders where status = 'done'`);
    expect(kept[0]?.share).toBeGreaterThan(0.8);
    expect(kept[0]?.share).toBeLessThan(0.95);
    const ofAll = async (where: RawBuilder<unknown>) =>
      (await count(sql`select count(*)::int as count from cases where ${where}`)) /
      (await count(sql`select count(*)::int as count from cases`));
    expect(await ofAll(sql`secrecy <> 'open'`)).toBeCloseTo(0.04, 1);
    expect(await ofAll(sql`status = 'rejected' or has_objected`)).toBeGreaterThan(0.02);
    expect(await ofAll(sql`report_count > 1`)).toBeGreaterThan(0.02);
    expect(await ofAll(sql`send_backs_asked > 0`)).toBeGreaterThan(0.012);
    expect(await count(sql`select count(*)::int as count from work_orders where rework_count > 0`)).toBeGreaterThan(7);
    expect(await count(sql`select count(*)::int as count from cases where reopen_count > 0`)).toBeGreaterThan(2);
  });

  test('show life in every community, by every way, and no two communities alike', async () => {
    const found = await rows<{ name: string; count: number }>(sql`
      select areas.name, count(cases.id)::int as count from areas left join cases on cases.community_id = areas.id
      where areas.level = 'community' and areas.path ^@ '/yunting/' group by areas.name`);
    expect(found).toHaveLength(17);
    expect(found.filter(({ count: cases }) => cases < 3)).toEqual([]);
    expect(new Set(found.map(({ count: cases }) => cases)).size).toBeGreaterThan(8);
    const channels = await rows<{ channel: string }>(sql`select distinct channel from case_reports`);
    expect(channels).toHaveLength(11);
  });

  test('show every kind of matter, and pictures that are marked as drawn', async () => {
    expect(Object.keys(await shares('kind', sql`true`)).toSorted()).toEqual([
      'complaint',
      'enquiry',
      'help',
      'praise',
      'problem',
      'suggestion',
      'tipOff',
    ]);
    const pictures = await rows<{ state: string; count: number }>(
      sql`select state, count(*)::int as count from attachments where case_id is not null group by state`,
    );
    expect(pictures).toEqual([{ state: 'ready', count: expect.any(Number) }]);
    expect(pictures[0]?.count).toBeGreaterThan(15);
  });
});

describe('what waits', () => {
  // 督查 and 回访员 re-check what falls to them by lot, which may be nothing; 回访 has a list of its own.
  const WAIT_BY_AREA = [
    'zhoumin', 'hezhiqiang', 'wuguilan', 'tangqian', 'zhaomancang', 'luojianping', 'linxiaoyun', 'guominhua', 'minshu',
    'fangyiwei', 'tianjiahe', 'lumingyuan', 'hongdali', 'shixiaoman',
    'wuyuqing', 'qiwangshan', 'guniance', 'congxiangwan', 'hongguangyuan',
  ]; // prettier-ignore

  test.each(WAIT_BY_AREA)('for %s there is something to do', async (signInName) => {
    const person = castOf(yunting).find((each) => each.signInName === signInName);
    const actor = actorsOf(yunting).get(person?.id ?? '')!;
    const { items } = await readMyWork({ ...ctx, actor });
    expect(items.length).toBeGreaterThan(0);
  });

  test.each(['caoliqun', 'qiuzijian', 'hongdali', 'maoxinya', 'yinlidong', 'kelan'])(
    'for %s there is an order that is not done',
    async (signInName) => {
      const person = castOf(yunting).find((each) => each.signInName === signInName);
      const actor = actorsOf(yunting).get(person?.id ?? '')!;
      const open = await inTransaction({ ...ctx, actor }, ({ db }) =>
        db
          .selectFrom('work_orders')
          .select('id')
          .where('status', 'in', ['issued', 'acknowledged', 'rework'])
          .where((eb) =>
            eb.or([
              eb('organisation_id', 'in', actor.organisationIds),
              eb('assigned_account_id', '=', person?.id ?? ''),
            ]),
          )
          .execute(),
      );
      expect(open.length).toBeGreaterThan(0);
    },
  );

  test('the courier and the partners find what they told', async () => {
    const told = await rows<{ channel: string }>(
      sql`select distinct channel from case_reports where reporter_id is not null`,
    );
    expect(told.map(({ channel }) => channel)).toContain('mobileReporter');
  });
});

describe('what does not go its usual way', () => {
  const as = (signInName: string): Context => {
    const person = castOf(yunting).find((each) => each.signInName === signInName);
    return { ...ctx, actor: actorsOf(yunting).get(person?.id ?? '')! };
  };
  const streetCalled = (name: string) => yunting.areas.find((area) => area.name === name)!.id;

  test('one matter waits for the district to settle whose it is, with three applications and their words', async () => {
    const { cases } = await listArbitrations(as('guominhua'));
    expect(cases).toMatchObject([{ timesAsked: 3, organisationName: '市政养护所' }]);
    const { hops, mayArbitrate } = await readReturns(as('guominhua'), cases[0]!.id);
    expect(mayArbitrate).toBe(true);
    expect(hops.map(({ outcome }) => outcome)).toEqual(['approved', 'approved', 'waiting']);
    expect(new Set(hops.map(({ words }) => words)).size).toBe(3);
  });

  test('three were settled, done and kept as dispatch rules that name their matter', async () => {
    const rules = await findDispatchRules(as('guominhua'));
    expect(rules.map(({ classCode }) => classCode).toSorted()).toEqual([
      'construction-waste',
      'green-upkeep',
      'street-light',
    ]);
    const ids = rules.map(({ caseId }) => caseId);
    const settled = await rows<{ status: string; agrees: boolean }>(sql`
      select status, arbitrated_organisation_id = organisation_id as agrees
      from cases join dispatch_rules on dispatch_rules.case_id = cases.id where cases.id = any(${ids}::uuid[])`);
    expect(settled.filter(({ status, agrees }) => agrees && ['closed', 'evaluated'].includes(status))).toHaveLength(3);
  });

  test('nine stand with somebody who looks after each, a day of review and a word for residents; two reviews have passed', async () => {
    const standing = await rows<{ isOwned: boolean; isPast: boolean; words: string }>(sql`
      select suspension_owner_id is not null as "isOwned", suspended_until < ${NOW}::timestamptz as "isPast",
        (select words from case_texts join case_moves on case_moves.id = case_texts.move_id
          where case_moves.case_id = work_orders.case_id and verb = 'suspend' and audience = 'public' limit 1) as words
      from work_orders where suspended_until is not null`);
    expect(standing).toHaveLength(9);
    expect(standing.filter(({ isOwned, words }) => !isOwned || words === null)).toEqual([]);
    expect(standing.filter(({ isPast }) => isPast)).toHaveLength(2);
  });

  test('some four in a hundred orders were given more time, all asked for before their limit ended', async () => {
    const [share] = await rows<{ share: number }>(
      sql`select (count(*) filter (where extension_count > 0) / count(*)::float8) as share from work_orders`,
    );
    expect(share?.share).toBeGreaterThan(0.025);
    expect(share?.share).toBeLessThan(0.06);
  });

  test('residents were called back, not all reached and not all content; others wait for their call', async () => {
    const by = as('jichunxiao');
    const streetId = streetCalled('旧港街道');
    const { calls } = await readFigures(by, { streetId });
    expect(calls.reached).toBeGreaterThan(5);
    expect(calls.noAnswer).toBeGreaterThan(0);
    expect(calls.solved).toBeLessThan(calls.reached);
    const { due } = await readDueCallbacks(by, { streetId });
    expect(due.length).toBeGreaterThan(2);
    expect(due.some(({ tries }) => tries > 0)).toBe(true);
  });

  test('the trail tells who opened a number and what for, what was exported with how many rows, who was given which post', async () => {
    const lines = await rows<{ act: string; count: number; people: number; codes: number }>(sql`
      select act, count(*)::int as count, count(distinct actor_id)::int as people,
        count(distinct coalesce(reason_code, codes::text))::int as codes
      from audit group by act`);
    const of = (act: string) => lines.find((line) => line.act === act);
    expect(of('reporter.opened')).toMatchObject({ people: 3, codes: 4 });
    expect(of('reporter.opened')?.count).toBeGreaterThan(9);
    expect(of('case.exportDone')).toMatchObject({ count: 6, people: 4 });
    expect(of('post.grant')).toMatchObject({ count: 3, people: 2 });
    expect(of('post.end')).toMatchObject({ count: 3 });
    expect(of('dispatchRule.save')).toMatchObject({ count: 3, people: 1 });
    expect(await count(sql`select count(*)::int as count from audit where at > ${NOW}::timestamptz`)).toBe(0);
  });
});

describe('the past', () => {
  test('lies behind: nothing is printed, sent, swept or turned into jobs when the program starts', async () => {
    expect(printed).toEqual([]);
    expect(
      await count(sql`select count(*)::int as count from messages where sent_at is null or to_cipher is not null`),
    ).toBe(0);
    expect(await count(sql`select count(*)::int as count from messages`)).toBeGreaterThan(30);
    expect(await count(sql`select count(*)::int as count from facts where batch is null`)).toBe(0);
    expect(
      await count(
        sql`select count(*)::int as count from timers where fired_at is null and dropped_at is null and due_at <= ${NOW}::timestamptz`,
      ),
    ).toBe(0);
    expect(
      await count(sql`select count(*)::int as count from timers where fired_at is null and dropped_at is null`),
    ).toBeGreaterThan(5);
  });

  test('has its own moments: every row of history was written when it happened', async () => {
    expect(
      await count(sql`select count(*)::int as count from case_moves where recorded_at > ${NOW}::timestamptz`),
    ).toBe(0);
    expect(await count(sql`select count(*)::int as count from case_moves where at <> recorded_at`)).toBe(0);
    expect(
      await count(sql`select count(distinct (at at time zone 'Asia/Shanghai')::date)::int as count from case_moves`),
    ).toBeGreaterThan(70);
  });

  test('keeps phones sealed: no demo number stands in words, summaries, facts or history', async () => {
    const written = await rows<{ text: string }>(sql`
      select words as text from case_texts union all select summary || coalesce(place_words, '') from cases
      union all select body::text from facts union all select codes::text from case_moves`);
    expect(written.length).toBeGreaterThan(2_000);
    expect(written.filter(({ text }) => /(?<![0-9a-f-])100\d{8}(?![0-9a-f-])/.test(text))).toEqual([]);
    expect(
      await count(sql`select count(*)::int as count from case_contacts where phone_cipher is not null`),
    ).toBeGreaterThan(60);
  });
});
