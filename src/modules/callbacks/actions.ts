// Calling back: the list of whom to call, one call written down, what was heard beside what was claimed.

import { holds } from '#permissions';
import { problem } from '#problems';
import { gatherAround } from '#modules/cases/actions.ts';
import { caseSettings } from '#modules/cases/clocks/district-settings.ts';
import { loadForStaff } from '#modules/cases/lists/beside.ts';
import { hasHandled } from '#modules/cases/moves/verification.ts';
import { keepSaid } from '#modules/cases/reports/said-on-call.ts';
import { isToRecheck, viewCase } from '#modules/cases/view.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { addMinutes } from '#shared/time.ts';

import type { listCallbacks, listDueCallbacks, putCallback, readCallbackFigures } from './contract.ts';
import { triesLeftOpen } from './rules.ts';
import type { CallOutcome } from './rules.ts';
import {
  countCalls,
  countRatings,
  findCallers,
  findCalls,
  findClaims,
  findSaid,
  findUnrated,
  findVoice,
  findVoicesWithPhone,
  insertCall,
} from './store.ts';
import type { Area, CallbackRow, ClaimRow } from './store.ts';

type Output<E extends { output?: unknown }> = NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type Input<E extends { input?: unknown }> = NonNullable<E['input']> extends { _zod: { output: infer O } } ? O : never;

const DAY_MINUTES = 1440;
const MOST_LOOKED_AT = 400;
const MOST_SHOWN = 60;
const FIGURE_DAYS = 30;

interface PlaceQuery {
  readonly streetId?: string | undefined;
  readonly communityId?: string | undefined;
}

/** @throws {Problem} `input-invalid` without a street or community: one list over a whole district would be nobody's */
export async function readDueCallbacks(ctx: Context, query: PlaceQuery): Promise<Output<typeof listDueCallbacks>> {
  const area = areaNamed(query);
  const [{ reopenWithinDays, callBackTries }, directory] = await Promise.all([
    caseSettings(ctx),
    organisationDirectory(ctx),
  ]);
  const reopenMinutes = reopenWithinDays * DAY_MINUTES;
  return inTransaction(ctx, async ({ db }) => {
    const closed = await findUnrated(db, area, addMinutes(ctx.now, -reopenMinutes), MOST_LOOKED_AT);
    const ids = closed.map(({ id }) => id);
    const voices = await findVoicesWithPhone(db, ids);
    const calls = Map.groupBy(await findCalls(db, [...voices.keys()]), ({ case_id }) => case_id);
    const due = closed.flatMap((row) => {
      const reportId = voices.get(row.id);
      const tries = triesLeftOpen((calls.get(row.id) ?? []).map(madeCall), row.closed_at, callBackTries);
      return reportId === undefined || tries === undefined ? [] : [{ row, reportId, tries }];
    });
    const shown = due.slice(0, MOST_SHOWN);
    const claims = await findClaims(
      db,
      shown.map(({ row }) => row.id),
    );
    return {
      due: shown.map(({ row, reportId, tries }) => ({
        caseId: row.id,
        reportId,
        number: row.number,
        summary: row.summary,
        placeWords: row.place_words,
        closedAt: row.closed_at,
        until: addMinutes(row.closed_at, reopenMinutes),
        tries,
        claim: claimOf(claims.get(row.id), directory),
      })),
      isComplete: closed.length < MOST_LOOKED_AT && due.length === shown.length,
    };
  });
}

/**
 * @throws {Problem} `not-found`; `permission-missing` outside the own area; `verifier-is-handler` for whoever did the work;
 *   `case-move-refused` while the case is not closed; `id-taken`; `input-invalid` for a voice of another case
 */
