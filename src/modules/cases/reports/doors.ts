// Doors for people without an account, each with few tries: number and 查询码, and the code of an organisation's link.

import { randomInt } from 'node:crypto';

import { forgiveTries, freeTriesLeft, takeTries, triesOf } from '#modules/accounts/actions-tries.ts';
import { readTerms } from '#modules/areas/actions-brand.ts';
import { Problem, problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { hashToken, safeEqual } from '#platform/crypto.ts';
import { CITY } from '#platform/database/database.ts';
import type { Safe } from '#platform/vault.ts';
import { parseCaseNumber } from '#shared/case-number.ts';
import { newId } from '#shared/ids.ts';
import { newToken } from '#shared/short-code.ts';
import { addMinutes } from '#shared/time.ts';
import { messageWords } from '#shared/words/messages.ts';

import { queryCode, reportLinkOf } from './links.ts';
import type { ReportLink } from './links.ts';
import { findLink } from './recognise-link.ts';
import type { LinkRow } from './recognise-link.ts';
import { findCaseIdByNumber } from '../store.ts';
import {
  bindDevice,
  findDutyPhone,
  findVoicesOf,
  forgetCodes,
  hasCodeSince,
  insertCode,
  lockCode,
  saveCode,
} from './store-doors.ts';
import { findReportLink } from './store-reports.ts';

const CODE_MINUTES = 10;
const CODE_TRIES = 5;

/**
 * The link of the voice whose number and code these are. Tries are counted by number and by address, in the database.
 *
 * @throws {Problem} `not-found` for a wrong pair, `too-many-tries`
 */
export async function lookUpCase(
  ctx: Context,
  typed: { number: string; queryCode: string },
  ip: string,
): Promise<ReportLink> {
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  const number = parseCaseNumber(typed.number)?.number;
  const code = typed.queryCode.normalize('NFKC').replaceAll(/\D/g, '');
  const subjects = { ip, ...(number === undefined ? {} : { caseNumber: `${ctx.district.key} ${number}` }) };
  return tellingTriesLeft(ctx, subjects, () =>
    counted(ctx, subjects, () =>
      inTransaction(ctx, (ctx) =>
        elevated(ctx, 'door', async () => {
          const caseId = number === undefined ? undefined : await findCaseIdByNumber(ctx.db, number);
          const reports = caseId === undefined ? [] : await findVoicesOf(ctx.db, caseId);
          const report = reports.find(({ id, origin_id }) =>
            [id, origin_id ?? id].some((voice) => safeEqual(queryCode(safe, voice), code)),
          );
          if (report === undefined) throw problem('not-found', 'No matter has this number and code');
          const found = await findReportLink(ctx.db, report.id);
          return reportLinkOf(ctx, safe, { caseId: report.case_id, reportId: report.id, found });
        }),
      ),
    ),
  );
}

/** Whoever copied a digit wrong is told how many more tries there are before waiting begins. */
async function tellingTriesLeft<T>(
  ctx: Context,
  subjects: Parameters<typeof triesOf>[1],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.slug !== 'not-found') throw error;
    const triesLeft = await freeTriesLeft(ctx.platform, await triesOf(ctx.platform, subjects));
    throw problem(error.slug, error.detail, { triesLeft });
  }
}

/** Sends a one-time code to the organisation's own duty phone, whoever holds the link. */
export async function sendOrderCode(ctx: Context, token: string, ip: string): Promise<void> {
  const link = await counted(ctx, { ip }, () => orderLink(ctx, token));
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  const dutyPhone = await inTransaction(ctx, (ctx) =>
    elevated(ctx, 'door', async () => {
      const now = ctx.platform.clock();
      const isRecent = await hasCodeSince(ctx.db, link.id, addMinutes(now, -1));
      if (isRecent) throw problem('too-many-tries', 'A code was sent a moment ago', { retryAfterSeconds: 60 });
      await forgetCodes(ctx.db, link.id);
      await insertCode(ctx.db, {
        id: newId(),
        subject: link.id,
        secret_hash: hashCode(safe, link.id, code),
        created_at: now,
        expires_at: addMinutes(now, CODE_MINUTES),
        tries_left: CODE_TRIES,
      });
      return findDutyPhone(ctx.db, link.organisation_id);
    }),
  );
  if (dutyPhone === null) throw problem('not-found', 'The organisation has no duty phone any more');
  await deliver(ctx, {
    linkId: link.id,
    dutyPhone,
    code,
    opens: link.kind === 'whistleCall' ? 'codeForCall' : 'codeForOrder',
  });
}

