// What narrows 事件, as it stands in the address: read from it, asked of the server by it, one condition taken out of it.

import { CASE_KINDS, LEVELS } from '#modules/cases/kinds.ts';
import { LIST_ORDERS, LIST_STATES } from '#modules/cases/lists/contract-list.ts';
import { CHANNELS } from '#modules/cases/reports/contract-reports.ts';
import { isDay } from '#shared/time.ts';
import type { PartsOf, Route } from '#web/parts/route.ts';
import type { listCases } from '#web/parts/routes.ts';

type ContractOf<R> = R extends Route<infer E> ? E : never;
export type ListQuery = NonNullable<PartsOf<ContractOf<typeof listCases>>['query']>;

/** Names in the address, in the order they are shown. */
export const CONDITIONS = [
  'status',
  'kind',
  'class',
  'channel',
  'level',
  'org',
  'from',
  'to',
  'closed',
  'urgent',
  'secrecy',
] as const;
export type Condition = (typeof CONDITIONS)[number];
export type Address = Readonly<Record<string, unknown>>;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;

const IS_ONE: Readonly<Record<Condition, (text: string) => boolean>> = {
  status: (text) => (LIST_STATES as readonly string[]).includes(text),
  kind: (text) => (CASE_KINDS as readonly string[]).includes(text),
  class: (text) => CODE.test(text),
  channel: (text) => (CHANNELS as readonly string[]).includes(text),
  level: (text) => (LEVELS as readonly string[]).includes(text),
  org: (text) => ID.test(text),
  from: isDay,
  to: isDay,
  closed: isDay,
  urgent: (text) => text === 'true',
  secrecy: (text) => text === 'open',
};

/** What somebody typed into the address that is no condition is left out. */
export function conditionsOf(address: Address): Partial<Record<Condition, string>> {
  const found: Partial<Record<Condition, string>> = {};
  for (const name of CONDITIONS) {
    const text = address[name];
    if (typeof text === 'string' && IS_ONE[name](text)) found[name] = text;
  }
  return found;
}

export function orderOf(address: Address): (typeof LIST_ORDERS)[number] {
  // What is overdue, or soon will be, stands by its time.
  if (address['status'] === 'overdue' || address['status'] === 'soon') return 'due';
  return LIST_ORDERS.find((order) => order === address['order']) ?? 'newest';
}

const SENT_AS: Readonly<Partial<Record<Condition, keyof ListQuery>>> = {
  class: 'classCode',
  org: 'organisationId',
  closed: 'closedFrom',
};

/** The filter as the server takes it, without place and page. */
export function askedFor(address: Address): ListQuery {
  const entries = Object.entries(conditionsOf(address)).map(([name, value]) => [
    SENT_AS[name as Condition] ?? name,
    value,
  ]);
  return { ...Object.fromEntries(entries), order: orderOf(address) } as ListQuery;
}
