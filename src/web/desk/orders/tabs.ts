// What an organisation's inbox is sorted into.

import type { WorkOrderStatus } from '#modules/cases/facts.ts';

export const TABS = ['toSign', 'inHand', 'soon', 'rework', 'sendBack', 'waiting'] as const;
export type Tab = (typeof TABS)[number];

const SOON_MS = 24 * 3_600_000;

const STATUSES: Readonly<Record<Exclude<Tab, 'soon'>, readonly WorkOrderStatus[]>> = {
  toSign: ['issued'],
  inHand: ['acknowledged', 'rework'],
  rework: ['rework'],
  sendBack: ['sendBackAsked'],
  waiting: ['feedback'],
};

interface Order {
  readonly status: WorkOrderStatus;
  readonly dueAt: string;
}

/** 快到期: the clock runs, and less than a day is left or none. */
export function isOpenTab(tab: Tab, { status, dueAt }: Order, now: string): boolean {
  if (tab !== 'soon') return STATUSES[tab].includes(status);
  const isRunning = status === 'issued' || status === 'acknowledged' || status === 'rework';
  return isRunning && Date.parse(dueAt) - Date.parse(now) < SOON_MS;
}

export function tabOf(asked: unknown): Tab {
  return TABS.find((tab) => tab === asked) ?? 'toSign';
}
