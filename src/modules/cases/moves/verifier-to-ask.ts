// Whom to ask to verify when nobody was chosen: the nearest fit person of the community, never somebody who handled it.

import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import type { MoveInput } from '../facts.ts';
import { verificationOf } from '../kinds.ts';
import type { Around, Loaded } from './situation.ts';
import { findGridMiddle, findOrganisationsOfAccounts, findVerifierPosts } from './store-verifiers.ts';
import type { Middle, VerifierPost } from './store-verifiers.ts';
import type { MoveVerb } from './transitions.ts';
import { proposeVerifier } from './verification.ts';
import type { VerifierCandidate } from './verification.ts';

type Verifier = Pick<MoveInput, 'verifierAccountId' | 'verifierRelatedOrganisationIds'>;
type Candidate = VerifierCandidate & { readonly accountId: string };

/** Nothing to add where somebody was chosen, where the grid's own worker is fit and sees it anyway, or nobody is left. */
export async function verifierToAsk(
  ctx: TransactionContext,
  verb: MoveVerb,
  { row, situation }: Loaded,
  { directory }: Around,
): Promise<Verifier> {
  const { before, orders, input, class: rules } = situation;
  // A secret matter is not shown to the next grid because nobody was named.
  const isOnSite = verificationOf(before.kind, before.secrecy) === 'onSite' && rules?.verifiedBy !== 'authorityRecord';
  const isForAnybody = before.secrecy === 'open' && isOnSite;
  if (verb !== 'sendToVerify' || input.verifierAccountId !== undefined || !isForAnybody) return {};
  const { community_id: communityId, grid_id: gridId } = row;
  if (communityId === null) return {};
  return elevated(ctx, 'saveMove', async () => {
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
    const candidates = near.map((post): Candidate => {
      const own = organisations.get(post.accountId) ?? [];
      return {
        accountId: post.accountId,
        closeness: closenessOf(post, gridId),
        grants: [],
        relatedOrganisationIds: own.flatMap((id) => directory.related(id)),
      };
    });
    const nearest = proposeVerifier(candidates, before, orders, rules?.verifiedBy);
    if (nearest === undefined || nearest.closeness === 'gridWorker') return {};
    return {
      verifierAccountId: nearest.accountId,
      verifierRelatedOrganisationIds: nearest.relatedOrganisationIds,
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
