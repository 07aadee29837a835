// Moving a case: load under its lock, decide by the rules, save, announce.

import { randomInt } from 'node:crypto';

import { Problem, problem } from '#problems';
import { attachToCase } from '#modules/attachments/actions.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';

import { saveConsequences } from './moves/consequences.ts';
import { protectedFor } from './reports/contacts.ts';
import type { CaseView } from './contract.ts';
import type { MoveRequest } from './moves/contract-moves.ts';
import { caseSettings } from './clocks/district-settings.ts';
import type { Situation, WorkOrderFacts } from './facts.ts';
import { move } from './rules.ts';
import type { Moved } from './rules.ts';
import { whoChecks, withRechecker } from './moves/rechecker.ts';
import { loadSituation } from './moves/situation.ts';
import type { Around, Loaded } from './moves/situation.ts';
import { factColumns, saveCaseFacts } from './store.ts';
import type { CaseRow } from './store.ts';
import { appendHistory, insertText, lastMomentOf } from './store-history.ts';
import { insertOrder, updateOrder } from './orders/store-orders.ts';
import type { MoveVerb } from './moves/transitions.ts';
import { streetInvolved } from './moves/street-involved.ts';
import { verifierToAsk } from './moves/verifier-to-ask.ts';
import { changedSince, viewCase } from './view.ts';

/** What a device may be ahead of us and still be believed. */
const CLOCK_TOLERANCE_MIN = 2;

/**
 * Moves a case by one verb. The same moveId with the same content answers the same again.
 *
 * @throws {Problem} `not-found`; `case-changed` with what happened since and what is allowed now; `case-move-refused` or
 * the guard's own slug; `id-taken`; `input-invalid`
 */
export async function moveCase(ctx: Context, verb: MoveVerb, caseId: string, request: MoveRequest): Promise<CaseView> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    let moved: Loaded | undefined;
    await once(
      ctx,
      request.moveId,
      { verb, caseId, ...request },
      async (loaded) => {
        moved = await moveOnce(ctx, verb, { loaded, request, around });
      },
      () => loadSituation(ctx, caseId, around, request, { isLocked: true }),
    );
    return viewCase(moved ?? (await loadAgain(ctx, caseId, around)), around.directory);
  });
}

/** What the rules need that is not read inside the case's transaction. */
export async function gatherAround(ctx: Context): Promise<Around> {
  const [directory, settings, safe] = await Promise.all([
    organisationDirectory(ctx),
    caseSettings(ctx),
    ctx.platform.vault.safe(ctx.district.id),
  ]);
  return { directory, settings, safe, draw: randomInt(1_000_000) / 1_000_000 };
}

async function moveOnce(
  ctx: TransactionContext,
  verb: MoveVerb,
  { loaded, request, around }: { loaded: Loaded; request: MoveRequest; around: Around },
): Promise<Loaded | undefined> {
  const { row } = loaded;
  if (row.version !== request.seenVersion) throw await changedSince(ctx, loaded, request.seenVersion, around.directory);
  if (loaded.situation.orders.some(({ id }) => id === request.newWorkOrderId)) throw orderIdTaken(request);
  const at = await momentOf(ctx, request, row.id);
  const input = {
    ...loaded.situation.input,
    ...(await verifierToAsk(ctx, verb, loaded, around)),
    ...(await streetInvolved(ctx, verb, loaded.situation)),
  };
  const situation = { ...loaded.situation, input, at };
  const moved = await withRechecker(ctx, { loaded, around }, await decided(ctx, verb, situation));
  const done = { verb, request, loaded: { ...loaded, situation }, moved, around };
  await save(ctx, done);
  return TOUCH_MORE.includes(verb) ? undefined : afterMove(ctx, done);
}

/** Who is refused a check reads who may make it: posts, not names. */
async function decided(ctx: TransactionContext, verb: MoveVerb, situation: Situation): Promise<Moved> {
  try {
    return move(verb, situation);
  } catch (error) {
    const isCheck = verb === 'verify' || verb === 'recheck';
    if (!(error instanceof Problem) || !isCheck || !NEEDS_ANOTHER.includes(error.slug)) throw error;
    throw problem(error.slug, error.message, { ...error.extras, whoCan: await whoChecks(ctx, verb, situation) });
  }
}

const NEEDS_ANOTHER: readonly string[] = ['permission-missing', 'verifier-is-handler', 'recheck-is-anothers'];

/** Moves whose consequences reach what the answer shows beyond the rules' own facts: voices, place, words. */
const TOUCH_MORE: readonly MoveVerb[] = ['classify', 'withdraw', 'merge', 'unmerge', 'split'];

/** The case as the move has left it, without asking the database what it was just told. */
function afterMove(ctx: TransactionContext, done: MoveDone): Loaded {
  const { loaded, moved } = done;
  const { after, orders } = moved;
  const row = { ...loaded.row, ...factColumns(after), version: after.version, ...alsoOnCase(ctx, done) };
  const rules = loaded.situation.input.newClass ?? loaded.situation.class;
  return {
    ...loaded,
    row,
    situation: { ...loaded.situation, before: after, orders, class: rules, input: {}, at: ctx.now },
  };
}

