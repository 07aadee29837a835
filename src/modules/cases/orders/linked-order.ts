// The page of an order link (工单链接): whose it is before the code, and after it the order with what its class wants.

import { areaLine } from '#modules/areas/actions.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import { isToken } from '#shared/short-code.ts';
import { dueAt } from '#shared/working-time.ts';

import type { LinkedOrder, lookUpOrderLink as Lookup } from './contract-linked-order.ts';
import { caseSettings } from '../clocks/district-settings.ts';
import { counted } from '../reports/doors.ts';
import { EVIDENCE_KINDS } from '../facts.ts';
import type { EvidenceKind } from '../facts.ts';
import { readCase } from '../reading.ts';
import { basisFor, notFound } from '../moves/situation.ts';
import { findOrderLink, findWantedOfOrder } from './store-linked-order.ts';
import { limitOfOrder } from './stage-rules.ts';
import { findClassRulesOfCase } from './store-orders.ts';

type LinkView = NonNullable<(typeof Lookup)['output']>['_zod']['input'];
type OrderView = (typeof LinkedOrder)['_zod']['input'];

/** The last digits tell the crew which of its phones will ring, and a stranger nothing to dial. */
const TAIL_DIGITS = 4;

/**
 * Whose link it is and whom to call: also for a link that is over, when the crew stands there and needs a person.
 *
 * @throws {Problem} `not-found` with whom to `call` for a token that never was; only these count as tries
 */
export function lookUpOrderLink(ctx: Context, token: string, ip: string): Promise<LinkView> {
  return counted(ctx, { ip }, () =>
    inTransaction(ctx, (ctx) =>
      elevated(ctx, 'door', async () => {
        const link = isToken(token) ? await findOrderLink(ctx.db, hashToken(token)) : undefined;
        if (link === undefined) {
          const call = await whomToCall(ctx, ctx.district.path);
          throw problem('not-found', 'This is no order link of this district', { call });
        }
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

/** @throws {Problem} `not-found` for whoever did not come by an order link */
export async function readLinkedOrder(ctx: Context): Promise<OrderView> {
  const { linkCaseId, linkWorkOrderId } = ctx.actor;
  if (linkCaseId === undefined || linkWorkOrderId === undefined) throw notFound();
  const page = await readCase(ctx, linkCaseId);
  const { calendar, sendBackWithin } = await caseSettings(ctx);
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'door', async () => {
      const wanted = await findWantedOfOrder(ctx.db, linkWorkOrderId);
      if (wanted === undefined) throw notFound();
      const holder = directory.find(wanted.organisation_id);
      const own = page.orders.find(({ id }) => id === linkWorkOrderId);
      const { rules } = await findClassRulesOfCase(ctx.db, linkCaseId);
      return {
        case: page,
        order: {
          id: linkWorkOrderId,
          limit: rules === undefined ? null : limitOfOrder(own ?? { stage: null }, rules),
          phonedAt: wanted.phoned_at,
          basis: holder === undefined ? 'assetOwnership' : basisFor(holder, directory),
          sendBackUntil: dueAt(wanted.issued_at, sendBackWithin, calendar),
        },
        className: wanted.name,
        closingCondition: wanted.closing_condition,
        acceptedEvidence: (wanted.evidence_kinds as EvidenceKind[] | null) ?? [...EVIDENCE_KINDS],
        call: await whomToCall(ctx, wanted.path),
      };
    }),
  );
}

async function whomToCall(ctx: TransactionContext, path: string): Promise<LinkView['call']> {
  const line = await areaLine(ctx, path);
  return line.flatMap(({ name, dutyPhone }) => (dutyPhone === null ? [] : [{ name, phone: dutyPhone }]));
}
