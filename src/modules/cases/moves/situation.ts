// Gathers what the rules look at: the case under its lock, its orders, the actor as seen from it, what the mover named.

import { permissionsOf, ROLES } from '#permissions';
import type { Role } from '#permissions';
import { problem } from '#problems';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import type { Directory, OrganisationEntry } from '#modules/organisations/directory.ts';

import { streetDutyAt } from '#modules/catalogue/actions-duties.ts';
import { locate } from '#modules/grids/locate.ts';
import type { Located } from '#modules/grids/locate.ts';

import type { Safe } from '#platform/vault.ts';
import { dayOf } from '#shared/time.ts';

import { aboutFacts } from '../reports/about.ts';
import { maySee } from '../access.ts';
import { checkOwner } from './owner-to-name.ts';
import type { MoveBody } from './contract-moves.ts';
import type { CaseSettings } from '../clocks/district-settings.ts';
import type { ActorFacts, ClassRules, MoveInput, SendBackBasis, Situation } from '../facts.ts';
import { findGone } from '../lists/store-mine.ts';
import { caseFacts, findCaseRow, lockCaseRow, lockCaseRows } from '../store.ts';
import type { CaseRow } from '../store.ts';
import {
  findClassRules,
  findClassRulesOfCase,
  findDirectList,
  findOrderRows,
  gradedRules,
  orderFacts,
} from '../orders/store-orders.ts';
import { findOwnVoice, findWordsOf } from '../reports/store-reports.ts';

export interface Loaded {
  readonly row: CaseRow;
  readonly situation: Situation;
  /** Where a changed place lies. */
  readonly located: Located | undefined;
  readonly organisation: OrganisationEntry | undefined;
  /** The actor's own voice in this case. */
  readonly voiceId: string | undefined;
  /** For somebody who sees the case only as its reporter: what he said himself, in place of a summary others wrote. */
  readonly ownWords: string | undefined;
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
  // Asked for together, the lock first.
  const [rows, ownVoiceId, beyond] = await Promise.all([
    findRows(ctx, caseId, body, options),
    ctx.actor.accountId === null ? undefined : findOwnVoice(ctx.db, caseId, { accountId: ctx.actor.accountId }),
    elevated(ctx, 'saveMove', () => findBeyond(ctx, caseId, body)),
  ]);
  const voiceId = ownVoiceId ?? beyond.linkedVoiceId;
  const row = rows.find((each) => each?.id === caseId);
  if (row === undefined) throw notFound();
  const target = body.targetId === undefined ? undefined : rows.find((each) => each?.id === body.targetId);
  if (body.targetId !== undefined && target === undefined) throw notFound();
  const actor = actorFacts(ctx, voiceId !== undefined, around.directory);
  const { rules } = beyond;
  const orders = beyond.orders.map((order) => orderFacts(order, around.directory));
  return elevated(ctx, 'saveMove', async () => {
    const located = body.place === undefined ? undefined : await locate(ctx, body.place);
    const organisation = body.organisationId === undefined ? undefined : around.directory.find(body.organisationId);
    const input = await moveInput(ctx, { body, row, target, located, organisation, around, beyond });
    const ownWords = async () => (ownVoiceId === undefined ? beyond.linkedWords : findWordsOf(ctx.db, ownVoiceId));
    const isOnlyReporter = actor.isReporter && !maySee({ ...actor, isReporter: false }, caseFacts(row), orders);
    return {
      row,
      situation: {
        before: caseFacts(row),
        orders,
        actor,
        class: rules,
        isRecheckerGone: row.rechecker_id !== null && (await isGone(ctx, row.rechecker_id)),
        district: around.settings,
        input,
        at: ctx.now,
      },
      located,
      organisation,
      voiceId,
      ownWords: isOnlyReporter ? await ownWords() : undefined,
    };
  });
}

/** Of the few cases that were drawn for somebody alone. */
async function isGone(ctx: TransactionContext, accountId: string): Promise<boolean> {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  return (await findGone(ctx.db, [accountId], today)).has(accountId);
}

async function findRows(
  { db }: TransactionContext,
  caseId: string,
  { targetId }: MoveBody,
  { isLocked }: { isLocked: boolean },
): Promise<(CaseRow | undefined)[]> {
  if (!isLocked) return [await findCaseRow(db, caseId)];
  return targetId === undefined ? [await lockCaseRow(db, caseId)] : lockCaseRows(db, [caseId, targetId]);
}