/** The mover's own scope decided; what follows from the move is saved for the district. */
async function save(ctx: TransactionContext, done: MoveDone): Promise<void> {
  const { verb, request, loaded, moved } = done;
  await elevated(ctx, 'saveMove', async () => {
    // Nothing of this is waited for: it goes out together, and what fails in it fails the commit.
    saveCaseFacts(ctx.db, loaded.row, moved.after, alsoOnCase(ctx, done));
    appendHistory(ctx.db, request.moveId, moved.history, {
      linkId: ctx.actor.linkId,
      role: actingRole(ctx, loaded.row.path),
      recordedAt: ctx.now,
    });
    for (const order of moved.orders.filter(({ id }) => moved.changedOrderIds.includes(id))) {
      const also = alsoOnOrder(ctx, done, order);
      if (loaded.situation.orders.some(({ id }) => id === order.id)) updateOrder(ctx.db, order, also);
      else insertOrder(ctx.db, loaded.row.id, order, also);
    }
    await saveWords(ctx, done);
    if (request.attachmentIds !== undefined) {
      await attachToCase(ctx, request.attachmentIds, {
        caseId: loaded.row.id,
        moveId: request.moveId,
        // What a reporter adds belongs to the own voice: it goes where that goes, and other voices do not hear it.
        reportId: VERBS_OF_REPORTERS.includes(verb) ? (loaded.voiceId ?? null) : null,
      });
    }
    await saveConsequences(ctx, done);
    await ctx.announce({
      name: 'case.moved',
      caseId: loaded.row.id,
      moveId: request.moveId,
      verb,
      from: loaded.row.status,
      to: moved.after.status,
      path: moved.after.path,
      secrecy: moved.after.secrecy,
    });
  });
}

const VERBS_OF_REPORTERS: readonly MoveVerb[] = ['supplement', 'reopen'];

export interface MoveDone {
  readonly verb: MoveVerb;
  readonly request: MoveRequest;
  readonly loaded: Loaded;
  readonly moved: Moved;
  readonly around: Around;
}

/** Whoever files or sends out a matter under its proposed class has settled it: the limit and the organisation hang on it. */
const SETTLES_CLASS: readonly MoveVerb[] = ['file', 'dispatch', 'dispatchDirect'];

/** Columns of a case that no rule looks at. */
function alsoOnCase(ctx: TransactionContext, { verb, request, loaded, moved }: MoveDone): Partial<CaseRow> {
  const { located } = loaded;
  const isEmergencyNow = loaded.situation.input.newClass?.isEmergency === true;
  const lead = moved.orders
    .filter(({ role, status }) => role === 'leadHandler' && !['replaced', 'sentBack', 'cancelled'].includes(status))
    .at(-1);
  return {
    due_at: lead === undefined || lead.clock.stoppedAt !== null ? null : lead.clock.dueAt,
    suspended_until: lead?.suspension?.until ?? null,
    ...(request.classCode !== undefined || (moved.after.classCode !== null && SETTLES_CLASS.includes(verb))
      ? { class_confirmed: true }
      : {}),
    ...keptVersion({ verb, request, loaded, moved }),
    ...(isEmergencyNow ? { is_urgent: true } : {}),
    ...(request.summary === undefined ? {} : { summary: request.summary }),
    ...(request.placeWords === undefined ? {} : { place_words: request.placeWords }),
    ...(verb === 'handDown' ? { handed_down_due_at: request.dueAt ?? null } : {}),
    ...(verb === 'answer' ? { adoption: request.adoption ?? null } : {}),
    ...(verb === 'reject' ? { referral: request.referral ?? null } : {}),
    ...(verb === 'evaluate'
      ? { is_solved: request.isSolved ?? null, manner_rating: request.manner ?? null, rated_at: ctx.now }
      : {}),
    ...(moved.after.reopenCount > loaded.situation.before.reopenCount
      ? { is_solved: null, manner_rating: null, rated_at: null }
      : {}),
    ...(located === undefined
      ? {}
      : {
          longitude: located.longitude,
          latitude: located.latitude,
          source_crs: located.sourceCrs,
          source_longitude: located.sourceLongitude,
          source_latitude: located.sourceLatitude,
          street_id: located.streetId,
          community_id: located.communityId,
          grid_id: located.gridId,
          micro_grid_id: located.microGridId,
          place_id: null,
        }),
  };
}

/** Whatever settles the class settles its version; the same class settled again keeps the one there is. */
function keptVersion({ verb, request, loaded, moved }: Omit<MoveDone, 'around'>): Partial<CaseRow> {
  const { classCode } = moved.after;
  if (classCode === null || (request.classCode === undefined && !SETTLES_CLASS.includes(verb))) return {};
  const rules = loaded.situation.input.newClass ?? loaded.situation.class;
  const kept = loaded.row.class_code === classCode ? loaded.row.class_version : null;
  return { class_version: kept ?? rules?.version ?? null };
}

