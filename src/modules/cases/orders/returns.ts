// What was sent back why on a case, and the cases whose owner the district is to settle.

import { dispatchRuleAt, ruleOfCase } from '#modules/catalogue/actions-dispatch-rules.ts';
import { responsibleAt } from '#modules/catalogue/actions-duties.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { holds } from '#permissions';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';

import { gatherAround } from '../actions.ts';
import { loadForStaff } from '../lists/beside.ts';
import { findArbitrations } from '../lists/store-mine.ts';
import type { Loaded } from '../moves/situation.ts';
import { mayMove } from '../rules.ts';
import { findHistory, findMoveTexts } from '../store-pages.ts';
import { viewLine } from '../view.ts';
import type { listArbitrations as listEndpoint, readReturns as readEndpoint } from './contract-returns.ts';
import { returnsOf } from './returns-rules.ts';
import type { ReturnHop } from './returns-rules.ts';
import { findOrdersAsked } from './store-returns.ts';

type Output<E extends { output?: unknown }> = NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type Returns = Output<typeof readEndpoint>;

const MOST = 200;

/** @throws {Problem} `not-found` also for whoever sees it only as a handler or a reporter */
export async function readReturns(ctx: Context, caseId: string): Promise<Returns> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const loaded = await loadForStaff(ctx, caseId, around);
    const { row, situation } = loaded;
    const lines = (await findHistory(ctx.db, row.id)).map((move) => ({
      id: move.id,
      verb: move.verb,
      at: move.at,
      workOrderId: move.work_order_id,
      organisationId: move.organisation_id,
      codes: move.codes as Record<string, unknown>,
    }));
    const hops = returnsOf(lines);
    const settled = lines.findLast(({ verb }) => verb === 'arbitrate');
    const texts = hops.length === 0 ? [] : await findMoveTexts(ctx.db, row.id);
    const wordsOf = (moveId: string | null) =>
      texts.find(({ move_id, erased_at }) => move_id === moveId && erased_at === null)?.words ?? null;
    const nameOf = (id: string | null) => around.directory.find(id ?? '')?.name ?? '';
    return {
      waitingSince: row.arbitration_at,
      mayArbitrate: mayMove('arbitrate', situation),
      hops: hops.map((hop) => viewHop(hop, nameOf, wordsOf)),
      proposal: row.arbitration_at === null ? null : await proposalFor(ctx, loaded, around.directory, hops),
      settled:
        settled?.organisationId == null
          ? null
          : {
              organisationId: settled.organisationId,
              organisationName: nameOf(settled.organisationId),
              at: settled.at,
              words: wordsOf(settled.id),
            },
      ruleId:
        settled === undefined ? null : ((await elevated(ctx, 'ground', () => ruleOfCase(ctx, row.id)))?.id ?? null),
    };
  });
}

/** Those of the actor's sight: a restricted matter is settled by the posts that may read it. */
export async function listArbitrations(ctx: Context): Promise<Output<typeof listEndpoint>> {
  const directory = await organisationDirectory(ctx);
  return inTransaction(ctx, async (ctx) => {
    if (!holds(ctx.actor, 'case.arbitrate', ctx.district.path)) return { cases: [], isComplete: true };
    const rows = await findArbitrations(ctx.db, MOST);
    const asked = await findOrdersAsked(
      ctx.db,
      rows.map(({ id }) => id),
    );
    return {
      cases: rows.map((row) => {
        const { id, number, version, summary, placeWords, classCode } = viewLine(row);
        return {
          id,
          number,
          version,
          summary,
          placeWords,
          classCode,
          path: row.path,
          waitingSince: row.arbitration_at ?? ctx.now,
          timesAsked: row.send_backs_asked,
          organisationName: directory.find(asked.get(id) ?? '')?.name ?? '',
        };
      }),
      isComplete: rows.length < MOST,
    };
  });
}

function viewHop(
  { moveId, at, organisationId, reason, basis, outcome, decidedAt, decidedById }: ReturnHop,
  nameOf: (id: string | null) => string,
  wordsOf: (moveId: string | null) => string | null,
): Returns['hops'][number] {
  return {
    moveId,
    at,
    organisationName: nameOf(organisationId),
    reason: reason as Returns['hops'][number]['reason'],
    basis: basis as Returns['hops'][number]['basis'],
    words: wordsOf(moveId),
    outcome,
    decidedAt,
    decidedWords: decidedById === null ? null : wordsOf(decidedById),
  };
}

/** A dispatch rule first, then the duty lists; never the one a complaint is about. */
async function proposalFor(
  ctx: TransactionContext,
  { row }: Loaded,
  directory: Directory,
  hops: readonly ReturnHop[],
): Promise<Returns['proposal']> {
  if (row.class_code === null) return null;
  const classCode = row.class_code;
  const found = await elevated(ctx, 'ground', async () => {
    const rule = await dispatchRuleAt(ctx, classCode, row.path);
    if (rule !== undefined) return { ...rule, found: 'dispatchRule' as const };
    return responsibleAt(ctx, classCode, row.path);
  });
  if (found === undefined) return null;
  const organisation = directory.find(found.organisationId);
  const isAbout = directory.line(found.organisationId).includes(row.about_organisation_id ?? '');
  if (organisation === undefined || organisation.isClosed || isAbout) return null;
  return {
    organisationId: organisation.id,
    name: organisation.name,
    because: found.found,
    clause: found.clause,
    hasSentBack: hops.some(({ organisationId }) => organisationId === organisation.id),
  };
}