/** What the rules look at and the mover may not see: of no account when he does not see the case. */
async function findBeyond({ db, actor }: TransactionContext, caseId: string, body: MoveBody) {
  const { classCode, organisationId, severity } = body;
  // The private link names the voice; whether it stands in this case, and not withdrawn, is asked.
  const reportId = actor.kind === 'reporterLink' ? actor.linkReportId : undefined;
  const [orders, { rules, graded }, newClass, directList, linkedVoiceId, linkedWords] = await Promise.all([
    findOrderRows(db, caseId),
    findClassRulesOfCase(db, caseId),
    classCode === undefined ? undefined : findClassRules(db, classCode),
    organisationId === undefined ? [] : findDirectList(db, organisationId),
    findOwnVoice(db, caseId, { reportId }),
    findWordsOf(db, reportId),
  ]);
  // Another class knows nothing of what was said of this one.
  const kept = newClass === undefined || newClass.code === rules?.code ? graded.severity : null;
  const asked = { grade: graded.grade, severity: severity ?? kept };
  return {
    orders,
    rules: rules && gradedRules(rules, asked),
    newClass: newClass && gradedRules(newClass, asked),
    directList,
    linkedVoiceId,
    linkedWords,
  };
}

export function actorFacts({ actor }: TransactionContext, isReporter: boolean, directory: Directory): ActorFacts {
  return {
    accountId: actor.accountId,
    grants: actor.grants,
    relatedOrganisationIds: [...new Set(actor.organisationIds.flatMap((id) => directory.related(id)))],
    isReporter,
    linkWorkOrderId: actor.kind === 'orderLink' ? (actor.linkWorkOrderId ?? null) : null,
  };
}

interface Given {
  body: MoveBody;
  row: CaseRow;
  target: CaseRow | undefined;
  located: Located | undefined;
  organisation: OrganisationEntry | undefined;
  around: Around;
  beyond: Awaited<ReturnType<typeof findBeyond>>;
}

async function moveInput(
  ctx: TransactionContext,
  { body, row, target, located, organisation, around, beyond }: Given,
): Promise<MoveInput> {
  const { newClass } = beyond;
  if (body.classCode !== undefined && newClass === undefined) throw noSuchClass();
  const about = body.about === undefined ? undefined : await aboutFacts(ctx, body.about, around.directory);
  if (body.assignedToAccountId !== undefined) await checkAssignee(ctx, body, around.directory);
  if (body.verifierAccountId !== undefined) await checkVerifier(ctx, body.verifierAccountId);
  if (body.ownerAccountId !== undefined) await checkOwner(ctx, body.ownerAccountId, row);
  return {
    ...chosen(body),
    ...(newClass === undefined ? {} : { newClass }),
    ...(target === undefined ? {} : { target: caseFacts(target) }),
    ...(about === undefined ? {} : { about }),
    ...(located === undefined ? {} : { path: located.path }),
    ...(body.organisationId === undefined
      ? {}
      : organisationInput(row, organisation, newClass?.code ?? row.class_code, around.directory, beyond.directList)),
    ...(organisation === undefined ? {} : await dutyInput(ctx, row, organisation, { newClass, around })),
    ...(body.level === undefined ? {} : { isTaskFromAbove: await isTaskFromAbove(ctx, row.id) }),
    ...(body.verifierAccountId === undefined
      ? {}
      : { verifierRelatedOrganisationIds: await organisationsOf(ctx, body.verifierAccountId, around.directory) }),
    ...(body.basis === undefined ? {} : basisInput(body, beyond.orders, around.directory)),
    draw: around.draw,
  };
}

/** The fields that the rules take as they were sent. */
function chosen(body: MoveBody): MoveInput {
  const { outcome, reason, words, evidence, workOrderId, newWorkOrderId, organisationId, assignedToAccountId } = body;
  const {
    sendBackReason,
    basis,
    referral,
    level,
    dueAt,
    kind,
    newCaseId,
    endsStages,
    ownerAccountId,
    verifierAccountId,
    adoption,
    channel,
    contactOutcome,
    isSolved,
    severity,
  } = body;
  return {
    outcome, reason, words, evidence, workOrderId, newWorkOrderId, organisationId, assignedToAccountId, sendBackReason, basis,
    referral, level, dueAt, kind, newCaseId, endsStages, ownerAccountId, verifierAccountId, adoption, channel, contactOutcome, isSolved, severity,
  }; // prettier-ignore
}

function organisationInput(
  row: CaseRow,
  organisation: OrganisationEntry | undefined,
  classCode: string | null,
  directory: Directory,
  directList: Awaited<ReturnType<typeof findDirectList>>,
): MoveInput {
  if (organisation === undefined || organisation.isClosed) {
    throw problem('input-invalid', 'There is no such organisation', {
      errors: [{ pointer: '/organisationId', in: 'body', detail: 'is not an organisation of this district' }],
    });
  }
  const here = directList.filter(({ path }) => row.path.startsWith(path));
  const isOnDirectList = here.some(({ class_code }) => class_code === null || class_code === classCode);
  const community = row.path.split('/').slice(0, 4).join('/');
  return {
    organisationLine: directory.line(organisation.id),
    isOnDirectList,
    isPartner: here.length > 0 || organisation.path.startsWith(`${community}/`),
  };
}

const OFFICES: readonly string[] = ['government', 'department'];

