// My work: what waits for me and why, what I did lately, and calling a reporter.

import { contains, holds, holdsAnywhere } from '#permissions';
import { isOnShift } from '#modules/duty/now.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { dayOf } from '#shared/time.ts';
import { isOpen } from '#shared/working-time.ts';

import type { callReporter as callReporterEndpoint, listMyMoves, listMyWork } from './contract-mine.ts';
import { openSealed } from './contacts.ts';
import { caseSettings } from './district-settings.ts';
import type { CaseSettings } from './district-settings.ts';
import type { Situation } from './facts.ts';
import { notFound } from './situation.ts';
import { caseFacts, findCaseRow } from './store.ts';
import type { CaseRow } from './store.ts';
import { insertAudit } from './store-erasures.ts';
import { findDrawn } from './store-lists.ts';
import type { Area } from './store-lists.ts';
import {
  findChannels,
  findOrdersOfCases,
  findOwnMoves,
  findOwnPosts,
  findOwnVoices,
  findRulesOf,
  findStaffedGrids,
  findWaiting,
  findWaitingAtDistrict,
  findWaitingByName,
} from './store-mine.ts';
import type { OwnPost } from './store-mine.ts';
import { orderFacts } from './store-orders.ts';
import { findContact, findReports } from './store-reports.ts';
import { feedbackAt, firstLookDue, groupOf, GROUPS, isWatched, waitingFor } from './waiting.ts';
import type { Standing, Waiting } from './waiting.ts';
import { leadOrder } from './work-order-rules.ts';
import { viewLine } from './view.ts';

type Output<E extends { output?: unknown }> = NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type Input<E extends { input?: unknown }> = NonNullable<E['input']> extends { _zod: { output: infer O } } ? O : never;
type MyWork = Output<typeof listMyWork>;
type Item = MyWork['items'][number];

/** As many open cases of one area are looked at, oldest first; who has more than that works from lists. */
const MOST_OF_AN_AREA = 300;
const MOST_RECHECKS = 30;
const MOST_MOVES = 60;

export async function readMyWork(ctx: Context): Promise<MyWork> {
  const [directory, settings] = await Promise.all([organisationDirectory(ctx), caseSettings(ctx)]);
  return inTransaction(ctx, async (ctx) => {
    const { rows, posts, isComplete } = await gather(ctx);
    const found = (await situationsOf(ctx, rows, posts, { directory, settings })).map((each) => ({
      ...each,
      waiting: waitingFor(each.situation, each.standing),
      isOnWatch: isWatched(each.situation, each.standing, each.row.due_at),
    }));
    const shown = found.filter(({ waiting, isOnWatch }) => waiting !== undefined || isOnWatch);
    const channels = await findChannels(
      ctx.db,
      shown.map(({ row }) => row.id),
    );
    const itemOf = (each: (typeof found)[number]) => ({
      case: lineOf(each.row, each.waiting),
      channel: (channels.get(each.row.id) ?? null) as Item['channel'],
      organisationName: workerOn(each.situation, directory),
    });
    return {
      at: ctx.now,
      items: inOrder(
        shown.flatMap((each) => {
          if (each.waiting === undefined) return [];
          const when = whenOf(each.row, each.situation, each.waiting, settings);
          const group = groupOf({ isUrgent: each.row.is_urgent, dueAt: when.dueAt }, ctx.now, ctx.district.timeZone);
          return [{ ...itemOf(each), ...each.waiting, ...when, group }];
        }),
      ),
      watched: shown
        .filter((each) => each.isOnWatch && each.waiting === undefined)
        .map((each) => ({ ...itemOf(each), since: each.row.reported_at, dueAt: each.row.due_at }))
        .sort((one, other) => ((one.dueAt ?? '') < (other.dueAt ?? '') ? -1 : 1)),
      isComplete,
      // Whoever is on shift is at work, whatever the hours of service say.
      isServiceTimeNow: isOpen(ctx.now, settings.calendar) || (await isOnShift(ctx, ctx.actor.accountId ?? '')),
    };
  });
}

