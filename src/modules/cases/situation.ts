// Gathers what the rules look at: the case under its lock, its orders, the actor as seen from it, what the mover named.

import { problem } from '#problems';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import type { Directory, OrganisationEntry } from '#modules/organisations/directory.ts';

import { locate } from '#modules/grids/locate.ts';
import type { Located } from '#modules/grids/locate.ts';

import type { Safe } from '#platform/vault.ts';

import type { MoveBody } from './contract.ts';
import type { CaseSettings } from './district-settings.ts';
import type { ActorFacts, ClassRules, MoveInput, Situation } from './facts.ts';
import { caseFacts, findCaseRow, findClassRules, findOrderRows, lockCaseRow, orderFacts } from './store.ts';
import type { CaseRow } from './store.ts';
import { findReporterOf } from './store-reports.ts';

export interface Loaded {
  readonly row: CaseRow;
  readonly situation: Situation;
  /** Where a changed place lies. */
  readonly located: Located | undefined;
  readonly organisation: OrganisationEntry | undefined;
}

/** What the rules need from outside the transaction. */
export interface Around {
  readonly directory: Directory;
  readonly settings: CaseSettings;
  readonly safe: Safe;
  /** A random number 0–1, drawn once for this move. */
  readonly draw: number;
}

/** @throws {Problem} `not-found` when the case is not there or not seen by the actor */
export async function loadSituation(
  ctx: TransactionContext,
  caseId: string,
  around: Around,
  body: MoveBody,
  options: { isLocked: boolean },
): Promise<Loaded> {
  const { db } = ctx;
  const row = options.isLocked ? await lockCaseRow(db, caseId) : await findCaseRow(db, caseId);
  if (row === undefined) throw notFound();
  const actor = await actorFacts(ctx, caseId, around.directory);
  // The case is seen; what its rules look at may lie beyond the mover's own scope.
  return elevated(ctx, 'saveMove', async () => {
    const orders = (await findOrderRows(db, caseId)).map((order) => orderFacts(order, around.directory));
    const rules = row.class_code === null ? undefined : await findClassRules(db, row.class_code);
    const located = body.place === undefined ? undefined : await locate(ctx, body.place);
    const organisation = body.organisationId === undefined ? undefined : around.directory.find(body.organisationId);
    const input = await moveInput(ctx, { body, row, located, organisation, around });
    // What is settled in the same move already counts for its guards: a grid worker names the class and sends the crew at once.
    return {
      row,
      situation: {
        before: caseFacts(row),
        orders,
        actor,
        class: input.newClass ?? rules,
        district: around.settings,
        input,
        at: ctx.now,
      },
      located,
      organisation,
    };
  });
}

export async function actorFacts(ctx: TransactionContext, caseId: string, directory: Directory): Promise<ActorFacts> {
  const { actor } = ctx;
  const isByLink = actor.kind === 'reporterLink' && actor.linkCaseId === caseId;
  const reporterId = actor.accountId === null ? undefined : await findReporterOf(ctx.db, caseId, actor.accountId);
  return {
    accountId: actor.accountId,
    grants: actor.grants,
    relatedOrganisationIds: [...new Set(actor.organisationIds.flatMap((id) => directory.related(id)))],
    isReporter: isByLink || reporterId !== undefined,
    linkWorkOrderId: actor.kind === 'orderLink' ? (actor.linkWorkOrderId ?? null) : null,
  };
}

interface Given {
  body: MoveBody;
  row: CaseRow;
  located: Located | undefined;
  organisation: OrganisationEntry | undefined;
  around: Around;
}

async function moveInput(
  ctx: TransactionContext,
  { body, row, located, organisation, around }: Given,
): Promise<MoveInput> {
  const { db } = ctx;
  const newClass = body.classCode === undefined ? undefined : await getClass(ctx, body.classCode);
  const target = body.targetId === undefined ? undefined : await findCaseRow(db, body.targetId);
  if (body.targetId !== undefined && target === undefined) throw notFound();
  return {
    ...chosen(body),
    ...(newClass === undefined ? {} : { newClass }),
    ...(target === undefined ? {} : { target: caseFacts(target) }),
    ...(located === undefined ? {} : { path: located.path }),
    ...(body.organisationId === undefined ? {} : await organisationInput(ctx, row, organisation, around.directory)),
    ...(body.verifierAccountId === undefined
      ? {}
      : { verifierRelatedOrganisationIds: await organisationsOf(ctx, body.verifierAccountId, around.directory) }),
    draw: around.draw,
  };
}

/** The fields that the rules take as they were sent. */
function chosen(body: MoveBody): MoveInput {
  const { outcome, reason, words, evidence, workOrderId, newWorkOrderId, organisationId, assignedToAccountId } = body;
  const {
    sendBackReason,
    referral,
    level,
    dueAt,
    kind,
    newCaseId,
    verifierAccountId,
    adoption,
    channel,
    contactOutcome,
    isSolved,
  } = body;
  return {
    outcome, reason, words, evidence, workOrderId, newWorkOrderId, organisationId, assignedToAccountId, sendBackReason,
    referral, level, dueAt, kind, newCaseId, verifierAccountId, adoption, channel, contactOutcome, isSolved,
    ...(body.about === undefined ? {} : { about: body.about }),
  }; // prettier-ignore
}

async function organisationInput(
  ctx: TransactionContext,
  row: CaseRow,
  organisation: OrganisationEntry | undefined,
  directory: Directory,
): Promise<MoveInput> {
  if (organisation === undefined || organisation.isClosed) {
    throw problem('input-invalid', 'There is no such organisation', {
      errors: [{ pointer: '/organisationId', in: 'body', detail: 'is not an organisation of this district' }],
    });
  }
  const listed = await ctx.db
    .selectFrom('direct_list')
    .select(['path', 'class_code'])
    .where('organisation_id', '=', organisation.id)
    .execute();
  const here = listed.filter(({ path }) => row.path.startsWith(path));
  const isOnDirectList = here.some(({ class_code }) => class_code === null || class_code === row.class_code);
  const community = row.path.split('/').slice(0, 4).join('/');
  return {
    organisationLine: directory.line(organisation.id),
    isOnDirectList,
    isPartner: here.length > 0 || organisation.path.startsWith(`${community}/`),
  };
}

async function organisationsOf(ctx: TransactionContext, accountId: string, directory: Directory): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('posts')
    .select('organisation_id')
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
  return rows.flatMap(({ organisation_id }) => (organisation_id === null ? [] : directory.related(organisation_id)));
}

/** @throws {Problem} `input-invalid` for a class the catalogue does not have */
export async function getClass(ctx: TransactionContext, code: string): Promise<ClassRules> {
  const rules = await findClassRules(ctx.db, code);
  if (rules !== undefined) return rules;
  throw problem('input-invalid', 'There is no such class', {
    errors: [{ pointer: '/classCode', in: 'body', detail: 'is not a class of the catalogue' }],
  });
}

export function notFound() {
  return problem('not-found', 'There is no such case, or it lies outside what you may see');
}
