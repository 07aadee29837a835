// The page of an order link (工单链接): whose it is before the code, and after it the order with what its class wants.

import { organisationDirectory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { dueAt } from '#shared/working-time.ts';

import type { LinkedOrder, lookUpOrderLink as Lookup } from './contract-linked-order.ts';
import { caseSettings } from '../clocks/district-settings.ts';
import { EVIDENCE_KINDS } from '../facts.ts';
import type { EvidenceKind } from '../facts.ts';
import { readCase } from '../reading.ts';
import { basisFor, notFound } from '../moves/situation.ts';
import { lookUpDutyPhoneLink, whomToCall } from './duty-phone-links.ts';
import { findOrderLink, findWantedOfOrder } from './store-linked-order.ts';
import { limitOfOrder } from './stage-rules.ts';
import { findClassRulesOfCase } from './store-orders.ts';

type LinkView = NonNullable<(typeof Lookup)['output']>['_zod']['input'];
type OrderView = (typeof LinkedOrder)['_zod']['input'];

/** @throws {Problem} `not-found` with whom to `call` for a token that never was, `too-many-tries` */
export function lookUpOrderLink(ctx: Context, token: string, ip: string): Promise<LinkView> {
  return lookUpDutyPhoneLink(ctx, { token, ip }, findOrderLink, 'This is no order link of this district');
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
