// What may wait for a person, gathered: the open cases where the posts lie, those asked by name or from above, and what the rules look at.

import { contains, holds, holdsAnywhere } from '#permissions';
import type { Directory } from '#modules/organisations/directory.ts';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import type { CaseSettings } from '../clocks/district-settings.ts';
import type { Situation } from '../facts.ts';
import { DUTY_REASONS } from '../moves/guards.ts';
import { pathAtLevel, waitsForReply } from '../rules-directives.ts';
import { caseFacts } from '../store.ts';
import type { CaseRow } from '../store.ts';
import { findCasesOfIds, findOpenDirectives } from '../store-directives.ts';
import type { OpenDirective } from '../store-directives.ts';
import { ownPosts } from './own-posts.ts';
import { findDrawn, findDrawnFor } from './store-lists.ts';
import type { Area } from './store-lists.ts';
import {
  findGone,
  findOrdersOfCases,
  findOwnVoices,
  findRulesOf,
  findArbitrations,
  findSendBacksForDistrict,
  findStaffedGrids,
  findWaiting,
  findWaitingAtDistrict,
  findWaitingByName,
} from './store-mine.ts';
import type { OwnPost } from './store-mine.ts';
import { orderFacts } from '../orders/store-orders.ts';
import type { Standing } from './waiting.ts';

/** As many open cases of one area are looked at, oldest first; who has more than that works from lists. */
const MOST_OF_AN_AREA = 300;
const MOST_RECHECKS = 30;
const MOST_DIRECTIVES = 100;

export interface Looked {
  readonly row: CaseRow;
  readonly situation: Situation;
  readonly standing: Standing;
  /** What is asked about it from above and waits for the actor's reply; the first due. */
  readonly directive: OpenDirective | undefined;
}

export async function gatherWork(
  ctx: TransactionContext,
  around: { directory: Directory; settings: CaseSettings },
): Promise<{ looked: Looked[]; isComplete: boolean }> {
  const { rows, posts, directives, isComplete } = await gather(ctx);
  return { looked: await situationsOf(ctx, rows, { posts, directives, ...around }), isComplete };
}

interface Gathered {
  readonly rows: readonly CaseRow[];
  /** Those the person acts in today. */
  readonly posts: readonly OwnPost[];
  readonly directives: readonly OpenDirective[];
  readonly isComplete: boolean;
}

async function gather(ctx: TransactionContext): Promise<Gathered> {
  const { db, actor } = ctx;
  const accountId = actor.accountId ?? '';
  const posts = await ownPosts(ctx);
  const active = posts.filter(({ isStandBy }) => !isStandBy);
  const lists = [
    await findWaitingByName(db, accountId, MOST_OF_AN_AREA),
    await findDrawnFor(db, accountId, MOST_RECHECKS),
  ];
  for (const area of areasOf(active)) lists.push(await findWaiting(db, area, MOST_OF_AN_AREA));
  if (active.some(({ area }) => area?.level === 'district'))
    lists.push(await findWaitingAtDistrict(db, MOST_OF_AN_AREA));
  if (holds(actor, 'case.approveSendBack', ctx.district.path))
    lists.push(await findSendBacksForDistrict(db, DUTY_REASONS, MOST_OF_AN_AREA));
  if (holds(actor, 'case.arbitrate', ctx.district.path)) lists.push(await findArbitrations(db, MOST_OF_AN_AREA));
  const isComplete = lists.every((rows) => rows.length < MOST_OF_AN_AREA);
  if (holdsAnywhere(actor, 'case.recheck'))
    for (const area of recheckAreas(active))
      lists.push(await findDrawn(db, area, { after: undefined, limit: MOST_RECHECKS }));
  const directives = await findOpenDirectives(
    db,
    {
      paths: askedPaths(active, lists.flat()),
      organisationIds: actor.organisationIds,
      accountId,
    },
    MOST_DIRECTIVES,
  );
  const byId = new Map(lists.flat().map((row) => [row.id, row]));
  const missing = directives.map(({ case_id }) => case_id).filter((id) => !byId.has(id));
  for (const row of await findCasesOfIds(db, [...new Set(missing)])) byId.set(row.id, row);
  return { rows: [...byId.values()], posts: active, directives, isComplete };
}

