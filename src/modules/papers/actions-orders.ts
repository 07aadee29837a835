// The sheet of one work order (交办单): read as who prints it may see the case, told without anything that points to a reporter.

import { readForPublic } from '#modules/areas/actions-ground.ts';
import { readTerms } from '#modules/areas/actions-brand.ts';
import { areaLine } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import { caseSettings } from '#modules/cases/clocks/district-settings.ts';
import { OPEN_ORDER_STATUSES } from '#modules/cases/facts.ts';
import { linkToken } from '#modules/cases/reports/links.ts';
import { limitOfCase, readCase } from '#modules/cases/reading.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { listDirectives } from '#modules/supervision/actions.ts';
import { holds } from '#permissions';
import type { Permission } from '#permissions';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { groupCaseNumber } from '#shared/case-number.ts';
import { dueAt } from '#shared/working-time.ts';
import type { Limit } from '#shared/working-time.ts';
import { inLocalTerms } from '#shared/words/terms.ts';

import { addressesOf } from './addresses.ts';
import { orderSheet } from './order-sheet.ts';
import type { OrderFacts } from './order-sheet.ts';
import type { OrderSheet } from './paper-data.ts';
import { findLinkInForce, findOrderForSheet } from './store-orders.ts';

type CasePage = Awaited<ReturnType<typeof readCase>>;
type Order = NonNullable<Awaited<ReturnType<typeof findOrderForSheet>>>;

/** Moves by which an order comes to an organisation: what was said with them is what is asked of it. */
const GIVING: readonly string[] = ['dispatch', 'dispatchDirect', 'redispatch', 'arbitrate', 'addCoHandler'];
/** Who may send an order out may hand out its link on paper; whoever only reads gets the address of the desk. */
const MAY_HAND_OUT: readonly Permission[] = ['case.dispatch', 'case.dispatchDirect', 'case.dispatchPartner'];

/**
 * @param directiveId a 督办 that was given to this order: then the sheet is a 督办单
 * @throws {Problem} `not-found` out of sight; `already-closed` for an order that was sent back, replaced or cancelled
 */
export async function readOrderSheet(ctx: Context, orderId: string, directiveId?: string): Promise<OrderSheet> {
  const { order, linkId, limit } = await inTransaction(ctx, async (ctx) => {
    const found = await findOrderForSheet(ctx.db, orderId);
    return {
      order: found,
      linkId: found && (await findLinkInForce(ctx.db, orderId, ctx.now)),
      limit: found && (await limitOfCase(ctx, found.case_id)),
    };
  });
  if (order === undefined) throw noSuchOrder();
  const page = await readCase(ctx, order.case_id);
  const own = page.orders.find(({ id }) => id === orderId);
  if (own === undefined) throw noSuchOrder();
  if (own.status !== 'done' && !OPEN_ORDER_STATUSES.includes(own.status))
    throw problem('already-closed', 'This order is with the organisation no more; print the one that is');

  const areas = await readForPublic(ctx, (ctx) => areaLine(ctx, order.path));
  const { calendar, sendBackWithin } = await caseSettings(ctx);
  const facts: OrderFacts = {
    number: page.number,
    issuer: issuerOf(ctx, areas, page),
    organisation: own.organisationName,
    role: own.role,
    isUrgent: page.isUrgent,
    secrecy: page.secrecy,
    summary: page.summary,
    placeWords: page.placeWords,
    class: classOf(order, limit),
    issuedAt: own.issuedAt,
    dueAt: own.dueAt,
    sendBackUntil: dueAt(own.issuedAt, sendBackWithin, calendar),
    instruction: instructionOf(page, orderId),
    call: areas.flatMap(({ name, dutyPhone }) => (dutyPhone === null ? [] : [{ name, phone: dutyPhone }])).slice(0, 2),
    qr: await qrOf(ctx, order, page, linkId),
    directive: directiveId === undefined ? null : await directiveOf(ctx, page, orderId, directiveId),
  };
  const { timeZone, isDemo } = ctx.district;
  return orderSheet(facts, { now: ctx.now, timeZone, isDemo, terms: await readTerms(ctx) });
}

/**
 * Named by the post it comes from, never by a person; numbered among those of its matter.
 *
 * @throws {Problem} `not-found` for one that is not there, is no 督办, or was given to somebody else
 */
async function directiveOf(ctx: Context, { id, number }: CasePage, orderId: string, directiveId: string) {
  const { directives } = await listDirectives(ctx, id);
  const supervising = directives.filter(({ kind, workOrderId }) => kind === 'supervise' && workOrderId === orderId);
  const at = supervising.findIndex((each) => each.id === directiveId);
  const found = supervising[at];
  if (found === undefined) throw problem('not-found', 'There is no such directive on this order within reach');
  return {
    number: `${groupCaseNumber(number)} 督 ${at + 1}`,
    from: inLocalTerms(found.issuedTitle.zh, await readTerms(ctx)),
    words: found.said.isErased ? '' : found.said.words,
    issuedAt: found.issuedAt,
    replyUntil: found.dueAt,
  };
}

/** The area of the level that holds the case: an office, not a person. */
function issuerOf({ district }: Context, areas: readonly Area[], { heldLevel }: CasePage): string {
  const levels = LEVELS_OF[heldLevel];
  return areas.find(({ level }) => levels.includes(level))?.name ?? district.name;
}

const COMMUNITY: readonly Area['level'][] = ['community', 'village'];
const LEVELS_OF: Readonly<Record<CasePage['heldLevel'], readonly Area['level'][]>> = {
  microGrid: COMMUNITY,
  grid: COMMUNITY,
  community: COMMUNITY,
  street: ['street', 'township'],
  district: ['district'],
};

function classOf({ major_name, class_name, source, closing_condition }: Order, limit: Limit | undefined) {
  if (major_name === null || class_name === null || limit === undefined) return null;
  return {
    majorName: major_name,
    name: class_name,
    limit,
    source: source ?? '',
    closingCondition: closing_condition ?? '',
  };
}

function instructionOf({ stations }: CasePage, orderId: string): string[] {
  return stations
    .filter(({ workOrderId, verb }) => workOrderId === orderId && GIVING.includes(verb))
    .flatMap(({ words }) => words.map((text) => text.words));
}

/**
 * An organisation without accounts opens its order link, and acts there with the code that rings on its duty phone: the link on
 * paper opens nothing by itself. Everybody else opens the desk.
 */
async function qrOf(ctx: Context, order: Order, page: CasePage, linkId: string | undefined): Promise<OrderFacts['qr']> {
  const addresses = addressesOf(ctx);
  if (addresses === undefined) return null;
  const organisation = (await organisationDirectory(ctx)).find(order.organisation_id);
  const mayHandOut = MAY_HAND_OUT.some((permission) => holds(ctx.actor, permission, order.path));
  if (organisation?.usesAccounts === false && linkId !== undefined && mayHandOut) {
    const safe = await ctx.platform.vault.safe(ctx.district.id);
    return { address: addresses.at(`/o/${linkToken(safe, linkId)}`), leadsTo: 'orderLink' };
  }
  return { address: addresses.at(`/desk/cases/${page.number}`), leadsTo: 'desk' };
}

function noSuchOrder(): Error {
  return problem('not-found', 'There is no such work order within reach');
}
