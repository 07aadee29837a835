// The lists as PostgreSQL plans them for the application: each ends in the wanted order by its index and sorts nothing.

import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { defaultGrant } from '#permissions';
import { ANONYMOUS, inTransaction } from '#platform/context.ts';
import type { Actor } from '#platform/context.ts';
import type { Db } from '#platform/database/connection.ts';
import type { Tables } from '#platform/database/tables.ts';

import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { road } from '../played-for-tests.ts';
import { findCaseIdByNumber } from '../store.ts';
import { findFigureRows } from './store-figures.ts';
import { findCasesWithWords, findDrawn, findOrdersOf, findOverdue } from './store-lists.ts';
import { listedQuery } from './store-case-list.ts';
import type { CaseFilter } from './store-case-list.ts';
import { findPool } from './store-intake.ts';
import { findSendBacksForDistrict, findWaiting, findWaitingAtDistrict } from './store-mine.ts';

/** The embedded database plans alone, for one process; what has to be quick there is PostgreSQL. */
const onPostgres = test.skipIf(process.env.DATABASE_URL === undefined);

const NOW = '2026-11-19T01:14:00.000Z';
const grid = ground.grids['/yunting/jg/cw/g03/']!;
const areas = {
  street: { column: 'street_id', id: grid.streetId },
  community: { column: 'community_id', id: grid.communityId },
  grid: { column: 'grid_id', id: grid.id },
} as const;
const ELSEWHERE = '00000000-0000-7000-8000-000000000009';
const ANY: CaseFilter = {
  area: undefined,
  status: undefined,
  kind: undefined,
  classCode: undefined,
  channel: undefined,
  level: undefined,
  organisationId: undefined,
  from: undefined,
  before: undefined,
  isUrgent: false,
  isOpenOnly: false,
  order: 'newest',
};
const page = { after: { at: NOW, id: grid.id }, limit: 50 };

const listed = (db: Db, filter: Partial<CaseFilter>) => listedQuery(db, { ...ANY, ...filter }, page, NOW).execute();

const officer: Actor = {
  ...ANONYMOUS,
  kind: 'account',
  accountId: ground.people.lin.id,
  grants: [{ ...defaultGrant('districtDispatcher', '/yunting/'), gridId: null }],
};
const receiver: Actor = {
  ...officer,
  accountId: ground.people.roadReceiver.id,
  grants: [{ ...defaultGrant('orgReceiver', '/yunting/'), gridId: null, organisationId: road.id }],
  organisationIds: [road.id],
};

let town: Town;
beforeAll(async () => {
  if (process.env.DATABASE_URL === undefined) return;
  town = await openTown();
  await town.database.asOwner(async ({ query, exec }) => {
    await exec('set local search_path = d_yunting, shared');
    await query(
      `insert into cases (id, number, kind, secrecy, is_urgent, summary, status, held_level, path, street_id, community_id, grid_id,
         reported_at, due_at, closed_at, is_drawn_for_sample)
       select gen_random_uuid(), '25010' || (10000 + n), 'problem', 'open', false, case when n > 12500 then '鸽舍' when n > 10100 then '水井' else '路灯' end,
         case when n % 3 = 0 then 'closed' else 'handling' end, 'street', $1::text,
         case when n % 4 = 0 then $2::uuid else $6::uuid end, case when n % 4 = 0 then $3::uuid else $6::uuid end,
         case when n % 4 = 0 then $4::uuid else $6::uuid end,
         $5::timestamptz - n * interval '1 minute',
         case when n % 3 = 1 then $5::timestamptz - n * interval '1 minute' end,
         case when n % 3 = 0 then $5::timestamptz - n * interval '1 minute' end, n % 60 = 0
       from generate_series(1, 13000) as n`,
      [grid.path, grid.streetId, grid.communityId, grid.id, NOW, ELSEWHERE],
    );
    await query(
      `insert into work_orders (id, case_id, organisation_id, role, status, is_direct, issued_at, charged_to, clock_started_at, clock_unit,
         clock_budget_ms, clock_consumed_ms, due_at)
       select gen_random_uuid(), cases.id, $1::uuid, 'leadHandler', case when cases.status = 'closed' then 'done' else 'issued' end, false,
         cases.reported_at, 'organisation', cases.reported_at, 'workDay', 1000, 0, cases.reported_at
       from cases`,
      [road.id],
    );
    await exec(
      'insert into case_search (case_id, search) select id, found_by(search, street_id, community_id) from cases',
    );
    await exec('analyze cases');
    await exec('analyze case_search');
    await exec('analyze work_orders');
  });
});
afterAll(() => town?.close());

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  Plans?: Plan[];
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** What a store asks for, without asking it. */
async function queriesOf(ask: (db: Db) => Promise<unknown>): Promise<CompiledQuery[]> {
  const asked: CompiledQuery[] = [];
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void asked.push(query),
  });
  await ask(db);
  return asked;
}