/** What the holder of the order can point to. */
function basisInput(
  { workOrderId }: MoveBody,
  orders: Awaited<ReturnType<typeof findBeyond>>['orders'],
  directory: Directory,
): MoveInput {
  const holder = directory.find(orders.find(({ id }) => id === workOrderId)?.organisation_id ?? '');
  return holder === undefined ? {} : { basisOfKind: basisFor(holder, directory) };
}

/** 依据 by type of organisation: a part of a street, a department, or whoever owns or looks after a thing. */
export function basisFor(organisation: OrganisationEntry, directory: Directory): SendBackBasis {
  if (isOfStreet(organisation, directory)) return 'streetDuties';
  const isOffice = directory.line(organisation.id).some((id) => OFFICES.includes(directory.find(id)?.kind ?? ''));
  return isOffice ? 'departmentDuties' : 'assetOwnership';
}

/** What the street's list says, where the organisation belongs to the street the matter lies in. */
async function dutyInput(
  ctx: TransactionContext,
  row: CaseRow,
  organisation: OrganisationEntry,
  { newClass, around }: { newClass: ClassRules | undefined; around: Around },
): Promise<MoveInput> {
  const classCode = newClass?.code ?? row.class_code;
  if (classCode === null || !isOfStreet(organisation, around.directory)) return {};
  const streetDuty = await streetDutyAt(ctx, classCode, row.path);
  return streetDuty === undefined ? {} : { streetDuty };
}

/** The office of a street or township, or a part of it; firms and utilities only work there. */
function isOfStreet({ id }: OrganisationEntry, directory: Directory): boolean {
  return directory.line(id).some((each) => {
    const above = directory.find(each);
    return above?.kind === 'government' && above.path.split('/').length > DISTRICT_PARTS;
  });
}

/** `/yunting/` in parts. */
const DISTRICT_PARTS = 3;

async function isTaskFromAbove({ db }: TransactionContext, caseId: string): Promise<boolean> {
  const voices = await db
    .selectFrom('case_reports')
    .select('channel')
    .where('case_id', '=', caseId)
    .where('is_withdrawn', '=', false)
    .execute();
  return voices.length > 0 && voices.every(({ channel }) => channel === 'superior');
}

/** An order is assigned to somebody who works for the organisation that holds it, or for a part of it. */
async function checkAssignee(ctx: TransactionContext, body: MoveBody, directory: Directory): Promise<void> {
  const { assignedToAccountId = '', organisationId, workOrderId = '' } = body;
  const order = await ctx.db
    .selectFrom('work_orders')
    .select('organisation_id')
    .where('id', '=', workOrderId)
    .executeTakeFirst();
  // An unknown order is refused by the rules.
  if (order === undefined) return;
  const isInside = (id: string) => directory.line(id).includes(order.organisation_id);
  const works = (await postsOf(ctx, assignedToAccountId)).some(
    (post) => post.organisation_id !== null && isInside(post.organisation_id),
  );
  const errors = [
    ...(works
      ? []
      : [{ pointer: '/assignedToAccountId', in: 'body', detail: 'does not work for the organisation of this order' }]),
    ...(organisationId === undefined || isInside(organisationId)
      ? []
      : [{ pointer: '/organisationId', in: 'body', detail: 'is no part of the organisation of this order' }]),
  ];
  if (errors.length > 0) throw problem('input-invalid', 'An order is assigned inside its organisation', { errors });
}

async function checkVerifier(ctx: TransactionContext, accountId: string): Promise<void> {
  const verifies = (role: string) => role in ROLES && permissionsOf(role as Role).includes('case.verify');
  if ((await postsOf(ctx, accountId)).some(({ role }) => verifies(role))) return;
  throw problem('input-invalid', 'Nobody here who verifies', {
    errors: [{ pointer: '/verifierAccountId', in: 'body', detail: 'holds no post that verifies' }],
  });
}

function postsOf({ db }: TransactionContext, accountId: string) {
  return db
    .selectFrom('posts')
    .select(['role', 'organisation_id'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}

async function organisationsOf(ctx: TransactionContext, accountId: string, directory: Directory): Promise<string[]> {
  const rows = await postsOf(ctx, accountId);
  return rows.flatMap(({ organisation_id }) => (organisation_id === null ? [] : directory.related(organisation_id)));
}

/** @throws {Problem} `input-invalid` for a class the catalogue does not have */
export async function getClass(ctx: TransactionContext, code: string): Promise<ClassRules> {
  const rules = await findClassRules(ctx.db, code);
  if (rules !== undefined) return rules;
  throw noSuchClass();
}

function noSuchClass() {
  return problem('input-invalid', 'There is no such class', {
    errors: [{ pointer: '/classCode', in: 'body', detail: 'is not a class of the catalogue' }],
  });
}

export function notFound() {
  return problem('not-found', 'There is no such case, or it lies outside what you may see');
}
