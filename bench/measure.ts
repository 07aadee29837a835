// Figures beside their limits: each is printed when it is known, and once more in the table at the end.

import { cpus, loadavg, totalmem } from 'node:os';

export interface Figure {
  readonly on: 'embedded' | 'PostgreSQL' | 'memory';
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: { readonly most: number } | { readonly least: number };
}

export interface Book {
  note(figure: Figure): void;
  /** Says something beside the figures. */
  say(line: string): void;
  readonly figures: readonly Figure[];
}

export function openBook(write: (line: string) => void): Book {
  const figures: Figure[] = [];
  return {
    figures,
    say: write,
    note(figure) {
      figures.push(figure);
      write(`  ${lineOf(figure)}`);
    },
  };
}

export function isMissed({ value, limit }: Figure): boolean {
  if (limit === undefined) return false;
  // What could not be measured counts as missed.
  if (!Number.isFinite(value)) return true;
  return 'most' in limit ? value > limit.most : value < limit.least;
}

/** The table as Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(
    (figure) =>
      `| ${figure.name} | ${figure.on} | ${`${shown(figure.value)} ${figure.unit}`.trimEnd()} | ${limitOf(figure)} | ${verdictOf(figure)} |`,
  );
  return ['| figure | on | measured | limit | |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

export function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()
    .map((value) => value.toFixed(2))
    .join(' ');
  return `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gigabytes} GB, Node ${process.versions.node}, load average ${load}`;
}

/** @param share 0.95 for p95 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const before = performance.now();
  const result = await work();
  return { result, ms: performance.now() - before };
}

function lineOf(figure: Figure): string {
  return `${figure.on}: ${figure.name}: ${`${shown(figure.value)} ${figure.unit}`.trimEnd()} (${limitOf(figure)}) ${verdictOf(figure)}`.trimEnd();
}

function limitOf({ limit, unit }: Figure): string {
  if (limit === undefined) return 'no limit';
  return 'most' in limit ? `≤ ${limit.most} ${unit}`.trimEnd() : `≥ ${limit.least} ${unit}`.trimEnd();
}

function verdictOf(figure: Figure): string {
  if (figure.limit === undefined) return '';
  return isMissed(figure) ? 'MISSED' : 'kept';
}

function shown(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