/** A code that did not leave the house is forgotten, so that another can be asked for at once. */
async function deliver(
  ctx: Context,
  {
    linkId,
    dutyPhone,
    code,
    opens,
  }: { linkId: string; dutyPhone: string; code: string; opens: 'codeForCall' | 'codeForOrder' },
): Promise<void> {
  const { phones, log } = ctx.platform;
  const words = messageWords(opens, { code, minutes: CODE_MINUTES }, await readTerms(ctx));
  try {
    // Without a gateway the code would stand on the console of a real district.
    if (!phones.isReal && !ctx.district.isDemo) throw new Error('there is no phone gateway');
    await phones.send(dutyPhone, words);
  } catch (error) {
    log.warn(
      { linkId, failure: error instanceof Error ? error.name : typeof error },
      'the code of an order link could not be sent',
    );
    await inTransaction(ctx, (ctx) => elevated(ctx, 'door', () => forgetCodes(ctx.db, linkId)));
    throw problem('phone-away', 'The code could not be sent; try again in a moment');
  }
}

/** Binds the link to the device that knows the code. Another device needs another code, and takes the link over. */
export async function openOrderLink(
  ctx: Context,
  token: string,
  code: string,
  ip: string,
): Promise<{ device: string }> {
  const link = await counted(ctx, { ip }, () => orderLink(ctx, token));
  const device = newToken();
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  await counted(ctx, { ip, orderLink: link.id }, async () => {
    const isRight = await inTransaction(ctx, (ctx) =>
      elevated(ctx, 'door', () => takeCode(ctx, safe, { linkId: link.id, code, device })),
    );
    // Thrown after commit: a try that is rolled back would not count.
    if (!isRight) throw problem('code-wrong', 'The code is wrong or over; ask for a new one');
  });
  return { device };
}

async function takeCode(
  ctx: TransactionContext,
  safe: Safe,
  { linkId, code, device }: { linkId: string; code: string; device: string },
): Promise<boolean> {
  const secret = await lockCode(ctx.db, linkId, ctx.platform.clock());
  if (secret === undefined || secret.tries_left <= 0) return false;
  const isRight = safeEqual(secret.secret_hash, hashCode(safe, linkId, code));
  await saveCode(
    ctx.db,
    secret.id,
    isRight ? { used_at: ctx.platform.clock() } : { tries_left: secret.tries_left - 1 },
  );
  if (isRight) await bindDevice(ctx.db, linkId, hashToken(device), ctx.now);
  return isRight;
}

/** Counts a try before it is judged, for all processes together, and takes it back when it was right. */
export async function counted<T>(
  ctx: Context,
  subjects: Parameters<typeof triesOf>[1],
  work: () => Promise<T>,
): Promise<T> {
  const tries = await triesOf(ctx.platform, subjects);
  await takeTries(ctx.platform, tries);
  const result = await work();
  await ctx.platform.database.transaction(CITY, ({ db }) => forgiveTries(db, tries, ctx.platform.clock()));
  return result;
}

async function orderLink(ctx: Context, token: string): Promise<LinkRow & { organisation_id: string }> {
  const link = await findLink(ctx.platform, ctx.district, token, ctx.now);
  if (link === undefined || link.kind === 'report' || link.organisation_id === null) {
    throw problem('not-found', 'This link is not valid, or not any more');
  }
  return { ...link, organisation_id: link.organisation_id };
}

/** Six digits are guessed quickly from a plain hash: the district's key is part of it. */
function hashCode(safe: Safe, linkId: string, code: string): string {
  return safe.index('one_time_secrets.secret', `${linkId} ${code.normalize('NFKC').replaceAll(/\D/g, '')}`);
}
