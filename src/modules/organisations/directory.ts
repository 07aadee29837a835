// The organisations of a district as one small tree, kept for a few seconds: every move of a case looks at it.

import { asSystem, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { keptFor } from '#platform/kept.ts';

export interface OrganisationEntry {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly dutyPhone: string | null;
  readonly usesAccounts: boolean;
  readonly isClosed: boolean;
}

export interface Directory {
  find(id: string): OrganisationEntry | undefined;
  all(): readonly OrganisationEntry[];
  /** One duty room may answer for several. */
  withDutyPhone(phone: string): OrganisationEntry[];
  /** The organisation and all above it, itself first. */
  line(id: string): string[];
  /** The organisation, all above and all below it. */
  related(id: string): string[];
}

const KEPT_MS = 2_000;
const kept = keptFor(KEPT_MS, load);

/** Never call it inside a transaction: it opens its own. */
export function organisationDirectory(ctx: Context): Promise<Directory> {
  return kept.of(ctx);
}

/** What was just changed here is seen at once here; other processes see it within two seconds. */
export function forgetDirectory(ctx: Context): void {
  kept.forget(ctx);
}

async function load(ctx: Context): Promise<Directory> {
  const rows = await inTransaction(asSystem(ctx), ({ db }) =>
    db
      .selectFrom('organisations')
      .select(['id', 'parent_id', 'kind', 'name', 'path', 'duty_phone', 'uses_accounts', 'closed_at'])
      .execute(),
  );
  return directoryOf(
    rows.map((row) => ({
      id: row.id,
      parentId: row.parent_id,
      kind: row.kind,
      name: row.name,
      path: row.path,
      dutyPhone: row.duty_phone,
      usesAccounts: row.uses_accounts,
      isClosed: row.closed_at !== null,
    })),
  );
}

export function directoryOf(entries: readonly OrganisationEntry[]): Directory {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const children = Map.groupBy(entries, (entry) => entry.parentId);
  const line = (id: string): string[] => {
    const above: string[] = [];
    for (let each = byId.get(id); each !== undefined && !above.includes(each.id); each = byId.get(each.parentId ?? ''))
      above.push(each.id);
    return above;
  };
  const below = (id: string): string[] => (children.get(id) ?? []).flatMap((child) => [child.id, ...below(child.id)]);
  const withDutyPhone = (phone: string) => entries.filter(({ dutyPhone }) => dutyPhone === phone);
  return {
    find: (id) => byId.get(id),
    all: () => entries,
    withDutyPhone,
    line,
    related: (id) => [...line(id), ...below(id)],
  };
}
