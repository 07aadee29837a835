// Who comes by a private link: a reporter to the case, or the duty phone of an organisation to one order.

import { sql } from 'kysely';

import { problem } from '#problems';
import { ANONYMOUS } from '#platform/context.ts';
import type { Actor, District } from '#platform/context.ts';
import { hashToken, safeEqual } from '#platform/crypto.ts';
import { NO_SCOPE } from '#platform/database/opening.ts';
import type { Platform } from '#platform/platform.ts';
import { isToken } from '#shared/short-code.ts';

export interface LinkRow {
  readonly id: string;
  readonly kind: 'report' | 'workOrder';
  readonly case_id: string;
  readonly report_id: string | null;
  readonly work_order_id: string | null;
  readonly organisation_id: string | null;
  readonly device_hash: string | null;
}

/** The link behind a token; undefined when it is unknown, revoked or over. */
export async function findLink(
  platform: Platform,
  district: District,
  token: string,
  now: string,
): Promise<LinkRow | undefined> {
  if (!isToken(token)) return undefined;
  return platform.database.transaction(
    { schema: district.schema, scope: { ...NO_SCOPE, writer: 'anonymous' } },
    async ({ db }) => {
      const { rows } = await sql<LinkRow>`
      select id, kind, case_id, report_id, work_order_id, organisation_id, device_hash
      from link_by_token(${hashToken(token)}, ${now}::timestamptz)
    `.execute(db);
      return rows[0];
    },
  );
}

/**
 * An order link acts only from the device that entered the code sent to the duty phone: a forwarded one opens nothing.
 *
 * @throws {Problem} `signed-out`, `order-link-locked`
 */
export async function recogniseLink(
  platform: Platform,
  district: District,
  token: string,
  device: string | undefined,
  now: string,
): Promise<Actor> {
  const link = await findLink(platform, district, token, now);
  if (link === undefined) throw problem('signed-out', 'This link is not valid, or not any more');
  if (link.kind === 'report') {
    return {
      ...ANONYMOUS,
      kind: 'reporterLink',
      linkId: link.id,
      linkCaseId: link.case_id,
      ...(link.report_id === null ? {} : { linkReportId: link.report_id }),
    };
  }
  const isOpened = link.device_hash !== null && device !== undefined && safeEqual(hashToken(device), link.device_hash);
  if (!isOpened) throw problem('order-link-locked', 'Ask for the code on the duty phone and open the link with it');
  return {
    ...ANONYMOUS,
    kind: 'orderLink',
    linkId: link.id,
    linkCaseId: link.case_id,
    ...(link.work_order_id === null ? {} : { linkWorkOrderId: link.work_order_id }),
  };
}
