// Private links and what can be computed again from an id: link tokens and the 4-digit code are stored nowhere.

import type { TransactionContext } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import type { Safe } from '#platform/vault.ts';
import { isEasyToGuess } from '#shared/case-number.ts';
import { newId } from '#shared/ids.ts';

import { giveAccess } from './store-history.ts';
import { findReportLink, insertLink, revokeLinks } from './store-reports.ts';

/** The token of a link, 43 characters. Only its hash is kept. */
export function linkToken(safe: Safe, linkId: string): string {
  return safe.derive('link', linkId);
}

/** The 查询码 of a voice: four digits that go with the number, with few tries. */
export function queryCode(safe: Safe, reportId: string): string {
  const bytes = Buffer.from(safe.derive('queryCode', reportId), 'base64url');
  // The first that is not one everybody tries first.
  for (let offset = 0; offset + 2 <= bytes.length; offset += 2) {
    const code = String(bytes.readUInt16BE(offset) % 10_000).padStart(4, '0');
    if (!isEasyToGuess(code)) return code;
  }
  throw new Error('a derived secret holds no usable code');
}

/** Makes the link of a voice to its case and answers its token. Inside a widened transaction. */
export async function makeReportLink(
  ctx: TransactionContext,
  safe: Safe,
  caseId: string,
  reportId: string,
): Promise<string> {
  const id = newId();
  const token = linkToken(safe, id);
  await insertLink(ctx.db, {
    id,
    token_hash: hashToken(token),
    kind: 'report',
    case_id: caseId,
    report_id: reportId,
    work_order_id: null,
    made_at: ctx.now,
    expires_at: null,
  });
  await giveAccess(ctx.db, caseId, 'link', [id], ctx.now);
  return token;
}

/** The token of the link a voice has now, or of a new one when it was revoked. */
export async function reportLinkToken(
  ctx: TransactionContext,
  safe: Safe,
  caseId: string,
  reportId: string,
): Promise<string> {
  const link = await findReportLink(ctx.db, reportId);
  return link === undefined ? makeReportLink(ctx, safe, caseId, reportId) : linkToken(safe, link.id);
}

/** An order link (工单链接) for an organisation's duty phone: one order, until it ends. */
export async function makeOrderLink(
  ctx: TransactionContext,
  safe: Safe,
  caseId: string,
  workOrderId: string,
): Promise<string> {
  await revokeLinks(ctx.db, { workOrderId }, ctx.now);
  const id = newId();
  await insertLink(ctx.db, {
    id,
    token_hash: hashToken(linkToken(safe, id)),
    kind: 'workOrder',
    case_id: caseId,
    report_id: null,
    work_order_id: workOrderId,
    made_at: ctx.now,
    expires_at: null,
  });
  return id;
}