function alsoOnOrder(ctx: TransactionContext, { verb, request, loaded }: MoveDone, order: WorkOrderFacts) {
  const isNew = order.id === request.newWorkOrderId;
  return {
    ...(isNew
      ? {
          issued_by: ctx.actor.accountId,
          phoned_at: request.phonedAt ?? null,
          phone_answered_by: request.phoneAnsweredBy ?? null,
        }
      : {}),
    ...(verb === 'assign'
      ? { assigned_organisation_id: loaded.organisation?.id ?? null, inner_due_at: request.innerDueAt ?? null }
      : {}),
    ...(verb === 'feedback' && order.status === 'feedback' ? { feedback_at: loaded.situation.at } : {}),
  };
}

/** Who may read what was said with a move: an organisation's own words and the order's, staff's opinions only staff. */
const AUDIENCES: Partial<Record<MoveVerb, 'organisation' | 'public'>> = {
  dispatch: 'organisation',
  dispatchDirect: 'organisation',
  redispatch: 'organisation',
  addCoHandler: 'organisation',
  acknowledge: 'organisation',
  assign: 'organisation',
  askToRelay: 'organisation',
  sendBack: 'organisation',
  refuseSendBack: 'organisation',
  arbitrate: 'organisation',
  askExtension: 'organisation',
  approveExtension: 'organisation',
  refuseExtension: 'organisation',
  askSuspension: 'organisation',
  suspend: 'public',
  refuseSuspension: 'organisation',
  resume: 'organisation',
  approveSendBack: 'organisation',
  returnToOrganisation: 'organisation',
  verify: 'organisation',
  recheck: 'organisation',
  feedback: 'public',
  reject: 'public',
  answer: 'public',
  answerRating: 'public',
};

/** Of what a resident says, what the organisation has to know: to work on, or to answer. */
const HEARD_BY_ORGANISATIONS: readonly MoveVerb[] = ['supplement', 'reopen', 'evaluate'];

async function saveWords(ctx: TransactionContext, { verb, loaded, moved, request, around }: MoveDone): Promise<void> {
  if (moved.words === undefined) return;
  const isByReporter =
    loaded.situation.actor.isReporter &&
    loaded.situation.actor.linkWorkOrderId === null &&
    ctx.actor.kind !== 'account';
  const audience = isByReporter ? 'staff' : (AUDIENCES[verb] ?? 'staff');
  const base = {
    caseId: loaded.row.id,
    moveId: request.moveId,
    reportId: null,
    writtenBy: ctx.actor.accountId,
    at: ctx.now,
  };
  const reportId = isByReporter ? (ctx.actor.linkReportId ?? null) : null;
  insertText(ctx.db, { ...base, reportId, id: newId(), audience, purpose: verb, words: moved.words });
  // What a resident adds reaches the organisation without what points to the resident.
  if (isByReporter && HEARD_BY_ORGANISATIONS.includes(verb)) {
    insertText(ctx.db, {
      ...base,
      id: newId(),
      audience: 'organisation',
      purpose: `${verb}.redacted`,
      words: await protectedFor(ctx, around.safe, moved.words, reportId),
    });
  }
}

/** What was done without signal keeps its moment, but nothing happens before what it follows: the mover has seen that. */
async function momentOf(ctx: TransactionContext, { at }: MoveRequest, caseId: string): Promise<string> {
  if (at === undefined) return ctx.now;
  const last = await elevated(ctx, 'saveMove', () => lastMomentOf(ctx.db, caseId));
  if (at > addMinutes(ctx.now, CLOCK_TOLERANCE_MIN)) throw wrongMoment(`is after ${ctx.now}`);
  if (last !== undefined && at < last) throw wrongMoment(`is before ${last}, when the case last moved`);
  return at > ctx.now ? ctx.now : at;
}

function wrongMoment(detail: string) {
  return problem('input-invalid', 'Not a moment this move can have been made at', {
    errors: [{ pointer: '/at', in: 'body', detail }],
  });
}

function orderIdTaken({ newWorkOrderId }: MoveRequest) {
  return problem('id-taken', 'This case has a work order of that id; make a new one', { id: newWorkOrderId });
}

function actingRole(ctx: TransactionContext, path: string): string | null {
  return ctx.actor.grants.find((grant) => path.startsWith(grant.path))?.role ?? ctx.actor.grants[0]?.role ?? null;
}

async function loadAgain(ctx: TransactionContext, caseId: string, around: Around): Promise<Loaded> {
  // The move may have taken the case out of the mover's own sight: the answer says what it became, nothing more.
  return elevated(ctx, 'saveMove', () => loadSituation(ctx, caseId, around, {}, { isLocked: false }));
}