async function planned(
  actor: Actor,
  ask: (db: Db) => Promise<unknown>,
): Promise<{ indexes: string[]; sorts: string[] }> {
  const [query] = await queriesOf(ask);
  if (query === undefined) throw new Error('nothing was asked');
  return inTransaction(town.context(actor), async ({ db }) => {
    await sql`set local enable_seqscan = off`.execute(db);
    const { rows } = await db.executeQuery(
      CompiledQuery.raw(`explain (format json) ${query.sql}`, [...query.parameters]),
    );
    const [{ 'QUERY PLAN': plans }] = rows as [{ 'QUERY PLAN': [{ Plan: Plan }] }];
    const nodes = nodesOf(plans[0].Plan);
    return {
      indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
      sorts: nodes.map((node) => node['Node Type']).filter((type) => type.includes('Sort')),
    };
  });
}

const FIGURE = { now: NOW, todayFrom: '2026-11-18T16:00:00.000Z', soonUntil: '2026-11-20T01:14:00.000Z' };

type List = [name: string, index: string, actor: Actor, ask: (db: Db) => Promise<unknown>];
// prettier-ignore
const LISTS: List[] = [
  ['newest of a street', 'cases_by_street', officer, (db) => listed(db, { area: areas.street, status: undefined })],
  ['newest of a community', 'cases_by_community', officer, (db) => listed(db, { area: areas.community, status: undefined })],
  ['newest of a grid', 'cases_by_grid', officer, (db) => listed(db, { area: areas.grid, status: undefined })],
  ['newest of the district', 'cases_by_time', officer, (db) => listed(db, { area: undefined, status: undefined })],
  ['one status of a street', 'cases_by_street_status', officer, (db) => listed(db, { area: areas.street, status: 'rejected' })],
  ['one status of a community', 'cases_by_community_status', officer, (db) => listed(db, { area: areas.community, status: 'rejected' })],
  ['overdue of the district', 'cases_open_by_due', officer, (db) => findOverdue(db, undefined, NOW, page)],
  ['overdue of a street', 'cases_open_by_street_due', officer, (db) => findOverdue(db, areas.street, NOW, page)],
  ['overdue of a community', 'cases_open_by_community_due', officer, (db) => findOverdue(db, areas.community, NOW, page)],
  ['overdue of a grid', 'cases_open_by_grid_due', officer, (db) => findOverdue(db, areas.grid, NOW, page)],
  ['drawn of the district', 'cases_drawn', officer, (db) => findDrawn(db, undefined, page)],
  ['drawn of a street', 'cases_drawn_by_street', officer, (db) => findDrawn(db, areas.street, page)],
  ['drawn of a community', 'cases_drawn_by_community', officer, (db) => findDrawn(db, areas.community, page)],
  ['what waits in a grid', 'cases_waiting_by_grid', officer, (db) => findWaiting(db, areas.grid, 50)],
  ['what the district holds', 'cases_waiting_at_district', officer, (db) => findWaitingAtDistrict(db, 50)],
  ['inbox of an organisation', 'work_orders_by_organisation', receiver, (db) => findOrdersOf(db, { organisationIds: [road.id], assigneeId: null }, undefined, page)],
  ['one status of an inbox', 'work_orders_inbox', receiver, (db) => findOrdersOf(db, { organisationIds: [road.id], assigneeId: null }, 'acknowledged', page)],
  ['orders assigned by name', 'work_orders_by_assignee', receiver, (db) => findOrdersOf(db, { organisationIds: [], assigneeId: ground.people.roadHandler.id }, undefined, page)],
  ['new today in a street', 'cases_by_street', officer, (db) => findFigureRows(db, { ...FIGURE, figure: 'today', area: { ...areas.street, ids: [areas.street.id] } }, page)],
  ['soon due in a community', 'cases_open_by_community_due', officer, (db) => findFigureRows(db, { ...FIGURE, figure: 'soon', area: { ...areas.community, ids: [areas.community.id] } }, page)],
  ['past due in the district', 'cases_open_by_due', officer, (db) => findFigureRows(db, { ...FIGURE, figure: 'overdue', area: undefined }, page)],
  ['oldest of a street', 'cases_by_street', officer, (db) => listedQuery(db, { ...ANY, area: areas.street, order: 'oldest' }, { after: undefined, limit: 50 }, NOW).execute()],
  ['days of a community', 'cases_by_community', officer, (db) => listed(db, { area: areas.community, from: '2026-11-01T00:00:00.000Z', before: NOW })],
  ['by time left, of a street', 'cases_open_by_street_due', officer, (db) => listed(db, { area: areas.street, order: 'due' })],
  ['a pool of a street', 'cases_by_street_status', officer, (db) => findPool(db, { area: areas.street, statuses: ['rejected'] as never, levels: ['street'], vacantGridIds: undefined }, 50, undefined)],
  ['a pool of the district', 'cases_waiting_at_district', officer, (db) => findPool(db, { area: undefined, statuses: ['collected'], levels: ['district'], vacantGridIds: undefined }, 50, undefined)],
  ['send-backs the district decides', 'work_orders_send_back_asked', officer, (db) => findSendBacksForDistrict(db, ['otherDuty'], 50)],
  ['by number', 'cases_number_unique', officer, (db) => findCaseIdByNumber(db, '2501010001')],
];

