// Private links and what can be computed again from an id: link tokens and the 4-digit code are stored nowhere.

import type { TransactionContext } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import type { Safe } from '#platform/vault.ts';
import { isEasyToGuess } from '#shared/case-number.ts';
import { newId } from '#shared/ids.ts';

import { giveAccess } from '../store-history.ts';
import { insertLink, revokeLinks } from './store-reports.ts';

/** The token of a link, 43 characters. Only its hash is kept. */
export function linkToken(safe: Safe, linkId: string): string {
  return safe.derive('link', linkId);
}

/** The token in the address of a resident's page: shown around, it opens the stations and nothing else. */
export function pageToken(safe: Safe, linkId: string): string {
  return safe.derive('page', linkId);
}

/** What leads back to a voice: the link that opens everything, and the address of its page. */
export interface ReportLink {
  readonly link: string;
  readonly page: string;
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

/** Makes the link of a voice to its case. Inside a widened transaction. */
export function makeReportLink(ctx: TransactionContext, safe: Safe, caseId: string, reportId: string): ReportLink {
  const id = newId();
  const tokens = { link: linkToken(safe, id), page: pageToken(safe, id) };
  insertLink(ctx.db, {
    id,
    token_hash: hashToken(tokens.link),
    page_hash: hashToken(tokens.page),
    kind: 'report',
    case_id: caseId,
    report_id: reportId,
    work_order_id: null,
    made_at: ctx.now,
    expires_at: null,
  });
  giveAccess(ctx.db, caseId, 'link', [id], ctx.now);
  return tokens;
}

/** The link a voice has now, or a new one when it was revoked. */
export function reportLinkOf(
  ctx: TransactionContext,
  safe: Safe,
  { caseId, reportId, found }: { caseId: string; reportId: string; found: { id: string } | undefined },
): ReportLink {
  if (found === undefined) return makeReportLink(ctx, safe, caseId, reportId);
  return { link: linkToken(safe, found.id), page: pageToken(safe, found.id) };
}

/** An order link (工单链接) for an organisation's duty phone: one order, until it ends. */
export async function makeOrderLink(
  ctx: TransactionContext,
  safe: Safe,
  caseId: string,
  workOrderId: string,
): Promise<string> {
  revokeLinks(ctx.db, { workOrderId }, ctx.now);
  const id = newId();
  insertLink(ctx.db, {
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
