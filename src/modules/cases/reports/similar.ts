// 附近有一件差不多的事: what is offered to a reporter after the number, and how the own report joins it.

import type { Permission } from '#permissions';
import { inTransaction, elevated } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { addMinutes } from '#shared/time.ts';

import { moveCase } from '../actions.ts';
import { FAR_M, distanceBetween } from './near-rules.ts';
import { neighbourhoodAround, neighbourhoodOfCommunity } from './neighbourhood.ts';
import { sharedWords, similarity } from './similarity.ts';
import { notFound } from '../moves/situation.ts';
import { findCaseRow } from '../store.ts';
import type { CaseRow } from '../store.ts';
import { findWordsOf } from './store-reports.ts';
import { findOpenIn, findPublicNear } from './store-similar.ts';
import type { PublicMatter } from './store-similar.ts';
import { viewLine } from '../view.ts';

/** A matter of the same neighbourhood is the same one for two weeks; an older one has its own story. */
const DAYS_BACK = 14;
const DAY_MINUTES = 1440;
const MOST_OFFERED = 2;
const SUMMARY_CHARACTERS = 30;

export interface Offered {
  id: string;
  summary: string;
  reportedAt: string;
}

interface Alike extends PublicMatter {
  readonly likeness: number;
}

/** The likeliest first. Empty for whoever said nothing in words, for secret matters, and once it is taken up. */
export function findSimilar(ctx: Context): Promise<Offered[]> {
  const { linkCaseId, linkReportId, linkId } = ctx.actor;
  if (linkCaseId === undefined || linkReportId === undefined || linkId === null) throw notFound();
  return inTransaction(ctx, async (ctx) => {
    const own = await findCaseRow(ctx.db, linkCaseId);
    if (own === undefined) throw notFound();
    const alike = await elevated(ctx, 'door', () => offeredTo(ctx, own, linkReportId));
    return alike.map(({ id, summary, reportedAt }) => ({ id, summary: shortened(summary), reportedAt }));
  });
}

async function offeredTo(ctx: TransactionContext, own: CaseRow, reportId: string): Promise<Alike[]> {
  if (own.secrecy !== 'open' || own.kind !== 'problem' || own.status !== 'collected') return [];
  const words = await findWordsOf(ctx.db, reportId);
  const period = { since: addMinutes(ctx.now, -DAYS_BACK * DAY_MINUTES), until: ctx.now };
  const near = await findPublicNear(ctx.db, await neighbourhoodAround(ctx, own), own, period);
  return near
    .filter((each) => (distanceBetween(own, each) ?? 0) <= FAR_M)
    .map((each) => ({ ...each, likeness: similarity(words, `${each.summary} ${each.className}`) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, MOST_OFFERED);
}

function shortened(summary: string): string {
  const characters = [...summary];
  return characters.length <= SUMMARY_CHARACTERS ? summary : `${characters.slice(0, SUMMARY_CHARACTERS).join('')}…`;
}

const MOST_TOLD = 4;

/** For whoever writes a report down, of the community and beyond its border: under the own scope, so that nothing is told that is not seen anyhow. The likeliest first. */
export function findAlike(ctx: Context, { words, communityId }: { words: string; communityId: string }) {
  return inTransaction(ctx, async (ctx) => {
    const around = await neighbourhoodOfCommunity(ctx, communityId);
    const open = await findOpenIn(ctx.db, around, addMinutes(ctx.now, -DAYS_BACK * DAY_MINUTES));
    return open
      .map((row) => ({
        row,
        likeness: similarity(words, `${row.summary} ${row.place_words ?? ''} ${row.className ?? ''}`),
      }))
      .filter(({ likeness }) => likeness > 0)
      .sort((one, other) => other.likeness - one.likeness)
      .slice(0, MOST_TOLD)
      .map(({ row }) => ({ ...viewLine(row), because: sharedWords(words, `${row.summary} ${row.className ?? ''}`) }));
  });
}

/**
 * Merges the own report into what was offered, by the move that staff use too. For this one move the reporter is lent the
 * right to it in the communities of both: the rules, the history and the way back (撤销并案) are those of every merge.
 *
 * @throws {Problem} `not-found` for what was not offered; what the merge itself refuses
 */
export async function joinOne(
  ctx: Context,
  input: { moveId: string; seenVersion: number; targetId: string },
): Promise<{ isJoined: true }> {
  const { linkCaseId } = ctx.actor;
  const paths = await pathsOfOffer(ctx, input);
  if (linkCaseId === undefined || paths.length === 0) throw notFound();
  const lent = paths.map((path) => ({
    role: 'communityOfficer' as const,
    path,
    gridId: null,
    organisationId: null,
    permissions: new Set<Permission>(['case.read', 'case.merge']),
  }));
  await moveCase({ ...ctx, actor: { ...ctx.actor, grants: lent } }, 'merge', linkCaseId, input);
  return { isJoined: true };
}

/** None when it was not offered. A joining sent again finds it made: then the case is merged into it already. */
async function pathsOfOffer(ctx: Context, { targetId }: { targetId: string }): Promise<string[]> {
  const { linkCaseId, linkReportId, linkId } = ctx.actor;
  if (linkCaseId === undefined || linkReportId === undefined || linkId === null) return [];
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'door', async () => {
      const own = await findCaseRow(ctx.db, linkCaseId);
      if (own === undefined) return [];
      const other =
        own.merged_into_id === targetId
          ? await findCaseRow(ctx.db, targetId)
          : (await offeredTo(ctx, own, linkReportId)).find(({ id }) => id === targetId);
      return other === undefined ? [] : [...new Set([communityOf(own.path), communityOf(other.path)])];
    }),
  );
}

/** `/district/street/community/`, or as much of it as there is. */
function communityOf(path: string): string {
  return `/${path
    .split('/')
    .slice(1, 4)
    .filter((part) => part !== '')
    .join('/')}/`;
}
