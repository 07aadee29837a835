// Organisations that have a duty phone and no accounts are told there: an order that rings leaves as a text with the order's own link.

import { readTerms } from '#modules/areas/actions-brand.ts';
import { linkToken } from '#modules/cases/reports/links.ts';
import { notBefore } from '#modules/cases/reports/telling-rules.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dropMessages, markNotSent, markSent } from '#platform/messages.ts';
import { failureName } from '#platform/phone-gateway.ts';
import type { Safe } from '#platform/vault.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { wallClock } from '#shared/time.ts';
import { messageWords } from '#shared/words/messages.ts';
import type { Terms } from '#shared/words/terms.ts';

import { insertRingTexts, takeRingTexts } from './store-ring-texts.ts';
import type { RingText } from './store-ring-texts.ts';

/** Inside the transaction that made these notices: what an organisation without accounts is told goes to its duty phone too. */
export async function letDutyPhonesKnow(ctx: TransactionContext, noticeIds: readonly string[]): Promise<void> {
  if (!canText(ctx)) return;
  await insertRingTexts(ctx.db, noticeIds, ctx.now, notBefore(ctx.now, ctx.district.timeZone));
}

/** Sends what waits; what needs nobody any more, because it was signed, done or taken back meanwhile, is dropped unsent. */
export async function ringDutyPhones(ctx: Context): Promise<void> {
  if (!canText(ctx)) return;
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  const terms = await readTerms(ctx);
  for (;;) {
    const { texts, over } = await inTransaction(ctx, ({ db }) => takeRingTexts(db, ctx.now));
    if (over.length > 0) await inTransaction(ctx, ({ db }) => dropMessages(db, over));
    if (texts.length + over.length === 0) return;
    for (const text of texts) await send(ctx, safe, text, terms);
  }
}

/** Without a gateway nothing waits for one: rings of last month would come all at once. */
function canText({ platform, district }: Pick<Context, 'platform' | 'district'>): boolean {
  return platform.phones.isReal || district.isDemo;
}

async function send(ctx: Context, safe: Safe, text: RingText, terms: Terms): Promise<void> {
  const { phones, log } = ctx.platform;
  const failure = await phones.send(text.dutyPhone, wordsOf(ctx, safe, text, terms)).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure !== undefined)
    log.warn({ messageId: text.id, failure: failureName(failure) }, 'a duty phone could not be told of a ring');
  await inTransaction(ctx, ({ db }) =>
    failure === undefined ? markSent(db, text.id, ctx.now) : markNotSent(db, text, failureName(failure), ctx.now),
  );
}

function wordsOf({ platform, district }: Context, safe: Safe, text: RingText, terms: Terms): string {
  const { publicUrl, port } = platform.settings;
  const data = {
    organisation: text.organisation,
    district: district.name,
    number: groupCaseNumber(text.number),
    link: `${publicUrl ?? `http://localhost:${port}`}/${district.key}/o/${linkToken(safe, text.linkId)}`,
  };
  const { day, time } = wallClock(text.dueAt, district.timeZone);
  const due = `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日 ${time}`;
  switch (text.kind) {
    case 'unsigned':
      return messageWords('rangUnsigned', data, terms);
    case 'half':
      return messageWords('rangHalf', { ...data, due }, terms);
    case 'due':
      return messageWords('rangDue', { ...data, due }, terms);
    case 'late':
      return messageWords('rangLate', { ...data, due }, terms);
  }
}