export async function keepCallback(
  ctx: Context,
  caseId: string,
  { id, reportId, outcome, isSolved, manner, words }: Input<typeof putCallback>,
): Promise<{ id: string; calledAt: string }> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const content = { caseId, reportId, outcome, isSolved, manner, words };
    const { answer } = await once(ctx, id, content, async () => {
      const { row, situation } = await loadForStaff(ctx, caseId, around);
      if (!holds(ctx.actor, 'case.callBack', row.path))
        throw problem('permission-missing', 'Not in this area', { permission: 'case.callBack' });
      if (hasHandled(situation.actor, situation.before, situation.orders))
        throw problem('verifier-is-handler', 'Somebody else calls back');
      if (row.closed_at === null)
        throw problem('case-move-refused', `A ${row.status} case is not called back`, { caseStatus: row.status });
      if ((await findVoice(ctx.db, caseId, reportId)) === undefined)
        throw problem('input-invalid', 'There is no such voice in this case', {
          errors: [{ pointer: '/reportId', in: 'body', detail: 'is not a voice of this case' }],
        });
      const calledAt = ctx.now;
      const closedAt = row.closed_at;
      await elevated(ctx, 'saveMove', async () => {
        await insertCall(ctx.db, {
          id,
          case_id: caseId,
          report_id: reportId,
          closed_at: closedAt,
          path: row.path,
          secrecy: row.secrecy,
          street_id: row.street_id,
          community_id: row.community_id,
          grid_id: row.grid_id,
          outcome,
          is_solved: isSolved ?? null,
          manner: manner ?? null,
          called_by: ctx.actor.accountId ?? '',
          called_at: calledAt,
        });
        if (words !== undefined) keepSaid(ctx, { id, caseId, reportId, words });
      });
      return { id, calledAt };
    });
    return answer;
  });
}

/** @throws {Problem} `not-found` */
export async function readCallbacks(ctx: Context, caseId: string): Promise<Output<typeof listCallbacks>> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const loaded = await loadForStaff(ctx, caseId, around);
    const { db } = ctx;
    const claim = claimOf((await findClaims(db, [caseId])).get(caseId), around.directory);
    // Who re-checks looks for himself, and does not read first what the reporter said on the phone.
    if (isToRecheck(viewCase(loaded, around.directory).allowed)) return { claim, calls: [] };
    const rows = await findCalls(db, [caseId]);
    const said = await findSaid(
      db,
      rows.map(({ id }) => id),
    );
    const names = await findCallers(db, [...new Set(rows.map(({ called_by }) => called_by))]);
    return {
      claim,
      calls: rows.map((row) => ({
        id: row.id,
        calledAt: row.called_at,
        byName: names.get(row.called_by) ?? null,
        outcome: row.outcome as CallOutcome,
        isSolved: row.is_solved,
        manner: row.manner as 'good' | 'fair' | 'poor' | null,
        words: said.get(row.id) ?? null,
      })),
    };
  });
}

/** @throws {Problem} `input-invalid` without a street or community */
export async function readFigures(ctx: Context, query: PlaceQuery): Promise<Output<typeof readCallbackFigures>> {
  const area = areaNamed(query);
  const since = addMinutes(ctx.now, -FIGURE_DAYS * DAY_MINUTES);
  return inTransaction(ctx, async ({ db }) => {
    const { claimed, claimedSolved, ...calls } = await countCalls(db, area, since);
    return {
      since,
      calls,
      ofOrganisations: { n: claimed, solved: claimedSolved },
      ofOurs: { n: calls.reached - claimed, solved: calls.solved - claimedSolved },
      ratings: await countRatings(db, area, since),
    };
  });
}

function areaNamed({ streetId, communityId }: PlaceQuery): Area {
  if (communityId !== undefined) return { column: 'community_id', id: communityId };
  if (streetId !== undefined) return { column: 'street_id', id: streetId };
  throw problem('input-invalid', 'Name the street or community to call in', {
    errors: [{ pointer: '/streetId', in: 'query', detail: 'is needed, or a community' }],
  });
}

function madeCall({ outcome, closed_at: closedAt }: CallbackRow) {
  return { outcome: outcome as CallOutcome, closedAt };
}

function claimOf(claim: ClaimRow | undefined, directory: Directory) {
  if (claim === undefined) return null;
  const { organisation_id: id, at } = claim;
  return { by: id === null ? null : (directory.find(id)?.name ?? null), at };
}