onPostgres.each(LISTS)('%s reads %s and sorts nothing', async (_name, index, actor, ask) => {
  const plan = await planned(actor, ask);
  expect(plan.indexes).toContain(index);
  expect(plan.sorts).toEqual([]);
});

/** How often each was begun to be read, of this connection until now: the transactions before count along for a while. */
async function scansOf(db: Db): Promise<{ newest: number; words: number }> {
  const { rows } = await sql<{ newest: string; words: string }>`
    select pg_stat_get_xact_numscans('cases_by_time'::regclass) + pg_stat_get_xact_numscans('cases_by_street'::regclass)
        + pg_stat_get_xact_numscans('cases_by_community'::regclass) as newest,
      pg_stat_get_xact_numscans('case_search_words'::regclass) as words
  `.execute(db);
  return { newest: Number(rows[0]?.newest), words: Number(rows[0]?.words) };
}

onPostgres.each([
  // Nearly every case here has it: that many are not sorted to show twenty.
  ['many cases have', '路灯', '/yunting/', { newest: 1, words: 0 }],
  ['few cases have', '鸽舍', '/yunting/', { newest: 0, words: 1 }],
  // 2,400 of the district, 600 of the street and of its one community here.
  ['some cases have, by the district', '水井', '/yunting/', { newest: 1, words: 0 }],
  ['some cases have, by a street', '水井', '/yunting/jg/', { newest: 0, words: 1 }],
  ['some cases have, by a community', '水井', '/yunting/jg/cw/', { newest: 0, words: 1 }],
  ['many cases have, by a street', '路灯', '/yunting/jg/', { newest: 1, words: 0 }],
])(
  'searching words that %s goes through its door, by the likelier of two ways',
  async (_name, words, path, expected) => {
    const read = await inTransaction(town.context(officer), async ({ db }) => {
      // So few rows as here would be read as they lie.
      await sql`set local enable_seqscan = off`.execute(db);
      const before = await scansOf(db);
      expect(await findCasesWithWords(db, words, path, { after: undefined, limit: 20 })).toHaveLength(20);
      const after = await scansOf(db);
      return { newest: after.newest - before.newest, words: after.words - before.words };
    });
    expect(read).toEqual(expected);
  },
);