interface Gathered {
  readonly rows: readonly CaseRow[];
  /** Those the person acts in today. */
  readonly posts: readonly OwnPost[];
  readonly isComplete: boolean;
}

async function gather(ctx: TransactionContext): Promise<Gathered> {
  const { db, actor } = ctx;
  const accountId = actor.accountId ?? '';
  const posts = await findOwnPosts(db, accountId, dayOf(ctx.now, ctx.district.timeZone));
  const active = posts.filter(({ isStandBy }) => !isStandBy);
  const lists = [await findWaitingByName(db, accountId, MOST_OF_AN_AREA)];
  for (const area of areasOf(active)) lists.push(await findWaiting(db, area, MOST_OF_AN_AREA));
  if (active.some(({ area }) => area?.level === 'district'))
    lists.push(await findWaitingAtDistrict(db, MOST_OF_AN_AREA));
  const isComplete = lists.every((rows) => rows.length < MOST_OF_AN_AREA);
  if (holdsAnywhere(actor, 'case.recheck'))
    for (const area of recheckAreas(active))
      lists.push(await findDrawn(db, area, { after: undefined, limit: MOST_RECHECKS }));
  const byId = new Map(lists.flat().map((row) => [row.id, row]));
  return { rows: [...byId.values()], posts: active, isComplete };
}

const COLUMN_OF: Partial<Record<string, Area['column']>> = {
  community: 'community_id',
  village: 'community_id',
  street: 'street_id',
  township: 'street_id',
};

/** Each place once; what lies inside another of them is read with that. */
function areasOf(posts: readonly OwnPost[]): Area[] {
  const outer = posts.filter(({ path }) => !posts.some((other) => other.path !== path && contains(other.path, path)));
  const areas = outer.flatMap(({ gridId, area }): Area[] => {
    if (gridId !== null) return [{ column: 'grid_id', id: gridId }];
    const column = area === null ? undefined : COLUMN_OF[area.level];
    return column === undefined || area === null ? [] : [{ column, id: area.id }];
  });
  return [...new Map(areas.map((area) => [area.id, area])).values()];
}

function recheckAreas(posts: readonly OwnPost[]): (Area | undefined)[] {
  if (posts.some(({ area }) => area?.level === 'district')) return [undefined];
  return areasOf(posts).filter(({ column }) => column !== 'grid_id');
}

interface Looked {
  readonly row: CaseRow;
  readonly situation: Situation;
  readonly standing: Standing;
}

async function situationsOf(
  ctx: TransactionContext,
  rows: readonly CaseRow[],
  posts: readonly OwnPost[],
  { directory, settings }: { directory: Directory; settings: CaseSettings },
): Promise<Looked[]> {
  const { db, actor, now } = ctx;
  const ids = rows.map(({ id }) => id);
  const orders = await findOrdersOfCases(db, ids);
  const rules = await findRulesOf(db, new Set(rows.flatMap(({ class_code }) => class_code ?? [])));
  const ownVoices = await findOwnVoices(db, ids, actor.accountId ?? '');
  const gridIds = [...new Set(rows.flatMap(({ grid_id }) => grid_id ?? []))];
  const staffed = await findStaffedGrids(db, gridIds, dayOf(now, ctx.district.timeZone));
  const relatedOrganisationIds = [...new Set(actor.organisationIds.flatMap((id) => directory.related(id)))];
  return rows.map((row) => ({
    row,
    situation: {
      before: caseFacts(row),
      orders: (orders.get(row.id) ?? []).map((order) => orderFacts(order, directory)),
      actor: {
        accountId: actor.accountId,
        grants: actor.grants,
        relatedOrganisationIds,
        isReporter: ownVoices.has(row.id),
        linkWorkOrderId: null,
      },
      class: row.class_code === null ? undefined : rules.get(row.class_code),
      district: settings,
      input: {},
      at: now,
    },
    standing: {
      isFront: posts.some((post) => isFrontPost(post) && contains(post.path, row.path)),
      isVacant: row.grid_id === null || !staffed.has(row.grid_id),
    },
  }));
}

