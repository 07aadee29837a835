// Who comes by a private link: a reporter to the case, or the duty phone of an organisation to one order or one call of a whistle.

import { sql } from 'kysely';

import { problem } from '#problems';
import { ANONYMOUS } from '#platform/context.ts';
import type { Actor, District } from '#platform/context.ts';
import { hashToken, safeEqual } from '#platform/crypto.ts';
import { NO_SCOPE } from '#platform/database/opening.ts';
import type { Opening } from '#platform/database/opening.ts';
import { prepare } from '#platform/database/prepared.ts';
import { askClock, nowInSql } from '#platform/district-clock.ts';
import type { Recognised } from '#platform/http/serve.ts';
import type { Platform } from '#platform/platform.ts';
import { isToken } from '#shared/short-code.ts';

export interface LinkRow {
  readonly id: string;
  readonly kind: 'report' | 'workOrder' | 'whistleCall';
  /** null for a call: its matter is its whistle's. */
  readonly case_id: string | null;
  readonly report_id: string | null;
  readonly work_order_id: string | null;
  readonly call_id: string | null;
  readonly organisation_id: string | null;
  readonly device_hash: string | null;
  /** Only the address of the page was sent, not the link itself. */
  readonly is_page: boolean;
}

function openingOf({ schema }: District): Opening {
  return { schema, scope: { ...NO_SCOPE, writer: 'anonymous' } };
}

/** The link behind a token; undefined when it is unknown, revoked or over. */
export async function findLink(
  platform: Platform,
  district: District,
  token: string,
  now: string,
): Promise<LinkRow | undefined> {
  if (!isToken(token)) return undefined;
  const [link] = await platform.database.oneTrip(openingOf(district), ({ db }) =>
    FIND_LINK.read(db, { tokenHash: hashToken(token), now }),
  );
  return link;
}

const FIND_LINK = prepare<{ tokenHash: string; now: string }>()(
  (_db, { tokenHash, now }) => sql<LinkRow>`
    select id, kind, case_id, report_id, work_order_id, call_id, organisation_id, device_hash, is_page
    from link_by_token(${tokenHash}, ${now}::timestamptz)
  `,
);

const FIND_LINK_NOW = prepare<{ tokenHash: string; realNow: string; districtId: string }>()(
  (_db, { tokenHash, realNow, districtId }) => sql<LinkRow>`
    select id, kind, case_id, report_id, work_order_id, call_id, organisation_id, device_hash, is_page
    from link_by_token(${tokenHash}, ${nowInSql(realNow, districtId)})
  `,
);

/** @throws {Problem} `signed-out`, `order-link-locked` */
export async function recogniseLink(
  platform: Platform,
  district: District,
  token: string,
  device: string | undefined,
): Promise<Recognised> {
  const realNow = platform.clock();
  if (!isToken(token)) throw signedOut();
  const [[link], clock] = await platform.database.oneTrip(openingOf(district), ({ db }) =>
    Promise.all([
      FIND_LINK_NOW.read(db, { tokenHash: hashToken(token), realNow, districtId: district.id }),
      askClock(db, realNow, district),
    ]),
  );
  return { actor: actorOfLink(link, device), clock };
}

/**
 * A link of an organisation acts only from the device that entered the code sent to the duty phone: a forwarded one opens nothing.
 *
 * @throws {Problem} `signed-out`, `order-link-locked`
 */
export function actorOfLink(link: LinkRow | undefined, device: string | undefined): Actor {
  if (link === undefined) throw signedOut();
  if (link.kind === 'report') {
    const named = {
      ...(link.case_id === null ? {} : { linkCaseId: link.case_id }),
      ...(link.report_id === null ? {} : { linkReportId: link.report_id }),
    };
    // Without the link's own id no row of the case is in scope: the trace alone is told, without what was said.
    if (link.is_page) return { ...ANONYMOUS, kind: 'reporterLink', ...named };
    return {
      ...ANONYMOUS,
      kind: 'reporterLink',
      linkId: link.id,
      ...named,
    };
  }
  const isOpened = link.device_hash !== null && device !== undefined && safeEqual(hashToken(device), link.device_hash);
  if (!isOpened) throw problem('order-link-locked', 'Ask for the code on the duty phone and open the link with it');
  if (link.call_id !== null) return { ...ANONYMOUS, kind: 'whistleLink', linkId: link.id, linkCallId: link.call_id };
  return {
    ...ANONYMOUS,
    kind: 'orderLink',
    linkId: link.id,
    ...(link.case_id === null ? {} : { linkCaseId: link.case_id }),
    ...(link.work_order_id === null ? {} : { linkWorkOrderId: link.work_order_id }),
  };
}

function signedOut() {
  return problem('signed-out', 'This link is not valid, or not any more');
}
