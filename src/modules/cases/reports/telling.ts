// Telling reporters: whoever left a mobile number hears that it is done, and is asked to look when nobody could.

import { readTerms } from '#modules/areas/actions-brand.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dropMessages, markNotSent, markSent, takeWaiting } from '#platform/messages.ts';
import { failureName } from '#platform/phone-gateway.ts';
import type { Safe } from '#platform/vault.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { isMobilePhone } from '#shared/identifiers.ts';
import { newId } from '#shared/ids.ts';
import { messageWords } from '#shared/words/messages.ts';
import type { Terms } from '#shared/words/terms.ts';

import type { MoveDone } from '../actions.ts';
import { openSealed } from './contacts.ts';
import { pageToken } from './links.ts';
import { dropWaiting, findToldVoices, findLinksToTell, insertTold } from './store-telling.ts';
import type { VoiceToTell } from './store-telling.ts';
import { isStillSo, notBefore, TOLD, whatToTell } from './telling-rules.ts';

/** Inside the widened transaction of a move: what is to be told waits until it is committed. */
export async function letReportersKnow(
  ctx: TransactionContext,
  { verb, request, loaded, moved }: MoveDone,
): Promise<void> {
  const { before } = loaded.situation;
  const purpose = whatToTell({ verb, reason: request.reason, before, after: moved.after });
  if (purpose === undefined || !canText(ctx)) return;
  const links = await findLinksToTell(ctx.db, loaded.row.id);
  if (links.length === 0) return;
  await dropWaiting(ctx.db, loaded.row.id, links);
  const tryAfter = notBefore(ctx.now, ctx.district.timeZone);
  await insertTold(
    ctx.db,
    links.map((link_id) => ({
      id: newId(),
      purpose,
      case_id: loaded.row.id,
      link_id,
      made_at: ctx.now,
      try_after: tryAfter,
    })),
  );
}

/** Without a gateway nothing waits for one: news of last month would come all at once. */
function canText({ platform, district }: Pick<Context, 'platform' | 'district'>): boolean {
  return platform.phones.isReal || district.isDemo;
}

/** Sends what waits. What is not so any more, or whose number was taken back or takes no text, is dropped unsent. */
export async function tellReporters(ctx: Context): Promise<void> {
  if (!canText(ctx)) return;
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  const terms = await readTerms(ctx);
  for (;;) {
    const taken = await inTransaction(ctx, async ({ db }) => {
      const ids = (await takeWaiting(db, TOLD, ctx.now)).map(({ id }) => id);
      return ids.length === 0 ? [] : findToldVoices(db, ids);
    });
    if (taken.length === 0) return;
    for (const voice of taken) await tell(ctx, safe, voice, terms);
  }
}

async function tell(ctx: Context, safe: Safe, voice: VoiceToTell, terms: Terms): Promise<void> {
  const phone = openSealed(safe, voice.reportId, 'phone', voice.phoneCipher);
  const isWanted = !voice.isWithdrawn && voice.secrecy !== 'restricted' && isStillSo(voice.purpose, voice.status);
  if (phone === null || !isWanted || !isMobilePhone(phone, { demo: ctx.district.isDemo })) {
    await inTransaction(ctx, ({ db }) => dropMessages(db, [voice.id]));
    return;
  }
  const failure = await ctx.platform.phones.send(phone, wordsFor(ctx, safe, voice, terms)).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure !== undefined)
    ctx.platform.log.warn({ messageId: voice.id, failure: failureName(failure) }, 'a reporter could not be told');
  await inTransaction(ctx, ({ db }) =>
    failure === undefined ? markSent(db, voice.id, ctx.now) : markNotSent(db, voice, failureName(failure), ctx.now),
  );
}

/** Never what it is about: a message lies on a screen for anybody to read. The address opens the stations alone. */
function wordsFor(
  { platform, district }: Context,
  safe: Safe,
  { purpose, number, linkId, isLinkOver }: VoiceToTell,
  terms: Terms,
): string {
  const { publicUrl, port } = platform.settings;
  const house = `${publicUrl ?? `http://localhost:${port}`}/${district.key}`;
  const page = isLinkOver ? `${house}/progress` : `${house}/c/${pageToken(safe, linkId)}`;
  return messageWords(purpose, { district: district.name, number: groupCaseNumber(number), link: page }, terms);
}
