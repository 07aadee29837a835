// Notices of whoever is signed in: as a person, as one of an organisation, and at the desks where the own posts lie.

import { deskLevel } from '#modules/cases/lists/pools.ts';
import { ownPosts } from '#modules/cases/lists/own-posts.ts';
import { pathAtLevel } from '#modules/cases/rules-directives.ts';
import { contains } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';

import type { listNotices as listNoticesEndpoint } from './contract.ts';
import type { NoticeKind } from './rules.ts';
import { findKnown, findNotices, saveKnown } from './store.ts';
import type { NoticeRow } from './store.ts';

type Output<E extends { output?: unknown }> = NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type Listed = Output<typeof listNoticesEndpoint>;

const MOST_LISTED = 200;

export async function listNotices(ctx: Context): Promise<Listed> {
  return inTransaction(ctx, async (ctx) => {
    const { rows, isComplete } = await ownNotices(ctx);
    return { notices: lastOfEach(rows).map(viewOf), isComplete };
  });
}

/** @throws {Problem} `not-found` also for what others were told */
export async function knowNotice(ctx: Context, id: string): Promise<{ id: string; knownAt: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await ownNotices(ctx);
    if (!rows.some((row) => row.id === id)) {
      // Known meanwhile, or there is nothing left to look after: said again, it is the same.
      const known = await findKnown(ctx.db, id);
      if (known?.known_at == null) throw problem('not-found', 'There is no such notice');
      return { id, knownAt: known.known_at };
    }
    await elevated(ctx, 'saveMove', () => saveKnown(ctx.db, id, ctx.actor.accountId, ctx.now));
    return { id, knownAt: ctx.now };
  });
}

async function ownNotices(ctx: TransactionContext): Promise<{ rows: NoticeRow[]; isComplete: boolean }> {
  const { db, actor } = ctx;
  const desks = (await ownPosts(ctx)).flatMap(({ role, area, path, isStandBy }) => {
    const level = isStandBy ? undefined : deskLevel(role, area?.level);
    return level === undefined ? [] : [{ level, path, at: pathAtLevel(path, level) }];
  });
  const lists: NoticeRow[][] = [];
  if (actor.accountId !== null) lists.push(await findNotices(db, { accountId: actor.accountId }, MOST_LISTED));
  if (actor.organisationIds.length > 0)
    lists.push(await findNotices(db, { organisationIds: actor.organisationIds }, MOST_LISTED));
  const paths = [...new Set(desks.map(({ at }) => at))];
  if (paths.length > 0) {
    const found = await findNotices(db, { paths }, MOST_LISTED);
    lists.push(
      found.filter(({ to_level, to_path, path }) =>
        desks.some((desk) => desk.level === to_level && desk.at === to_path && contains(desk.path, path)),
      ),
    );
  }
  const isComplete = lists.every((rows) => rows.length < MOST_LISTED);
  // Nobody is told of a complaint about the own person.
  const rows = lists
    .flat()
    .filter(({ about_account_id }) => about_account_id === null || about_account_id !== actor.accountId);
  return { rows: [...new Map(rows.map((row) => [row.id, row])).values()].sort(newestFirst), isComplete };
}

/** Of one order the last: what was told before is said in it. */
function lastOfEach(rows: readonly NoticeRow[]): NoticeRow[] {
  const seen = new Set<string>();
  return rows.filter(({ id, work_order_id }) => {
    const key = work_order_id ?? id;
    return seen.has(key) ? false : seen.add(key);
  });
}

function newestFirst(one: NoticeRow, other: NoticeRow): number {
  if (one.made_at !== other.made_at) return one.made_at < other.made_at ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}

function viewOf(row: NoticeRow): Listed['notices'][number] {
  return {
    id: row.id,
    kind: row.kind as NoticeKind,
    case: { id: row.case_id, number: row.number, summary: row.summary, placeWords: row.place_words },
    organisationName: row.organisation_name,
    whistleId: row.whistle_id,
    dueAt: row.due_at,
    hoursLate: row.hours_late,
    madeAt: row.made_at,
    told: toldAs(row),
  };
}

function toldAs({ to_account_id, to_organisation_id }: NoticeRow): Listed['notices'][number]['told'] {
  if (to_account_id !== null) return 'me';
  return to_organisation_id === null ? 'desk' : 'organisation';
}
