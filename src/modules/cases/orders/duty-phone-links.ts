// Links that ring on a duty phone: whose such a link is, and whom to call, before any code has been asked for.

import { areaLine } from '#modules/areas/actions.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import type { Db } from '#platform/database/connection.ts';
import { isToken } from '#shared/short-code.ts';
import type { Instant } from '#shared/time.ts';

import { counted } from '../reports/doors.ts';

/** The last digits tell the crew which of its phones will ring, and a stranger nothing to dial. */
const TAIL_DIGITS = 4;

interface Found {
  readonly revoked_at: Instant | null;
  readonly expires_at: Instant | null;
  /** Of the organisation. */
  readonly name: string;
  readonly duty_phone: string | null;
  /** Of what the link opens. */
  readonly path: string;
}

/**
 * Whose link it is and whom to call: also for a link that is over, when the crew stands there and needs a person.
 *
 * @param refusal what is said of a token that never was
 * @throws {Problem} `not-found` with whom to `call` for such a token; only these count as tries: `too-many-tries`
 */
export function lookUpDutyPhoneLink(
  ctx: Context,
  { token, ip }: { readonly token: string; readonly ip: string },
  find: (db: Db, tokenHash: string) => Promise<Found | undefined>,
  refusal: string,
) {
  return counted(ctx, { ip }, () =>
    inTransaction(ctx, (ctx) =>
      elevated(ctx, 'door', async () => {
        const link = isToken(token) ? await find(ctx.db, hashToken(token)) : undefined;
        if (link === undefined) throw problem('not-found', refusal, { call: await whomToCall(ctx, ctx.district.path) });
        const isOver = link.revoked_at !== null || (link.expires_at !== null && link.expires_at <= ctx.now);
        return {
          state: isOver ? ('over' as const) : ('locked' as const),
          organisationName: link.name,
          phoneTail: link.duty_phone?.slice(-TAIL_DIGITS) ?? null,
          call: await whomToCall(ctx, link.path),
          isDemoPhone: ctx.district.isDemo && !ctx.platform.phones.isReal,
        };
      }),
    ),
  );
}

/** The duty phones from the place up to the district. */
export async function whomToCall(ctx: TransactionContext, path: string): Promise<{ name: string; phone: string }[]> {
  const line = await areaLine(ctx, path);
  return line.flatMap(({ name, dutyPhone }) => (dutyPhone === null ? [] : [{ name, phone: dutyPhone }]));
}
