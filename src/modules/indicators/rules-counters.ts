/** What is counted day by day: each counter adds up over days; a measure is one of them, or what is carried between two. */

/** Counters add up over days: a row is counted on one day, by the day column that store-counters.ts names. */
export const COUNTERS = [
  'received',
  'receivedFiled',
  'refused',
  'filed',
  'filedByStaff',
  'filedByStaffOrPublic',
  'foundOrMissed',
  'missed',
  'toDispatch',
  'dispatchedOnTime',
  'filedWithDue',
  'filedWithoutDue',
  'filedEnded',
  'filedSuspended',
  'toAccept',
  'acceptedOnTime',
  'dueIn',
  'dueOut',
  'dueOnTime',
  'closed',
  'closedInGrid',
  'closedGridSelf',
  'closedGridCoordinated',
  'closedCommunity',
  'closedStreet',
  'closedDistrict',
  'asked',
  'rated',
  'solved',
  'mannerRated',
  'mannerGood',
  'toContact',
  'contactedOnTime',
  'reopened',
  'found',
  'gathered',
  'resolved',
  'orders',
  'ordersReturned',
  'ordersKept',
  'ordersDueIn',
  'ordersDueOut',
  'ordersOnTime',
  'reworkIn',
  'reworkOut',
  'reworkDone',
  'extendedIn',
  'extendedOut',
  'supervisedIn',
  'supervisedOut',
  'ordersAllIn',
  'ordersAllOut',
  'suspendedIn',
  'suspendedOut',
] as const;
export type CounterKey = (typeof COUNTERS)[number];

/** `in` on the day it falls due, `out` on the day it is both due and done: what lies between is carried into the next period. */
export interface Stock {
  readonly in: StockIn;
  readonly out: CounterKey;
}

export type StockIn =
  'dueIn' | 'ordersDueIn' | 'reworkIn' | 'extendedIn' | 'supervisedIn' | 'ordersAllIn' | 'suspendedIn';

export const STOCKS: Readonly<Record<StockIn, CounterKey>> = {
  dueIn: 'dueOut',
  ordersDueIn: 'ordersDueOut',
  reworkIn: 'reworkOut',
  extendedIn: 'extendedOut',
  supervisedIn: 'supervisedOut',
  ordersAllIn: 'ordersAllOut',
  suspendedIn: 'suspendedOut',
};
export const STOCK_KEYS = Object.keys(STOCKS) as StockIn[];

export interface Measure {
  readonly unit: 'case' | 'order';
  readonly counts: CounterKey | Stock;
  readonly zh: string;
  readonly en: string;
  /** The formula in words: exactly what is in it, and what is not. */
  readonly words: { readonly zh: string; readonly en: string };
}
