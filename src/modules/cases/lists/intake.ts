// 受理台: what waits in a pool for the posts of whoever asks, and whom a matter of a class is likely sent to.

import { setImmediate } from 'node:timers/promises';

import { contains, holds } from '#permissions';
import { dispatchRuleAt } from '#modules/catalogue/actions-dispatch-rules.ts';
import { responsibleAt } from '#modules/catalogue/actions-duties.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { MOST_COUNTED } from './contract-intake.ts';
import type { readIntake as readIntakeEndpoint, readProposal as readProposalEndpoint } from './contract-intake.ts';
import { caseSettings } from '../clocks/district-settings.ts';
import { SEND_BACK_REASONS } from '../facts.ts';
import type { SendBackReason } from '../facts.ts';
import { DUTY_REASONS } from '../moves/guards.ts';
import { ownPosts } from './own-posts.ts';
import { byTimeLeft, deskLevel, levelsHeld, POOL_KEYS, poolRow, takesVacantGrids, waitedFor } from './pools.ts';
import type { Pool } from './pools.ts';
import { notFound } from '../moves/situation.ts';
import { findCaseRow } from '../store.ts';
import { countPool, findGridIds, findLeadOrders, findListed, findPool, findUsual } from './store-intake.ts';
import type { LeadOrder, PoolPart, PoolRowFound } from './store-intake.ts';
import type { Area } from './store-lists.ts';
import { findEntered } from './store-entered.ts';
import { findStaffedGrids } from './store-mine.ts';
import type { OwnPost } from './store-mine.ts';

type Output<E extends { output?: unknown }> = NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type Intake = Output<typeof readIntakeEndpoint>;
type Proposal = Output<typeof readProposalEndpoint>;

/** More than a desk has ever waiting; with orders to read beside each, fewer. */
const MOST_ROWS = 5_000;
const MOST_ROWS_WITH_ORDERS = 1_000;
/** About 15 ms of work. */
const ROWS_AT_A_TIME = 400;

export async function readIntake(ctx: Context, pool: Pool, ids: readonly string[] | undefined): Promise<Intake> {
  const [directory, settings] = await Promise.all([organisationDirectory(ctx), caseSettings(ctx)]);
  const most = poolRow(pool).hasOrder ? MOST_ROWS_WITH_ORDERS : MOST_ROWS;
  const found = await inTransaction(ctx, async (ctx) => {
    const desks = await desksOf(ctx);
    const rows = await rowsOf(ctx, pool, desks, most, ids);
    const withOrder = poolRow(pool).hasOrder ? rows.map(({ id }) => id) : [];
    const orders = await findLeadOrders(ctx.db, withOrder);
    return { rows, orders, entered: await enteredOf(ctx, pool, rows), counts: await countsOf(ctx, desks) };
  });
  const rows: Intake['rows'] = [];
  for (const row of found.rows) {
    const order = found.orders.get(row.id);
    rows.push({
      ...rowView(row, order, directory),
      ...waitedFor(pool, waitedOf(row, order, found.entered.get(row.id)), settings),
    });
    // A limit in working hours takes 30 µs to work out: 5,000 in one go would stop everybody else.
    if (rows.length % ROWS_AT_A_TIME === 0) await setImmediate();
  }
  rows.sort(byTimeLeft);
  return { at: ctx.now, rows, isComplete: rows.length < most, counts: found.counts };
}

/** One post at the desk: where it works and at which level. */
interface Desk {
  readonly post: OwnPost;
  readonly level: NonNullable<ReturnType<typeof deskLevel>>;
  readonly area: Area | undefined;
  readonly vacantGridIds: readonly string[];
}

