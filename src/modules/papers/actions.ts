// What can be printed here, and the signs with codes (码牌).

import { readForPublic } from '#modules/areas/actions-ground.ts';
import { logoAddress } from '#modules/areas/actions-logo.ts';
import { getArea } from '#modules/areas/actions.ts';
import { guardHolds } from '#modules/areas/rules.ts';
import { listPlaces } from '#modules/places/actions.ts';
import type { Context } from '#platform/context.ts';

import { addressesNeeded } from './addresses.ts';
import type { getPaperMeans } from './contract.ts';
import { canDrawPdf } from './drawing.ts';
import type { CodeSigns } from './paper-data.ts';
import { FONT_MISSING } from './words.ts';

type AnswerOf<E extends { output?: unknown }> =
  NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;

export async function readPaperMeans({ platform }: Context): Promise<AnswerOf<typeof getPaperMeans>> {
  const isOffered = await canDrawPdf(platform.settings);
  return {
    publicUrl: platform.settings.publicUrl ?? null,
    pdf: { isOffered, missing: isOffered ? null : { ...FONT_MISSING } },
  };
}

/**
 * In the order of the places' names; retired codes and closed places are left out, whoever asks for them.
 *
 * @throws {Problem} `public-url-missing`, `permission-missing`, `not-found`
 */
export async function readCodeSigns(
  ctx: Context,
  { communityId, codes: wanted }: { communityId: string; codes?: string[] | undefined },
): Promise<CodeSigns> {
  const addresses = addressesNeeded(ctx);
  const community = await readForPublic(ctx, (ctx) => getArea(ctx, communityId));
  guardHolds(ctx.actor, 'place.manage', community.path);
  const places = await listPlaces(ctx, communityId);
  return {
    signs: places
      .filter(({ closedAt }) => closedAt === null)
      .flatMap(({ name, codes }) =>
        codes
          .filter(({ code, retiredAt }) => retiredAt === null && (wanted === undefined || wanted.includes(code)))
          .map(({ code }) => ({
            code,
            place: name,
            about: `${ctx.district.name} ${community.name}`,
            address: addresses.at(`/q/${code}`),
          })),
      ),
    domain: addresses.domain,
    logo: await logoAddress(ctx),
    isDemo: ctx.district.isDemo,
  };
}
