// Early warnings: looked for by the clock, read by who serves there, acknowledged once with a note.

import { holds } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { newId } from '#shared/ids.ts';
import { redact } from '#shared/redaction.ts';
import { addMinutes } from '#shared/time.ts';
import { DEFAULT_WARNING_RULE } from '#modules/cases/reports/warning-rule.ts';
import type { WarningLevel, WarningRule } from '#modules/cases/reports/warning-rule.ts';
import type { CaseStatus } from '#modules/cases/facts.ts';

import { classOf, gather } from './rules.ts';
import {
  findAreasSince,
  findGathered,
  findWaitingIds,
  findWarningCases,
  findWarnings,
  insertWarning,
  insertWarningCases,
  lockLook,
  lockWarning,
  readRule,
  saveAcknowledgement,
} from './store.ts';
import type { GatheredRow, WarningLine } from './store.ts';

/** More than that in one place is an emergency that nobody needs to be warned of. */
const MOST_OF_AN_AREA = 60;
const AREAS_AT_ONCE = 50;
/** A look begins a little before the last one ended: what was being committed then is seen now. */
const OVERLAP_MINUTES = 5;

/** Until when this process has looked, by schema. One that has just started looks at all the hours of the rule. */
const lookedUntil = new WeakMap<object, Map<string, string>>();

/** By the clock. Costs one look along the index of time when nothing was reported. */
export async function lookForWarnings(ctx: Context): Promise<void> {
  const { now, district, platform } = ctx;
  const marks = lookedUntil.get(platform.database) ?? new Map<string, string>();
  lookedUntil.set(platform.database, marks);
  const rule = await inTransaction({ ...ctx }, async ({ db }) => ruleFrom(await readRule(db)));
  if (!rule.isOn) return;
  const from = addMinutes(now, -rule.hours * 60);
  const mark = marks.get(district.schema);
  // A clock that was set back, and a rule that was changed to more hours, look at everything again.
  const since = mark === undefined || mark > now || mark < from ? from : addMinutes(mark, -OVERLAP_MINUTES);
  const areas = await inTransaction({ ...ctx }, ({ db }) => findAreasSince(db, since, rule.level));
  for (let at = 0; at < areas.length; at += AREAS_AT_ONCE) {
    const some = areas.slice(at, at + AREAS_AT_ONCE);
    await inTransaction({ ...ctx }, (ctx) => lookAt(ctx, some, rule, from));
  }
  marks.set(district.schema, now);
}

/** What the district has said over what holds otherwise. */
export function ruleFrom(value: unknown): WarningRule {
  return { ...DEFAULT_WARNING_RULE, ...(value as Partial<WarningRule> | undefined) };
}

async function lookAt(ctx: TransactionContext, areaIds: readonly string[], rule: WarningRule, from: string) {
  await lockLook(ctx.db);
  const rows = await findGathered(ctx.db, areaIds, { since: from, level: rule.level, most: MOST_OF_AN_AREA });
  const waiting = await findWaitingIds(ctx.db, [...new Set(rows.flatMap(({ warning_id }) => warning_id ?? []))]);
  // What stands in a warning that somebody has acknowledged warns no more.
  const open = rows.filter(({ warning_id }) => warning_id === null || waiting.has(warning_id));
  for (const ofPlace of byPlace(open, rule.level)) {
    const matters = ofPlace.map((row) => ({ ...row, classCode: row.class_code, words: row.summary }));
    for (const group of gather(matters, rule)) await warn(ctx, group, rule);
  }
}

type Gathered = GatheredRow & { classCode: string | null; words: string };

/** Where a grid has no micro-grids, the grid itself is the place. */
function byPlace(rows: readonly GatheredRow[], level: WarningLevel): GatheredRow[][] {
  const places = new Map<string, GatheredRow[]>();
  for (const row of rows) {
    const key = level === 'microGrid' ? (row.micro_grid_id ?? row.area_id) : row.area_id;
    places.set(key, [...(places.get(key) ?? []), row]);
  }
  return [...places.values()];
}