async function desksOf(ctx: TransactionContext): Promise<Desk[]> {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const posts = await ownPosts(ctx);
  const desks: Desk[] = [];
  for (const post of posts) {
    const isPlaced = post.gridId !== null || post.area !== null;
    const level = post.isStandBy || !isPlaced ? undefined : deskLevel(post.role, post.area?.level);
    if (level === undefined || desks.some((desk) => desk.level === level && desk.post.path === post.path)) continue;
    const area = areaOf(post);
    desks.push({ post, level, area, vacantGridIds: await vacantGrids(ctx, area, today) });
  }
  // What lies inside another desk of the same level is read with that, so that nothing counts twice.
  return desks.filter((desk) => !desks.some((other) => other.level === desk.level && liesInside(desk, other)));
}

/** The parts of a grid are read one by one. */
function liesInside({ post }: Desk, { post: around }: Desk): boolean {
  return around.gridId === null && around.path !== post.path && contains(around.path, post.path);
}

function areaOf({ gridId, area }: OwnPost): Area | undefined {
  if (gridId !== null) return { column: 'grid_id', id: gridId };
  if (area === null || area.level === 'district') return undefined;
  return { column: area.level === 'community' || area.level === 'village' ? 'community_id' : 'street_id', id: area.id };
}

async function vacantGrids(ctx: TransactionContext, area: Area | undefined, today: string): Promise<string[]> {
  if (area === undefined || area.column === 'street_id') return [];
  const ids = area.column === 'grid_id' ? [area.id] : await findGridIds(ctx.db, area.id);
  const staffed = await findStaffedGrids(ctx.db, ids, today);
  return ids.filter((id) => !staffed.has(id));
}

/** What of a pool is this desk's; undefined when its post does not open the pool. */
function partOf(ctx: Context, pool: Pool, desk: Desk, desks: readonly Desk[]): PoolPart | undefined {
  const { post, level, area, vacantGridIds } = desk;
  const { statuses, needs } = poolRow(pool);
  if (!needs.some((need) => holds(ctx.actor, need, post.path))) return undefined;
  // Whoever decides above decides here too.
  if (pool === 'toDecide' && desks.some((other) => liesInside(desk, other))) return undefined;
  const part = {
    area,
    statuses,
    levels: levelsHeld(pool, level),
    vacantGridIds: takesVacantGrids(pool, level) ? vacantGridIds : undefined,
  };
  if (pool === 'toDecide') return { ...part, sendBackReasons: decidedAt(level) };
  return pool === 'toVerify' || pool === 'toClose' ? { ...part, isVerified: pool === 'toClose' } : part;
}

/** Whose duty it is decides the district; the rest the street. */
function decidedAt(level: Desk['level']): SendBackReason[] {
  return SEND_BACK_REASONS.filter((reason) => level === 'district' || !DUTY_REASONS.includes(reason));
}

async function rowsOf(
  ctx: TransactionContext,
  pool: Pool,
  desks: readonly Desk[],
  most: number,
  ids: readonly string[] | undefined,
): Promise<PoolRowFound[]> {
  const byId = new Map<string, PoolRowFound>();
  for (const desk of desks) {
    const part = partOf(ctx, pool, desk, desks);
    if (part === undefined) continue;
    for (const row of await findPool(ctx.db, part, most, ids)) byId.set(row.id, row);
  }
  return [...byId.values()].slice(0, most);
}

async function countsOf(ctx: TransactionContext, desks: readonly Desk[]): Promise<Intake['counts']> {
  const counts: Intake['counts'] = [];
  for (const pool of POOL_KEYS) {
    const parts = desks.flatMap((desk) => partOf(ctx, pool, desk, desks) ?? []);
    if (parts.length === 0) continue;
    let count = 0;
    for (const part of parts) count += await countPool(ctx.db, part);
    counts.push({ pool, count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED });
  }
  return counts;
}

const ASKS_ENTERED: readonly Pool[] = ['confirming', 'toDispatch'];

/** Of cases the actor was just shown by area. */
function enteredOf(ctx: TransactionContext, pool: Pool, rows: readonly PoolRowFound[]): Promise<Map<string, string>> {
  const ids = ASKS_ENTERED.includes(pool) ? rows.map(({ id }) => id) : [];
  return elevated(ctx, 'listed', () => findEntered(ctx.db, ids));
}

