// What is odd about the pictures of a case, told to its staff and to whoever checks it; never to a handler or a reporter.

import { copiedPictures, pictureFacts } from '#modules/attachments/actions-pictures.ts';
import type { EarlierPicture, PictureFacts } from '#modules/attachments/actions-pictures.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';

import { isComplainedAbout, isRechecker, isVerifier, readsByArea } from '../access.ts';
import { gatherAround } from '../actions.ts';
import { loadSituation, notFound } from '../moves/situation.ts';
import type { Loaded } from '../moves/situation.ts';
import { hasHandled } from '../moves/verification.ts';
import { leadOrder } from '../orders/work-order-rules.ts';
import { findCasesOfIds } from '../store-directives.ts';
import { findVerbs } from '../store-pages.ts';
import { ANSWERS_HIDDEN, isToRecheck, viewCase } from '../view.ts';
import type { listPictureHints } from './contract-pictures.ts';
import { hintsOf } from './picture-hints.ts';

type Output<E extends { output?: unknown }> = NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type Answer = Output<typeof listPictureHints>;
type HintView = Answer['pictures'][number]['hints'][number];

/** @throws {Problem} `not-found` also for whoever sees the case only as a handler or a reporter */
export async function readPictureHints(ctx: Context, caseId: string): Promise<Answer> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const loaded = await loadSituation(ctx, caseId, around, {}, { isLocked: false });
    if (!isTold(loaded)) throw notFound();
    const { pictures, copied, verbs } = await elevated(ctx, 'pictures', async () => {
      const known = await pictureFacts(ctx, caseId);
      return {
        pictures: known,
        copied: await copiedPictures(ctx, known),
        verbs: await findVerbs(ctx.db, caseId),
      };
    });
    const earlier = await copiesTold(ctx, caseId, copied);
    const { row, situation } = loaded;
    // Who re-checks looks for himself: nothing of what the first verifier sent.
    const isHidden = ({ moveId }: PictureFacts) =>
      isToRecheck(viewCase(loaded, around.directory).allowed) && ANSWERS_HIDDEN.includes(verbs.get(moveId ?? '') ?? '');
    const matter = {
      longitude: row.longitude,
      latitude: row.latitude,
      workSince: leadOrder(situation.orders)?.issuedAt ?? row.reported_at,
    };
    return {
      pictures: pictures
        .filter((picture) => !isHidden(picture))
        .map((picture) => ({
          attachmentId: picture.id,
          hints: [
            ...copyHints(picture, earlier),
            ...hintsOf({ ...picture, verb: verbs.get(picture.moveId ?? '') }, matter),
          ],
        }))
        .filter(({ hints }) => hints.length > 0),
    };
  });
}

function isTold({ situation }: Loaded): boolean {
  const { actor, before, orders } = situation;
  if (isComplainedAbout(actor, before) || hasHandled(actor, before, orders)) return false;
  return readsByArea(actor, before) || isVerifier(actor, before) || isRechecker(actor, before);
}

/** Of earlier pictures those of this matter, of open ones, and of those the actor sees anyway: a secret one is not betrayed. */
async function copiesTold(
  ctx: TransactionContext,
  caseId: string,
  copied: ReadonlyMap<string, EarlierPicture>,
): Promise<Map<string, HintView>> {
  const ids = [...new Set([...copied.values()].map((each) => each.caseId))].filter((id) => id !== caseId);
  const seen = new Map((await findCasesOfIds(ctx.db, ids)).map((row) => [row.id, row]));
  const all = await elevated(ctx, 'pictures', () => findCasesOfIds(ctx.db, ids));
  const open = new Set(all.filter(({ secrecy }) => secrecy === 'open').map(({ id }) => id));
  return new Map(
    [...copied].flatMap(([attachmentId, { caseId: ofId, uploadedAt: at }]): [string, HintView][] => {
      const isOfSameCase = ofId === caseId;
      const other = seen.get(ofId);
      if (!isOfSameCase && !open.has(ofId) && other === undefined) return [];
      const of = other === undefined ? null : { id: other.id, number: other.number, attachmentId };
      return [[attachmentId, { reason: 'copy', of, isOfSameCase, at }]];
    }),
  );
}

/** Of several earlier ones the first of another matter is told before one of this very matter. */
function copyHints({ alikeIds }: PictureFacts, earlier: ReadonlyMap<string, HintView>): HintView[] {
  const hints = alikeIds.flatMap((id) => earlier.get(id) ?? []);
  const first = hints.find((hint) => hint.reason === 'copy' && !hint.isOfSameCase) ?? hints[0];
  return first === undefined ? [] : [first];
}
