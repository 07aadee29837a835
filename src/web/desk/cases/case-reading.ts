// Everything the page of one case shows at once: the case, whom organisations put on it, and what stands beside it for staff.

import { Refused } from '#web/parts/api.ts';
import { getCase, getCaseByNumber, listAssignments, listMyWork, listOrders, readBeside } from '#web/parts/routes.ts';

import { api, may } from '../session.ts';
import type { Beside } from './beside-words.ts';
import type { Assignment, CasePage } from './case-words.ts';

export interface ShownCase {
  readonly page: CasePage;
  readonly assignments: readonly Assignment[];
  /** For whoever reads the case by area; an organisation, and somebody asked to verify, have nothing beside it. */
  readonly beside: Beside | undefined;
}

/** @throws {Refused | NoAnswer} */
export async function readShownCase(address: { id: unknown; number: unknown }): Promise<ShownCase> {
  const page = await readPage(address);
  const orderIds = page.orders.map(({ id }) => id).join(',');
  const [assigned, beside] = await Promise.all([
    orderIds === '' ? undefined : api.call(listAssignments, { query: { orderIds } }),
    besideOf(page.id),
  ]);
  return { page, assignments: assigned?.assignments ?? [], beside };
}

async function besideOf(id: string): Promise<Beside | undefined> {
  if (!may('case.read')) return undefined;
  try {
    return await api.call(readBeside, { params: { id } });
  } catch (error) {
    if (error instanceof Refused && (error.slug === 'not-found' || error.slug === 'permission-missing'))
      return undefined;
    throw error;
  }
}

async function readPage({ id, number }: { id: unknown; number: unknown }): Promise<CasePage> {
  if (typeof id === 'string') return api.call(getCase, { params: { id } });
  try {
    return await api.call(getCaseByNumber, { params: { number: String(number) } });
  } catch (error) {
    if (!(error instanceof Refused && error.slug === 'permission-missing')) throw error;
    // An organisation sees no area: it finds the matter among what it was assigned and its own orders.
    const caseId = await caseIdOfOwnOrder(String(number));
    if (caseId === undefined) throw error;
    return api.call(getCase, { params: { id: caseId } });
  }
}

async function caseIdOfOwnOrder(number: string): Promise<string | undefined> {
  const { items } = await api.call(listMyWork);
  const mine = items.find((item) => item.case.number === number);
  if (mine !== undefined) return mine.case.id;
  let after: string | undefined;
  do {
    const { orders, next } = await api.call(listOrders, { query: { limit: 100, after } });
    const found = orders.find(({ caseNumber }) => caseNumber === number);
    if (found !== undefined) return found.caseId;
    after = next ?? undefined;
  } while (after !== undefined);
  return undefined;
}