function isFrontPost({ role }: OwnPost): boolean {
  return role === 'gridWorker' || role === 'microGridMember';
}

/** Who re-checks is not told what the first verifier answered, nor the rating. */
function lineOf(row: CaseRow, waiting: Waiting | undefined): Item['case'] {
  const line = viewLine(row);
  return waiting?.reason === 'recheck' ? { ...line, isSolved: null, manner: null } : line;
}

function workerOn({ orders }: Situation, directory: Directory): string | null {
  const lead = leadOrder(orders);
  return lead === undefined ? null : (directory.find(lead.organisationId)?.name ?? null);
}

function whenOf(
  row: CaseRow,
  situation: Situation,
  { act }: Waiting,
  { firstLookWithin, calendar }: CaseSettings,
): { since: string; dueAt: string | null } {
  const said = feedbackAt(situation);
  if (act === 'recheck') return { since: row.closed_at ?? row.reported_at, dueAt: null };
  if (said !== null) return { since: said, dueAt: null };
  if (row.status === 'collected') {
    const due = firstLookDue({ reportedAt: row.reported_at, isUrgent: row.is_urgent }, firstLookWithin, calendar);
    return { since: row.reported_at, dueAt: row.handed_down_due_at ?? due };
  }
  return { since: row.reported_at, dueAt: row.handed_down_due_at ?? row.due_at };
}

function inOrder(items: Item[]): Item[] {
  const rank = ({ group }: Item) => GROUPS.indexOf(group);
  const time = ({ dueAt, since }: Item) => dueAt ?? since;
  return items.sort((one, other) => rank(one) - rank(other) || (time(one) < time(other) ? -1 : 1));
}

export async function readMyMoves(ctx: Context): Promise<Output<typeof listMyMoves>> {
  return inTransaction(ctx, async ({ db, actor }) => {
    const moves = await findOwnMoves(db, actor.accountId ?? '', MOST_MOVES);
    return { moves: moves.map(({ case_id: caseId, ...move }) => ({ ...move, caseId })) };
  });
}

/**
 * The number alone, for one call: who may contact a reporter need not be told a name or an address.
 *
 * @throws {Problem} `not-found`; `permission-missing` for a case outside the area of the post that carries it
 */
export async function callReporter(
  ctx: Context,
  caseId: string,
  { callId, reportId, purpose }: Input<typeof callReporterEndpoint>,
): Promise<{ phone: string | null }> {
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  return inTransaction(ctx, async (ctx) => {
    const row = await findCaseRow(ctx.db, caseId);
    if (row === undefined) throw notFound();
    if (!holds(ctx.actor, 'reporter.contact', row.path))
      throw problem('permission-missing', 'Not in this area', { permission: 'reporter.contact' });
    const report = (await findReports(ctx.db, caseId)).find(({ id }) => id === reportId);
    if (report === undefined) throw notFound();
    const voiceId = report.origin_id ?? report.id;
    await once(ctx, callId, { caseId, reportId, purpose }, async () => {
      await insertAudit(ctx.db, {
        id: callId,
        actor_id: ctx.actor.accountId,
        actor_role: ctx.actor.grants.find((grant) => grant.permissions.has('reporter.contact'))?.role ?? null,
        act: 'reporter.opened',
        subject_kind: 'report',
        subject_id: voiceId,
        path: row.path,
        reason_code: purpose,
        at: ctx.now,
      });
    });
    const contact = await findContact(ctx.db, voiceId);
    return { phone: openSealed(safe, voiceId, 'phone', contact?.phone_cipher) };
  });
}