/** My own places; and of a lead the grids of the cases in hand, for what a grid without a worker is asked falls to the lead. */
function askedPaths(posts: readonly OwnPost[], rows: readonly CaseRow[]): string[] {
  const own = posts.map(({ path }) => path);
  if (!posts.some(({ role }) => role === 'gridLead')) return own;
  const grids = rows.flatMap(({ path, held_level: level }) =>
    level === 'grid' || level === 'microGrid' ? [pathAtLevel(path, level)] : [],
  );
  return [...new Set([...own, ...grids])];
}

const COLUMN_OF: Partial<Record<string, Area['column']>> = {
  community: 'community_id',
  village: 'community_id',
  street: 'street_id',
  township: 'street_id',
};

/** Each place once; what lies inside an area is read with that, the parts of a grid are lists of their own. */
function areasOf(posts: readonly OwnPost[]): Area[] {
  const areas = posts.filter(({ gridId }) => gridId === null);
  const outer = posts.filter(({ path }) => !areas.some((other) => other.path !== path && contains(other.path, path)));
  const places = outer.flatMap(({ gridId, area }): Area[] => {
    if (gridId !== null) return [{ column: 'grid_id', id: gridId }];
    const column = area === null ? undefined : COLUMN_OF[area.level];
    return column === undefined || area === null ? [] : [{ column, id: area.id }];
  });
  return [...new Map(places.map((area) => [area.id, area])).values()];
}

function recheckAreas(posts: readonly OwnPost[]): (Area | undefined)[] {
  if (posts.some(({ area }) => area?.level === 'district')) return [undefined];
  return areasOf(posts).filter(({ column }) => column !== 'grid_id');
}

interface Around {
  readonly posts: readonly OwnPost[];
  readonly directives: readonly OpenDirective[];
  readonly directory: Directory;
  readonly settings: CaseSettings;
}

async function situationsOf(
  ctx: TransactionContext,
  rows: readonly CaseRow[],
  { posts, directives, directory, settings }: Around,
): Promise<Looked[]> {
  const { db, actor, now } = ctx;
  const today = dayOf(now, ctx.district.timeZone);
  const ids = rows.map(({ id }) => id);
  const orders = await findOrdersOfCases(db, ids);
  const rules = await findRulesOf(db, new Set(rows.flatMap(({ class_code }) => class_code ?? [])));
  const ownVoices = await findOwnVoices(db, ids, actor.accountId ?? '');
  const gridIds = [...new Set(rows.flatMap(({ grid_id }) => grid_id ?? []))];
  const staffed = await findStaffedGrids(db, gridIds, today);
  const verifiers = [
    ...new Set(rows.flatMap(({ verifier_id, rechecker_id }) => [verifier_id ?? [], rechecker_id ?? []].flat())),
  ];
  // Whoever was asked may serve in a neighbouring place, whose posts the actor does not see.
  const gone = await elevated(ctx, 'accounts', () => findGone(db, verifiers, today));
  const relatedOrganisationIds = [...new Set(actor.organisationIds.flatMap((id) => directory.related(id)))];
  return rows.map((row) => {
    const isVacant = row.grid_id === null || !staffed.has(row.grid_id);
    const asked = directives.filter(({ case_id }) => case_id === row.id);
    return {
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
        isRecheckerGone: row.rechecker_id !== null && gone.has(row.rechecker_id),
        district: settings,
        input: {},
        at: now,
      },
      standing: {
        isFront: posts.some((post) => isFrontPost(post) && contains(post.path, row.path)),
        isVacant,
        isVerifierGone: row.verifier_id !== null && gone.has(row.verifier_id),
      },
      directive: asked.find((each) => waitsForReply(actor, askedOf(each), isVacant)),
    };
  });
}

function askedOf({ to_level, to_path, to_organisation_id, assignee_id }: OpenDirective) {
  return {
    holder: to_level === null || to_path === null ? null : { level: to_level, path: to_path },
    organisationId: to_organisation_id,
    assigneeId: assignee_id,
  };
}

function isFrontPost({ role }: OwnPost): boolean {
  return role === 'gridWorker' || role === 'microGridMember';
}
