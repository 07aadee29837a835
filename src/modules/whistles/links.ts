// 哨单链接: a called organisation reads and moves its own call on its duty phone, without an account, by a code sent there.

import { readTerms } from '#modules/areas/actions-brand.ts';
import { lookUpDutyPhoneLink, whomToCall } from '#modules/cases/orders/duty-phone-links.ts';
import { linkToken } from '#modules/cases/reports/links.ts';
import type { OrganisationEntry } from '#modules/organisations/directory.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import type { Safe } from '#platform/vault.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';
import { messageWords } from '#shared/words/messages.ts';

import { SPOKEN_KINDS } from './rules.ts';
import type { WhistleKind } from './rules.ts';
import type { WhistleRow } from './store.ts';
import { findCall } from './store.ts';
import { endCallLinks, findCallLink, findLinkByHash, insertCallLink, insertMessage } from './store-links.ts';
import type { Subject } from './subjects.ts';
import { viewOf } from './views.ts';

/** After the whistle is over an organisation may still answer how it was rated. */
const KEPT_AFTER_MINUTES = 30 * 1440;

/** Rings the duty phone: the first time with a new link, again with the same one. Inside a widened transaction. */
export async function ringDutyPhone(
  ctx: TransactionContext,
  safe: Safe,
  { whistle, callId, organisation, subject, isAgain }: Ringing,
): Promise<void> {
  if (organisation === undefined || organisation.dutyPhone === null) return;
  const known = await findCallLink(ctx.db, callId);
  const linkId = known ?? newId();
  if (known === undefined)
    await insertCallLink(ctx.db, {
      id: linkId,
      token_hash: hashToken(linkToken(safe, linkId)),
      call_id: callId,
      made_at: ctx.now,
    });
  const { settings } = ctx.platform;
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  const address = `${publicUrl}/${ctx.district.key}/s/${linkToken(safe, linkId)}`;
  const kind = SPOKEN_KINDS[whistle.kind as WhistleKind];
  const words = messageWords(
    isAgain ? 'callAgain' : 'call',
    {
      organisation: organisation.name,
      kind,
      district: ctx.district.name,
      number: groupCaseNumber(subject.number),
      link: address,
    },
    await readTerms(ctx),
  );
  const id = newId();
  await insertMessage(ctx.db, {
    id,
    link_id: linkId,
    to_cipher: safe.seal(`messages.to.${id}`, organisation.dutyPhone),
    words_cipher: safe.seal(`messages.words.${id}`, words),
    made_at: ctx.now,
  });
}

interface Ringing {
  readonly whistle: WhistleRow;
  readonly callId: string;
  readonly organisation: OrganisationEntry | undefined;
  readonly subject: Subject;
  readonly isAgain: boolean;
}

/** Sent back, the link opens nothing from now on. */
export async function endLinksOfCall(ctx: TransactionContext, callId: string): Promise<void> {
  await endCallLinks(ctx.db, { callId }, { revoked_at: ctx.now });
}

/** The whistle is over: its links stay for what looks back on it, and end by themselves. */
export async function endLinksOfWhistle(ctx: TransactionContext, whistleId: string): Promise<void> {
  await endCallLinks(ctx.db, { whistleId }, { expires_at: addMinutes(ctx.now, KEPT_AFTER_MINUTES) });
}

/** Whose link it is and whom to call, before any code. @throws {Problem} `not-found` with whom to `call`, `too-many-tries` */
export function lookUpWhistleLink(ctx: Context, token: string, ip: string) {
  return lookUpDutyPhoneLink(ctx, { token, ip }, findLinkByHash, 'This is no link of a whistle of this district');
}

/** @throws {Problem} `not-found` for whoever did not come by the link of a call */
export async function readLinkedWhistle(ctx: Context) {
  const { linkCallId } = ctx.actor;
  if (linkCallId === undefined) throw problem('not-found', 'This is no link of a whistle');
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, async (ctx) => {
    const call = await findCall(ctx.db, linkCallId);
    if (call === undefined) throw problem('not-found', 'There is no such call in sight');
    const whistle = await viewOf(ctx, call.whistle_id, directory);
    return { whistle, call: await whomToCall(ctx, call.path) };
  });
}
