// Whom a complaint is about, and where that one works: looked up here, never believed from outside.

import { problem } from '#problems';
import type { TransactionContext } from '#platform/context.ts';
import type { Directory } from '#modules/organisations/directory.ts';

import type { AboutFacts } from '../facts.ts';

export interface About {
  readonly accountId: string | null;
  readonly organisationId: string | null;
}

/**
 * Path and level of the organisation, or of the person's highest post; of both, the higher one.
 *
 * @throws {Problem} `input-invalid` when neither is named or one does not serve here
 */
export async function aboutFacts(ctx: TransactionContext, about: About, directory: Directory): Promise<AboutFacts> {
  const paths: string[] = [];
  if (about.organisationId !== null) {
    const organisation = directory.find(about.organisationId);
    if (organisation === undefined) throw unknownAbout('/about/organisationId');
    paths.push(organisation.path);
  }
  if (about.accountId !== null) {
    const posts = await ctx.db
      .selectFrom('posts')
      .select('path')
      .where('account_id', '=', about.accountId)
      .where('ended_at', 'is', null)
      .execute();
    if (posts.length === 0) throw unknownAbout('/about/accountId');
    paths.push(...posts.map(({ path }) => path));
  }
  const [highest] = paths.sort((one, other) => one.length - other.length);
  if (highest === undefined) throw unknownAbout('/about');
  return { ...about, path: highest, level: levelOfPath(highest) };
}

const LEVELS_BY_DEPTH = ['district', 'street', 'community', 'grid', 'microGrid'] as const;

/** '/yunting/jg/' is a street's. */
export function levelOfPath(path: string): AboutFacts['level'] {
  return LEVELS_BY_DEPTH[path.split('/').length - 3] ?? 'microGrid';
}

function unknownAbout(pointer: string) {
  return problem('input-invalid', 'Nobody here of that id', {
    errors: [{ pointer, in: 'body', detail: 'does not serve in this district' }],
  });
}
