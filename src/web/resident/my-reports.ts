// What was reported from this device, so that nobody has to keep a link: number, code and the private link of each.

import { shallowReactive } from 'vue';

import { keepHere, readKept } from '#web/parts/kept-here.ts';

import { here } from './here.ts';

export interface MyReport {
  /** The token in the address of its page. */
  readonly page: string;
  /** The private link itself; it never stands in an address. */
  readonly link: string;
  readonly groupedNumber: string;
  /** Unknown when it was opened here by somebody who typed nothing. */
  readonly queryCode?: string;
  readonly at: string;
}

const MOST_KEPT = 50;
const known = shallowReactive(new Map<string, readonly MyReport[]>());

/** Newest first. */
export function myReports(): readonly MyReport[] {
  const found = known.get(here.key);
  if (found !== undefined) return found;
  const kept = JSON.parse(readKept(nameHere()) ?? '[]') as readonly MyReport[];
  known.set(here.key, kept);
  return kept;
}

export function findMine(page: string): MyReport | undefined {
  return myReports().find((report) => report.page === page || report.link === page);
}

export function rememberReport(report: MyReport): void {
  const before = findMine(report.page);
  const others = myReports().filter(({ page }) => page !== report.page);
  save([{ ...before, ...report }, ...others].slice(0, MOST_KEPT));
}

export function forgetReport(page: string): void {
  save(myReports().filter((report) => report.page !== page));
  keepHere(`trace.${page.slice(0, 12)}`, undefined);
}

function save(reports: readonly MyReport[]): void {
  known.set(here.key, reports);
  keepHere(nameHere(), JSON.stringify(reports));
}

function nameHere(): string {
  return `reports.${here.key}`;
}