function waitedOf(
  row: PoolRowFound,
  order: LeadOrder | undefined,
  enteredAt: string | undefined,
): Parameters<typeof waitedFor>[1] {
  return {
    status: row.status,
    reportedAt: row.reported_at,
    isUrgent: row.is_urgent,
    handedDownDueAt: row.handed_down_due_at,
    dueAt: row.due_at,
    stoppedAt: order?.clock_stopped_at ?? null,
    enteredAt: enteredAt ?? null,
  };
}

function rowView(row: PoolRowFound, order: LeadOrder | undefined, directory: Directory) {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    kind: row.kind as Intake['rows'][number]['kind'],
    classCode: row.class_code,
    secrecy: row.secrecy as Intake['rows'][number]['secrecy'],
    isUrgent: row.is_urgent,
    summary: row.summary,
    placeWords: row.place_words,
    status: row.status as Intake['rows'][number]['status'],
    heldLevel: row.held_level as Intake['rows'][number]['heldLevel'],
    reportCount: row.report_count,
    communityId: row.community_id,
    gridId: row.grid_id,
    organisationName: order === undefined ? null : (directory.find(order.organisation_id)?.name ?? null),
    sendBackReason: (order?.send_back_reason ?? null) as SendBackReason | null,
    isNotTrue: row.confirmation === 'notTrue',
  };
}

/** Fewer say nothing, and less than half is no custom. */
const LEAST_USUAL = 2;
const LEAST_SHARE = 0.5;

/**
 * Only what the actor may send to: a community proposes its partners. Never the one a complaint is about.
 *
 * @throws {Problem} `not-found`
 */
export async function readProposal(ctx: Context, caseId: string, classCode: string | undefined): Promise<Proposal> {
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, async (ctx) => {
    const row = await findCaseRow(ctx.db, caseId);
    if (row === undefined || !holds(ctx.actor, 'case.read', row.path)) throw notFound();
    const wanted = row.class_code ?? classCode;
    if (wanted === undefined) return { organisation: null };
    const usual = row.street_id === null ? [] : await findUsual(ctx.db, row.street_id, wanted);
    const of = usual.reduce((sum, { count }) => sum + count, 0);
    const countOf = (id: string) => usual.find(({ organisation_id }) => organisation_id === id)?.count ?? 0;
    const listed = await findListed(ctx.db, row.path, wanted);
    const mayAll = holds(ctx.actor, 'case.dispatch', row.path);
    const fits = (id: string) => {
      const one = directory.find(id);
      if (one === undefined || one.isClosed) return false;
      if (row.about_organisation_id !== null && directory.line(id).includes(row.about_organisation_id)) return false;
      return mayAll || listed.includes(id);
    };
    const nameOf = (id: string) => directory.find(id)?.name ?? '';
    const named = (id: string, because: 'listed' | 'usual') => ({
      organisation: { id, name: nameOf(id), because, rule: null, clause: null, count: countOf(id), of },
    });
    const decided = await dispatchRuleAt(ctx, wanted, row.path);
    if (decided !== undefined && fits(decided.organisationId)) {
      const { organisationId: id, clause } = decided;
      const organisation = { id, name: nameOf(id), because: 'dispatchRule', rule: null, clause } as const;
      return { organisation: { ...organisation, count: countOf(id), of } };
    }
    const duty = await responsibleAt(ctx, wanted, row.path);
    if (duty !== undefined && fits(duty.organisationId)) {
      const { organisationId: id, found: because, rule, clause } = duty;
      return { organisation: { id, name: nameOf(id), because, rule, clause, count: countOf(id), of } };
    }
    const [first] = usual.filter(({ organisation_id }) => fits(organisation_id));
    const byList = listed.find(fits);
    // Several on a list: the one that had most of them.
    if (byList !== undefined)
      return named(listed.includes(first?.organisation_id ?? '') ? first!.organisation_id : byList, 'listed');
    if (first !== undefined && first.count >= LEAST_USUAL && first.count / of >= LEAST_SHARE)
      return named(first.organisation_id, 'usual');
    return { organisation: null };
  });
}
