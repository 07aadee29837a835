// Whom to ask to verify when nobody was chosen: the nearest fit person of the community, never somebody who handled it.

import type { Directory } from '#modules/organisations/directory.ts';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import type { CaseFacts, MoveInput } from '../facts.ts';
import { verificationOf } from '../kinds.ts';
import type { CaseRow } from '../store.ts';
import type { Around, Loaded } from './situation.ts';
import { findGridMiddle, findOrganisationsOfAccounts, findVerifierPosts } from './store-verifiers.ts';
import type { Middle, VerifierPost } from './store-verifiers.ts';
import type { MoveVerb } from './transitions.ts';
import { proposeVerifier, verifierOrder } from './verification.ts';
import type { VerifierCandidate } from './verification.ts';

type Verifier = Pick<MoveInput, 'verifierAccountId' | 'verifierRelatedOrganisationIds'>;
export type Candidate = VerifierCandidate & { readonly accountId: string; readonly gridId: string | null };

/** Nothing to add where somebody was chosen, where the grid's own worker is fit and sees it anyway, or nobody is left. */
export async function verifierToAsk(
  ctx: TransactionContext,
  verb: MoveVerb,
  { row, situation }: Loaded,
  { directory }: Around,
): Promise<Verifier> {
  const { before, orders, input, class: rules } = situation;
  // A secret matter is not shown to the next grid because nobody was named.
  const isNobodysWay = verifierOrder(rules?.verifiedBy).length === 0 || !isForAnybody(before);
  if (verb !== 'sendToVerify' || input.verifierAccountId !== undefined || isNobodysWay) return {};
  return elevated(ctx, 'saveMove', async () => {
    const nearest = proposeVerifier(await findCandidates(ctx, row, directory), before, orders, rules?.verifiedBy);
    if (nearest === undefined || nearest.closeness === 'gridWorker') return {};
    return {
      verifierAccountId: nearest.accountId,
      verifierRelatedOrganisationIds: nearest.relatedOrganisationIds,
    };
  });
}

/** Looked at on site by whoever is near; a secret matter is known to its posts alone. */
export function isForAnybody({ kind, secrecy }: Pick<CaseFacts, 'kind' | 'secrecy'>): boolean {
  return secrecy === 'open' && verificationOf(kind, secrecy) === 'onSite';
}

/** Everybody of the case's community who could look, the nearest first; whoever handled it is still among them. */
export async function findCandidates(
  ctx: TransactionContext,
  { community_id: communityId, grid_id: gridId }: Pick<CaseRow, 'community_id' | 'grid_id'>,
  directory: Directory,
): Promise<Candidate[]> {
  if (communityId === null) return [];
  const today = dayOf(ctx.now, ctx.district.timeZone);
  // A case of no grid has no neighbours: only the community knows where to go.
  const posts = (await findVerifierPosts(ctx.db, communityId, today)).filter(
    (post) => gridId !== null || post.gridId === null,
  );
  const near = nearestFirst(posts, gridId === null ? undefined : await findGridMiddle(ctx.db, gridId));
  const organisations = await findOrganisationsOfAccounts(
    ctx.db,
    near.map(({ accountId }) => accountId),
  );
  return near.map((post): Candidate => {
    const own = organisations.get(post.accountId) ?? [];
    return {
      accountId: post.accountId,
      gridId: post.gridId,
      closeness: closenessOf(post, gridId),
      grants: [],
      relatedOrganisationIds: own.flatMap((id) => directory.related(id)),
    };
  });
}

function closenessOf({ gridId, isDeputy }: VerifierPost, ownGridId: string | null): Candidate['closeness'] {
  if (gridId === null) return 'community';
  if (gridId !== ownGridId) return 'neighbourGrid';
  return isDeputy ? 'deputy' : 'gridWorker';
}

/** By how far the middles of the grids lie apart. */
function nearestFirst(posts: readonly VerifierPost[], own: Middle | undefined): VerifierPost[] {
  const distance = ({ middle }: VerifierPost) =>
    own === undefined || middle === undefined
      ? Number.MAX_VALUE
      : Math.hypot(middle.longitude - own.longitude, middle.latitude - own.latitude);
  return posts.toSorted((one, other) => distance(one) - distance(other) || (one.accountId < other.accountId ? -1 : 1));
}