/** What comes to a warning that still waits joins it; else a new one is opened. */
async function warn(ctx: TransactionContext, group: readonly Gathered[], rule: WarningRule): Promise<void> {
  const fresh = group.filter(({ warning_id }) => warning_id === null).map(({ id }) => id);
  if (fresh.length === 0) return;
  const standing = group.find(({ warning_id }) => warning_id !== null)?.warning_id;
  if (standing != null) {
    await insertWarningCases(ctx.db, standing, fresh, ctx.now);
    await ctx.announce({ name: 'warning.changed', warningId: standing, path: pathOf(group, rule) });
    return;
  }
  const { micro_grid_id, grid_id, community_id, street_id } = group[0]!;
  const isCommunity = rule.level === 'community';
  const row = {
    id: newId(),
    level: rule.level,
    class_code: classOf(group),
    path: pathOf(group, rule),
    street_id,
    community_id,
    grid_id: isCommunity ? null : grid_id,
    micro_grid_id: rule.level === 'microGrid' ? micro_grid_id : null,
    least: rule.least,
    hours: rule.hours,
    opened_at: ctx.now,
  };
  await insertWarning(ctx.db, row, fresh, ctx.now);
  await ctx.announce({ name: 'warning.changed', warningId: row.id, path: row.path });
}

/** Of a community `/district/street/community/`, else that of the matters. */
function pathOf([first]: readonly Gathered[], { level }: WarningRule): string {
  const path = first?.path ?? '/';
  return level === 'community' ? `/${path.split('/').slice(1, 4).join('/')}/` : path;
}

const MOST_LISTED = 100;

export async function listWarnings(ctx: Context, state: 'waiting' | 'all') {
  return inTransaction(ctx, async (ctx) => {
    const rows = await findWarnings(ctx.db, { isWaiting: state === 'waiting', id: null, most: MOST_LISTED + 1 });
    const shown = rows.slice(0, MOST_LISTED);
    return { warnings: shown.map((row) => viewOf(ctx, row)), isComplete: rows.length <= MOST_LISTED };
  });
}

/** @throws {Problem} `not-found` */
export async function readWarning(ctx: Context, id: string) {
  return inTransaction(ctx, async (ctx) => {
    const row = await lineOf(ctx, id);
    const cases = await findWarningCases(ctx.db, id);
    return {
      ...viewOf(ctx, row),
      cases: cases.map((each) => ({
        id: each.id,
        number: each.number,
        summary: each.summary,
        placeWords: each.place_words,
        status: each.status as CaseStatus,
        reportedAt: each.reported_at,
      })),
    };
  });
}

export interface Acknowledgement {
  readonly moveId: string;
  readonly seenVersion: number;
  readonly note: string;
}

/** @throws {Problem} `not-found`, `permission-missing`, `changed-meanwhile`, `id-taken` */
export async function acknowledge(ctx: Context, id: string, { moveId, seenVersion, note }: Acknowledgement) {
  return inTransaction(ctx, async (ctx) => {
    const seen = await lineOf(ctx, id);
    if (!holds(ctx.actor, 'case.close', seen.path)) {
      throw problem('permission-missing', 'Acknowledged by who leads there', { permission: 'case.close' });
    }
    await once(ctx, moveId, { id, seenVersion, note }, async () => {
      const warning = await elevated(ctx, 'saveMove', () => lockWarning(ctx.db, id));
      if (warning === undefined) throw missing();
      const { version } = warning;
      if (version !== seenVersion) {
        throw problem('changed-meanwhile', `It stands at version ${version}; you have seen ${seenVersion}`, {
          version,
        });
      }
      if (warning.acknowledged_at !== null) return;
      const said = { by: ctx.actor.accountId, at: ctx.now, note: redact(note) };
      await elevated(ctx, 'saveMove', () => saveAcknowledgement(ctx.db, warning, said));
      await ctx.announce({ name: 'warning.changed', warningId: id, path: seen.path });
    });
    return viewOf(ctx, await lineOf(ctx, id));
  });
}

async function lineOf({ db }: TransactionContext, id: string): Promise<WarningLine> {
  const [row] = await findWarnings(db, { isWaiting: false, id, most: 1 });
  if (row === undefined) throw missing();
  return row;
}

function viewOf({ actor }: Context, row: WarningLine) {
  return {
    id: row.id,
    version: row.version,
    level: row.level as WarningLevel,
    areaName: row.area_name,
    className: row.class_name,
    count: row.count,
    least: row.least,
    hours: row.hours,
    openedAt: row.opened_at,
    lastAt: row.last_at,
    acknowledgedAt: row.acknowledged_at,
    note: row.note,
    mayAcknowledge: row.acknowledged_at === null && holds(actor, 'case.close', row.path),
  };
}

function missing() {
  return problem('not-found', 'There is no such warning here');
}
