// Who re-checks a drawn case: one person picked blindly out of all who had no part in it, and who may when that one cannot.

import { randomInt } from 'node:crypto';

import { postsHolding } from '#modules/accounts/actions-who-reads.ts';
import { areaLine } from '#modules/areas/actions.ts';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import type { Situation } from '../facts.ts';
import { verificationOf } from '../kinds.ts';
import { findReporterIds } from '../reports/store-reports.ts';
import type { Moved } from '../rules.ts';
import type { Around, Loaded } from './situation.ts';
import { findOrganisationsOfAccounts, findStreetWorkers } from './store-verifiers.ts';
import { mayRecheck } from './verification.ts';

/**
 * A move that closes and draws also names the person. Neither who closes nor who handled it can know or choose: the
 * number comes from the system's own source of chance, after the move is decided.
 */
export async function withRechecker(
  ctx: TransactionContext,
  { loaded, around }: { loaded: Loaded; around: Around },
  moved: Moved,
): Promise<Moved> {
  if (!moved.after.isDrawnForSample || loaded.situation.before.isDrawnForSample) return moved;
  const candidates = await elevated(ctx, 'saveMove', () => findCandidates(ctx, loaded, moved, around));
  const recheckerAccountId = candidates.length === 0 ? null : (candidates[randomInt(candidates.length)] ?? null);
  return { ...moved, after: { ...moved.after, recheckerAccountId } };
}

const READ = { confidential: 'case.readConfidential', restricted: 'case.readRestricted' } as const;

/** Those who re-check by office, and, of what anybody may look at, the workers of the street's other grids. */
async function findCandidates(
  ctx: TransactionContext,
  { row, situation }: Loaded,
  { after, orders }: Moved,
  { directory }: Around,
): Promise<string[]> {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const byOffice = await postsHolding(ctx, 'case.recheck', after.path);
  // A secret matter is re-checked only by who may see it by office.
  const readers = after.secrecy === 'open' ? byOffice : await postsHolding(ctx, READ[after.secrecy], after.path);
  const seeing = new Set(readers.map(({ accountId }) => accountId));
  const isForWorkers = after.secrecy === 'open' && verificationOf(after.kind, after.secrecy) === 'onSite';
  const workers =
    isForWorkers && row.street_id !== null ? await findStreetWorkers(ctx.db, row.street_id, row.grid_id, today) : [];
  const ids = [...new Set([...byOffice.map(({ accountId }) => accountId).filter((id) => seeing.has(id)), ...workers])];
  const organisations = await findOrganisationsOfAccounts(ctx.db, ids);
  const reporters = await findReporterIds(ctx.db, row.id);
  const before = { ...after, verifierAccountId: situation.before.verifierAccountId };
  return ids.filter((accountId) => {
    if (reporters.has(accountId) || before.verifierAccountId === accountId) return false;
    const relatedOrganisationIds = (organisations.get(accountId) ?? []).flatMap((id) => directory.related(id));
    return mayRecheck({ accountId, grants: [], relatedOrganisationIds }, before, orders);
  });
}

export interface CheckingPost {
  readonly title: { zh: string; en: string };
  readonly place: string;
}

const MOST_TOLD = 6;

/** The posts that may verify or re-check here now, the nearest first; no names. */
export async function whoChecks(
  ctx: TransactionContext,
  verb: 'verify' | 'recheck',
  { before, actor }: Situation,
): Promise<CheckingPost[]> {
  const permission = verb === 'verify' ? 'case.verify' : 'case.recheck';
  const line = await areaLine(ctx, before.path);
  const posts = (await postsHolding(ctx, permission, before.path)).filter(
    ({ accountId }) => accountId !== actor.accountId && accountId !== before.aboutAccountId,
  );
  const named = posts
    .toSorted((one, other) => other.path.length - one.path.length)
    .map(({ title, path }) => ({ title, place: line.find((area) => area.path === path)?.name ?? '' }));
  return [...new Map(named.map((post) => [`${post.title.zh} ${post.place}`, post])).values()].slice(0, MOST_TOLD);
}
